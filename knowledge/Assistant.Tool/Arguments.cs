using System.Globalization;

namespace Assistant.Tool;

/// <summary>The command was called in a way it cannot follow; the message says how to call it.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Words and <c>--options</c> of a command line. An option takes the next word as its value unless it is one of the flags.</summary>
internal sealed class Arguments
{
    static readonly HashSet<string> Flags = ["json"];

    readonly List<string> words = [];
    readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    public Arguments(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            if (!args[at].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[at]);
                continue;
            }

            var name = args[at][2..];
            if (Flags.Contains(name)) options[name] = "true";
            else if (at + 1 < args.Length) options[name] = args[++at];
            else throw new UsageException($"--{name} needs a value");
        }
    }

    public string Command => words.Count > 0 ? words[0] : "";

    public string? Word(int index) => index < words.Count ? words[index] : null;

    public bool Has(string name) => options.ContainsKey(name);

    public string? Optional(string name) => options.GetValueOrDefault(name);

    public string Required(string name) => Optional(name) ?? throw new UsageException($"--{name} is missing");

    public DateOnly? Date(string name) => Optional(name) is not { } text ? null : ReadDate(text) ?? throw new UsageException($"--{name} is '{text}', not a date like 2026-11-20");

    public int Number(string name, int otherwise) =>
        Optional(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new UsageException($"--{name} is '{text}', not a number");

    public static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
