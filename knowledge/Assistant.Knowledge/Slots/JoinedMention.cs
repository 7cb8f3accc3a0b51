namespace Assistant.Knowledge.Slots;

/// <summary>Two neighbouring quantities that are one: from one to another ("半年到一年", "满1年不满2年"), a day and the age reached on it.</summary>
internal static class JoinedMention
{
    public static Mention? Of(string text, Mention first, Mention second, DateOnly today)
    {
        var between = text[first.End..second.Start];
        if (first.IsImpossible || second.IsImpossible) return null;
        if (first.Kind == MentionKind.Duration && IsAgeToReach(second, between) && IsLacking(text, first.Start, between))
            return Lacking(first, second with { Kind = MentionKind.Age, Least = second.Least * 12, Most = second.Most * 12 });
        if (first.Kind == MentionKind.Duration && second.Kind is MentionKind.Duration or MentionKind.Age && IsLacking(text, first.Start, between)) return Lacking(first, second);
        if (first.Kind == MentionKind.Duration && second.Kind == MentionKind.Duration && between is "差" or "还差" or "只差") return Lacking(second with { Start = first.Start + 1 }, first) with { End = second.End };
        if (first.Kind == MentionKind.Date && second.Kind == MentionKind.Age) return AgeOnDay(first, between, second, today);
        if (first.Kind != second.Kind) return null;
        var (start, end) = (first.Start, second.End);
        if (first.Kind == MentionKind.Date)
        {
            if (between is not ("到" or "至" or "-" or "~" or "—" or "一直到" or "交到" or "干到" or "开始到" or "起到" or "开始交到" or "缴到") || second.Earliest < first.Earliest) return null;
            var months = (Months(first.Latest, second.Earliest), Months(first.Earliest, second.Latest.AddDays(1)));
            return first with { End = end, Latest = second.Latest, IsWholeYear = false, Months = months };
        }

        if (between is "不满" or "不足" or "未满" or "但不满" or "以上不满" or "以上不足" && second.Least > first.Least)
            return first with { Start = start, End = end, Most = second.Least - 1 };
        if (between is "到" or "至" or "-" or "~" or "—" or "——" && second.Most > first.Least)
            return first with { Start = start, End = end, Most = second.Most, Unit = second.Unit.Length > 0 ? second.Unit : first.Unit, ShortYear = null };
        return null;
    }

    /// <summary>"差三天满六岁", "还差一个月就一年": so much short of it. Days are less than a month.</summary>
    static bool IsLacking(string text, int at, string between) => text.AsSpan(0, at).EndsWith("差", StringComparison.Ordinal) && between is "满" or "就满" or "就到" or "到" or "就" or "才满" or "够" or "就够";

    /// <summary>"还差两个月满五十".</summary>
    static bool IsAgeToReach(Mention mention, string between) => mention is { Kind: MentionKind.Amount, Unit: "", Least: >= 6 and < 100 } && mention.Least == mention.Most && between.EndsWith('满');

    static Mention Lacking(Mention missing, Mention whole) => whole with
    {
        Start = missing.Start - 1,
        Least = Math.Max(0, whole.Least - Math.Max(1, missing.Most)),
        Most = Math.Max(0, whole.Least - Math.Max(1, missing.Least)),
        ShortYear = null,
    };

    /// <summary>"明年九月满六岁": born six years before. "今年六岁" is an age and no more.</summary>
    static Mention? AgeOnDay(Mention day, string between, Mention age, DateOnly today)
    {
        var reached = between.Replace("才", "", StringComparison.Ordinal).Replace("就", "", StringComparison.Ordinal).Replace("刚好", "", StringComparison.Ordinal).Replace("娃", "", StringComparison.Ordinal);
        if (reached is not ("" or "满" or "刚满" or "要满" or "到" or "正好满" or "将满" or "会满") || age.Least % 12 != 0 || age.Most != age.Least + 11) return null;
        if (day.IsWholeYear && day.Earliest.Year == today.Year) return null;
        if (day.IsExactly(today) || reached.Length == 0 && !day.IsWholeYear) return null;
        var years = (int)age.Least / 12;
        return years > 130 ? null : day with { End = age.End, Earliest = day.Earliest.AddYears(-years), Latest = day.Latest.AddYears(-years), IsWholeYear = false, LacksYear = false };
    }

    static bool IsExactly(this Mention mention, DateOnly day) => mention.Earliest == day && mention.Latest == day;

    /// <summary>Whole months from one day to another, never negative.</summary>
    public static decimal Months(DateOnly from, DateOnly to) =>
        Math.Max(0, ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0));
}
