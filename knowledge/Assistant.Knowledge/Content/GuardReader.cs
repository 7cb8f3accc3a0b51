using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads what is not answered like a question: the rules and intents of <c>guard.yaml</c> and the messages in <c>examples.yaml</c> it learns from.</summary>
internal static class GuardReader
{
    static readonly Dictionary<string, GuardAction> Actions = new() { ["refuse"] = GuardAction.Refuse, ["hand-over"] = GuardAction.HandOver };

    public static GuardRules Read(string folder, PreparedTexts prepared, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "guard.yaml", problems, out var root);
        if (root is null) return new GuardRules();

        var map = reading.Map(root, "rules", "intents", "escalation", "ours", "elsewhere_but_ours");
        var reasons = new HashSet<string>(StringComparer.Ordinal) { "served" };
        var guard = new GuardRules
        {
            Rules = [.. map.Nodes("rules").Select(node => ReadRule(reading, node, prepared))],
            Intents = [.. map.Nodes("intents").Select(node => ReadIntent(reading, node, prepared, reasons))],
            Escalation = GuideReader.Signs(reading, map.Nodes("escalation")),
            Ours = ReadOurs(reading, map),
            ElsewhereButOurs = GuideReader.Cues(reading, map, "elsewhere_but_ours"),
        };
        var examples = ReadExamples(folder, reasons, problems);
        return guard with { Examples = examples.Reasons, SignExamples = examples.Signs };
    }

    static GuardRule ReadRule(YamlReading reading, YamlNode node, PreparedTexts prepared)
    {
        var fields = reading.Map(node, "id", "reason", "action", "handover", "firm", "cues", "unless", "reply", "note");
        prepared.Add(reading, fields.At("reply"), fields.OptionalText("reply"));
        if (fields.Nodes("cues").Count == 0) reading.Report(node, "a rule without cues never holds");
        return new GuardRule
        {
            Id = fields.Text("id"),
            Reason = fields.Text("reason"),
            Action = fields.OneOf("action", Actions),
            Handover = fields.Flag("handover"),
            Firm = fields.Flag("firm"),
            Cues = GuideReader.Cues(reading, fields, "cues"),
            Unless = GuideReader.Cues(reading, fields, "unless"),
            Reply = fields.Text("reply"),
        };
    }

    /// <summary>Reads one intent and adds its reason to those that examples may be labelled with.</summary>
    static GuardIntent ReadIntent(YamlReading reading, YamlNode node, PreparedTexts prepared, HashSet<string> reasons)
    {
        var fields = reading.Map(node, "reason", "action", "handover", "sure_from", "sure_from_when_short", "sure_from_with_our_words", "reply", "note");
        prepared.Add(reading, fields.At("reply"), fields.OptionalText("reply"));
        reasons.Add(fields.OptionalText("reason"));
        return new GuardIntent
        {
            Reason = fields.Text("reason"),
            Action = fields.OneOf("action", Actions),
            Handover = fields.Flag("handover"),
            SureFrom = fields.Share("sure_from"),
            SureFromWhenShort = fields.Share(fields["sure_from_when_short"] is null ? "sure_from" : "sure_from_when_short"),
            SureFromWithOurWords = fields.Share(fields["sure_from_with_our_words"] is null ? "sure_from" : "sure_from_with_our_words"),
            Reply = fields.Text("reply"),
        };
    }

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
}
