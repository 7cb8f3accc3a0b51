using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Finds days in a text: written out, in digits, spelled, relative to today, by weekday or by feast. What each form means is computed in
/// <see cref="DateMeaning"/>.
/// </summary>
internal static partial class DateReading
{
    const string Digit = "零〇○一二三四五六七八九";
    const string LongYear = $"(?<y>(?:19|20)[0-9]{{2}}|[一二][零〇○九][{Digit}]{{2}})";
    const string ShortYear = $"(?<y>[0-9]{{2}}|[{Digit}]{{2}})";
    const string RelativeYear = "(?<ry>大前年|大后年|今年|本年|明年|后年|去年|前年|上年|当年|同年)";
    const string Month = "(?<m>1[0-9]|0?[1-9]|十[一二]?|[一二三四五六七八九]|正|腊)月(?:份)?";
    const string Day = "(?<d>三十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,2}(?![0-9]))";
    const string Part = "(?<part>上旬|中旬|下旬|月初|月中|月底|月末|初|中(?!学)|底|末)";
    const string Season = "(?<season>上半年|下半年|年初|年底|年末|年中|初|底|末|开春|春节|春[季天]?|夏[季天]?|秋[季天]?|冬[季天]?|暑假|寒假)";
    const string Feast = "(?<feast>国庆节?|元旦节?|五一劳动节|五一节?|劳动节|六一儿童节|六一节?|儿童节|教师节)(?![路村街广场小区新村大道社])" + Step;
    const string Step = "(?:的?(?<step>[前后])(?<steps>[一二两三四五六七八九十]|[1-9])天(?!之?内|以内)|的?(?<next>第二天|次日))?";
    const string InMonth = $"(?:的?{Day}(?:[日号]|(?![0-9个年月岁万千百元块多几天到至以])){Step})?(?:{Part})?";

    const string WithYear = $"(?:(?<!第)(?<![0-9]){LongYear}[年届]|{RelativeYear})(?:(?:的|农历|阴历)?(?:{Month}{InMonth}|{Feast}|{Season}))?";
    const string WithShortYear = $"(?<![0-9{Digit}十百]){ShortYear}年(?:{Month}{InMonth}|{Feast}|{Season}|(?<born>)(?=出?生))";
    const string Numeric = "(?<![0-9.])(?<y>(?:19|20)[0-9]{2})[-./ ](?<m>[0-9]{1,2})(?:[-./ ](?<d>[0-9]{1,2}))?[日号]?(?![0-9万元块%])";
    const string ShortNumeric = "(?<![0-9.])(?<y>[0-9]{2})[-./](?<m>[0-9]{1,2})[-./](?<d>[0-9]{1,2})[日号]?(?![0-9万元块%])";
    const string Compact = "(?<![0-9.])(?<y>(?:19|20)[0-9]{2})(?<m>[0-9]{2})(?<d>[0-9]{2})(?![0-9万元块%.])";
    const string RelativeMonth = $"(?<rm>上上个?月|上个?月|这个?月|本月|当月|下个?月){InMonth}";
    const string NoYear = $"(?<![0-9{Digit}十年几.]){Month}{InMonth}|{Feast}|(?<season>年初|年底|年末|上半年|下半年)";
    const string Ago = "(?<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|大半|半)个?(?<u>年|月|周|星期|礼拜|天|日)(?<more>多|半)?[以之]?前(?![往台])";
    const string LastFew = "(?<![提之以])前(?<n>两|几|三)个?(?<few>天|周|月|年)";
    const string NamedDay = "(?<day>大前天|前天|昨天|昨日|昨晚|今天|今日|今早|明天|大后天|后天)";
    const string Week = "(?<w>上上|上|这|本|下)个?(?:周|星期|礼拜)(?<wd>[一二三四五六日天末1-7])?";

    public static IEnumerable<Mention> ReadAll(string text, DateOnly today)
    {
        for (var match = Dates().Match(text); match.Success; match = match.NextMatch())
            if (DateMeaning.Of(match, today) is { } mention) yield return mention;
    }

    // Every quantifier is bounded, so the time is linear in the length of the text.
    [GeneratedRegex($"{WithYear}|{WithShortYear}|{Compact}|{Numeric}|{ShortNumeric}|{RelativeMonth}|{Ago}|{LastFew}|{NamedDay}|{Week}|{NoYear}", RegexOptions.CultureInvariant)]
    private static partial Regex Dates();
}
