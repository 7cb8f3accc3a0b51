using System.Diagnostics;
using Assistant.Knowledge.Words;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Words;

public sealed class CuePatternTests
{
    [Theory]
    [InlineData("学校|幼儿园 + 不收|拒收 + !转学", "学校不收我娃儿", true)]
    [InlineData("学校|幼儿园 + 不收|拒收 + !转学", "幼儿园拒收", true)]
    [InlineData("学校|幼儿园 + 不收|拒收 + !转学", "学校不收转学的", false)]
    [InlineData("学校|幼儿园 + 不收|拒收 + !转学", "学校收我娃儿", false)]
    [InlineData("!转学 + 学校", "学校不收", true)]
    [InlineData(@"/\d+多?个?人/ + 一起", "我们20多个人一起去", true)]
    [InlineData(@"/\d+多?个?人/ + 一起", "我们很多人一起去", false)]
    [InlineData("/[一二]+个/|很多 + 一起", "很多人一起去", true)]
    [InlineData("/[一二]+个/|很多 + 一起", "一二个人一起去", true)]
    [InlineData("/a|b/ + c", "bc", true)]
    [InlineData("/a+b/", "aab", true)]
    [InlineData("!/\\d人/ + 一起", "5人一起", false)]
    [InlineData(" 学 校 ", "我的学校", true)]
    [InlineData("APP", "下载app", true)]
    public void Parts_must_all_hold_and_alternatives_are_enough(string pattern, string text, bool matches) =>
        CuePattern.Parse(pattern).Matches(QuestionText.Normalise(text)).ShouldBe(matches);

    [Theory]
    [InlineData("ＡＰＰ", "下载app")]
    [InlineData("app", "下载ＡＰＰ")]
    [InlineData("12345", "打１２３４５")]
    public void Width_makes_no_difference(string pattern, string text) => CuePattern.Parse(pattern).Matches(QuestionText.Normalise(text)).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("+")]
    [InlineData("学校 + ")]
    [InlineData("!学校")]
    [InlineData("!学校 + !转学")]
    [InlineData("|")]
    [InlineData("!")]
    [InlineData("/(/")]
    [InlineData("/[/")]
    [InlineData("/学校")]
    [InlineData("学校 + /不收")]
    public void A_broken_pattern_says_what_is_wrong(string pattern) => Should.Throw<FormatException>(() => CuePattern.Parse(pattern)).Message.ShouldNotBeEmpty();

    [Fact]
    public void A_regular_expression_that_never_ends_is_stopped()
    {
        var pattern = CuePattern.Parse("/^(a+)+$/");
        var watch = Stopwatch.StartNew();

        pattern.Matches(new string('a', 40) + "!").ShouldBeFalse();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Any_text_is_a_pattern_or_a_named_mistake() =>
        Prop.ForAll(AnyText.Arbitrary, AnyText.Arbitrary, (pattern, text) =>
        {
            try
            {
                CuePattern.Parse(pattern).Matches(QuestionText.Normalise(text));
                return true;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
}
