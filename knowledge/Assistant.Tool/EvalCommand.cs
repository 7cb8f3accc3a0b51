using System.Text;
using System.Text.Json;

namespace Assistant.Tool;

/// <summary><c>./assistant eval --questions FILE.jsonl --out FILE.jsonl</c>: one result line per question; a table by domain when labels are present.</summary>
internal static class EvalCommand
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments.Has("dialogues")) return await EvalDialogues.RunAsync(arguments, output, cancellationToken);
        if (arguments.Has("paraphrases")) return await EvalParaphrases.RunAsync(arguments, output, cancellationToken);
        if (arguments.Has("slots")) return await EvalSlots.RunAsync(arguments, output, cancellationToken);

        var questions = Read(arguments.Required("questions"));
        var target = arguments.Required("out");
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);

        var scores = new EvalScores();
        await using (var file = new StreamWriter(target, append: false, new UTF8Encoding(false)))
        {
            foreach (var question in questions)
            {
                var today = question.Today is { } text ? Arguments.ReadDate(text) ?? throw new UsageException($"{question.Id}: today is '{text}', not a date") : arguments.Date("today");
                var reply = await host.AskAsync(question.Text, question.District, today, "eval", cancellationToken);
                var result = EvalResult.Of(question.Id, reply);
                await file.WriteLineAsync(JsonSerializer.Serialize(result, ToolJson.Lines).AsMemory(), cancellationToken);
                if (question.HasLabels) scores.Add(question, result);
            }
        }

        await output.WriteLineAsync($"{questions.Count} questions answered, results in {target}");
        if (scores.Count > 0) await scores.WriteAsync(output);
        if (arguments.Has("misses")) await scores.WriteMissesAsync(arguments.Required("misses"));
        return 0;
    }

    /// <summary>Reads a questions file; throws <see cref="UsageException"/> naming file, line and reason.</summary>
    public static IReadOnlyList<EvalQuestion> Read(string file)
    {
        if (!File.Exists(file)) throw new UsageException($"{file} does not exist");
        var questions = new List<EvalQuestion>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                questions.Add(JsonSerializer.Deserialize<EvalQuestion>(line, ToolJson.Lines) ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new UsageException($"{file}:{number}: not a question: {failure.Message}");
            }
        }

        return questions;
    }
}
