namespace Assistant.Knowledge.Slots;

/// <summary>What a quantity is as a value of one slot: the value, or why it cannot be one; both null when it is of another kind.</summary>
internal readonly record struct TypedMention(SlotValue? Value, SlotProblemKind? Problem)
{
    public bool IsOfKind => Value is not null || Problem is not null;
}

/// <summary>Types a quantity for a slot. Asked for it, bare numbers count in the slot's own unit; in free text they need their unit.</summary>
internal static class SlotTyping
{
    const int OldestAge = 120;

    // Below this a bare number in free text is no sum of money; nobody pays a rent of "50".
    const decimal SmallestBareMoney = 100;

    // Three centuries; a slip of the finger is no day before the calendar.
    const int MostDaysAgo = 100_000;

    static readonly string[] BirthWords = ["出生", "生的", "的生", "生于", "生日", "年生", "月生", "日生", "号生", "初生", "底生", "满岁"];

    public static TypedMention Type(Mention mention, Slot slot, string said, string text, DateOnly today, bool asked)
    {
        var typed = OfKind(mention, slot, said, text, today, asked);
        return mention.IsNegative && typed.IsOfKind ? new(null, SlotProblemKind.OutOfRange) : typed;
    }

    static TypedMention OfKind(Mention mention, Slot slot, string said, string text, DateOnly today, bool asked) => slot.Kind switch
    {
        SlotKind.Months => Number(slot, said, Months(mention, asked), 1200),
        SlotKind.Years => Number(slot, said, Years(mention, asked), 100),
        SlotKind.Money => Number(slot, said, Money(mention, asked), 1_000_000_000_000),
        SlotKind.Count => Number(slot, said, Count(mention, asked), 1_000_000),
        SlotKind.Percent => Number(slot, said, Share(mention, asked), 100),
        SlotKind.Year => Year(mention, slot, said, today, asked),
        SlotKind.Date => Date(mention, said, text, today, asked),
        SlotKind.Birthdate => Birth(mention, said, text, today, asked),
        SlotKind.District or SlotKind.Choice or SlotKind.Text => default,
    };

    static (decimal Least, decimal Most, bool IsOpen)? Months(Mention mention, bool asked) => mention.Kind switch
    {
        MentionKind.Duration => (mention.Least, mention.Most, mention.IsOpen),
        MentionKind.Date when mention.Months is { } months => (months.Least, months.Most, false),
        MentionKind.Amount when asked && mention.Unit.Length == 0 => (mention.Least, mention.Most, mention.IsOpen),
        _ => null,
    };

    static (decimal Least, decimal Most, bool IsOpen)? Years(Mention mention, bool asked) => mention.Kind switch
    {
        MentionKind.Duration => (decimal.Round(mention.Least / 12, 2), decimal.Round(mention.Most / 12, 2), mention.IsOpen),
        MentionKind.Amount when asked && mention.Unit.Length == 0 => (mention.Least, mention.Most, mention.IsOpen),
        _ => null,
    };

    static (decimal Least, decimal Most, bool IsOpen)? Money(Mention mention, bool asked) =>
        mention.Kind == MentionKind.Amount && (mention.Unit == AmountReading.Yuan || (mention.Unit.Length == 0 && (asked || mention.Most >= SmallestBareMoney)))
            ? (mention.Least, mention.Most, mention.IsOpen)
            : null;

    static (decimal Least, decimal Most, bool IsOpen)? Count(Mention mention, bool asked) =>
        mention.Kind == MentionKind.Amount && mention.Unit != AmountReading.Yuan && (mention.Unit.Length > 0 || asked || mention.Most is > 1 and < 1000)
            && mention.Least == decimal.Truncate(mention.Least)
            ? (mention.Least, mention.Most, mention.IsOpen)
            : null;

    static (decimal Least, decimal Most, bool IsOpen)? Share(Mention mention, bool asked)
    {
        if (mention.Kind == MentionKind.Share) return (mention.Least, mention.Most, mention.IsOpen);
        if (!asked || mention.Kind != MentionKind.Amount || mention.Unit.Length > 0) return null;
        var whole = mention.Least < 1 ? 1 : 100; // 0.12 is already a fraction
        return (mention.Least / whole, mention.Most / whole, mention.IsOpen);
    }

    static TypedMention Number(Slot slot, string said, (decimal Least, decimal Most, bool IsOpen)? number, decimal largest)
    {
        if (number is not { } range) return default;
        var top = slot.Most ?? largest;
        var most = range.IsOpen ? Math.Max(top, range.Least) : range.Most;
        if (range.Least > top || most < (slot.Least ?? 0)) return new(null, SlotProblemKind.OutOfRange);
        return new(new NumberValue(said, Math.Max(range.Least, slot.Least ?? 0), Math.Min(most, top)), null);
    }

