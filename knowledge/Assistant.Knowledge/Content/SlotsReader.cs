using System.Globalization;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads <c>slots/*.yaml</c>: what may have to be asked, and how its values are recognised.</summary>
internal static class SlotsReader
{
    const int LongestAsk = 40;
    const int MostChoices = 6; // more buttons are not read on a telephone

    // Any day serves to see whether a quick reply can be read; the content's check must not change from one day to the next.
    static readonly DateOnly AnyDay = new(2026, 7, 1);

    static readonly Dictionary<string, SlotKind> Kinds = Enum.GetValues<SlotKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static Dictionary<string, Slot> Read(string folder, string[] files, List<ContentProblem> problems)
    {
        var slots = new Dictionary<string, Slot>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.StartsWith("slots/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            foreach (var node in root is null ? [] : reading.Map(root, "slots").Nodes("slots"))
            {
                var map = reading.Map(node, "id", "name", "kind", "ask", "choices", "values", "least", "most", "near", "not_near", "says", "cues");
                var slot = ReadSlot(reading, map) with { Domain = Path.GetFileNameWithoutExtension(file) };
                Check(reading, map, slot);
                if (slot.Id.Length > 0 && !slots.TryAdd(slot.Id, slot)) reading.Report(map.At("id"), $"slot '{slot.Id}' exists twice");
                else if (slot.Name.Length > 0 && !names.TryAdd(slot.Name, slot.Id)) reading.Report(map.At("name"), $"the name '{slot.Name}' exists twice; the other is of {names[slot.Name]}");
            }
        }

        return slots;
    }

    static Slot ReadSlot(YamlReading reading, YamlMap map)
    {
        SlotChoice[] values = [.. map.Nodes("values").Select(node => ReadValue(reading, reading.Map(node, "value", "cues", "bare")))];
        return new Slot
        {
            Id = map.Text("id"),
            Name = map.Text("name"),
            Kind = map.OneOf("kind", Kinds),
            Ask = map.Text("ask"),
            Choices = map["choices"] is null ? [.. values.Select(value => value.Value)] : map.Texts("choices"),
            Values = values,
            Least = Number(reading, map, "least"),
            Most = Number(reading, map, "most"),
            Near = map.Texts("near"),
            NotNear = map.Texts("not_near"),
            Says = [.. map.Nodes("says").Select(node => ReadSaying(reading, reading.Map(node, "value", "cues")))],
            Cues = GuideReader.Cues(reading, map, "cues"),
        };
    }

    static SlotChoice ReadValue(YamlReading reading, YamlMap map) => new(map.Text("value"), GuideReader.Cues(reading, map, "cues"), map.Texts("bare"));

    static SlotSaying ReadSaying(YamlReading reading, YamlMap map)
    {
        var saying = new SlotSaying(map.Text("value"), GuideReader.Cues(reading, map, "cues"));
        if (saying.Cues.Count == 0) reading.Report(map.Node, "a saying without cues is never heard");
        return saying;
    }

    static decimal? Number(YamlReading reading, YamlMap map, string key)
    {
        var text = map.OptionalText(key);
        if (text.Length == 0) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        reading.Report(map.At(key), $"'{key}' is '{text}', not a number");
        return null;
    }

    static void Check(YamlReading reading, YamlMap map, Slot slot)
    {
        if (!slot.Name.All(char.IsLetter)) reading.Report(map.At("name"), $"the name '{slot.Name}' may hold letters only: rules compute with it");
        if (slot.Ask.Length > LongestAsk) reading.Report(map.At("ask"), $"the question has {slot.Ask.Length} characters; at most {LongestAsk}");
        if (slot.Choices.Count > MostChoices) reading.Report(map.At("choices"), $"{slot.Choices.Count} quick replies; at most {MostChoices}");
        if (slot.Least > slot.Most) reading.Report(map.At("least"), $"'least' {slot.Least} is more than 'most' {slot.Most}");

        if (slot.Kind == SlotKind.Choice && slot.Values.Count == 0) reading.Report(map.At("kind"), "a choice without 'values'");
        if (slot.Kind != SlotKind.Choice && slot.Values.Count > 0) reading.Report(map.At("values"), $"'values' belong to a choice, not to kind {slot.Kind.ToString().ToLowerInvariant()}");
        foreach (var twice in slot.Values.GroupBy(value => value.Value).Where(group => group.Count() > 1)) reading.Report(map.At("values"), $"the value '{twice.Key}' exists twice");
        if (slot.Kind == SlotKind.Choice && slot.Choices.Count == 0 && slot.Values.Count > MostChoices)
            reading.Report(map.At("values"), $"{slot.Values.Count} values would be quick replies; name at most {MostChoices} in 'choices'");
        CheckReplies(reading, map, slot);
    }

    /// <summary>A quick reply that cannot be read would be asked for again and again.</summary>
    static void CheckReplies(YamlReading reading, YamlMap map, Slot slot)
    {
        if (slot.Kind is SlotKind.District or SlotKind.Text) return;
        var reader = new SlotReader([slot], new DistrictMap([], [], new Dictionary<string, IReadOnlyList<string>>(), [], []));
        foreach (var node in map.Nodes("choices").OfType<YamlScalarNode>().Where(node => !IsValue(reader.Read(node.Value ?? "", AnyDay, slot.Id), slot)))
            reading.Report(node, $"the quick reply '{node.Value}' cannot be read as a value of {slot.Name}");
        foreach (var (node, saying) in map.Nodes("says").Zip(slot.Says).Where(pair => !Means(reader, slot, pair.Second)))
            reading.Report(node, $"'{saying.Value}' cannot be read as a value of {slot.Name}");
    }

    static bool IsValue(SlotReading reading, Slot slot) => reading.Values.ContainsKey(slot.Id);

    static bool Means(SlotReader reader, Slot slot, SlotSaying saying) =>
        slot.Kind == SlotKind.Choice ? slot.Values.Any(value => value.Value == saying.Value) : reader.ReadAnswer(slot, saying.Value, AnyDay).Value is not null;
}
