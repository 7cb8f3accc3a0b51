using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Bot.Questions;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Search;

/// <summary>
/// Finds facts by the clause they rest on, for whoever asks by it: "保障农民工工资支付条例第三十条". Exact, so it goes before any ranking.
/// </summary>
internal static partial class ClauseLookup
{
    const string Digits = "零一二三四五六七八九";

    /// <summary>Facts of the day and place whose basis is the named clause; empty when we hold none of it; null when the question names no clause of a document of ours.</summary>
    public static IReadOnlyList<Fact>? Find(Question question)
    {
        if (Article().Match(question.Key) is not { Success: true } article || NumberOf(article.Groups[1].Value) is not { } number) return null;
        var content = question.Content;
        if (!content.Sources.Values.Any(source => IsNamed(source, question.Key))) return null;

        var areas = content.Places.AreasFor(question.AnswerFor);
        return
        [
            .. content.Facts.Values.Where(fact => fact.MayBeCited && fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains)
                && fact.Basis.Any(basis => IsNamed(basis.Source, question.Key) && ArticlesOf(basis.Article).Contains(number))),
        ];
    }

    /// <summary>True when the text holds the document's title without its brackets, or without the words titles begin with.</summary>
    static bool IsNamed(Source source, string key)
    {
        var title = QuestionText.Normalise(Bracketed().Match(source.Title) is { Success: true } bracketed ? bracketed.Groups[1].Value : source.Title);
        var name = TitleBeginning().Replace(title, "");
        return name.Length > 2 && key.Contains(name, StringComparison.Ordinal);
    }

    static IEnumerable<int> ArticlesOf(string article)
    {
        foreach (Match match in Articles().Matches(article))
            foreach (Match part in Number().Matches(match.Value))
                if (NumberOf(part.Value) is { } number) yield return number;
    }

    /// <summary>30 and 三十 alike, up to 999; null for anything else.</summary>
    static int? NumberOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var arabic)) return arabic;
        var (total, digit) = (0, 0);
        foreach (var character in text)
        {
            if (Digits.IndexOf(character) is >= 0 and var value) digit = value;
            else if (character == '十') (total, digit) = (total + (digit == 0 ? 1 : digit) * 10, 0);
            else if (character == '百') (total, digit) = (total + digit * 100, 0);
            else return null;
        }

        return total + digit is > 0 and var number ? number : null;
    }

    [GeneratedRegex("第([0-9零一二三四五六七八九十百]{1,6})条")]
    private static partial Regex Article();

    [GeneratedRegex("《([^》]+)》")]
    private static partial Regex Bracketed();

    [GeneratedRegex("^(中华人民共和国|国务院|重庆市)")]
    private static partial Regex TitleBeginning();

    // 第11条, 第十一条, 第6、7、9条, 第12—16条
    [GeneratedRegex(@"第[\d零一二三四五六七八九十百、—\-]+条")]
    private static partial Regex Articles();

    [GeneratedRegex(@"\d+|[零一二三四五六七八九十百]+")]
    private static partial Regex Number();
}
