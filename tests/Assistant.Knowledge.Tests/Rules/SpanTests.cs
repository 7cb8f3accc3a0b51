namespace Assistant.Knowledge.Tests.Rules;

/// <summary>What citizens know only roughly stays rough: a comparison is decided only where it holds, or fails, for everything they may mean.</summary>
public sealed class SpanTests
{
    [Theory]
    [InlineData(">= 12", "true")]
    [InlineData(">= 36", "true")]
    [InlineData(">= 37", "? 缴存月数")]
    [InlineData(">= 40", "? 缴存月数")]
    [InlineData(">= 47", "? 缴存月数")]
    [InlineData(">= 48", "false")]
    [InlineData("> 35", "true")]
    [InlineData("> 36", "? 缴存月数")]
    [InlineData("> 46", "? 缴存月数")]
    [InlineData("> 47", "false")]
    [InlineData("< 48", "true")]
    [InlineData("< 47", "? 缴存月数")]
    [InlineData("< 37", "? 缴存月数")]
    [InlineData("< 36", "false")]
    [InlineData("<= 47", "true")]
    [InlineData("<= 46", "? 缴存月数")]
    [InlineData("<= 36", "? 缴存月数")]
    [InlineData("<= 35", "false")]
    [InlineData("= 40", "? 缴存月数")]
    [InlineData("= 48", "false")]
    [InlineData("= 35", "false")]
    [InlineData("!= 40", "? 缴存月数")]
    [InlineData("!= 48", "true")]
    public void Three_years_and_something_is_compared_as_36_to_47_months(string relation, string value) => RuleSamples.Compute($"缴存月数 {relation}", "缴存月数=36..47").ShouldBe(value);

    [Theory]
    [InlineData("离职日期 <= 2026-09-30", "true")]
    [InlineData("离职日期 < 2026-09-30", "? 离职日期")]
    [InlineData("离职日期 < 2026-09-01", "false")]
    [InlineData("加天(离职日期, 60)", "2026-10-31..2026-11-29")]
    [InlineData("加月(离职日期, 1)", "2026-10-01..2026-10-30")]
    [InlineData("加工作日(离职日期, 1)", "2026-09-02..2026-10-08")]
    [InlineData("天数(离职日期, 今天)", "51..80")]
    [InlineData("月数(离职日期, 今天)", "1..2")]
    [InlineData("年(离职日期)", "2026")]
    public void Last_September_is_computed_as_its_first_to_its_last_day(string expression, string value) => RuleSamples.Compute(expression, "离职日期=2026-09-01..2026-09-30").ShouldBe(value);

    [Theory]
    [InlineData("缴存月数 + 1", "37..48")]
    [InlineData("48 - 缴存月数", "1..12")]
    [InlineData("缴存月数 * -1", "-47..-36")]
    [InlineData("94 / (缴存月数 - 34)", "7.230769..47")]
    [InlineData("(缴存月数 - 40) * (缴存月数 - 40)", "-28..49")]
    [InlineData("10 / (缴存月数 - 40)", "? 缴存月数")]
    [InlineData("10 / (缴存月数 - 36)", "? 缴存月数")]
    [InlineData("舍去(缴存月数 / 12)", "3")]
    [InlineData("进位(缴存月数 / 12)", "3..4")]
    [InlineData("缴存月数 - 缴存月数", "-11..11")]
    [InlineData("缴存月数 * 0", "0")]
    [InlineData("取小(缴存月数, 24)", "24")]
    [InlineData("取小(缴存月数, 36)", "36")]
    [InlineData("取小(缴存月数, 40)", "36..40")]
    [InlineData("取大(缴存月数, 40)", "40..47")]
    [InlineData("取大(缴存月数, 47)", "47")]
    [InlineData("取大(加月(今天, 缴存月数), 2026-12-01)", "2029-11-20..2030-10-20")]
    [InlineData("等额本息月供(100000, 2.6%, 缴存月数)", "2240.13..2890.53")]
    public void The_ends_of_a_span_are_carried_through_the_computation(string expression, string value) => RuleSamples.Compute(expression, "缴存月数=36..47").ShouldBe(value);

