using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Tells what is said of somebody whose case it is not. Such a value counts for nothing when (1) its sentence begins with a bystander (同事, 邻居,
/// 朋友 …), no word for oneself stands between, and one follows later ("我同事交了五年，我能贷好多"), or (2) it is hearsay of nobody at all (听说有人 …).
/// A relative is never a bystander, and a message only about one ("我同事交了五年，他能贷好多") asks for them: then the value is the case's.
/// </summary>
internal static partial class Bystander
{
    // The subject of a sentence stands no farther away.
    const int FarthestSubject = 80;

    public static bool IsMeant(string text, int start)
    {
        if (start <= 0) return false;
        var from = Math.Max(Math.Max(0, start - FarthestSubject), text.LastIndexOfAny(['。', '!', '?', ';'], start - 1));
        Match? last = null;
        for (var match = Subjects().Match(text, from, start - from); match.Success; match = match.NextMatch()) last = match;
        if (last is null || last.Groups["own"].Success) return false;
        return last.Groups["nobody"].Success || Own().IsMatch(text.AsSpan(start, Math.Min(FarthestSubject, text.Length - start)));
    }

    // Only where a clause begins: "我和同事" and "找朋友借" have another subject.
    [GeneratedRegex(
        """
        (?<nobody>(?:听说|听到说|网上说|看到|都说|说)(?:有人|有些人|别人|别个|人家)|有人说|网上说)
        |(?<=^|[,、。!?;])(?:那|但|但是|可是|因为|就是|比如)?(?:
          (?<nobody>有人|别个|人家)
          |(?:听说|我听|看到|我看)?(?:我们?的?|咱们?的?)?(?:有个|有一个|有位|一个|那个)?(?:公司|单位|厂里|厂头|小区|楼上|楼下)?的?(?<other>隔壁|邻居|同事|工友|朋友|熟人|同学|老乡|室友|网友)
        )
        |(?<own>(?:我|咱|俺|本人|自己)(?!们?的?(?:有个|有一个|一个|那个)?(?:公司|单位|厂里|厂头|小区)?的?(?:同事|朋友|邻居|工友|熟人|同学|老乡|隔壁|室友|网友)|听|看))
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Subjects();

    [GeneratedRegex("(?:我|咱|俺|本人|自己)(?!们?的?(?:同事|朋友|邻居|工友|熟人|同学|老乡|隔壁|室友|网友))", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
