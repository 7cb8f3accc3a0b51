using Assistant.Knowledge.Rules;

namespace Assistant.Knowledge.Tests.Rules;

public sealed class RuleTextTests
{
    [Theory]
    [InlineData("{5000:元}", "5000元")]
    [InlineData("{3462.735:元}", "3462.74元")]
    [InlineData("{3462.5:元}", "3462.50元")]
    [InlineData("{3462.999:元}", "3463元")]
    [InlineData("{1200000:万元}", "120万元")]
    [InlineData("{1234500:万元}", "123.45万元")]
    [InlineData("{18:月}", "18个月")]
    [InlineData("{5%:%}", "5%")]
    [InlineData("{2.525%:%}", "2.525%")]
    [InlineData("{24}", "24")]
    [InlineData("{2.50}", "2.5")]
    [InlineData("{7 / 2}", "3.5")]
    [InlineData("{2026-12-05:日期}", "2026年12月5日")]
    [InlineData("{2026-12-05}", "2026年12月5日")]
    [InlineData("共{1 + 2}个月，到{今天:日期}。", "共3个月，到2026年11月20日。")]
    [InlineData("没有数。", "没有数。")]
    public void Values_are_written_as_citizens_write_them(string source, string text) => Fill(source).Text.ShouldBe(text);

    [Fact]
    public void Dates_of_a_result_are_written_as_in_its_cases() => Fill("{加天(今天, 15)}", isoDates: true).Text.ShouldBe("2026-12-05");

    [Theory]
    [InlineData("{缴存月数:月}", "缴存月数=36..47", "36个月至47个月")]
    [InlineData("{缴存月数 * 100:元}", "缴存月数=36..47", "3600元至4700元")]
    [InlineData("{离职日期:日期}", "离职日期=2026-09-01..2026-09-30", "2026年9月1日至2026年9月30日")]
    [InlineData("{家庭情况}", "家庭情况=一个孩子|两个及以上孩子", "去年说的")]
    [InlineData("{缴存月数}", "缴存月数=36..47", "去年说的")]
    public void What_is_not_exact_is_told_as_a_span_or_in_the_citizens_words_and_hinders_a_result(string source, string given, string text) =>
        Fill(source, given).ShouldBe((text, Hindered: true));

    [Theory]
    [InlineData("{缴存月数}", "缴存月数=36", "36")]
    [InlineData("{家庭情况}", "家庭情况=单身", "单身")]
    [InlineData("{学校名称}", "学校名称=人民小学", "人民小学")]
    [InlineData("{舍去(缴存月数 / 12)}", "缴存月数=36..47", "3")]
    public void What_is_exact_hinders_nothing(string source, string given, string text) => Fill(source, given).ShouldBe((text, Hindered: false));

    [Theory]
    [InlineData("{月租金}")]
    [InlineData("{月标准:元}")]
    [InlineData("有{1}和{月租金 + 1:元}")]
    public void What_is_not_known_hinders_a_result(string source) => Fill(source).Hindered.ShouldBeTrue();

    [Theory]
    [InlineData("能领{3个月", "a brace is not closed")]
    [InlineData("能领{3，共{6}个月", "a brace is not closed")]
    [InlineData("能领{}个月，共{6}个月", "a brace is not closed")]
    [InlineData("能领3}个月", "a brace is not")]
    [InlineData("能领{3:个}", "'个' is no format; known: 元 万元 月 日期 %")]
    [InlineData("能领{月数}", "'月数' is neither a slot, a step above, nor a rate")]
    [InlineData("能领{3 +}", "the expression ends too early")]
    public void A_mistake_is_named_when_the_text_is_read(string source, string reason) => Should.Throw<FormatException>(() => RuleSamples.Text(source)).Message.ShouldContain(reason);

    [Fact]
    public void The_figures_a_text_says_itself_are_told_from_those_it_computes()
    {
        var text = RuleSamples.Text("满6个月，共{12 + 30}元。");

        text.Literal.ShouldContain("满6个月");
        text.Literal.ShouldNotContain("12");
        text.Expressions.ShouldBe([new Arithmetic('+', new NumberLiteral(12, "12"), new NumberLiteral(30, "30"))]);
    }

    static (string Text, bool Hindered) Fill(string source, string given = "", bool isoDates = false)
    {
        var values = RuleSamples.Given(given);
        var text = RuleSamples.Text(source).Fill(new Evaluation(RuleSamples.Surroundings, values, RuleSamples.Today, []), values.ToDictionary(entry => entry.Key, _ => "去年说的"), isoDates, out var hindrance);
        return (text, hindrance is not null);
    }
}
