using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>Where somebody takes back what they said: "说错了，是五年", "不是渝北，是渝中", "不对，两套".</summary>
internal static partial class Correction
{
    /// <summary>The position after the last sign of a correction; -1 when there is none.</summary>
    public static int EndIn(string text)
    {
        var end = -1;
        foreach (var mark in Marks().EnumerateMatches(text)) end = mark.Index + mark.Length;
        return end;
    }

    /// <summary>True for what stands right behind "不是": it is denied, not said. "是不是" asks.</summary>
    public static bool IsDenied(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 5)..start);
        foreach (var filler in (ReadOnlySpan<string>)["交了", "交", "在", "有", "买的", "说的", "是"])
            if (before.EndsWith(filler, StringComparison.Ordinal) && !before.EndsWith("不是", StringComparison.Ordinal))
            {
                before = before[..^filler.Length];
                break;
            }

        return before.EndsWith("不是", StringComparison.Ordinal) || before.EndsWith("不在", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        """
        (?<!是)不[是在][^。!?]{1,16}?[,、]?(?:而|应该|应|就|而且)?(?<![还但可只要总老凡])[是在](?!不)
        |(?:说|打|搞|记|弄|写|讲|填|算|选)错了?[,、。!]?(?:应该)?是?
        |(?:更正|纠正|改正)(?:一下)?[,、:]?
        |(?:改成|改为|我是说|应该说)
        |(?:^|[,。!、])(?:哦|啊|噢|诶|欸|额|呃)?(?:不对头|不对|不是|不不|不|错了)[,。!、](?:应该)?是?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Marks();
}
