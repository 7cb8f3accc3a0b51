using Assistant.Knowledge.Guides;

namespace Assistant.Knowledge.Content;

/// <summary>Reads the laws, notices and pages that facts stand on: every file in <c>sources/</c>.</summary>
internal static class SourcesReader
{
    static readonly Dictionary<string, bool> Status = new() { ["official"] = true, ["reposted"] = false };

    static readonly Dictionary<string, string> Kinds = new[] { "law", "regulation", "notice", "page", "report" }.ToDictionary(kind => kind);

    public static Dictionary<string, Source> Read(string folder, string[] files, List<ContentProblem> problems)
    {
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
                    Kind = map.OneOf("kind", Kinds),
                    Title = map.Text("title"),
                    Number = map.OptionalText("number"),
                    Issuer = map.Text("issuer"),
                    Date = map.Text("date"),
                    InForce = map.OptionalText("in_force"),
                    Official = map.OneOf("status", Status),
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
}
