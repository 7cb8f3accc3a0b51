using static Assistant.Knowledge.Slots.DurationReading;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// How old somebody is, in completed months; a day of birth follows from it. "六岁" is the whole seventh year of life, "六岁半" six years and
/// five or six months, "刚满六岁" the first three months after the birthday, "虚岁七岁" five or six years: the count runs one or two ahead.
/// </summary>
internal static class AgeReading
{
    public static Mention? Read(string text, int at)
    {
        if (NumberRange.Read(text, at) is not { } number || number.IsFew) return null;
        var unitAt = at + number.Length;
        if (StartsAt(text, unitAt, "个月大") || StartsAt(text, unitAt, "个多月大"))
            return Of(at, unitAt + (text[unitAt + 1] == '多' ? 4 : 3), number.Least, number.Most);

        var end = unitAt;
        var more = StartsAt(text, end, "多");
        if (more) end++;
        if (StartsAt(text, end, "周岁")) end += 2;
        else if (StartsAt(text, end, "岁")) end++;
        else return null;

        var age = Of(at, end, number.Least * 12, (decimal.Floor(number.Most) * 12) + 11);
        if (StartsAt(text, end, "半")) return age with { Least = age.Least + 5, Most = age.Least + 6, End = end + 1 };
        if (TakeMonths(text, end, out var afterMonths, out var least, out var most))
            return age with { Least = age.Least + least, Most = age.Least + most, End = afterMonths };
        if (StartsAt(text, end, "多") || StartsAt(text, end, "大")) age = age with { End = end + 1 };
        return IsNominal(text, at) ? age with { Least = Math.Max(0, age.Least - 24), Most = Math.Max(11, age.Most - 12) } : age;
    }

    static bool IsNominal(string text, int at) =>
        text.AsSpan(0, at).EndsWith("虚岁", StringComparison.Ordinal) || text.AsSpan(0, at).EndsWith("虚", StringComparison.Ordinal)
        || text.AsSpan(Math.Max(0, at - 4)..at).Contains("虚岁", StringComparison.Ordinal);

    static Mention Of(int start, int end, decimal least, decimal most) => new(MentionKind.Age, start, end) { Least = least, Most = most, Step = 12 };
}
