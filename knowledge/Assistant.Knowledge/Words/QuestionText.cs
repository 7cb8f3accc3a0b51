using System.Globalization;
using System.Text;
using Assistant.Retrieval;

namespace Assistant.Knowledge.Words;

/// <summary>The one normal form in which questions, cues and names are compared, and the readable form that is kept.</summary>
public static class QuestionText
{
    /// <summary>Normal form for comparing: folded like the index folds (width, case, compatibility forms), no spaces, nothing invisible. Any string is safe.</summary>
    public static string Normalise(string text)
    {
        var folded = TextAnalysis.Fold(Clean(text));
        return folded.Any(char.IsWhiteSpace) ? string.Concat(folded.Where(character => !char.IsWhiteSpace(character))) : folded;
    }

    /// <summary>
    /// The text as the citizen meant it: no control, zero-width, tag or private-use characters, no broken surrogates, runs of white space
    /// as one space. Case and width are kept.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate arrives as U+FFFD
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = clean.Length > 0;
                continue;
            }

            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) continue;
            if (pendingSpace) clean.Append(' ');
            pendingSpace = false;
            clean.Append(rune);
        }

        return clean.ToString();
    }
}
