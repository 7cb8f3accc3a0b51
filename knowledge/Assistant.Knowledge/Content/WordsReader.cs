using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>
/// Reads the words on both sides: what citizens say (<c>terms.yaml</c>) and the fixed sentences they are told (<c>wording.yaml</c>).
/// </summary>
internal static class WordsReader
{
    public static Lexicon ReadLexicon(string folder, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "terms.yaml", problems, out var root);
        if (root is null) return new Lexicon([], [], new Dictionary<char, char>(), [], []);

        var map = reading.Map(root, "terms", "asks_for", "dialect", "typos", "traditional");
        return new Lexicon(ReadTerms(reading, map), ReadTypos(reading, map), ReadTraditional(reading, map), ReadAsksFor(reading, map), map.Texts("dialect"));
    }

    public static Dictionary<string, string> ReadWording(string folder, List<ContentProblem> problems)
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

    static List<TermEntry> ReadTerms(YamlReading reading, YamlMap map)
    {
        var terms = new List<TermEntry>();
        foreach (var node in map.Nodes("terms"))
        {
            var fields = reading.Map(node, "say", "means", "domain", "note");
            var entry = new TermEntry(
                fields.Texts("say"), fields.Texts("means"), fields["domain"] is null ? null : fields.OneOf("domain", GuideReader.Domains));
            if (entry.Say.Count == 0 || entry.Means.Count == 0) reading.Report(node, "a term needs words that are said and words they mean");
            terms.Add(entry);
        }

        return terms;
    }

    static List<(string Wrong, string Right)> ReadTypos(YamlReading reading, YamlMap map)
    {
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

        return typos;
    }

    /// <summary>The simplified character for each traditional one.</summary>
    static Dictionary<char, char> ReadTraditional(YamlReading reading, YamlMap map)
    {
        var simplified = new Dictionary<char, char>();
        foreach (var pair in map.Texts("traditional"))
        {
            if (pair.Length == 2) simplified[pair[0]] = pair[1];
            else reading.Report(map.At("traditional"), $"'{pair}' is not a pair of a traditional and a simplified character");
        }

        return simplified;
    }

    static IReadOnlyList<(FactKind Kind, IReadOnlyList<CuePattern> Cues)> ReadAsksFor(YamlReading reading, YamlMap map) =>
    [
        .. map.Nodes("asks_for").Select(node =>
        {
            var fields = reading.Map(node, "kind", "cues");
            return (fields.OneOf("kind", GuideReader.Kinds), GuideReader.Cues(reading, fields, "cues"));
        }),
    ];
}
