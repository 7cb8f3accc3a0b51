using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Durations that do not say how long something lasted: a wait ("再等三个月"), what will be reached by it ("就满六个月了", supposed and not yet so),
/// and a step from what is known ("晚一天", "再交两个月").
/// </summary>
internal static partial class Outlook
{
    const int Before = 18;
    const int After = 10;

    /// <summary>A time still to come; alone it is no value.</summary>
    public static bool IsWait(string text, Mention mention) =>
        mention.Kind == MentionKind.Duration
        && (MoreBefore().IsMatch(Head(text, mention)) || (WaitBefore().IsMatch(Head(text, mention)) && ReachAfter().IsMatch(Tail(text, mention))));

    /// <summary>"下个月就满6个月了": it will be so, and is tried out now.</summary>
    public static bool IsReached(string text, Mention mention) => mention.Kind is MentionKind.Duration or MentionKind.Age && ReachedBefore().IsMatch(Head(text, mention));

    /// <summary>The known value moved by the step; null when the words are no step or it is not plain from which value.</summary>
    public static (Slot Slot, SlotValue Value)? Step(string text, Mention mention, string said, IReadOnlyList<NearWords> slots, SlotsInPlay play)
    {
        if (mention.Kind != MentionKind.Duration || mention.IsOpen || play.Known.Count == 0 || ReachAfter().IsMatch(Tail(text, mention))) return null;
        if (MoreBefore().IsMatch(Head(text, mention)))
            return OnlyKnown(slots, play, SlotKind.Months, SlotKind.Months) is (var counted, NumberValue number) ? (counted, new NumberValue(said, number.Least + mention.Least, number.Most + mention.Most)) : null;
        if (ShiftBefore().Match(text, Math.Max(0, mention.Start - Before), Math.Min(Before, mention.Start)) is not { Success: true } shift) return null;
        if (OnlyKnown(slots, play, SlotKind.Date, SlotKind.Birthdate) is not (var dated, DateValue day)) return null;
        var sign = shift.Groups["back"].Success ? -1 : 1;
        var (first, last) = (Moved(day.Earliest, mention, sign), Moved(day.Latest, mention, sign));
        return (dated, new DateValue(said, first, last));
    }

    static DateOnly Moved(DateOnly day, Mention mention, int sign) =>
        mention.Days is { } days ? day.AddDays(sign * (int)Math.Min(days.Least, 10_000)) : day.AddMonths(sign * (int)Math.Min(mention.Least, 1200));

    static (Slot Slot, SlotValue Value)? OnlyKnown(IReadOnlyList<NearWords> slots, SlotsInPlay play, SlotKind one, SlotKind other)
    {
        var known = slots.Where(words => (words.Slot.Kind == one || words.Slot.Kind == other) && play.Expects(words.Slot) && play.Known.ContainsKey(words.Slot.Id)).Select(words => words.Slot).ToArray();
        return known is [var only] ? (only, play.Known[only.Id]) : null;
    }

    static ReadOnlySpan<char> Tail(string text, Mention mention) => text.AsSpan(mention.End, Math.Min(After, text.Length - mention.End));

    static ReadOnlySpan<char> Head(string text, Mention mention) => text.AsSpan(Math.Max(0, mention.Start - Before)..mention.Start);

    [GeneratedRegex("再多?(?:交|缴|存|干|做|等|过|上|住)(?:个|满|够|上)?$", RegexOptions.CultureInvariant)]
    private static partial Regex MoreBefore();

    [GeneratedRegex("(?:还要|还得|还|等|过|要)(?:等|过|交|缴|存|干|做|上|住)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WaitBefore();

    [GeneratedRegex("^(?:以后|之后|过后|后)?[,、]?(?:我们?|他|她|娃儿?)?(?:就|才|便|刚好)(?:能|会|可以)?(?:满|够|到|有)", RegexOptions.CultureInvariant)]
    private static partial Regex ReachAfter();

    [GeneratedRegex("(?:再多?[等过交缴存干做上住]|等|要是|如果|下下?个?[月周]|明年|明天|后年|年底|[天月年周]以?后|过[完了一两几半]?[个天年])[^。!?]{0,10}(?:就|才|便|刚好)(?:能|会)?(?:满|够|到|有)$", RegexOptions.CultureInvariant)]
    private static partial Regex ReachedBefore();

    [GeneratedRegex("(?:(?<back>早|提前|提早)|(?<on>晚|迟|推迟|推后|延后|延迟))(?:了|个)?(?:出生|生|提交|交|离职|办|买|拿到|收到|放款|毕业|入职|到)?(?:了|个)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ShiftBefore();
}