    static TypedMention Year(Mention mention, Slot slot, string said, DateOnly today, bool asked)
    {
        if (mention.Kind == MentionKind.Date && mention is { LacksYear: false, IsImpossible: false })
            return Number(slot, said, (mention.Earliest.Year, mention.Latest.Year, false), 2200);
        int? year = mention is { Kind: MentionKind.Duration, ShortYear: { } shortYear } ? DateMeaning.FullYear(shortYear, today)
            : mention is { Kind: MentionKind.Amount, Unit: "" } && mention.Least == mention.Most && (mention.Least is >= 1900 and < 2200 || (asked && mention.Least is >= 10 and < 100))
                ? DateMeaning.FullYear((int)mention.Least, today)
                : null;
        return year is { } only ? Number(slot, said, (only, only, false), 2200) : default;
    }

    static TypedMention Date(Mention mention, string said, string text, DateOnly today, bool asked)
    {
        if (mention.IsImpossible) return new(null, SlotProblemKind.ImpossibleDate);
        if (mention.Kind == MentionKind.Date) return new(LookingBack(mention, said, text, today), null);
        if (CalendarYear(mention, text, today, asked) is { } year) return new(new DateValue(said, new(year, 1, 1), new(year, 12, 31)), null);
        // "离职三个月了" says a day as well as "三个月前" does.
        var isAgo = mention.Kind == MentionKind.Duration && (asked || DurationReading.StartsAt(text, mention.End, "了") || FollowsEvent(text, mention));
        if (isAgo && mention is { Days: { } days, IsOpen: false }) return new(new DateValue(said, today.AddDays(-(int)Math.Min(days.Most, MostDaysAgo)), today.AddDays(-(int)Math.Min(days.Least, MostDaysAgo))), null);
        var loose = mention.Step == 12 && mention.Least == mention.Most ? mention with { Most = mention.Most + 11 } : mention;
        return isAgo ? new(Before(loose, said, today), null) : default;
    }

    /// <summary>"离职不到60天", "毕业两年": counted from what just happened.</summary>
    static bool FollowsEvent(string text, Mention mention)
    {
        var before = text.AsSpan(Math.Max(0, mention.Start - 4)..mention.Start).TrimEnd("了已经才都有");
        foreach (var happening in (ReadOnlySpan<string>)["离职", "辞职", "毕业", "失业", "下岗", "放款", "买房", "购房", "取证", "提交", "受理", "收到", "拿到", "到手", "立案", "上去", "递交", "寄出"])
            if (before.EndsWith(happening, StringComparison.Ordinal)) return true;
        return false;
    }

    static TypedMention Birth(Mention mention, string said, string text, DateOnly today, bool asked)
    {
        if (mention.Kind == MentionKind.Date)
        {
            if (mention.IsImpossible) return asked || IsBirth(text, mention) ? new(null, SlotProblemKind.ImpossibleDate) : default;
            // "今年五十二" is no birth this year, and "9月3号生的" leaves the year open.
            if (mention.LacksYear || (mention.IsWholeYear && mention.Earliest.Year == today.Year) || (!asked && !IsBirth(text, mention) && !IsOfChild(text, mention, today))) return default;
            return mention.Earliest > today ? new(null, SlotProblemKind.InTheFuture) : Sane(new DateValue(said, mention.Earliest, Earlier(mention.Latest, today)), today);
        }

        if (CalendarYear(mention, text, today, asked) is { } year && (asked || year < today.Year))
            return Sane(new DateValue(said, new(year, 1, 1), Earlier(new(year, 12, 31), today)), today);
        if (mention.Kind == MentionKind.Age || (asked && mention.Kind == MentionKind.Duration)) return OfAge(mention, said, today);
        var isAge = mention is { Kind: MentionKind.Amount, Unit: "", Least: > 0 } && (asked || IsThisYear(text, mention) || IsSomebodysAge(text, mention)) && mention.Least <= OldestAge;
        return isAge ? OfAge(mention with { Least = mention.Least * 12, Most = (mention.Most * 12) + 11 }, said, today) : default;
    }

    /// <summary>A whole day more than a year back, right behind a child ("娃儿2021年6月18号"), is no day of enrolment.</summary>
    static bool IsOfChild(string text, Mention mention, DateOnly today) =>
        mention.Earliest == mention.Latest && mention.Earliest < today.AddYears(-1) && text.AsSpan(Math.Max(0, mention.Start - 5)..mention.Start).IndexOfAny("娃孩儿女孙崽妹") >= 0;

