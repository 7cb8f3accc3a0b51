using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Tells a case from a question about a rule. A quantity is only asked about, and no value, when a word of requirement is attached to it (要交满6个月,
/// 满六岁才能, 最高120万), in a question or as somebody's rule (规定, 必须, 说), and nothing beside it says that it happened (了, 过, 已经, 的). Any other
/// is taken as given, whoever it is said of: "连续缴存5个月，符合条件吗" is a case, and whoever only wondered gets the right answer too.
/// </summary>
internal static partial class OwnCase
{
    const int Before = 7;
    const int After = 8;

    public static bool IsOnlyAsked(string text, Clause clause, Clause sentence, Mention mention)
    {
        // "交满4年和满5年各领几个月": both are to be computed with.
        // "要是满两年呢": supposed, and to be computed with as well.
        if (Comparison.Compares(text[clause.Start..clause.End]) || Comparison.Supposes(text[clause.Start..mention.Start])) return false;
        var before = text[Math.Min(mention.Start, Math.Max(clause.Start, mention.Start - Before))..mention.Start];
        var after = text[mention.End..Math.Max(mention.End, Math.Min(clause.End, mention.End + After))];
        // 要是 supposes; only 要 alone requires.
        if (before.EndsWith("要是", StringComparison.Ordinal)) before = "";
        var happened = Happened(text, clause, mention);
        var modified = before + text[mention.Start..mention.End];
        return (RequiredBefore().IsMatch(before) || RequiredModifier().IsMatch(modified) || RequiredAfter().IsMatch(after)) && !happened && (IsQuestion(text, clause, sentence) || Prescribed().IsMatch(before));
    }

    /// <summary>"断了三个月": a time in which nothing was paid or done, whatever the clause is about.</summary>
    public static bool IsInterruption(string text, Mention mention) =>
        mention.Kind == MentionKind.Duration && Interruption().IsMatch(text.AsSpan(Math.Max(0, mention.Start - Before)..mention.Start));

    public static bool IsQuestion(string text, Clause clause, Clause sentence) =>
        Question().IsMatch(text.AsSpan(clause.Start, clause.End - clause.Start)) || Question().IsMatch(text.AsSpan(sentence.Start, sentence.End - sentence.Start))
        || (sentence.End < text.Length && text[sentence.End] == '?');

    public static bool IsQuestion(ReadOnlySpan<char> text) => Question().IsMatch(text) || text.Contains('?');

    static bool Happened(string text, Clause clause, Mention mention)
    {
        var before = text[Math.Min(mention.Start, Math.Max(clause.Start, mention.Start - Before))..mention.Start];
        var after = text[mention.End..Math.Max(mention.End, Math.Min(clause.End, mention.End + 3))];
        return Past().IsMatch(before) || after.StartsWith('了') || after.StartsWith("的", StringComparison.Ordinal) || PastAfter().IsMatch(after);
    }

    [GeneratedRegex("(?:要|需要|需|必须|得|非要|应该|应当|规定|要求|条件是|是不是|是否|最低|最高|上限|下限|最长|最短|门槛)(?:连续|累计|一直)?(?:交够|交满|缴满|缴够|缴存满|存满|住满|干满|工作满|年满|交|缴|存|住|干|满|够|有|到|是|为|能贷|可以贷|能提|贷|领|能领)?(?:满|够)?$", RegexOptions.CultureInvariant)]
    private static partial Regex RequiredBefore();

    [GeneratedRegex("(?:要|需要|必须|是不是|是否)(?:交|缴|存|满|住|干)*(?:至少|最少|起码|满|超过|不超过|不到|够)", RegexOptions.CultureInvariant)]
    private static partial Regex RequiredModifier();

    [GeneratedRegex("(?:断|断交|断缴|断保|停|停交|停缴|停保|漏|漏交|漏缴)(?:了|过|有)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Interruption();

    [GeneratedRegex("规定|要求|必须|说", RegexOptions.CultureInvariant)]
    private static partial Regex Prescribed();

    [GeneratedRegex("^(?:以上|以下|以后|之后|后)?[^我你了过]{0,3}?(?:才能|才可以|才可|才行|才给|才得|才算|就能|就可以|就行吗|是不是)", RegexOptions.CultureInvariant)]
    private static partial Regex RequiredAfter();

    [GeneratedRegex("[吗么呢?]|(?<![年月天岁套个块元万半号日%多])嘛|什么(?!.{0,5}[都也])|怎么|怎样|如何|多少|好多|多久|好久|哪[里个种些年天家]|啥(?!.{0,6}[都也])|咋|能不能|可不可以|行不行|得行|够不够|是不是|要不要|是否|能否|可否|有没有|为何|(?<![前好十这百年二三四五六七八九])几[年个岁天月万]|才能|才可以|够吗|不$|没$", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex("(?<!为|除|到|算|不)了(?!解)|[交缴干住买贷办做用提辞离]过|已经|已满|刚刚?[满交买办到]|以来|[生买交办离放贷]的|没交|还欠|欠我", RegexOptions.CultureInvariant)]
    private static partial Regex Past();

    [GeneratedRegex("^(?:多)?(?:了|的|过)|^已经|^出?生的", RegexOptions.CultureInvariant)]
    private static partial Regex PastAfter();
}
