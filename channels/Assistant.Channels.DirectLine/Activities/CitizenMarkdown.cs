using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>
/// Makes plain text safe to stand in Markdown. Whatever comes from knowledge or from the citizen is words: it cannot start a list, a link,
/// a picture or HTML. Two things keep their meaning: a mark such as <c>[1]</c> that names a citation, and the address of a web page.
/// </summary>
internal static partial class CitizenMarkdown
{
    const string Special = "\\`*_{}[]<>#|~&!";

    public static string Escape(string text, int citations)
    {
        var words = new StringBuilder();
        foreach (var line in Clean(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Markdown folds single line breaks; an empty line keeps what was meant as one apart.
            if (words.Length > 0) words.Append("\n\n");
            AppendLine(words, line, citations);
        }
        return words.ToString();
    }

    /// <summary>For a list item, a heading or a title: everything on one line.</summary>
    public static string EscapeLine(string text, int citations) =>
        Escape(Clean(text).Replace('\n', ' '), citations);

    /// <summary>For a link title, which stands in quotes.</summary>
    public static string EscapeTitle(string text) => EscapeLine(text, 0).Replace("\"", "\\\"", StringComparison.Ordinal);

    static void AppendLine(StringBuilder words, string line, int citations)
    {
        var at = 0;
        var afterMark = false;
        foreach (Match kept in Kept().Matches(line))
        {
            var isMark = kept.Groups["mark"].Success;
            if (isMark && !IsCitation(kept.Groups["mark"].Value, citations)) continue;

            AppendEscaped(words, line[at..kept.Index], at == 0, afterMark);
            // "[1][2]" would be one link with the text 1 to the target 2.
            if (isMark && afterMark && kept.Index == at) words.Append(' ');
            words.Append(kept.Value);
            at = kept.Index + kept.Length;
            afterMark = isMark;
        }
        AppendEscaped(words, line[at..], at == 0, afterMark);
    }

    static void AppendEscaped(StringBuilder words, string text, bool startsLine, bool afterMark)
    {
        if (text.Length == 0) return;

        if (startsLine && OrderedList().Match(text) is { Success: true } number)
        {
            words.Append(number.Groups["digits"].Value).Append('\\');
            text = text[number.Groups["digits"].Length..];
        }
        else if (startsLine && text[0] is '-' or '+' or '=' or ':')
        {
            words.Append('\\');
        }
        else if (afterMark && text[0] is '(' or ':')
        {
            // "[1](…)" would be a link to somewhere else, "[1]:" a definition of our own mark.
            words.Append('\\');
        }

        foreach (var letter in text)
        {
            if (Special.Contains(letter)) words.Append('\\');
            words.Append(letter);
        }
    }

    static bool IsCitation(string mark, int citations) =>
        int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= citations;

    // Control characters have no business in a reply; bidirectional overrides can make a number read as another.
    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (letter == '\t') clean.Append(' ');
            else if (letter == '\n' || !(char.IsControl(letter) || letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'))
                clean.Append(letter);
        }
        return clean.ToString();
    }

    // In an address only letters that mean nothing to Markdown where they stand.
    [GeneratedRegex(@"\[(?<mark>[0-9]{1,3})\]|https?://[A-Za-z0-9./_%?=&#:+-]+")]
    private static partial Regex Kept();

    [GeneratedRegex("^(?<digits>[0-9]{1,9})[.)]")]
    private static partial Regex OrderedList();
}
