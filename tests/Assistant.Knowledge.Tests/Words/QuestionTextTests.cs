using System.Globalization;
using System.Text;
using Assistant.Knowledge.Words;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Words;

public sealed class QuestionTextTests
{
    [Theory]
    [InlineData(" 公积金　怎么\n取 ", "公积金怎么取")]
    [InlineData("公\u200B积\u00AD金", "公积金")]
    [InlineData("App", "app")]
    [InlineData("a\ud800b", "ab")]
    public void The_normal_form_holds_no_spaces_and_nothing_invisible(string text, string normal) => QuestionText.Normalise(text).ShouldBe(normal);

    [Theory]
    [InlineData("ＡＰＰ　１２３４５", "app12345")]
    [InlineData("９０㎡", "90m2")]
    [InlineData("⼈⼝", "人口")]
    public void The_normal_form_has_one_width(string text, string normal) => QuestionText.Normalise(text).ShouldBe(normal);

    [Fact]
    public void Readable_text_keeps_single_spaces() => QuestionText.Clean("  想 \t 问 \r\n 公积金 ").ShouldBe("想 问 公积金");

    [Fact]
    public void Cleaning_twice_is_cleaning_once() =>
        Prop.ForAll(AnyText.Arbitrary, text => QuestionText.Clean(QuestionText.Clean(text)) == QuestionText.Clean(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_normal_form_of_a_normal_form_is_itself() =>
        Prop.ForAll(AnyText.Arbitrary, text => QuestionText.Normalise(QuestionText.Normalise(text)) == QuestionText.Normalise(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_control_zero_width_or_private_character_is_left() =>
        Prop.ForAll(AnyText.Arbitrary, text => QuestionText.Clean(text).EnumerateRunes().All(IsVisible) && !QuestionText.Normalise(text).Any(char.IsWhiteSpace))
            .QuickCheckThrowOnFailure();

    static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) && rune.Value != 0xFFFD;
}