    /// <summary>A birth is said by 生, by what was reached ("明年满六岁"), or by the date alone ("娃儿2020年9月的").</summary>
    static bool IsBirth(string text, Mention mention)
    {
        var near = text[Math.Max(0, mention.Start - 5)..Math.Min(text.Length, mention.End + 4)];
        var closed = DurationReading.StartsAt(text, mention.End, "的") && (mention.End + 1 == text.Length || !char.IsLetter(text[mention.End + 1]) || text[mention.End + 1] is '娃' or '孩' or '人');
        return mention.SaidInstead is not null || closed || near.Contains('岁') || Array.Exists(BirthWords, word => near.Contains(word, StringComparison.Ordinal));
    }

    static TypedMention OfAge(Mention mention, string said, DateOnly today)
    {
        if (mention.Least > OldestAge * 12) return new(null, SlotProblemKind.OutOfRange);
        return new(Before(mention with { Most = mention.IsOpen ? OldestAge * 12 : Math.Min(mention.Most, OldestAge * 12) }, said, today), null);
    }

    static TypedMention Sane(DateValue birth, DateOnly today) => birth.Latest < today.AddYears(-OldestAge) ? new(null, SlotProblemKind.OutOfRange) : new(birth, null);

    /// <summary>The days that lie so many completed months back.</summary>
    static DateValue Before(Mention mention, string said, DateOnly today)
    {
        var most = mention.IsOpen ? OldestAge * 12 : (int)Math.Min(mention.Most, OldestAge * 12);
        return new(said, today.AddMonths(-most - 1).AddDays(1), today.AddMonths(-(int)Math.Min(mention.Least, most)));
    }

    static DateValue LookingBack(Mention mention, string said, string text, DateOnly today)
    {
        var ahead = mention.LacksYear && mention.Earliest > today && !PlansAhead(text, mention);
        return ahead ? new(said, mention.Earliest.AddYears(-1), mention.Latest.AddYears(-1)) : new(said, mention.Earliest, mention.Latest);
    }

    static bool PlansAhead(string text, Mention mention)
    {
        var near = text.AsSpan(Math.Max(0, mention.Start - 6), Math.Min(text.Length, mention.End + 4) - Math.Max(0, mention.Start - 6));
        return near.IndexOfAny('要', '将', '等') >= 0 || near.Contains("的话", StringComparison.Ordinal) || near.Contains("如果", StringComparison.Ordinal) || near.Contains("假如", StringComparison.Ordinal) || near.Contains("准备", StringComparison.Ordinal) || near.Contains("打算", StringComparison.Ordinal) || near.Contains("预计", StringComparison.Ordinal);
    }

    static int? CalendarYear(Mention mention, string text, DateOnly today, bool asked)
    {
        if (mention is { Kind: MentionKind.Duration, ShortYear: { } shortYear }) return IsDated(text, mention.End) || asked && shortYear > 35 ? DateMeaning.FullYear(shortYear, today) : null;
        return mention is { Kind: MentionKind.Amount, Unit: "", Least: >= 1900 and < 2100 } && mention.Least == mention.Most ? (int)mention.Least : null;
    }

    /// <summary>"75年的", "26年买的": with such a word behind it the number is a calendar year.</summary>
    static bool IsDated(string text, int at) => at < text.Length && text[at] is '的' or '生' or '出' or '买' or '放' or '办' or '离' or '毕' or '贷' or '拿' or '考' or '取' or '购' or '入' or '交' or '就';

    /// <summary>"我妈62了": of somebody's own years.</summary>
    static bool IsSomebodysAge(string text, Mention mention) =>
        mention is { Least: >= 16 and < 110 } && mention.Least == mention.Most && mention.Start > 0 && text[mention.Start - 1] is '我' or '爸' or '妈' or '汉' or '爷' or '奶' or '公' or '婆'
        && DurationReading.StartsAt(text, mention.End, "了") && (mention.End + 1 == text.Length || text[mention.End + 1] is ',' or '。' or '、' or '?' or '!' or '还' or '能' or '可');

    static bool IsThisYear(string text, Mention mention) =>
        text.AsSpan(Math.Max(0, mention.Start - 4)..mention.Start) is var before && (before.Contains("今年", StringComparison.Ordinal) || before.EndsWith("年满", StringComparison.Ordinal) || before.EndsWith("虚岁", StringComparison.Ordinal));

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
