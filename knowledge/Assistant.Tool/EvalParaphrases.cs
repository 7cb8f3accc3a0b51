using System.Globalization;
using System.Text.Json;

namespace Assistant.Tool;

/// <summary>
/// <c>./assistant eval --paraphrases FILE.jsonl [--misses FILE]</c>: how many groups of paraphrases get one answer. A line is
/// <c>{id, texts, today?, district?, domain?}</c>. One answer: the same outcome, guide, rule and result, and the same leading fact.
/// </summary>
internal static class EvalParaphrases
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var groups = Read(arguments.Required("paraphrases"));
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);
        var misses = await DifferencesAsync(host, groups, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{groups.Count} groups, {groups.Count - misses.Count} answered alike: {100.0 * (groups.Count - misses.Count) / groups.Count:0.0}%"));
        if (arguments.Has("misses")) await File.WriteAllLinesAsync(arguments.Required("misses"), misses, cancellationToken);
        return 0;
    }

    /// <summary>Reads the file; throws <see cref="UsageException"/> naming file, line and reason.</summary>
    public static IReadOnlyList<ParaphraseGroup> Read(string file)
    {
        if (!File.Exists(file)) throw new UsageException($"{file} does not exist");
        var groups = new List<ParaphraseGroup>();
        foreach (var (line, number) in File.ReadLines(file).Select((line, index) => (line, index + 1)).Where(entry => !string.IsNullOrWhiteSpace(entry.line)))
        {
            try
            {
                groups.Add(JsonSerializer.Deserialize<ParaphraseGroup>(line, ToolJson.Lines) ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new UsageException($"{file}:{number}: not a group: {failure.Message}");
            }
        }

        return groups;
    }

    /// <summary>The groups that got different answers, a line each.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(ToolHost host, IReadOnlyList<ParaphraseGroup> groups, CancellationToken cancellationToken)
    {
        var misses = new List<string>();
        foreach (var group in groups)
        {
            var answers = new List<string>();
            foreach (var text in group.Texts)
            {
                var reply = await host.AskAsync(text, group.District, group.Today is { } today ? Arguments.ReadDate(today) : null, "eval", cancellationToken);
                answers.Add($"{reply.Outcome} {reply.Guide} {reply.Rule} {reply.Result} {reply.Citations.FirstOrDefault()?.FactId}");
            }

            if (answers.Distinct().Count() > 1) misses.Add($"{group.Id}\t{string.Join("\t", group.Texts.Zip(answers, (text, answer) => $"{answer} ← {text}"))}");
        }

        return misses;
    }
}

/// <summary>Several ways of asking the same.</summary>
internal sealed record ParaphraseGroup(string Id, IReadOnlyList<string> Texts, string? Today, string? District, string? Domain);
