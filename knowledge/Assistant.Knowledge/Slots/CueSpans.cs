using System.Text.RegularExpressions;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Where a pattern holds in a text, so that a denied word ("不是单身", "没有房产证") does not count and a longer match can win over a shorter
/// one. <see cref="CuePattern"/> itself decides whether the pattern holds at all.
/// </summary>
internal sealed partial class CueSpans
{
    static readonly TimeSpan RegexLimit = TimeSpan.FromMilliseconds(200);

    const int MostOccurrences = 6;

    readonly CuePattern pattern;
    readonly (string[] Words, Regex[] Expressions)[] parts;

    public CueSpans(CuePattern pattern)
    {
        this.pattern = pattern;
        parts = [.. Split(pattern.Source, '+').Select(part => part.Trim()).Where(part => !part.StartsWith('!')).Select(Part)];
        Signs = parts.Select(SignsOf).Where(signs => signs is not null).MinBy(signs => signs!.Length);
    }

    /// <summary>The pattern holds only where one of these stands; null when nothing is known of it.</summary>
    public string[]? Signs { get; }

    /// <summary>The longest undenied match; null when there is none. A cue of several parts reaches from its first to its last.</summary>
    public (int Start, int End)? Find(string text, string normalised)
    {
        if (!pattern.Matches(normalised)) return null;
        var found = new List<(int Start, int End)>[parts.Length];
        for (var i = 0; i < parts.Length; i++) found[i] = Occurrences(parts[i], text);

        var chosen = new List<(int Start, int End)>();
        for (var i = 0; i < parts.Length; i++)
        {
            var others = found.Where((_, other) => other != i).SelectMany(spans => spans).ToArray();
            var kept = found[i].Where(span => !IsDenied(text, span, others)).ToArray();
            if (kept.Length == 0) return null;
            chosen.Add(kept.MaxBy(span => span.End - span.Start));
        }

        return (chosen.Min(span => span.Start), chosen.Max(span => span.End));
    }

    /// <summary>Where the pattern, of one part, is plainly denied ("不是单身", "没得房产证"), with the denial; null when it is not. Asking ("是不是单身") denies nothing.</summary>
    public (int Start, int End)? FindDenied(string text)
    {
        if (parts.Length != 1) return null;
        foreach (var (start, end) in Occurrences(parts[0], text))
            if (Denied(text, start, end) is { } denied) return denied;
        return null;
    }

    /// <summary>The stretch with its denial; null when it is not plainly denied.</summary>
    public static (int Start, int End)? Denied(string text, int start, int end)
    {
        var from = Math.Max(0, start - 7);
        return PlainDenial().Match(text[from..start]) is { Success: true } denial && !Asks().IsMatch(text.AsSpan(end)) ? (from + denial.Index, end) : null;
    }

    internal static bool IsDenied(string text, (int Start, int End) span, (int Start, int End)[] others)
    {
        var from = Math.Max(0, span.Start - 7);
        var before = text[from..span.Start];
        // Cut off in the middle ("有没有贷款"), a word means the opposite of what was asked.
        if (text[span.Start] == '没' && before.EndsWith('有') || text[span.Start] == '不' && before.EndsWith('是')) return true;
        if (Denial().Match(before) is { Success: true } denial)
        {
            var start = from + denial.Groups["no"].Index;
            if (!others.Any(other => other.Start <= start && other.End > start)) return true;
        }

        var after = text[span.End..Math.Min(text.Length, span.End + 6)];
        return DenialAfter().IsMatch(after) && !others.Any(other => other.Start >= span.End && other.Start <= span.End + 2);
    }

    static List<(int Start, int End)> Occurrences((string[] Words, Regex[] Expressions) part, string text)
    {
        var spans = new List<(int Start, int End)>();
        foreach (var word in part.Words)
            for (var (at, count) = (text.IndexOf(word, StringComparison.Ordinal), 0); at >= 0 && count < MostOccurrences; at = text.IndexOf(word, at + 1, StringComparison.Ordinal), count++)
                spans.Add((at, at + word.Length));
        foreach (var expression in part.Expressions)
        {
            try
            {
                for (var match = expression.Match(text); match.Success && match.Length > 0 && spans.Count < MostOccurrences * 4; match = match.NextMatch())
                    spans.Add((match.Index, match.Index + match.Length));
            }
            catch (RegexMatchTimeoutException)
            {
                // An official's expression must not hang a turn: what it did not find in time it did not find.
                return spans;
            }
        }

        return spans;
    }

    static string[]? SignsOf((string[] Words, Regex[] Expressions) part)
    {
        var literals = part.Expressions.Select(expression => LiteralOf(expression.ToString())).ToArray();
        return literals.Contains("") ? null : [.. part.Words, .. literals];
    }

    /// <summary>Characters that must stand in every match of the expression, as far as that is plain to see; otherwise empty.</summary>
    static string LiteralOf(string expression)
    {
        // Twice: a group may stand in a group.
        var plain = Optional().Replace(Bracketed().Replace(Bracketed().Replace(expression, "\u0001"), "\u0001"), " ");
        return plain.AsSpan().IndexOfAny('|', '(', '\\') >= 0 ? "" : Chinese().Matches(plain).Select(match => match.Value).MaxBy(literal => literal.Length) ?? "";
    }

    static (string[] Words, Regex[] Expressions) Part(string part)
    {
        var alternatives = Split(part, '|').Select(alternative => alternative.Trim()).ToLookup(alternative => alternative.Length > 2 && alternative[0] == '/' && alternative[^1] == '/');
        return (
            [.. alternatives[false].Select(QuestionText.Normalise).Where(word => word.Length > 0)],
            [.. alternatives[true].Select(source => new Regex(source[1..^1], RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, RegexLimit))]);
    }

    static IEnumerable<string> Split(string source, char separator)
    {
        var (start, inExpression) = (0, false);
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '/' && (at == 0 || source[at - 1] != '\\')) inExpression = !inExpression;
            if (source[at] != separator || inExpression) continue;
            yield return source[start..at];
            start = at + 1;
        }

        yield return source[start..];
    }

    [GeneratedRegex("(?<no>(?<!差)不是|不算|不属于|没有|没得|(?<![有淹])没|未|并非|非|(?<![差要对])不|无|是否|不曾|从没)(?:曾|能|想|再|拿到|取得|办理|办过|办|领到|领|去|个|什么|啥子?|用过|用|申请|签|正式|买|到|收到|背过|背|和|跟|读满|出过?|给过?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\[[^\]]*\]|\([^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    // A character that may be left out, and a group's or a class's own repetition.
    [GeneratedRegex(@".[?*]|.\{0[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Optional();

    [GeneratedRegex("[\u4E00-\u9FFF]+", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();

    [GeneratedRegex("(?:(?<!是)不是|不属于|不算|(?<!有)没有|没得|莫得|并非)(?:什么|啥子?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainDenial();

    [GeneratedRegex("^[的了]?[吗么?]", RegexOptions.CultureInvariant)]
    private static partial Regex Asks();

    [GeneratedRegex("^(?:都|还|也|又|一直)?(?:(?:没|未)(?:拿|办|下|出|领|取|到手|签|做)|(?:没有|没得)(?:$|[,。!]|下来|拿|办))", RegexOptions.CultureInvariant)]
    private static partial Regex DenialAfter();
}
