namespace Assistant.Knowledge.Slots;

/// <summary>A number or two with a sign between them: 6至12, 3-4万, 三到五.</summary>
internal static class NumberRange
{
    const int LongestNumber = 24;

    public static NumberSpan? Read(string text, int at)
    {
        if (ChineseNumber.Read(Window(text, at)) is not { } first) return null;
        var joined = at + first.Length;
        if (joined >= text.Length) return first;
        if (text[joined] is not ('到' or '至' or '~' or '-' or '—' or '–' or '、') || ChineseNumber.Read(Window(text, joined + 1)) is not { IsFew: false } second) return first;
        if (text[joined] == '、' && second.Least / Scale(second) != first.Least + 1) return first;

        var least = first.Least < second.Least && Scale(first) == 1 && first.Least * Scale(second) < second.Most ? first.Least * Scale(second) : first.Least;
        var length = first.Length + 1 + second.Length;
        return least <= second.Most && !first.IsFew ? new(least, second.Most, length, second.Step) : first;
    }

    /// <summary>10000 for 3万: in "1到3万" it is meant for both.</summary>
    static decimal Scale(NumberSpan number) => number.Step >= 1000 && number.Least >= 1000 ? number.Step >= 10000 ? 10000 : 1000 : 1;

    // The reader looks at one number only; without the limit a text of digits would be read again from each of them.
    static ReadOnlySpan<char> Window(string text, int at) => text.AsSpan(at, Math.Min(LongestNumber, text.Length - at));
}
