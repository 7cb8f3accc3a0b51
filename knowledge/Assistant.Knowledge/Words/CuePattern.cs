using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Words;

/// <summary>
/// A pattern an official can write: <c>学校|幼儿园 + 不收|拒收 + !转学</c>. Parts joined by <c>+</c> must all hold, <c>|</c> separates
/// alternatives, <c>!</c> means "must not occur", a part between slashes is a regular expression. Matches normalised text
/// (<see cref="QuestionText.Normalise"/>), spaces ignored.
/// </summary>
public sealed class CuePattern
{
    // An expression an official wrote must not be able to hang a turn; long enough that a busy machine does not lose a cue.
    static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    readonly Part[] parts;

    CuePattern(string source, Part[] parts)
    {
        Source = source;
        this.parts = parts;
    }

    public string Source { get; }

    /// <summary>Reads a pattern. Throws <see cref="FormatException"/> with the reason when it is not one.</summary>
    public static CuePattern Parse(string source)
    {
        var parts = SplitOutsideRegex(source, '+').Select(Part.Parse).ToArray();
        if (parts.Length == 0 || parts.All(part => part.Negative))
            throw new FormatException("a pattern needs at least one part that must occur");
        return new CuePattern(source, parts);
    }

    public bool Matches(string normalisedText)
    {
        foreach (var part in parts)
            if (part.Occurs(normalisedText) == part.Negative) return false;
        return true;
    }

    public override string ToString() => Source;

    static IEnumerable<string> SplitOutsideRegex(string source, char separator)
    {
        var start = 0;
        var inRegex = false;
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '/' && (at == 0 || source[at - 1] != '\\')) inRegex = !inRegex;
            if (source[at] != separator || inRegex) continue;
            yield return source[start..at];
            start = at + 1;
        }

        if (inRegex) throw new FormatException("a regular expression is not closed by '/'");
        yield return source[start..];
    }

    /// <summary>One part: alternatives, each a word or an expression.</summary>
    sealed class Part(bool negative, string[] words, Regex[] expressions)
    {
        public bool Negative => negative;

        public static Part Parse(string text)
        {
            text = text.Trim();
            var negative = text.StartsWith('!');
            if (negative) text = text[1..];

            var words = new List<string>();
            var expressions = new List<Regex>();
            foreach (var alternative in SplitOutsideRegex(text, '|').Select(alternative => alternative.Trim()))
            {
                if (alternative.Length > 2 && alternative[0] == '/' && alternative[^1] == '/') expressions.Add(ReadExpression(alternative[1..^1]));
                else if (QuestionText.Normalise(alternative) is { Length: > 0 } word) words.Add(word);
            }

            if (words.Count + expressions.Count == 0) throw new FormatException("an empty part");
            return new Part(negative, [.. words], [.. expressions]);
        }

        public bool Occurs(string text)
        {
            foreach (var word in words)
                if (text.Contains(word, StringComparison.Ordinal)) return true;
            foreach (var expression in expressions)
                if (IsMatch(expression, text)) return true;
            return false;
        }

        static Regex ReadExpression(string source)
        {
            try
            {
                return new Regex(source, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, RegexLimit);
            }
            catch (ArgumentException failure)
            {
                throw new FormatException($"not a regular expression: {failure.Message}", failure);
            }
        }

        static bool IsMatch(Regex expression, string text)
        {
            try
            {
                return expression.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return false;
            }
        }
    }
}
