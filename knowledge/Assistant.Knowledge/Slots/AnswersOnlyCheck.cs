using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>Tells a mere answer from a message that also asks or tells something else.</summary>
internal static partial class AnswersOnlyCheck
{
    // What may be left of a clause besides values and small words: "上班", "离的职".
    const int MostRest = 4;

    public static bool AnswersOnly(string text, IReadOnlyList<Clause> clauses, IReadOnlyList<(int Start, int End)> said, string[] nearWords)
    {
        if (said.Count == 0 || text.Length > 200 || OwnCase.IsQuestion(text)) return false;
        var kept = text.ToCharArray();
        foreach (var (start, end) in said) kept.AsSpan(start, end - start).Fill(NotAValue.Blank);
        var rest = new string(kept);
        foreach (var word in nearWords)
            if (rest.Contains(word, StringComparison.Ordinal)) rest = rest.Replace(word, new string(NotAValue.Blank, word.Length), StringComparison.Ordinal);

        foreach (var clause in clauses)
        {
            var left = Filling().Replace(rest[clause.Start..clause.End], "");
            var answers = said.Any(span => span.Start < clause.End && span.End > clause.Start);
            if (Wish().IsMatch(left) || left.Length > (answers ? MostRest : 0)) return false;
        }

        return true;
    }

    [GeneratedRegex("\u0001|不好意思|说错|打错|搞错|记错|更正|不对|应该|大概|好像|现在|目前|已经|我们|谢谢|你好|您好|出生|生日|一共|总共|[我你您他她它的了是有在就都也才还嗯哦啊吧嘛哈呀呢对不没得那这个年月日号到满生咯噻,、.~;:。!]", RegexOptions.CultureInvariant)]
    private static partial Regex Filling();

    [GeneratedRegex("想|要|办|申请|提取|咨询|请|帮|怎|需|准备|打算|可以|能|投诉|举报", RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
