using System.Globalization;
using System.Text;

namespace Assistant.Knowledge.Words;

/// <summary>The one normal form in which questions, cues and names are compared: width folded, lower case, no spaces, nothing invisible.</summary>
public static class QuestionText
{
    /// <summary>Normal form for comparing. Lone surrogates and unassigned code points are dropped, so any string is safe.</summary>
    public static string Normalise(string text) => Clean(text, keepSpaces: false).ToLowerInvariant();

    /// <summary>The text as the citizen meant it: no control, zero-width, tag or private-use characters, runs of white space folded to one space.</summary>
    public static string Clean(string text) => Clean(text, keepSpaces: true).Trim();

    static string Clean(string text, bool keepSpaces)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // lone surrogates arrive as U+FFFD
            if (rune.Value != 0xFFFD) valid.Append(rune);

        var clean = new StringBuilder(valid.Length);
        var pendingSpace = false;
        foreach (var rune in valid.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value is '\u3000')
            {
                pendingSpace = keepSpaces && clean.Length > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) continue;
            if (pendingSpace) clean.Append(' ');
            pendingSpace = false;
            clean.Append(rune);
        }

        return clean.ToString();
    }
}
