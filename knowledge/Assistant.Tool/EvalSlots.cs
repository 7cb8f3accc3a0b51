using System.Globalization;
using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Slots;

namespace Assistant.Tool;

/// <summary>
/// <c>./assistant eval --slots FILE.jsonl [--misses FILE]</c>: how many phrasings are read as meant. A line is
/// <c>{id, text, slot, value, today?, asked?, tolerance?}</c>; <c>value</c> is a number, a day, one value of a choice, <c>[least, most]</c>, a
/// list of choices still possible, or null when the text gives the slot no value.
/// </summary>
internal static class EvalSlots
{
    // Where the ends of an inexact span may differ, spans that meet with this share of their own width count as the same.
    const double Slack = 0.5;

    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var phrasings = Read(arguments.Required("slots"));
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);
        var misses = Misses(phrasings, host);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{phrasings.Count} phrasings, {phrasings.Count - misses.Count} read as meant: {100.0 * (phrasings.Count - misses.Count) / phrasings.Count:0.0}%"));
        if (arguments.Has("misses")) await File.WriteAllLinesAsync(arguments.Required("misses"), misses, cancellationToken);
        return 0;
    }

    /// <summary>Reads the file; throws <see cref="UsageException"/> naming file, line and reason.</summary>
    public static IReadOnlyList<SlotPhrasing> Read(string file)
    {
        if (!File.Exists(file)) throw new UsageException($"{file} does not exist");
        var phrasings = new List<SlotPhrasing>();
        foreach (var (line, number) in File.ReadLines(file).Select((line, index) => (line, index + 1)).Where(entry => !string.IsNullOrWhiteSpace(entry.line)))
        {
            try
            {
                phrasings.Add(JsonSerializer.Deserialize<SlotPhrasing>(line, ToolJson.Lines) ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new UsageException($"{file}:{number}: not a phrasing: {failure.Message}");
            }
        }

        return phrasings;
    }

    /// <summary>What was not read as meant, a line each.</summary>
    public static IReadOnlyList<string> Misses(IReadOnlyList<SlotPhrasing> phrasings, ToolHost host)
    {
        var (content, reader) = (host.Get<KnowledgeBase>().Current, host.Get<QuestionReader>());
        var misses = new List<string>();
        foreach (var phrasing in phrasings)
        {
            var today = phrasing.Today is { } text ? Arguments.ReadDate(text) ?? throw new UsageException($"{phrasing.Id}: today is '{text}', not a date") : throw new UsageException($"{phrasing.Id}: today is missing");
            var message = new CitizenMessage { ConversationId = "eval", TurnId = phrasing.Id, Text = phrasing.Text, Channel = "eval", Today = today };
            var memory = new ConversationMemory { Asked = phrasing.Asked is { } asked ? new AskedSlot(asked, 1) : null };
            var read = reader.Read(message, memory, content).Reading.Values.GetValueOrDefault(phrasing.Slot);
            if (!IsMeant(phrasing, read, content)) misses.Add($"{phrasing.Id}\t{phrasing.Slot}\t{Show(read, content)} instead of {phrasing.Value}\t{phrasing.Text}\t{phrasing.Asked}");
        }

        return misses;
    }

    static bool IsMeant(SlotPhrasing phrasing, SlotValue? read, KnowledgeContent content)
    {
        var expected = phrasing.Value;
        if (expected.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return read is null;
        return read switch
        {
            ChoiceValue choice => choice.OneOf.Select(value => content.Places.Find(value)?.Name ?? value).Order().SequenceEqual(Texts(expected).Order()),
            DateValue date => Same(date.Earliest.DayNumber, date.Latest.DayNumber, Days(expected), phrasing.Tolerance),
            NumberValue number => Same((double)number.Least, (double)number.Most, Numbers(expected), phrasing.Tolerance),
            TextValue text => Texts(expected).Contains(text.Said),
            _ => false,
        };
    }

    /// <summary>An open end is met by whatever is the slot's own bound.</summary>
    static bool Same(double least, double most, (double? Least, double? Most) expected, bool tolerance)
    {
        var slack = tolerance ? Math.Max(1, Slack * ((expected.Most ?? most) - (expected.Least ?? least))) : 0.0000001;
        return Math.Abs(least - (expected.Least ?? least)) <= slack && Math.Abs(most - (expected.Most ?? most)) <= slack;
    }

    static IEnumerable<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];

    static (double?, double?) Numbers(JsonElement value) => Ends(value, item => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : null);

    static (double?, double?) Days(JsonElement value) => Ends(value, item => item.ValueKind == JsonValueKind.String ? Arguments.ReadDate(item.GetString()!)?.DayNumber : null);

    static (double?, double?) Ends(JsonElement value, Func<JsonElement, double?> read) =>
        value.ValueKind == JsonValueKind.Array ? (read(value[0]), read(value[value.GetArrayLength() - 1])) : (read(value), read(value));

    static string Show(SlotValue? read, KnowledgeContent content) => read switch
    {
        null => "nothing",
        ChoiceValue choice => string.Join('/', choice.OneOf.Select(value => content.Places.Find(value)?.Name ?? value)),
        DateValue date => $"{date.Earliest:yyyy-MM-dd}..{date.Latest:yyyy-MM-dd}",
        NumberValue number => $"{number.Least}..{number.Most}",
        _ => read.Said,
    };
}

/// <summary>One phrasing of a slot's value, and what it means.</summary>
internal sealed record SlotPhrasing(string Id, string Text, string Slot, JsonElement Value, string? Today, string? Asked, bool Tolerance);
