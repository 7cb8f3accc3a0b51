using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// The days a found form may mean. Whatever is not said to the day is an interval: a month is all its days, its beginning, middle and end a
/// third of it; a year's beginning and end are three months; "两个月前" is half a month either way.
/// </summary>
internal static class DateMeaning
{
    public static Mention? Of(Match match, DateOnly today)
    {
        var found = new Mention(MentionKind.Date, match.Index, match.Index + match.Length);
        if (Text(match, "day") is { } named) return On(found, today.AddDays(NamedDay(named)));
        if (Text(match, "w") is { } week) return Week(found, week, Text(match, "wd"), today);
        if (Text(match, "u") is { } unit) return Ago(found, Text(match, "n")!, unit, Text(match, "more"), today);
        if (Text(match, "few") is { } few) return LastFew(found, Text(match, "n")!, few, today);
        if (Text(match, "rm") is { } month) return InRelativeMonth(found, match, month, today);
        return InYear(found, match, today);
    }

    public static DateOnly LastOfMonth(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    /// <summary>Two digits are a year of this century up to ten years ahead, and one of the last after that.</summary>
    public static int FullYear(int shortYear, DateOnly today) => shortYear >= 100 ? shortYear : shortYear > (today.Year % 100) + 10 ? 1900 + shortYear : 2000 + shortYear;

    static string? Text(Match match, string group) => match.Groups[group] is { Success: true } found ? found.Value : null;

    static Mention On(Mention found, DateOnly day) => found with { Earliest = day, Latest = day };

    static int NamedDay(string day) => day switch
    {
        "大前天" => -3,
        "前天" => -2,
        "昨天" or "昨日" or "昨晚" => -1,
        "明天" => 1,
        "后天" => 2,
        "大后天" => 3,
        _ => 0,
    };

    static Mention Week(Mention found, string week, string? weekday, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + 7 * week switch { "上上" => -2, "上" => -1, "下" => 1, _ => 0 });
        if (weekday is null) return found with { Earliest = monday, Latest = monday.AddDays(6) };
        if (weekday == "末") return found with { Earliest = monday.AddDays(5), Latest = monday.AddDays(6) };
        var day = char.IsAsciiDigit(weekday[0]) ? weekday[0] - '0' : weekday is "日" or "天" ? 7 : ChineseDigits.DigitOf(weekday[0]);
        return On(found, monday.AddDays(day - 1));
    }

    static Mention? Ago(Mention found, string count, string unit, string? more, DateOnly today)
    {
        var months = unit is "年" ? 12 : unit is "月" ? 1 : 0;
        if (count.EndsWith('半')) return unit is "年" ? Around(found, today.AddMonths(-6), 30) : unit is "月" ? found with { Earliest = today.AddDays(-17), Latest = today.AddDays(-12) } : null;
        if (ChineseNumber.Read(count) is not { Least: <= 120 } number) return null;

        var (least, most) = ((int)number.Least, (int)number.Most);
        if (unit is "天" or "日") return found with { Earliest = today.AddDays(-most), Latest = today.AddDays(-least) };
        if (months == 0) return found with { Earliest = today.AddDays(-7 * most - 3), Latest = today.AddDays(-7 * least + 3) };
        if (more == "半") return Around(found, today.AddMonths(-least * months).AddDays(-15 * months), 8 * months);
        if (more == "多") return found with { Earliest = today.AddMonths(-(most + 1) * months), Latest = today.AddMonths(-least * months) };
        return found with { Earliest = today.AddMonths(-most * months).AddDays(-15 * months), Latest = today.AddMonths(-least * months).AddDays(15 * months) };
    }

    static Mention LastFew(Mention found, string count, string unit, DateOnly today)
    {
        var most = count switch { "两" => 3, "三" => 4, _ => 9 };
        var earliest = unit switch { "天" => today.AddDays(-most), "周" => today.AddDays(-7 * most), "月" => today.AddMonths(-most), _ => today.AddYears(-most) };
        return found with { Earliest = earliest, Latest = today.AddDays(-1) };
    }

    static Mention Around(Mention found, DateOnly day, int days) => found with { Earliest = day.AddDays(-days), Latest = day.AddDays(days) };

    static Mention InRelativeMonth(Mention found, Match match, string word, DateOnly today)
    {
        var shift = word.StartsWith("上上", StringComparison.Ordinal) ? -2 : word[0] == '上' ? -1 : word[0] == '下' ? 1 : 0;
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(shift);
        return InMonth(found, first.Year, first.Month, match);
    }