    [Theory]
    [InlineData("缴存月数 >= 40", "缴存月数")]
    [InlineData("缴存月数 + 工作月数 >= 50", "缴存月数,工作月数")]
    [InlineData("月租金 >= 1000", "月租金")]
    [InlineData("月租金 + 缴存月数 >= 1000", "月租金,缴存月数")]
    [InlineData("舍去(月租金) + 1 > 2", "月租金")]
    [InlineData("取小(月租金, 1800) > 2", "月租金")]
    [InlineData("如果(月租金 > 1, 缴存月数, 工作月数) > 2", "月租金")]
    [InlineData("家庭情况 = \"单身\"", "家庭情况")]
    [InlineData("非 家庭情况 = \"单身\"", "家庭情况")]
    public void What_is_undecided_names_the_slots_it_waits_for(string condition, string slots) => RuleSamples.Compute(condition, "缴存月数=36..47; 工作月数=3..8").ShouldBe($"? {slots}");

    [Fact]
    public void A_span_that_no_longer_matters_is_not_asked_for() => RuleSamples.Compute("舍去(缴存月数 / 12) + 月租金 > 1000", "缴存月数=36..47").ShouldBe("? 月租金");

    [Theory]
    [InlineData("一个孩子|两个及以上孩子", "家庭情况 属于 [\"一个孩子\", \"两个及以上孩子\"]", "true")]
    [InlineData("一个孩子|两个及以上孩子", "家庭情况 = \"单身\"", "false")]
    [InlineData("一个孩子|两个及以上孩子", "家庭情况 不属于 [\"单身\"]", "true")]
    [InlineData("一个孩子|两个及以上孩子", "家庭情况 = \"一个孩子\"", "? 家庭情况")]
    [InlineData("一个孩子|两个及以上孩子", "家庭情况 != \"一个孩子\"", "? 家庭情况")]
    public void A_choice_that_is_partly_known_decides_what_all_of_it_decides(string family, string condition, string value) => RuleSamples.Compute(condition, $"家庭情况={family}").ShouldBe(value);

    [Theory]
    [InlineData("T 且 T", "true")]
    [InlineData("T 且 F", "false")]
    [InlineData("T 且 U", "? 月租金")]
    [InlineData("U 且 T", "? 月租金")]
    [InlineData("F 且 U", "false")]
    [InlineData("U 且 F", "false")]
    [InlineData("U 且 V", "? 月租金,住房套数")]
    [InlineData("T 或 U", "true")]
    [InlineData("U 或 T", "true")]
    [InlineData("F 或 U", "? 月租金")]
    [InlineData("U 或 F", "? 月租金")]
    [InlineData("U 或 V", "? 月租金,住房套数")]
    [InlineData("F 或 F", "false")]
    [InlineData("非 U", "? 月租金")]
    [InlineData("非 U 且 F", "false")]
    [InlineData("非 (U 或 T)", "false")]
    [InlineData("U 且 非 U", "? 月租金")]
    public void Conditions_that_are_undecided_follow_Kleene(string condition, string value) =>
        RuleSamples.Compute(condition.Replace("T", "1 = 1").Replace("F", "1 = 2").Replace("U", "月租金 > 1000").Replace("V", "住房套数 > 1")).ShouldBe(value);

    [Theory]
    [InlineData("如果(缴存月数 >= 40, 1, 2)", "? 缴存月数")]
    [InlineData("如果(缴存月数 >= 40, 1, 1)", "1")]
    [InlineData("如果(缴存月数 >= 12, 1, 月租金)", "1")]
    [InlineData("如果(缴存月数 >= 48, 1, 月租金)", "? 月租金")]
    [InlineData("如果(缴存月数 >= 40, 月租金 + 1, 月租金 + 2)", "? 缴存月数,月租金")]
    [InlineData("如果(缴存月数 >= 40, 月租金, 住房套数)", "? 缴存月数")]
    public void A_way_is_taken_only_when_its_condition_is_decided(string expression, string value) => RuleSamples.Compute(expression, "缴存月数=36..47").ShouldBe(value);

    [Fact]
    public void An_instalment_over_a_number_of_months_that_may_be_none_is_not_taken_for_small() =>
        RuleSamples.Compute("等额本息月供(100000, 2.6%, 缴存月数) >= 50000", "缴存月数=0..120").ShouldBe("? 缴存月数");
}
