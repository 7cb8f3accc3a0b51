using Assistant.Knowledge.Calendars;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>What a rule may refer to.</summary>
internal sealed record RuleReferences(
    IReadOnlyDictionary<string, Slot> SlotsByName, IReadOnlyDictionary<string, Fact> Facts, IReadOnlySet<string> Guides, IReadOnlyDictionary<string, Rate> Rates,
    DistrictMap Places, WorkCalendar Calendar);

/// <summary>
/// Reads <c>rules/&lt;domain&gt;/*.yaml</c>, checks what the files cannot know of each other (two rules on one day in one place, circles), and runs
/// the cases. Format: <c>knowledge/content/README.md</c>.
/// </summary>
internal static class RulesReader
{
    public static RuleBook Read(string folder, string[] files, RuleReferences references, List<ContentProblem> problems)
    {
        var read = new List<(EligibilityRule Rule, YamlReading Reading, YamlNode Root)>();
        foreach (var file in files.Where(file => file.StartsWith("rules/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            if (root is not null && new RuleReader(reading, references).Read(root) is { } rule) read.Add((rule, reading, root));
        }

        var rules = new Dictionary<string, EligibilityRule>(StringComparer.Ordinal);
        foreach (var (rule, reading, root) in read)
            if (!rules.TryAdd(rule.Id, rule)) reading.Report(root, $"rule '{rule.Id}' exists twice");
        foreach (var (rule, reading, root) in read)
        {
            if (rule.First is { } first && !rules.ContainsKey(first)) reading.Report(YamlReading.Child(root, "first") ?? root, $"rule '{first}' does not exist");
            else if (Circle(rule, rules) is { } circle) reading.Report(YamlReading.Child(root, "first") ?? root, $"rules wait for each other: {circle}");
            foreach (var other in rules.Values.Where(other => string.CompareOrdinal(other.Id, rule.Id) < 0 && other.Topic == rule.Topic))
                if (DayOfBoth(rule, other) is { } day) reading.Report(root, $"'{rule.Id}' and '{other.Id}' both decide '{rule.Topic}' on {day:yyyy-MM-dd} in the same place");
        }

        var book = new RuleBook(rules, new RuleSurroundings(references.Rates, references.Calendar, references.SlotsByName));
        // A file with problems of its own would only give more of them.
        foreach (var (rule, reading, root) in read.Where(entry => !problems.Exists(problem => problem.File == entry.Reading.File)).ToArray())
            new RuleCaseCheck(book, rule, reading, root).Run();
        return book;
    }

    static string? Circle(EligibilityRule start, Dictionary<string, EligibilityRule> rules)
    {
        var path = new List<string> { start.Id };
        for (var next = start.First; next is not null && rules.TryGetValue(next, out var rule); next = rule.First)
        {
            path.Add(next);
            if (next == start.Id) return string.Join(" → ", path);
            if (path.Count > rules.Count) return null; // a circle further on; reported where it lies
        }

        return null;
    }

    /// <summary>A day and place for which both rules claim to decide; null when there is none.</summary>
    static DateOnly? DayOfBoth(EligibilityRule one, EligibilityRule other)
    {
        if (!Overlap(one.Applies, other.Applies)) return null;
        foreach (var a in one.Versions)
            foreach (var b in other.Versions)
            {
                var from = a.From > b.From ? a.From : b.From;
                if ((a.To is null || a.To >= from) && (b.To is null || b.To >= from)) return from;
            }

        return null;
    }

    /// <summary>The nation and the city hold everywhere here; districts only where they are named.</summary>
    static bool Overlap(Jurisdiction one, Jurisdiction other) => !one.IsLocal || !other.IsLocal || one.Areas.Intersect(other.Areas).Any();
}
