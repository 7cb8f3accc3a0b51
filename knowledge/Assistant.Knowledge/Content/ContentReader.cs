using System.Security.Cryptography;
using System.Text;
using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>What reading a content folder gave: the content, or the problems that keep it from going live. Never both.</summary>
public sealed record ContentReading(KnowledgeContent? Content, IReadOnlyList<ContentProblem> Problems);

/// <summary>Reads and checks a whole content folder. Reports every problem it finds, not only the first.</summary>
public static class ContentReader
{
    /// <summary>Reads the folder. A folder that does not exist is one problem, never an exception.</summary>
    public static ContentReading Read(string folder)
    {
        var problems = new List<ContentProblem>();
        if (!Directory.Exists(folder)) return new(null, [new(".", 1, $"the content folder '{folder}' does not exist")]);

        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();
        var version = VersionOf(folder, files, problems);
        var prepared = new PreparedTexts();

        var sources = ReadSources(folder, files, problems);
        var slots = ReadSlots(folder, problems);
        var places = ReadPlaces(folder, problems);
        var lexicon = ReadLexicon(folder, problems);
        var guides = ReadGuides(folder, files, sources, slots, places, prepared, problems);
        var guard = ReadGuard(folder, prepared, problems);
        var wording = ReadWording(folder, problems);
        CheckLinks(guides, prepared);

        foreach (var unknown in files.Where(file => !file.StartsWith("guides/", StringComparison.Ordinal) && !file.StartsWith("sources/", StringComparison.Ordinal)
            && file is not ("slots.yaml" or "districts.yaml" or "terms.yaml" or "guard.yaml" or "examples.yaml" or "wording.yaml")))
            problems.Add(new(unknown, 1, "nothing reads this file; is its name right?"));

        if (problems.Count > 0) return new(null, [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)]);

