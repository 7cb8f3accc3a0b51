namespace Assistant.Knowledge.Slots;

/// <summary>
/// Durations in months. "三年多" is 36 to 47, "一年零三个月" 15, "半年" 6, "七八年" 84 to 96; of days and weeks only whole months count, but where
/// a day is meant ("收到二十天了") the days themselves are kept.
/// </summary>
internal static class DurationReading
{
    // Special words first; longer before shorter.
    static readonly (string Word, decimal Least, decimal Most)[] Fixed =
    [
        ("半年多", 6, 11), ("大半年", 7, 11), ("小半年", 4, 5), ("半年", 6, 6), ("半个多月", 0, 0), ("半个月", 0, 0), ("个把月", 1, 2), ("年半", 18, 18), ("半载", 6, 6), ("年把", 10, 14), ("月把", 1, 2),
    ];

    static readonly string[] Weeks = ["个星期", "个礼拜", "星期", "礼拜", "周"];

    // 一年级 is a grade, 三年后 a day to come, 两年内 a period in which something happened.
    static readonly string[] NotAfterYear = ["级", "代", "龄", "纪", "后", "以后", "之后", "内", "前", "以前", "之前", "度", "检", "审", "薪"];

    /// <summary>The duration that begins at the position, or null.</summary>
    public static Mention? Read(string text, int at)
    {
        foreach (var (word, least, most) in Fixed)
            if (StartsAt(text, at, word)) return FollowedByTime(text, at + word.Length) ? null : new(MentionKind.Duration, at, at + word.Length) { Least = least, Most = most };

        return NumberRange.Read(text, at) is { IsFew: false } number ? ReadUnit(text, at, at + number.Length, number) : null;
    }

    static Mention? ReadUnit(string text, int start, int at, NumberSpan number)
    {
        if (StartsAt(text, at, "年")) return FollowedByTime(text, at + 1) ? null : Years(text, start, at + 1, number);
        if (MonthUnit(text, at, number) is > 0 and var month)
        {
            if (FollowedByTime(text, at + month)) return null;
            var half = text.AsSpan(at, month).Contains('多') || text.AsSpan(at, month).Contains('半');
            return Of(start, at + month, decimal.Floor(number.Least), decimal.Floor(number.Most) + (half && number.Least != number.Most ? 1 : 0));
        }

        if (Array.Find(Weeks, week => StartsAt(text, at, week)) is { } unit && unit != "周") return Days(text, start, at + unit.Length, number, 7);
        if (StartsAt(text, at, "周") && !StartsAt(text, at, "周岁") && !StartsAt(text, at, "周年")) return Days(text, start, at + 1, number, 7);
        if (StartsAt(text, at, "周年")) return Years(text, start, at + 2, number);
        return StartsAt(text, at, "天") ? Days(text, start, at + 1, number, 1) : null;
    }

    static Mention Years(string text, int start, int at, NumberSpan number)
    {
        var least = decimal.Floor(number.Least * 12);
        var most = decimal.Floor(number.Most * 12);
        if (text[at - 2] == '来') most--; // 十来年 ends before the twelfth year is full
        var end = at;
        var exact = number.Least == number.Most && number.IsWhole;
        int? shortYear = null;
        if (exact && TakeMonths(text, at, out var afterMonths, out var low, out var high)) (least, most, end) = (least + low, most + high, afterMonths);
        else if (StartsAt(text, at, "半"))
        {
            (least, most, end) = (least + 6, most + 6, at + 1);
            if (StartsAt(text, end, "多")) (most, end) = (most + 5, end + 1);
        }
        else if (exact && (StartsAt(text, at, "多") || StartsAt(text, at, "几"))) (most, end) = (most + 11, at + 1);
        else shortYear = number.ShortYear;

        return Of(start, end, least, most) with { Step = 12, ShortYear = shortYear };
    }

    /// <summary>"零三个月", "又3个月", "三个月", "零几个月" after the years.</summary>
    public static bool TakeMonths(string text, int at, out int end, out decimal least, out decimal most)
    {
        (end, least, most) = (at, 0, 0);
        if (at < text.Length && text[at] is '零' or '又' or '加' or '另' or '〇' or '0') at++;
        if (StartsAt(text, at, "半个月")) return TakeTo(at + 3, out end);
        if (at >= text.Length || NumberRange.Read(text, at) is not { } number) return false;
        var unitAt = at + number.Length;
        if (StartsAt(text, unitAt, "天")) return TakeTo(unitAt + 1, out end); // days beside months change no rule
        var unit = MonthUnit(text, unitAt, number with { Least = 99 });
        if (unit == 0 || number.Most > 11) return false;
        (least, most) = number.IsFew ? (1, 11) : (number.Least, number.Most);
        return TakeTo(unitAt + unit, out end);
    }

    static bool TakeTo(int position, out int end)
    {
        end = position;
        return true;
    }

    /// <summary>Length of 个月, 个多月, 个半月 … A bare 月 only where no month of the year can be meant.</summary>
    static int MonthUnit(string text, int at, NumberSpan number)
    {
        foreach (var unit in (ReadOnlySpan<string>)["个月", "个多月", "多个月", "个半月", "个整月", "期"])
            if (StartsAt(text, at, unit) && (unit != "期" || number.Least >= 12)) return unit.Length;
        return StartsAt(text, at, "月") && (number.Least > 12 || text[at - 1] is '俩' or '仨' or '两') ? 1 : 0;
    }

    static Mention? Days(string text, int start, int end, NumberSpan number, int days) =>
        FollowedByTime(text, end) ? null : Of(start, end, decimal.Floor(number.Least * days / 31), decimal.Floor(number.Most * days / 28)) with { Days = (number.Least * days, number.Most * days) };

    static Mention Of(int start, int end, decimal least, decimal most) => new(MentionKind.Duration, start, end) { Least = least, Most = most };

    static bool FollowedByTime(string text, int at) => Array.Exists(NotAfterYear, word => StartsAt(text, at, word));

    internal static bool StartsAt(string text, int at, string word) => at <= text.Length && text.AsSpan(at).StartsWith(word, StringComparison.Ordinal);
}
