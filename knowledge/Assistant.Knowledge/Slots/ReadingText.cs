using System.Text;
using Assistant.Knowledge.Words;
using Assistant.Retrieval;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// A message in the form in which values are read: folded like the index folds, without spaces. It knows which words of the citizen each
/// position stands for, and where a space stood instead of a comma ("单身 没得娃儿").
/// </summary>
internal sealed class ReadingText
{
    const int LongestSaid = 20;

    readonly string source;
    readonly List<int> origins;

    ReadingText(string source, string folded, List<int> origins, HashSet<int> gaps)
    {
        this.source = source;
        this.origins = origins;
        Folded = folded;
        Gaps = gaps;
    }

    /// <summary>No spaces but between two numbers, which must not grow together.</summary>
    public string Folded { get; }

    /// <summary>Positions before which there was a space between two words.</summary>
    public IReadOnlySet<int> Gaps { get; }

    public static ReadingText Of(string text)
    {
        var source = QuestionText.Clean(text);
        var folded = new StringBuilder(source.Length);
        var origins = new List<int>(source.Length);
        var gaps = new HashSet<int>();
        for (var at = 0; at < source.Length;)
        {
            var length = char.IsHighSurrogate(source[at]) && at + 1 < source.Length ? 2 : 1;
            var character = source[at];
            if (character == ' ')
            {
                if (at + 1 < source.Length && folded.Length > 0) Separate(folded, origins, gaps, at, source[at + 1]);
            }
            else if (character is >= '\u4E00' and <= '\u9FFF' || char.IsAsciiDigit(character)) Append(folded, origins, character, at);
            else
                foreach (var plain in TextAnalysis.Fold(source.Substring(at, length)).Where(plain => !char.IsWhiteSpace(plain))) Append(folded, origins, plain, at);
            at += length;
        }

        return new(source, folded.ToString(), origins, gaps);
    }

    /// <summary>The citizen's own words for a stretch of <see cref="Folded"/>.</summary>
    public string Said(int start, int end)
    {
        if (start >= end) return "";
        var last = origins[end - 1];
        var until = last + (char.IsHighSurrogate(source[last]) && last + 1 < source.Length ? 2 : 1);
        return Short(source[origins[start]..until]);
    }

    public static string Short(string said)
    {
        if (said.Length <= LongestSaid) return said;
        var length = char.IsHighSurrogate(said[LongestSaid - 1]) ? LongestSaid - 1 : LongestSaid;
        return said[..length];
    }

    static void Separate(StringBuilder folded, List<int> origins, HashSet<int> gaps, int at, char next)
    {
        if (char.IsDigit(folded[^1]) && char.IsDigit(next)) Append(folded, origins, ' ', at);
        else if (folded[^1] > '\u2E80' && next > '\u2E80') gaps.Add(folded.Length);
    }

    static void Append(StringBuilder folded, List<int> origins, char character, int origin)
    {
        folded.Append(character);
        origins.Add(origin);
    }
}
