using static Assistant.Knowledge.Slots.DurationReading;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Words after a day: "以前" is any day before it (with 及, it too), "以后" any day from it, "左右" a week either way, or a month where only
/// the month was said. "2021年3月开始交" also says how long ago that is.
/// </summary>
internal static class DateSoftening
{
    /// <summary>Nobody's case begins before.</summary>
    public static readonly DateOnly Ever = new(1900, 1, 1);

    static readonly string[] UpTo = ["及以前", "及之前", "当天及以前"];
    static readonly string[] Earlier = ["以前", "之前", "前"];
    static readonly string[] Later = ["及以后", "以后", "之后", "过后", "后"];
    static readonly string[] Since = ["开始", "起", "到现在", "至今", "到今", "以来", "就开始", "就一直", "交到现在", "交起", "就在交"];

    public static Mention Apply(string text, Mention mention, DateOnly today)
    {
        if (mention.IsImpossible || mention.Months is not null) return mention;
        var end = mention.End;
        if (Next(text, end, ["前一天", "前一日", "的前一天"]) is { } eve) return mention with { Earliest = mention.Earliest.AddDays(-1), Latest = mention.Earliest.AddDays(-1), End = end + eve, IsWholeYear = false };
        if (Next(text, end, UpTo) is { } until) return mention with { Earliest = Ever, End = end + until, IsWholeYear = false };
        if (Next(text, end, ["左右", "前后"]) is { } around)
        {
            var days = mention.Earliest == mention.Latest ? 7 : 31;
            return mention with { Earliest = mention.Earliest.AddDays(-days), Latest = mention.Latest.AddDays(days), End = end + around, IsWholeYear = false };
        }

        if (Next(text, end, Since) is { } since && mention.Latest <= today)
            return mention with { End = end + since, Months = (JoinedMention.Months(mention.Latest, today), JoinedMention.Months(mention.Earliest, today.AddDays(1))) };
        if (Next(text, end, Earlier) is { } before && mention.Earliest > Ever) return mention with { Earliest = Ever, Latest = mention.Earliest.AddDays(-1), End = end + before, IsWholeYear = false };
        if (Next(text, end, Later) is not { } after) return mention;
        return mention with { Latest = mention.Earliest <= today ? today : mention.Latest.AddYears(10), End = end + after, IsWholeYear = false };
    }

    static int? Next(string text, int at, string[] words) => Array.Find(words, word => StartsAt(text, at, word))?.Length;
}
