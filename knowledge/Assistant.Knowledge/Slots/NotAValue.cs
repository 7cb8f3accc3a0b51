using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Blanks out the numbers that name something instead of measuring it: telephone, identity and document numbers, hotlines, house numbers,
/// grades, ordinals and idioms. Each keeps its length, so that positions stay right.
/// </summary>
internal static partial class NotAValue
{
    /// <summary>Stands for a character that is no part of any value.</summary>
    public const char Blank = '\u0001';

    const string Number = "[0-9零〇一二两三四五六七八九十百千]";

    static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string BlankOut(string text, List<Mention> births)
    {
        foreach (Match id in IdentityNumbers().Matches(text))
            if (BirthIn(id) is { } birth) births.Add(birth);

        var characters = text.ToCharArray();
        foreach (var match in IdentityNumbers().Matches(text).Concat(Numbers().Matches(text)).Concat(Names().Matches(text)))
            characters.AsSpan(match.Index, match.Length).Fill(Blank);
        return new string(characters);
    }

    /// <summary>The day of birth in an identity number whose check digit holds. The number itself goes no further.</summary>
    static Mention? BirthIn(Match id)
    {
        var sum = IdWeights.Select((weight, i) => weight * (id.Value[i] - '0')).Sum();
        if ("10x98765432"[sum % 11] != id.Value[17]) return null;
        if (!DateOnly.TryParseExact(id.Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        return new Mention(MentionKind.Date, id.Index, id.Index + id.Length) { Earliest = day, Latest = day, SaidInstead = "身份证上的出生日期" };
    }

    [GeneratedRegex("(?<![0-9])[1-9][0-9]{16}[0-9x](?![0-9a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex IdentityNumbers();

    [GeneratedRegex(
        """
        (?<![0-9.])1[3-9][0-9]{9}(?![0-9])
        |(?<![0-9])0[1-9][0-9]{1,2}[-—]?[2-9][0-9]{6,7}(?![0-9])
        |[0-9]{14,}x?
        |(?<![0-9.])(?:123[0-9]{2}|955[0-9]{2})(?![0-9.]|元|块|万|w|个|套|多)
        |(?:打|拨|拨打|找|问|电话|热线|报警)(?:了|过)?(?:1[0-2][0-9]|1[0-9]{4})(?![0-9.万])
        |[〔\[(【{](?:19|20)[0-9]{2}[〕\])】}](?:第)?[0-9]{0,6}号?
        |(?:发|办|字|函|规|令)第?[0-9]{1,6}号
        |(?:身份证|尾号|验证码|工号|编号|单号|证号|账号|帐号|卡号|密码|qq|微信|电话|手机|号码|车牌|案号|房号|门牌)(?:号码?)?(?:最?后|末尾|末|尾|前)?(?:[0-9一二三四五六七八]位)?(?:数字?)?(?:是|为|:)?[0-9a-z][0-9a-z-]{1,24}
        |(?:单元|栋|幢|座|楼)[0-9]{1,4}(?:[-—][0-9]{1,4})?(?![0-9万元块年月])
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        $"""
        第{Number}{"{1,6}"}.?
        |(?<!{Number}){Number}{"{1,6}"}(?:栋|幢|单元|楼|层|室|号楼|号线|号院|号附|号门|号公路|组|社区|村|路|支路|环|街|厂|年级|周年庆|班|支行|0后|[〇零]后|平米|平方|㎡|后(?=的|$))
        |(?<![月日0-9一二三四五六七八九十]){Number}{"{1,4}"}号(?=附|大厅|窗口|厅|$|,|。|那|这|的房|地址)
        |[0-9六七八九〇零]{"{1,2}"}后
        |{Number}{"{1,3}"}岁(?=退)
        |(?<![0-9.])4050(?![0-9.元块])|[退入队]伍|押[一二]付[一二三六]|五险一金|五险|三险|一次性|一站式|一网通|一卡通|一窗|一件事|两口子|一人一半|一家人|一家三口|三口之家|(?<!{Number})万一(?![千百])|千万[别不要记]|一天到晚|百分百|十分[感着满]|一点|一些|一下|一遍|一哈|一回事|头[一1]?个?[月年]|首[月年]|一样|一起|一直|一般|一定|一切|一律|一路|一共|一旦|一方|统一|唯一
        |两江|(?<!{Number})二套|四川|三峡|九龙坡|七星岗|双十一|十四五|十五五|八一路|五一路|三八[节妇]|二手|一手|三甲|三方|三无|一个问题|一个情况|一个事|一件事|一个朋友|一个同事|一年一[次度审]|每[一二两三]?[年月天周]
        |初[一二三](?!号)|高[一二三]|[一二三两]孩政策|[一二三]胎|[0-9]{"{1,2}"}(?:小时|点钟|分钟|:[0-9]{"{2}"})|24h
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Names();
}
