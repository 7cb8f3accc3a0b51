using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Retrieval.Tests;

public sealed class TextAnalysisTests
{
    // What citizens and PDF files really contain, and what nobody expects.
    static readonly Gen<string> Fragments = Gen.Elements(
        "公积金", "社", "怎么", "吗", "ABC", "ａｂｃ", "１２３", "42", " ", "　", "\n", "\0", "\u200B", "\uFEFF", "😀", "𠮷", "\ud800", "\udc00",
        "Ⅳ", "⑫", "㈠", "㎡", "⼈", "金", "é", "ß", "ي", "カ", "한", "\"", "'", "*", "(", "，", "。", "❤️", "e\u0301");

    internal static readonly Arbitrary<string> AnyText = Gen.OneOf(
        Fragments.ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary();

    [Theory]
    [InlineData("公积金", "公 公积 积 积金 金")]
    [InlineData("税", "税")]
    [InlineData("税 费", "税 费")]
    [InlineData("办A类证2本", "办 a 类 类证 证 2 本")]
    [InlineData("ＲＭＢ　１２３元", "rmb 123 元")]
    [InlineData("公\u200B积\u00AD金", "公 公积 积 积金 金")]
    [InlineData("第⑫条Ⅳ级90㎡", "第 12 条 iv 级 90m2")]
    [InlineData("⼈⼝", "人 人口 口")]
    [InlineData("𠮷野", "𠮷 𠮷野 野")]
    [InlineData("社😀保", "社 保")]
    [InlineData("12333热线", "12333 热 热线 线")]
    [InlineData("", "")]
    public void A_text_becomes_characters_pairs_and_words(string text, string terms) => Terms(text).ShouldBe(terms.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("请问公积金怎么提取呢？", "公积金提取")]
    [InlineData("为什么网吧不让进", "网吧不让进")]
    [InlineData("可以退吗怎么办", "可以退")]
    [InlineData("怎么办", "怎么办")]
    [InlineData("您好", "您好")]
    public void Words_that_only_ask_are_left_out_unless_nothing_else_is_there(string question, string rest) =>
        TextAnalysis.WithoutQuestionWords(TextAnalysis.Fold(question)).Replace(" ", "").TrimEnd('?').ShouldBe(rest);

    [Fact]
    public void A_text_with_nothing_to_fold_is_not_copied()
    {
        const string text = "住房公积金管理条例 第24条。";

        TextAnalysis.Fold(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void Folding_what_is_folded_changes_nothing() =>
        Prop.ForAll(AnyText, text => TextAnalysis.Fold(TextAnalysis.Fold(text)) == TextAnalysis.Fold(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Terms_are_never_empty_and_hold_only_letters_and_digits() =>
        Prop.ForAll(AnyText, text => Terms(text).All(term => term.Length > 0 && term.EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Invisible_characters_make_no_difference() =>
        Prop.ForAll(AnyText, text => Terms(string.Join('\u200B', text.EnumerateRunes())).SequenceEqual(Terms(string.Concat(text.EnumerateRunes()))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Full_width_and_capital_letters_make_no_difference() =>
        Prop.ForAll(AnyText, text => Terms(Widen(text)).SequenceEqual(Terms(text))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_question_that_is_part_of_a_text_has_only_terms_of_that_text() =>
        Prop.ForAll(AnyText, AnyText, (before, question) => Terms($"{before} {question}").ToHashSet().IsSupersetOf(Terms(question)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Leaving_out_question_words_adds_no_pairs() =>
        Prop.ForAll(AnyText, text =>
        {
            var folded = TextAnalysis.Fold(text);
            return Terms(folded).ToHashSet().IsSupersetOf(Terms(TextAnalysis.WithoutQuestionWords(folded)));
        }).QuickCheckThrowOnFailure();

    static List<string> Terms(string text)
    {
        var terms = new List<string>();
        foreach (var term in TextAnalysis.Terms(TextAnalysis.Fold(text))) terms.Add(term.Text.ToString());
        return terms;
    }

    static string Widen(string text) =>
        string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(char.ToUpperInvariant(c) - '!' + '！') : c));
}
