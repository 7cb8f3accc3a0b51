namespace Assistant.Knowledge.Slots;

/// <summary>A stretch between two signs, and the index of the first clause of its sentence.</summary>
internal readonly record struct Clause(int Start, int End, int Sentence);

/// <summary>
/// Cuts a folded text at its signs. 、 and a comma inside a number do not cut; a space where a comma was meant does, once enough was said
/// before it.
/// </summary>
internal static class ClauseSplitter
{
    // "我 要 提取" from a speech recogniser is one clause, "公积金交了三年 现在离职了" two.
    const int ShortestBeforeSpace = 2;

    public static IReadOnlyList<Clause> Split(ReadingText reading)
    {
        var text = reading.Folded;
        var clauses = new List<Clause>();
        var (start, sentence) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var cuts = Cuts(text, at);
            if (!cuts && !(reading.Gaps.Contains(at) && at - start >= ShortestBeforeSpace)) continue;
            if (at > start) clauses.Add(new(start, at, sentence));
            start = cuts ? at + 1 : at;
            if (cuts && text[at] is '。' or '!' or '?' or '\n') sentence = clauses.Count;
        }

        if (text.Length > start) clauses.Add(new(start, text.Length, sentence));
        return clauses;
    }

    static bool Cuts(string text, int at) => text[at] switch
    {
        '。' or ';' or '!' or '?' or '…' => true,
        ',' => !(IsNumber(text, at - 1) && IsNumber(text, at + 3) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at - 1])),
        '、' => !(IsNumber(text, at - 1) && IsNumber(text, at + 1)),
        _ => false,
    };

    static bool IsNumber(string text, int at) => at >= 0 && at < text.Length && ChineseDigits.CanBegin(text[at]);
}