        return new(
            new KnowledgeContent
            {
                Version = version,
                Guides = guides.ToDictionary(entry => entry.Guide.Id, entry => entry.Guide),
                Facts = guides.SelectMany(entry => entry.Guide.Facts).ToDictionary(fact => fact.Id),
                Sources = sources,
                Slots = slots,
                Places = places,
                Lexicon = lexicon,
                Guard = guard,
                Wording = wording,
            },
            []);
    }

    /// <summary>Hash over names and bytes of a folder's content files, as in <see cref="KnowledgeContent.Version"/>.</summary>
    internal static string VersionOf(string folder) =>
        VersionOf(folder, [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)], []);

    static string VersionOf(string folder, string[] files, List<ContentProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            try
            {
                hash.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problems.Add(new(file, 1, $"cannot be read: {failure.Message}"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static Dictionary<string, Source> ReadSources(string folder, string[] files, List<ContentProblem> problems)
    {
        var status = new Dictionary<string, bool> { ["official"] = true, ["reposted"] = false };
        var kinds = new[] { "law", "regulation", "notice", "page", "report" }.ToDictionary(kind => kind);
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.StartsWith("sources/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            foreach (var node in root is null ? [] : reading.List(root))
            {
                var map = reading.Map(node, "id", "kind", "title", "number", "issuer", "date", "in_force", "status", "seen", "note");
                var source = new Source
                {
                    Id = map.Text("id"),
                    Kind = map.OneOf("kind", kinds),
                    Title = map.Text("title"),
                    Number = map.OptionalText("number"),
                    Issuer = map.Text("issuer"),
                    Date = map.Text("date"),
                    InForce = map.OptionalText("in_force"),
                    Official = map.OneOf("status", status),
                    Seen = map.OptionalText("seen"),
                };
                if (!IsDate(source.Date)) reading.Report(map.At("date"), $"'{source.Date}' is not a date like 2018-12-29, 2025-11 or 2022");
                if (source.Id.Length > 0 && !sources.TryAdd(source.Id, source)) reading.Report(map.At("id"), $"source '{source.Id}' exists twice");
            }
        }

        return sources;
    }

    static bool IsDate(string text) => text.Length switch
    {
        4 => int.TryParse(text, out _),
        7 => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", out _),
        10 => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        _ => false,
    };

    static Dictionary<string, SlotDefinition> ReadSlots(string folder, List<ContentProblem> problems)
    {
        var slots = new Dictionary<string, SlotDefinition>(StringComparer.Ordinal);
        var reading = YamlReading.Open(folder, "slots.yaml", problems, out var root);
        foreach (var node in root is null ? [] : reading.Map(root, "slots").Nodes("slots"))
        {
            var map = reading.Map(node, "id", "name", "ask", "choices", "kind", "cues");
            var slot = new SlotDefinition
            {
                Id = map.Text("id"),
                Name = map.Text("name"),
                Ask = map.Text("ask"),
                Choices = map.Texts("choices"),
                Cues = GuideReader.Cues(reading, map, "cues"),
            };
            if (slot.Id.Length > 0 && !slots.TryAdd(slot.Id, slot)) reading.Report(map.At("id"), $"slot '{slot.Id}' exists twice");
        }

        return slots;
    }

    static DistrictMap ReadPlaces(string folder, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "districts.yaml", problems, out var root);
        if (root is null) return new DistrictMap([], [], new Dictionary<string, IReadOnlyList<string>>(), [], []);

        var map = reading.Map(root, "districts", "towns", "areas", "not_ours", "other_regions");
        var districts = new List<District>();
        foreach (var node in map.Nodes("districts"))
        {
            var fields = reading.Map(node, "id", "name", "kind", "names", "from", "to", "successors", "part_of", "central", "website", "level", "note");
            var district = new District
            {
                Id = fields.Text("id"),
                Name = fields.Text("name"),
                Names = fields.Texts("names"),
                Central = fields.Flag("central"),
                From = fields.Date("from"),
                To = fields.Date("to"),
                Website = fields.OptionalText("website"),
                Successors = [.. fields.Nodes("successors").Select(successor => reading.Map(successor, "id", "towns")).Select(successor => new Successor(successor.Text("id"), successor.Texts("towns")))],
            };
            if (districts.Any(other => other.Id == district.Id)) reading.Report(node, $"district '{district.Id}' exists twice");
            else districts.Add(district);
            if (district.To is not null && district.Successors.Count == 0) reading.Report(node, $"{district.Name} ended and nobody succeeds it");
        }

        var ids = districts.Select(district => district.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var node in map.Nodes("districts"))
        {
            foreach (var successor in reading.List(YamlReading.Child(node, "successors")))
                if (YamlReading.Child(successor, "id") is YamlScalarNode { Value: { } id } && !ids.Contains(id))
                    reading.Report(successor, $"successor '{id}' is no district");
        }

        ReportCircles(reading, map, districts);
        var towns = new List<Town>();
        foreach (var node in map.Nodes("towns"))
        {
            var fields = reading.Map(node, "name", "also", "district", "formerly", "ambiguous", "level", "note");
            var town = new Town(fields.Text("name"), fields.Texts("also"), fields.Text("district"), fields.OptionalText("formerly"), fields.Flag("ambiguous"));
            if (!ids.Contains(town.DistrictId)) reading.Report(fields.At("district"), $"'{town.DistrictId}' is no district");
            towns.Add(town);
        }

        return new DistrictMap(
            districts, towns, ReadAreas(reading, map, districts),
            [.. map.Nodes("not_ours").Select(node => reading.Map(node, "name", "why").Text("name"))],
            ReadOtherRegions(reading, map));
    }

    static void ReportCircles(YamlReading reading, YamlMap map, List<District> districts)
    {
        var byId = districts.DistinctBy(district => district.Id).ToDictionary(district => district.Id, StringComparer.Ordinal);
        foreach (var district in districts)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var next = new Queue<string>(district.Successors.Select(successor => successor.DistrictId));
            while (next.TryDequeue(out var id))
            {
                if (id == district.Id)
                {
                    reading.Report(map.At("districts"), $"{district.Name} succeeds itself by way of its successors");
                    break;
                }

                if (seen.Add(id) && byId.TryGetValue(id, out var successor))
                    foreach (var further in successor.Successors) next.Enqueue(further.DistrictId);
            }
        }
    }

    /// <summary>Full and short names of provinces and cities elsewhere.</summary>
    static IReadOnlyList<string> ReadOtherRegions(YamlReading reading, YamlMap map)
    {
        if (map["other_regions"] is not { } node) return [];
        var kinds = reading.Map(node, "provinces", "cities");
        var names = new List<string>();
        foreach (var entry in kinds.Nodes("provinces"))
        {
            var fields = reading.Map(entry, "name", "names", "note");
            names.AddRange(fields.Texts("names").Append(fields.Text("name")));
        }

        foreach (var ofProvince in kinds["cities"] is YamlMappingNode cities ? cities.Children.Values : [])
            names.AddRange(reading.List(ofProvince).Select(reading.Scalar));
        return names;
    }

    static Dictionary<string, IReadOnlyList<string>> ReadAreas(YamlReading reading, YamlMap map, List<District> districts)
    {
        var areas = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var node in map.Nodes("areas"))
        {
            var fields = reading.Map(node, "name", "names", "ids", "complement_of", "undecided", "level", "note");
            var name = fields.Text("name");
            var complement = fields.OptionalText("complement_of");
            var ids = complement.Length == 0
                ? fields.Texts("ids")
                : [.. districts.Select(district => district.Id).Except(areas.GetValueOrDefault(complement, [])).Except(fields.Texts("undecided"))];
            foreach (var id in ids.Where(id => districts.All(district => district.Id != id))) reading.Report(node, $"'{id}' is no district");
            if (complement.Length > 0 && !areas.ContainsKey(complement)) reading.Report(node, $"area '{complement}' is not defined above");
            areas[name] = ids;
        }

        return areas;
    }

    static Lexicon ReadLexicon(string folder, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "terms.yaml", problems, out var root);
        if (root is null) return new Lexicon([], [], new Dictionary<char, char>(), []);

        var map = reading.Map(root, "terms", "asks_for", "typos", "traditional");
        var terms = new List<TermEntry>();
        foreach (var node in map.Nodes("terms"))
        {
            var fields = reading.Map(node, "say", "means", "domain", "note");
            var entry = new TermEntry(
                fields.Texts("say"), fields.Texts("means"), fields["domain"] is null ? null : fields.OneOf("domain", GuideReader.Domains));
            if (entry.Say.Count == 0 || entry.Means.Count == 0) reading.Report(node, "a term needs words that are said and words they mean");
            terms.Add(entry);
        }

        var typos = new List<(string, string)>();
        foreach (var node in map.Nodes("typos"))
        {
            var fields = reading.Map(node, "write", "right");
            var right = fields.Text("right");
            foreach (var wrong in fields.Texts("write"))
            {
                if (QuestionText.Normalise(wrong).Length == 0) reading.Report(node, "a typing error that is nothing visible");
                else if (QuestionText.Normalise(right).Contains(QuestionText.Normalise(wrong), StringComparison.Ordinal)) reading.Report(node, $"'{right}' contains the error '{wrong}' itself: it would be righted again and again");
                else typos.Add((wrong, right));
            }
        }

        var simplified = new Dictionary<char, char>();
        foreach (var pair in map.Texts("traditional"))
        {
            if (pair.Length == 2) simplified[pair[0]] = pair[1];
            else reading.Report(map.At("traditional"), $"'{pair}' is not a pair of a traditional and a simplified character");
        }

        var asksFor = map.Nodes("asks_for").Select(node =>
        {
            var fields = reading.Map(node, "kind", "cues");
            return (fields.OneOf("kind", GuideReader.Kinds), GuideReader.Cues(reading, fields, "cues"));
        }).ToArray();
        return new Lexicon(terms, typos, simplified, asksFor);
    }

    static List<(string File, YamlReading Reading, YamlNode Root, ServiceGuide Guide)> ReadGuides(
        string folder, string[] files, Dictionary<string, Source> sources, Dictionary<string, SlotDefinition> slots, DistrictMap places, PreparedTexts prepared, List<ContentProblem> problems)
    {
        var guides = new List<(string, YamlReading, YamlNode, ServiceGuide)>();
        foreach (var file in files.Where(file => file.StartsWith("guides/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            if (root is not null) guides.Add((file, reading, root, new GuideReader(reading, sources, slots, places, prepared).Read(root)));
        }

        if (guides.Count == 0) problems.Add(new("guides", 1, "there is no guide"));
        return guides;
    }

    static GuardRules ReadGuard(string folder, PreparedTexts prepared, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "guard.yaml", problems, out var root);
        if (root is null) return new GuardRules();

        var reasons = new HashSet<string>(StringComparer.Ordinal) { "served" };
        var actions = new Dictionary<string, GuardAction> { ["refuse"] = GuardAction.Refuse, ["hand-over"] = GuardAction.HandOver };
        var map = reading.Map(root, "rules", "intents", "escalation", "ours", "elsewhere_but_ours");
        var guard = new GuardRules
        {
            Rules =
            [
                .. map.Nodes("rules").Select(node =>
                {
                    var fields = reading.Map(node, "id", "reason", "action", "handover", "cues", "unless", "reply", "note");
                    prepared.Add(reading, fields.At("reply"), fields.OptionalText("reply"));
                    if (fields.Nodes("cues").Count == 0) reading.Report(node, "a rule without cues never holds");
                    return new GuardRule
                    {
                        Id = fields.Text("id"),
                        Reason = fields.Text("reason"),
                        Action = fields.OneOf("action", actions),
                        Handover = fields.Flag("handover"),
                        Cues = GuideReader.Cues(reading, fields, "cues"),
                        Unless = GuideReader.Cues(reading, fields, "unless"),
                        Reply = fields.Text("reply"),
                    };
                }),
            ],
            Intents =
            [
                .. map.Nodes("intents").Select(node =>
                {
                    var fields = reading.Map(node, "reason", "action", "handover", "sure_from", "sure_from_with_our_words", "reply", "note");
                    prepared.Add(reading, fields.At("reply"), fields.OptionalText("reply"));
                    reasons.Add(fields.OptionalText("reason"));
                    return new GuardIntent
                    {
                        Reason = fields.Text("reason"),
                        Action = fields.OneOf("action", actions),
                        Handover = fields.Flag("handover"),
                        SureFrom = fields.Share("sure_from"),
                        SureFromWithOurWords = fields.Share(fields["sure_from_with_our_words"] is null ? "sure_from" : "sure_from_with_our_words"),
                        Reply = fields.Text("reply"),
                    };
                }),
            ],
            Escalation = GuideReader.Signs(reading, map.Nodes("escalation")),
            Ours = ReadOurs(reading, map),
            ElsewhereButOurs = GuideReader.Cues(reading, map, "elsewhere_but_ours"),
        };
        var examples = ReadExamples(folder, reasons, problems);
        return guard with { Examples = examples.Reasons, SignExamples = examples.Signs };
    }

    static (IReadOnlyList<GuardExample> Reasons, IReadOnlyList<GuardExample> Signs) ReadExamples(string folder, IReadOnlySet<string> reasons, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "examples.yaml", problems, out var root);
        if (root is null) return ([], []);
        var map = reading.Map(root, "examples", "signs");
        return (ReadLabelled(reading, map.Nodes("examples"), "reason", reasons), ReadLabelled(reading, map.Nodes("signs"), "sign", null));
    }

    static IReadOnlyList<GuardExample> ReadLabelled(YamlReading reading, IReadOnlyList<YamlNode> nodes, string label, IReadOnlySet<string>? known) =>
    [
        .. nodes.Select(node =>
        {
            var fields = reading.Map(node, label, "topic", "asks");
            var asks = fields.Texts("asks");
            if (asks.Count == 0) reading.Report(node, "examples without 'asks' teach nothing");
            var value = fields.Text(label);
            if (known is not null && value.Length > 0 && !known.Contains(value)) reading.Report(fields.At(label), $"reason '{value}' is not among the intents of guard.yaml");
            return new GuardExample(value, asks);
        }),
    ];

    static Dictionary<Domain, IReadOnlyList<CuePattern>> ReadOurs(YamlReading reading, YamlMap map)
    {
        var ours = new Dictionary<Domain, IReadOnlyList<CuePattern>>();
        if (map["ours"] is not { } node)
        {
            reading.Report(map.Node, "'ours' is missing: without it every question that finds nothing is called out of scope");
            return ours;
        }

        var domains = reading.Map(node, [.. GuideReader.Domains.Keys]);
        foreach (var (name, domain) in GuideReader.Domains) ours[domain] = GuideReader.Cues(reading, domains, name);
        return ours;
    }

    static Dictionary<string, string> ReadWording(string folder, List<ContentProblem> problems)
    {
        var wording = new Dictionary<string, string>(StringComparer.Ordinal);
        var reading = YamlReading.Open(folder, "wording.yaml", problems, out var root);
        if (root is null) return wording;
        if (root is not YamlMappingNode map)
        {
            reading.Report(root, "expected a map of sentences");
            return wording;
        }

        foreach (var (key, value) in map.Children)
        {
            wording[reading.Scalar(key)] = reading.Scalar(value);
            if (wording[reading.Scalar(key)].Length == 0) reading.Report(value, $"the sentence '{reading.Scalar(key)}' is empty");
        }

        foreach (var key in WordingKeys.All.Where(key => !wording.ContainsKey(key))) reading.Report(root, $"the sentence '{key}' is missing");
        return wording;
    }

    static void CheckLinks(
        List<(string File, YamlReading Reading, YamlNode Root, ServiceGuide Guide)> guides, PreparedTexts prepared)
    {
        var guideIds = new Dictionary<string, string>(StringComparer.Ordinal);
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var (file, reading, root, guide) in guides)
        {
            if (!guideIds.TryAdd(guide.Id, file)) reading.Report(root, $"guide '{guide.Id}' exists twice; the other is {guideIds[guide.Id]}");
            var nodes = reading.List(YamlReading.Child(root, "facts"));
            for (var index = 0; index < guide.Facts.Count; index++)
                if (!facts.TryAdd(guide.Facts[index].Id, guide.Facts[index]))
                    reading.Report(nodes[index], $"fact '{guide.Facts[index].Id}' exists twice; the other is in {facts[guide.Facts[index].Id].Guide}");
        }

        foreach (var (_, reading, root, guide) in guides)
        {
            foreach (var related in guide.Related.Where(related => !guideIds.ContainsKey(related))) reading.Report(root, $"related guide '{related}' does not exist");
            foreach (var fact in guide.Overview.Concat(guide.Confirm))
            {
                if (!facts.TryGetValue(fact, out var found)) reading.Report(root, $"fact '{fact}' of overview or confirm does not exist");
                else if (!found.MayBeCited) reading.Report(root, $"fact '{fact}' of overview or confirm is unpublished");
            }
        }

        prepared.Check(facts);
    }
}