    static Mention? InYear(Mention found, Match match, DateOnly today)
    {
        var relative = Text(match, "ry");
        var written = Text(match, "y");
        // "当年" and "同年" are years only somebody else knows.
        if (relative is "当年" or "同年") return null;
        var year = written is not null ? FullYear(Digits(written), today) : today.Year + Shift(relative);
        found = found with { LacksYear = written is null && relative is null };

        if (Text(match, "m") is { } month)
        {
            // 正月 and 腊月 are of the other calendar; around them the year is still right.
            if (month is "正" or "腊") return found.LacksYear ? null : Whole(found, year);
            var number = (int)ChineseNumber.Read(month)!.Value.Least;
            return number is < 1 or > 12 ? found with { IsImpossible = true } : InMonth(found, year, number, match);
        }

        if (Text(match, "feast") is { } feast)
        {
            var (first, last) = Feast(feast, year);
            return Beside(found with { Earliest = first, Latest = last }, match);
        }

        return Text(match, "season") is { } season ? InSeason(found, year, season) : Whole(found, year) with { IsWholeYear = true };
    }

    static int Digits(string written) => char.IsAsciiDigit(written[0])
        ? int.Parse(written, CultureInfo.InvariantCulture)
        : written.Aggregate(0, static (value, digit) => value * 10 + ChineseDigits.DigitOf(digit));

    static int Shift(string? year) => year switch { "去年" or "上年" => -1, "前年" => -2, "大前年" => -3, "明年" => 1, "后年" => 2, "大后年" => 3, _ => 0 };

    static Mention InMonth(Mention found, int year, int month, Match match)
    {
        if (Text(match, "d") is { } written)
        {
            var day = (int)ChineseNumber.Read(written)!.Value.Least;
            return day < 1 || day > DateTime.DaysInMonth(year, month) ? found with { IsImpossible = true } : Beside(On(found, new DateOnly(year, month, day)), match);
        }

        var (from, to) = Text(match, "part") switch
        {
            "初" or "上旬" or "月初" => (1, 10),
            "中" or "中旬" or "月中" => (11, 20),
            "底" or "末" or "下旬" or "月底" or "月末" => (21, 31),
            _ => (1, 31),
        };
        return found with { Earliest = new(year, month, from), Latest = to == 31 ? LastOfMonth(year, month) : new(year, month, to) };
    }

    /// <summary>"元旦前一天", "9月1号的第二天".</summary>
    static Mention Beside(Mention found, Match match)
    {
        if (Text(match, "next") is not null) return On(found, found.Latest.AddDays(1));
        if (Text(match, "steps") is not { } steps) return found;
        var days = (int)ChineseNumber.Read(steps)!.Value.Least;
        return On(found, Text(match, "step") == "前" ? found.Earliest.AddDays(-days) : found.Latest.AddDays(days));
    }

    /// <summary>The days that are free where there are several, otherwise the day.</summary>
    static (DateOnly First, DateOnly Last) Feast(string feast, int year) => feast[..2] switch
    {
        "国庆" => (new(year, 10, 1), new(year, 10, 7)),
        "元旦" => (new(year, 1, 1), new(year, 1, 1)),
        "五一" or "劳动" => (new(year, 5, 1), new(year, 5, 5)),
        "教师" => (new(year, 9, 10), new(year, 9, 10)),
        _ => (new(year, 6, 1), new(year, 6, 1)),
    };

    static Mention InSeason(Mention found, int year, string season)
    {
        var (from, to) = season switch
        {
            "上半年" => (1, 6),
            "下半年" => (7, 12),
            "年初" or "初" => (1, 3),
            "年中" => (5, 8),
            "年底" or "年末" or "底" or "末" => (10, 12),
            "春节" or "寒假" => (1, 2),
            "暑假" => (7, 8),
            _ when season[0] is '春' or '开' => (2, 6),
            _ when season[0] == '夏' => (5, 8),
            _ when season[0] == '秋' => (8, 12),
            _ => (11, 12),
        };
        return found with { Earliest = new(year, from, 1), Latest = LastOfMonth(year, to) };
    }

    static Mention Whole(Mention found, int year) => found with { Earliest = new(year, 1, 1), Latest = new(year, 12, 31) };
}
