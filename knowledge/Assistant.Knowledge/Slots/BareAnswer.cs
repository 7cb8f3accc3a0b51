using System.Text.RegularExpressions;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>A whole message that is an answer only because we asked: 有, 没得, a quick reply word for word, "第二个".</summary>
internal static partial class BareAnswer
{
    const int LongestAnswer = 40;

    /// <summary>The quick reply or the value that a message means, or the several values a word may mean; null when it is none of them.</summary>
    public static IReadOnlyList<string>? Find(Slot slot, string normalised)
    {
        if (normalised.Length is 0 or > LongestAnswer) return null;
        var shown = slot.Choices.Count > 0 ? slot.Choices : [.. slot.Values.Select(value => value.Value)];
        foreach (var answer in (ReadOnlySpan<string>)[Trim(normalised), Stripped(normalised)])
        {
            if (slot.Values.FirstOrDefault(value => QuestionText.Normalise(value.Value) == answer) is { } named) return [named.Value];
            var meant = slot.Values.Where(value => value.Bare.Any(bare => QuestionText.Normalise(bare) == answer)).Select(value => value.Value).ToArray();
            if (meant.Length > 0) return meant;
            if (shown.FirstOrDefault(choice => QuestionText.Normalise(choice) == answer) is { } reply) return [reply];
        }

        return Ordinal().Match(Trim(normalised)) is { Success: true } match && (match.Groups["th"].Success || slot.Kind == SlotKind.Choice)
            && ChineseNumber.Read(match.Groups["n"].Value) is { Least: >= 1 and var at } && at <= shown.Count
            ? [shown[(int)at - 1]]
            : null;
    }

    /// <summary>"没得": none, where none is a sane answer.</summary>
    public static bool IsNothing(string normalised) => Stripped(normalised) is "没有" or "没得" or "无" or "没" or "从来没有" or "一个都没有" or "没有过";

    public static string Stripped(string normalised) => Trailing().Replace(Leading().Replace(Trim(normalised), ""), "");

    static string Trim(string text) => text.Trim(',', '。', '!', '.', '、', ';', '~', ' ', '…');

    [GeneratedRegex("^(?:(?:选|我选|选择)?(?<th>第)(?<n>[0-9一二三四五六])(?:个|项|种|条)?|(?:选|选择|我选)?(?<n>[1-6一二三四五六]))(?:吧|嘛|噻|哈)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex("^(?:嗯+|哦|啊|噢|呃|额|那个|那|就是|应该是|应该|好像是|好像|可能是|目前是|目前|现在是|现在|我们是|我们|我家|我是|我的是|我|是的|属于|算是|选择|选|对|就|是|他|她|家里|都|已经|,)+", RegexOptions.CultureInvariant)]
    private static partial Regex Leading();

    [GeneratedRegex("(?:的|了|吧|啊|哦|嘛|哈|噻|撒|呀|呗|咯|哟|哎|啦|这个|那个|这种|,|。)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Trailing();
}
