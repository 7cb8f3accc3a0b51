using static Assistant.Knowledge.Slots.DurationReading;

namespace Assistant.Knowledge.Slots;

/// <summary>Money, counts, shares and mere numbers.</summary>
internal static class AmountReading
{
    public const string Yuan = "元";

    static readonly string[] MoneyUnits = ["块钱", "元钱", "大洋", "人民币", "元", "块", "圆"];

    // 元 can be left out after these, and 个 put before a thing ("三个娃").
    static readonly string[] MeasureWords = ["号人", "个", "套", "人", "口", "户", "娃", "孩", "笔", "名", "位", "间", "处", "家", "次", "辆", "胎", "员", "所", "份", "张"];

    // What makes a number something else than an amount.
    static readonly string[] OtherUnits =
        ["年", "月", "日", "号", "岁", "周", "天", "点", "分", "时", "级", "栋", "幢", "楼", "层", "室", "期", "批", "届", "班", "平", "㎡", "米", "公里", "线", "路", "度", "块地", "代", "星", "者", "样", "定", "切", "般", "起", "直", "些", "下", "边"];

    public static Mention? Read(string text, int at) => ReadShare(text, at) ?? ReadAmount(text, at);

    static Mention? ReadShare(string text, int at)
    {
        var (prefix, scale) = StartsAt(text, at, "百分之") ? (3, 100m) : StartsAt(text, at, "千分之") ? (3, 1000m) : (0, 0m);
        if (NumberRange.Read(text, at + prefix) is not { IsFew: false } number) return null;
        var end = at + prefix + number.Length;
        if (prefix > 0) return Share(at, end, number, scale);
        if (StartsAt(text, end, "%")) return Percents(text, at, end + 1, number);
        if (StartsAt(text, end, "个百分点")) return Share(at, end + 4, number, 100);
        if (StartsAt(text, end, "个点")) return Share(at, end + 2, number, 100);
        if (!StartsAt(text, end, "成") || number.Least > 10 || StartsAt(text, end, "成年")) return null;
        end++;
        return end < text.Length && ChineseDigits.DigitOf(text[end]) is > 0 and var tenth
            ? Share(at, end + 1, number with { Least = number.Least * 10 + tenth, Most = number.Most * 10 + tenth }, 100)
            : Share(at, end, number, 10);
    }

    /// <summary>5%至12%: the sign may stand twice.</summary>
    static Mention Percents(string text, int start, int end, NumberSpan number)
    {
        if (end < text.Length && text[end] is '到' or '至' or '-' or '~' && NumberRange.Read(text, end + 1) is { } upper && StartsAt(text, end + 1 + upper.Length, "%"))
            return Share(start, end + 2 + upper.Length, number with { Most = upper.Most }, 100);
        return Share(start, end, number, 100);
    }

    static Mention? ReadAmount(string text, int at)
    {
        if ((ReadLoose(text, at) ?? ReadAtLeast(text, at)) is { } loose) return loose;
        if (NumberRange.Read(text, at) is not { } number) return null;
        var end = at + number.Length;
        var amount = new Mention(MentionKind.Amount, at, end) { Least = number.Least, Most = number.Most, Step = number.Step };
        if (Array.Find(MoneyUnits, unit => StartsAt(text, end, unit)) is { } money)
            return number.IsFew ? null : WithCents(text, amount with { End = end + money.Length, Unit = Yuan });
        if (StartsAt(text, end, "多块") || StartsAt(text, end, "来块")) return amount with { End = end + 2, Unit = Yuan };
        if (Array.Exists(OtherUnits, unit => StartsAt(text, end, unit)) && !StartsAt(text, end, "号人") && !IsSplit(text, end)) return null;
        if (text.AsSpan(at, number.Length).IndexOfAny('俩', '仨') >= 0) return amount with { Unit = "个" };
        if (number.IsFew) return null;
        var more = StartsAt(text, end, "多") ? 1 : 0;
        if (Array.Find(MeasureWords, unit => StartsAt(text, end + more, unit)) is { } measure)
            return StartsAt(text, end + more, "个月") || StartsAt(text, end + more, "人民") ? null : amount with { End = end + more + measure.Length, Unit = measure };
        return end < text.Length && char.IsAsciiLetter(text[end]) ? null : amount;
    }

    /// <summary>千把块, 万把: about that much; a fifth either way.</summary>
    static Mention? ReadLoose(string text, int at)
    {
        decimal scale = at < text.Length ? text[at] switch { '百' => 100, '千' => 1000, '万' => 10000, _ => 0 } : 0;
        if (scale == 0 || !StartsAt(text, at + 1, "把")) return null;
        var end = at + 2;
        var isMoney = StartsAt(text, end, "块") || StartsAt(text, end, "元");
        return new(MentionKind.Amount, at, isMoney ? end + 1 : end) { Least = scale * 0.8m, Most = scale * 1.2m, Step = scale, Unit = isMoney ? Yuan : "" };
    }

    /// <summary>"贷50万分20年": 分 divides a large sum.</summary>
    static bool IsSplit(string text, int end) => StartsAt(text, end, "分") && text[end - 1] is '万' or '千' or '百' or 'w' && !StartsAt(text, end, "分之");

    /// <summary>上百号人, 上万块: that much or more.</summary>
    static Mention? ReadAtLeast(string text, int at)
    {
        if (!StartsAt(text, at, "上") || (at > 0 && text[at - 1] == '以')) return null;
        decimal scale = at + 1 < text.Length ? text[at + 1] switch { '百' => 100, '千' => 1000, '万' => 10000, _ => 0 } : 0;
        if (scale == 0 || (at + 2 < text.Length && ChineseDigits.CanBegin(text[at + 2]))) return null;
        var end = at + 2;
        var unit = Array.Find(MoneyUnits, unit => StartsAt(text, end, unit)) is { } money ? (Yuan, money.Length) : Array.Find(MeasureWords, measure => StartsAt(text, end, measure)) is { } counted ? (counted, counted.Length) : ("", 0);
        return new(MentionKind.Amount, at, end + unit.Item2) { Least = scale, Most = scale, Step = scale, Unit = unit.Item1, IsOpen = true };
    }

    /// <summary>三块五: 五 is five tenths.</summary>
    static Mention WithCents(string text, Mention money)
    {
        var at = money.End;
        if (text[at - 1] != '块' || at >= text.Length || ChineseDigits.DigitOf(text[at]) is not (> 0 and var tenths) || money.Least != money.Most) return money;
        return at + 1 < text.Length && ChineseDigits.CanBegin(text[at + 1]) ? money : money with { Least = money.Least + tenths / 10m, Most = money.Most + tenths / 10m, End = at + 1 };
    }

    static Mention Share(int start, int end, NumberSpan number, decimal scale) =>
        new(MentionKind.Share, start, end) { Least = number.Least / scale, Most = number.Most / scale, Step = 1 / scale };
}
