namespace Assistant.Knowledge.Slots;

/// <summary>
/// A number as it stands in a text, so many characters long. Inexact ones ("五千多", "三四千") have two ends. The step is the place of the last
/// digit: 1000 for 五千, 10 for 120. A bare 几 is few and mostly asks. The short year is what it is if 年 follows and a calendar year is meant
/// (95 in 九五年).
/// </summary>
internal readonly record struct NumberSpan(decimal Least, decimal Most, int Length, decimal Step, bool IsFew = false, int? ShortYear = null)
{
    public bool IsWhole => decimal.Truncate(Least) == Least && decimal.Truncate(Most) == Most;
}

/// <summary>The characters Chinese numbers are written with.</summary>
internal static class ChineseDigits
{
    // Longer numbers are account numbers; decimal holds these with every scale.
    public const int MostDigits = 13;

    const string Digits = "零一二三四五六七八九";
    const string FormalDigits = "零壹贰叁肆伍陆柒捌玖";

    public static bool CanBegin(char character) =>
        char.IsAsciiDigit(character) || character is '几' or '十' or '拾' or '廿' or '卅' || DigitOf(character) >= 0;

    /// <summary>The value of one Chinese digit; -1 when it is none.</summary>
    public static int DigitOf(char character)
    {
        if (character is '〇' or '○') return 0;
        if (character is '两' or '俩') return 2;
        if (character is '仨') return 3;
        var plain = Digits.IndexOf(character, StringComparison.Ordinal);
        return plain >= 0 ? plain : FormalDigits.IndexOf(character, StringComparison.Ordinal);
    }

    /// <summary>Digits one after the other as in 二〇二〇 or 九五: a year or a number spelled out. 三四 is not, it means three or four.</summary>
    public static NumberSpan? Spelled(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < MostDigits && Digits.Contains(text[length] is '〇' or '○' ? '零' : text[length])) length++;
        if (length < 2 || (length < text.Length && SmallScale(text[length]) + LargeScale(text[length], false) > 0)) return null;
        if (length == 2 && IsPair(DigitOf(text[0]), DigitOf(text[1]))) return null;
        decimal value = 0;
        for (var i = 0; i < length; i++) value = value * 10 + DigitOf(text[i]);
        return new(value, value, length, 1, ShortYear: length == 2 ? (int)value : null);
    }

    public static bool IsPair(int first, int second) => first > 0 && (second == first + 1 || (first == 3 && second == 5));

    public static decimal SmallScale(char character) => character switch { '十' or '拾' => 10, '百' or '佰' => 100, '千' or '仟' => 1000, _ => 0 };

    public static decimal LargeScale(char character, bool afterArabic) => character switch { '万' or '萬' => 10000, 'w' when afterArabic => 10000, '亿' => 100000000, _ => 0 };
}
