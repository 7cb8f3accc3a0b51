using System.Text;
using System.Text.Json;
using Assistant.Bot.Conversations;

namespace Assistant.Tool;

/// <summary><c>./assistant eval --dialogues FILE.jsonl --out FILE.jsonl [--misses FILE]</c>: one result line per dialogue; a table of met expectations.</summary>
internal static class EvalDialogues
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var dialogues = Read(arguments.Required("dialogues"));
        var target = arguments.Required("out");
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);

        var scores = new DialogueScores();
        await using (var file = new StreamWriter(target, append: false, new UTF8Encoding(false)))
        {
            foreach (var dialogue in dialogues)
            {
                var result = await PlayAsync(host, dialogue, arguments, cancellationToken);
                scores.Add(dialogue, result);
                await file.WriteLineAsync(JsonSerializer.Serialize(result, ToolJson.Lines).AsMemory(), cancellationToken);
            }
        }

        await output.WriteLineAsync($"{dialogues.Count} dialogues played, results in {target}");
        if (scores.Expectations > 0) await scores.WriteAsync(output);
        if (arguments.Has("misses")) await File.WriteAllLinesAsync(arguments.Required("misses"), scores.Misses, cancellationToken);
        return 0;
    }

    /// <summary>Plays one dialogue from an empty memory.</summary>
    public static async Task<DialogueResult> PlayAsync(ToolHost host, DialogueScript dialogue, Arguments arguments, CancellationToken cancellationToken)
    {
        var today = dialogue.Today is { } text ? Arguments.ReadDate(text) ?? throw new UsageException($"{dialogue.Id}: today is '{text}', not a date") : arguments.Date("today");
        var turns = new List<DialogueTurnResult>();
        var memory = new ConversationMemory();
        foreach (var turn in dialogue.Turns)
        {
            var reply = await host.AskAsync(turn.User, dialogue.District, today, "eval", memory, cancellationToken);
            memory = reply.Memory;
            turns.Add(DialogueTurnResult.Of(reply));
        }

        return new DialogueResult(dialogue.Id, turns);
    }

    /// <summary>Reads a dialogues file; throws <see cref="UsageException"/> naming file, line and reason.</summary>
    public static IReadOnlyList<DialogueScript> Read(string file)
    {
        if (!File.Exists(file)) throw new UsageException($"{file} does not exist");
        var dialogues = new List<DialogueScript>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                dialogues.Add(JsonSerializer.Deserialize<DialogueScript>(line, ToolJson.Lines) ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new UsageException($"{file}:{number}: not a dialogue: {failure.Message}");
            }
        }

        return dialogues;
    }
}
