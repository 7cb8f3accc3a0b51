using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;
using Assistant.Knowledge.Words;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads one guide file. Format: <c>knowledge/content/README.md</c>.</summary>
internal sealed class GuideReader(
    YamlReading reading, IReadOnlyDictionary<string, Source> sources, IReadOnlyDictionary<string, Slot> slots, DistrictMap places,
    PreparedTexts prepared)
{
    public static IReadOnlyDictionary<string, Domain> Domains { get; } = new Dictionary<string, Domain>(StringComparer.Ordinal)
    {
        ["enrolment"] = Domain.Enrolment,
        ["housing-fund"] = Domain.HousingFund,
        ["employment"] = Domain.Employment,
        ["petition"] = Domain.Petition,
    };

    public static IReadOnlyDictionary<string, FactKind> Kinds { get; } = new Dictionary<string, FactKind>(StringComparer.Ordinal)
    {
        ["对象"] = FactKind.Qualifies,
        ["材料"] = FactKind.Materials,
        ["步骤"] = FactKind.Steps,
        ["时限"] = FactKind.TimeLimits,
        ["费用"] = FactKind.Fees,
        ["额度"] = FactKind.Amounts,
        ["渠道"] = FactKind.Channels,
        ["例外"] = FactKind.Exceptions,
        ["权利"] = FactKind.Rights,
        ["规则"] = FactKind.Rules,
        ["变更"] = FactKind.Changes,
        ["概况"] = FactKind.Overview,
    };

    static readonly Dictionary<string, FactLevel> Levels = Enum.GetValues<FactLevel>().ToDictionary(level => level.ToString());

    static readonly Dictionary<string, ReviewState> States = new(StringComparer.Ordinal)
    {
        ["published"] = ReviewState.Published,
        ["provisional"] = ReviewState.Provisional,
        ["unpublished"] = ReviewState.Unpublished,
    };

    public ServiceGuide Read(YamlNode root)
    {
        var map = reading.Map(root, "id", "domain", "title", "summary", "names", "asks", "authority", "confirm", "overview", "related", "slots", "escalation", "facts", "heard", "sure", "first");
        var id = map.Text("id");
        if (Path.GetFileNameWithoutExtension(reading.File) != id) reading.Report(map.At("id"), $"the file of guide '{id}' must be called {id}.yaml");

        var guide = new ServiceGuide
        {
            Id = id,
            Domain = map.OneOf("domain", Domains),
            Title = map.Text("title"),
            Summary = map.Text("summary"),
            Names = map.Texts("names"),
            Asks = map.Texts("asks"),
            Sure = Cues(reading, map, "sure"),
            Heard = map.Texts("heard"),
            Authority = map.Text("authority"),
            Confirm = map.Texts("confirm"),
            Overview = map.Texts("overview"),
            Related = map.Texts("related"),
            First = map.Texts("first"),
            Slots = SlotIds(map, "slots"),
            Escalation = Signs(reading, map.Nodes("escalation")),
            Facts = [.. map.Nodes("facts").Select(node => ReadFact(node, id))],
        };
        if (guide.Facts.Count == 0) reading.Report(map.At("facts"), "a guide without facts says nothing");
        if (guide.Names.Count == 0) reading.Report(map.At("names"), "'names' is empty: citizens do not know official titles");
        return guide;
    }

    public static IReadOnlyList<EscalationSign> Signs(YamlReading reading, IReadOnlyList<YamlNode> nodes) =>
    [
        .. nodes.Select(node =>
        {
            var map = reading.Map(node, "sign", "cues");
            var cues = Cues(reading, map, "cues");
            if (cues.Count == 0) reading.Report(node, "a sign without cues is never seen");
            return new EscalationSign(map.Text("sign"), cues);
        }),
    ];

    public static IReadOnlyList<CuePattern> Cues(YamlReading reading, YamlMap map, string key)
    {
        var cues = new List<CuePattern>();
        foreach (var node in map.Nodes(key))
        {
            try
            {
                cues.Add(CuePattern.Parse(reading.Scalar(node)));
            }
            catch (FormatException failure)
            {
                reading.Report(node, $"not a pattern: {failure.Message}");
            }
        }

        return cues;
    }

    Fact ReadFact(YamlNode node, string guide)
    {
        var map = reading.Map(node, "id", "kind", "level", "state", "reason", "instead", "lead", "statement", "basis", "applies", "from", "to", "sample_year", "note", "needs", "asks");
        var fact = new Fact
        {
            Id = map.Text("id"),
            Guide = guide,
            Kind = map.OneOf("kind", Kinds),
            Level = map.OneOf("level", Levels),
            State = map.OneOf("state", States),
            Reason = map.OptionalText("reason"),
            Instead = map.OptionalText("instead"),
            Lead = map.OptionalText("lead"),
            Statement = map.OptionalText("statement"),
            Basis = [.. map.Nodes("basis").Select(ReadBasis).OfType<FactBasis>()],
            // An unpublished fact asserts nothing, so it needs no area.
            Applies = Applies(reading, map, places, required: map.OptionalText("state") != "unpublished"),
            From = map.Date("from"),
            To = map.Date("to"),
            SampleYear = map.Number("sample_year"),
            Note = map.OptionalText("note"),
            Needs = SlotIds(map, "needs"),
            Asks = map.Texts("asks"),
        };
        prepared.Add(reading, map.At("instead"), fact.Instead);
        Check(fact, map);
        return fact;
    }

    void Check(Fact fact, YamlMap map)
    {
        var expected = fact.Level switch
        {
            FactLevel.A or FactLevel.B => ReviewState.Published,
            FactLevel.C => ReviewState.Provisional,
            FactLevel.D or FactLevel.M => ReviewState.Unpublished,
        };
        if (fact.State != expected) reading.Report(map.At("state"), $"level {fact.Level} is {expected.ToString().ToLowerInvariant()}, not {fact.State.ToString().ToLowerInvariant()}");
        if (fact.From > fact.To) reading.Report(map.At("to"), $"ends on {fact.To:yyyy-MM-dd} before it begins on {fact.From:yyyy-MM-dd}");
        if (fact.From is { Year: < 1949 or > 2100 }) reading.Report(map.At("from"), $"'{fact.From:yyyy-MM-dd}' is not a plausible date");
        if (fact.SampleYear is < 1990 or > 2100) reading.Report(map.At("sample_year"), $"'{fact.SampleYear}' is not a plausible year");
        if (fact.Asks.Count == 0) reading.Report(map.Node, $"{fact.Id}: without 'asks' nobody finds it");

        if (!fact.MayBeCited)
        {
            if (fact.Reason.Length == 0) reading.Report(map.Node, $"{fact.Id} is unpublished without a 'reason'");
            if (fact.Instead.Length == 0) reading.Report(map.Node, $"{fact.Id} is unpublished without what is said 'instead'");
            return;
        }

        if (fact.Statement.Length == 0) reading.Report(map.Node, $"{fact.Id}: 'statement' is missing");
        if (fact.Lead.Length == 0) reading.Report(map.Node, $"{fact.Id}: 'lead' is missing");
        if (fact.Basis.Count == 0) reading.Report(map.Node, $"{fact.Id}: a statement without a source is not said");
        if (fact.From is null) reading.Report(map.Node, $"{fact.Id}: 'from' is missing");
        foreach (var number in Numbers.In(fact.Lead).Except(Numbers.In(fact.Statement)))
            reading.Report(map.At("lead"), $"{fact.Id}: '{number}' is in the lead but not in the statement");
    }

    FactBasis? ReadBasis(YamlNode node)
    {
        var map = reading.Map(node, "source", "article");
        var id = map.Text("source");
        if (sources.TryGetValue(id, out var source)) return new FactBasis(source, map.OptionalText("article"));
        if (id.Length > 0) reading.Report(map.At("source"), $"source '{id}' is in no sources file");
        return null;
    }

    /// <summary>Where something holds: <c>national</c>, <c>chongqing</c>, or a list of districts and areas.</summary>
    public static Jurisdiction Applies(YamlReading reading, YamlMap map, DistrictMap places, bool required)
    {
        var node = map["applies"];
        if (node is YamlScalarNode { Value: "national" }) return Jurisdiction.National;
        if (node is YamlScalarNode { Value: "chongqing" } or null)
        {
            if (node is null && required) reading.Report(map.Node, "'applies' is missing");
            return Jurisdiction.City;
        }

        var areas = new List<string>();
        var names = map.Texts("applies");
        foreach (var name in names)
        {
            if (places.Areas.TryGetValue(name, out var area)) areas.AddRange(area);
            else if (places.Districts.FirstOrDefault(district => district.Name == name) is { } district) areas.Add(district.Id);
            else reading.Report(node, $"'{name}' is neither a district nor an area of districts.yaml");
        }

        if (areas.Count == 0) reading.Report(node, "applies nowhere");
        return new Jurisdiction { Areas = areas, Label = string.Join("、", names) };
    }

    IReadOnlyList<string> SlotIds(YamlMap map, string key)
    {
        var ids = map.Texts(key);
        foreach (var id in ids)
            if (!slots.ContainsKey(id)) reading.Report(map.At(key), $"slot '{id}' is not in slots/");
        return ids;
    }
}
