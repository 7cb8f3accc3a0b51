namespace Assistant.Knowledge.Slots;

/// <summary>
/// All quantities of a text in reading order. First what is no value is blanked out, then days are found, then numbers with their units;
/// at last neighbours that are one quantity are joined and the words around soften or sharpen each.
/// </summary>
internal static class QuantityScan
{
    // Nobody tells more about a case in one message; a page of figures is not read to its end.
    const int MostMentions = 200;

    public static IReadOnlyList<Mention> Scan(string folded, DateOnly today)
    {
        var mentions = new List<Mention>();
        var text = NotAValue.BlankOut(folded, mentions);
        foreach (var date in DateReading.ReadAll(text, today).Take(MostMentions)) mentions.Add(date);
        mentions.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        AddNumbers(text, mentions);
        return Softening.Apply(text, Join(text, mentions, today), today);
    }

    static void AddNumbers(string text, List<Mention> mentions)
    {
        var dates = mentions.ToArray();
        var next = 0;
        for (var at = 0; at < text.Length && mentions.Count < MostMentions;)
        {
            while (next < dates.Length && dates[next].End <= at) next++;
            if (next < dates.Length && dates[next].Start <= at) at = dates[next].End;
            else if (!MayBegin(text[at])) at++;
            else if ((AgeReading.Read(text, at) ?? DurationReading.Read(text, at) ?? AmountReading.Read(text, at)) is { } found)
            {
                mentions.Add(IsNegative(text, at) ? found with { Start = at - 1, IsNegative = true } : found);
                at = Math.Max(found.End, at + 1);
            }
            else at += Math.Max(1, NumberRange.Read(text, at)?.Length ?? 1);
        }

        mentions.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    // "交了-3个月" is negative; "三-五年", "2026年-2027年" and "A-3" are not.
    static bool IsNegative(string text, int at) => at > 0 && (text[at - 1] == '负' || (text[at - 1] is '-' or '−' && (at == 1 || !JoinsWithDash(text[at - 2]))));

    static bool JoinsWithDash(char before) =>
        char.IsAsciiLetterOrDigit(before) || ChineseDigits.CanBegin(before) || before is '年' or '月' or '日' or '号' or '岁' or '个' or '元' or '万';

    static bool MayBegin(char character) => ChineseDigits.CanBegin(character) || character is '半' or '大' or '小' or '个' or '百' or '千' or '万' or '年' or '月' or '上';

    static List<Mention> Join(string text, List<Mention> mentions, DateOnly today)
    {
        var joined = new List<Mention>();
        foreach (var mention in mentions)
        {
            if (joined is [.., var before] && before.End <= mention.Start && mention.Start - before.End <= 6
                && JoinedMention.Of(text, before, mention, today) is { } both) joined[^1] = both;
            else joined.Add(mention);
        }

        return joined;
    }
}
