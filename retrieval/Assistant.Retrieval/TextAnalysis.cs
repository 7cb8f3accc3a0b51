using System.Buffers;
using System.Text;

namespace Assistant.Retrieval;

/// <summary>What a term is: one character of a Chinese run, two neighbours of it, or a Latin word or number.</summary>
public enum TermKind { Character, Pair, Word }

/// <summary>A term as it stands in the text, without a copy.</summary>
public readonly ref struct Term(ReadOnlySpan<char> text, TermKind kind, bool startsRun, bool endsRun)
{
    public ReadOnlySpan<char> Text { get; } = text;

    public TermKind Kind { get; } = kind;

    /// <summary>A <see cref="TermKind.Character"/> with nothing Chinese after it.</summary>
    public bool EndsRun { get; } = endsRun;

    /// <summary>A <see cref="TermKind.Character"/> with nothing Chinese before or after it.</summary>
    public bool IsAlone { get; } = startsRun && endsRun;
}

/// <summary>
/// From text to terms; the same for index and query, so that what was indexed is found. Chinese needs no dictionary here: pairs of
/// neighbouring characters stand in for words. Takes any text whatever and never throws.
/// </summary>
public static class TextAnalysis
{
    // Words that only say "this is a question". In official texts they are rare and would count as if they carried the meaning.
    // Longer before shorter. Grammar words (的, 是, 和, 可以) stay: without them the pairs across them are lost, and laws are found worse.
    static readonly string[] QuestionWords =
        ["为什么", "什么样", "怎么办", "怎么样", "什么", "怎么", "怎样", "如何", "请问", "想问", "您好", "你好", "谢谢"];

    static readonly SearchValues<string> AnyQuestionWord = SearchValues.Create(QuestionWords, StringComparison.Ordinal);

    // Only at the end of a run: 网吧 and 呢绒 are words.
    static readonly SearchValues<char> ClosingParticles = SearchValues.Create("吗呢吧啊呀");

    /// <summary>
    /// One way of writing everything: full-width as half-width, lower case, invisible characters gone. Returns the same instance when
    /// there is nothing to change.
    /// </summary>
    public static string Fold(string text)
    {
        var plain = 0;
        while (plain < text.Length && CharacterFolding.IsPlain(text[plain])) plain++;
        if (plain == text.Length) return text;

        var folded = new StringBuilder(text.Length + 8).Append(text, 0, plain);
        for (var i = plain; i < text.Length; i++)
        {
            var c = text[i];
            if (CharacterFolding.IsPlain(c))
                folded.Append(c);
            else if (char.IsSurrogate(c))
            {
                // Half a pair cannot be stored; it is no letter either.
                if (!Rune.TryGetRuneAt(text, i, out var rune)) continue;
                AppendUnlessVariation(folded, Rune.ToLowerInvariant(rune));
                i++;
            }
            else if (CharacterFolding.ToSeveral(c) is { } several)
                folded.Append(several);
            else if (CharacterFolding.ToOne(c) is not '\0' and var one)
                folded.Append(one);
        }

        return folded.ToString();
    }

    /// <summary>The terms of a folded text in reading order: every character of a Chinese run, every pair, every word.</summary>
    public static TermEnumerator Terms(ReadOnlySpan<char> folded) => new(folded);

    /// <summary>
    /// The folded question without the words that only make it one. Where nothing else is left, the question as it is.
    /// </summary>
    public static string WithoutQuestionWords(string folded)
    {
        var rest = folded.ToCharArray();
        for (var at = 0; at < rest.Length;)
        {
            var found = folded.AsSpan(at).IndexOfAny(AnyQuestionWord);
            if (found < 0) break;
            at += found;
            var length = Array.Find(QuestionWords, word => folded.AsSpan(at).StartsWith(word, StringComparison.Ordinal))!.Length;
            rest.AsSpan(at, length).Fill(' ');
            at += length;
        }

        for (var i = rest.Length - 1; i >= 0; i--)
            if (ClosingParticles.Contains(rest[i]) && (i == rest.Length - 1 || !IsChinese(rest[i + 1]))) rest[i] = ' ';

        var stripped = new string(rest);
        return Terms(stripped).MoveNext() ? stripped : folded;
    }

    /// <summary>Scripts written without spaces: Chinese ideographs, kana, hangul.</summary>
    internal static bool IsChinese(int codePoint) => codePoint is
        >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or 0x3005 or 0x3007 or >= 0x3041 and <= 0x30FF
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    static void AppendUnlessVariation(StringBuilder folded, Rune rune)
    {
        // U+E0000..U+E01EF: tags and ideographic variation selectors, invisible.
        if (rune.Value is >= 0xE0000 and <= 0xE01EF) return;
        Span<char> buffer = stackalloc char[2];
        folded.Append(buffer[..rune.EncodeToUtf16(buffer)]);
    }

    /// <summary>Walks over a folded text; see <see cref="Terms"/>.</summary>
    public ref struct TermEnumerator
    {
        readonly ReadOnlySpan<char> text;
        int next;
        bool inRun;
        bool pairPending;
        ReadOnlySpan<char> pair;

        internal TermEnumerator(ReadOnlySpan<char> text) => this.text = text;

        public Term Current { get; private set; }

        public readonly TermEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (pairPending)
            {
                pairPending = false;
                Current = new Term(pair, TermKind.Pair, startsRun: false, endsRun: false);
                return true;
            }

            while (next < text.Length)
            {
                var codePoint = Read(next, out var length);
                if (IsChinese(codePoint))
                {
                    TakeCharacter(length);
                    return true;
                }

                if (IsWord(codePoint))
                {
                    TakeWord(length);
                    return true;
                }

                next += length;
            }

            return false;
        }

        void TakeCharacter(int length)
        {
            var after = next + length;
            var afterLength = 0;
            var endsRun = after >= text.Length || !IsChinese(Read(after, out afterLength));
            Current = new Term(text[next..after], TermKind.Character, startsRun: !inRun, endsRun);

            inRun = pairPending = !endsRun;
            if (pairPending) pair = text.Slice(next, length + afterLength);
            next = after;
        }

        void TakeWord(int length)
        {
            var start = next;
            next += length;
            while (next < text.Length)
            {
                var codePoint = Read(next, out length);
                if (IsChinese(codePoint) || !IsWord(codePoint)) break;
                next += length;
            }

            Current = new Term(text[start..next], TermKind.Word, startsRun: false, endsRun: false);
        }

        readonly int Read(int at, out int length)
        {
            var c = text[at];
            if (!char.IsSurrogate(c))
            {
                length = 1;
                return c;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out length);
            return rune.Value;
        }

        // U+FFFD is how half a surrogate pair reads; it is no letter.
        static bool IsWord(int codePoint) => codePoint < 0x80
            ? char.IsAsciiLetterOrDigit((char)codePoint)
            : Rune.IsLetterOrDigit(new Rune(codePoint));
    }
}
