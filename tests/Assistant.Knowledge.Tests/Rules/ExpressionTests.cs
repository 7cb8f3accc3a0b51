using Assistant.Knowledge.Rules;

namespace Assistant.Knowledge.Tests.Rules;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("6个月", "6")]
    [InlineData("2年", "24")]
    [InlineData("2.5年", "30")]
    [InlineData("120万元", "1200000")]
    [InlineData("1.2万元", "12000")]
    [InlineData("1800元", "1800")]
    [InlineData("5%", "0.05")]
    [InlineData("2.525%", "0.02525")]
    [InlineData("30日", "30")]
    [InlineData("30天", "30")]
    [InlineData("5个工作日", "5")]
    [InlineData("6周岁", "6")]
    [InlineData("6岁", "6")]
    [InlineData("2套", "2")]
    [InlineData("3人", "3")]
    [InlineData("2次", "2")]
    [InlineData("20倍", "20")]
    [InlineData("2026-09-20", "2026-09-20")]
    [InlineData("今天", "2026-11-20")]
    public void A_number_may_carry_its_unit(string expression, string value) => RuleSamples.Compute(expression).ShouldBe(value);

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("24 / 4 / 2", "3")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("-2 + 5", "3")]
    [InlineData("3 - -2", "5")]
    [InlineData("-(2 + 3) * 2", "-10")]
    [InlineData("6 × 2 ÷ 3 − 1", "3")]
    [InlineData("（1 + 2） * 3", "9")]
    public void Numbers_are_calculated_with_the_usual_precedence(string expression, string value) => RuleSamples.Compute(expression).ShouldBe(value);

    [Theory]
    [InlineData("11 < 12", "true")]
    [InlineData("12 < 12", "false")]
    [InlineData("12 <= 12", "true")]
    [InlineData("13 <= 12", "false")]
    [InlineData("13 > 12", "true")]
    [InlineData("12 > 12", "false")]
    [InlineData("12 >= 12", "true")]
    [InlineData("11 >= 12", "false")]
    [InlineData("12 = 12", "true")]
    [InlineData("11 = 12", "false")]
    [InlineData("11 != 12", "true")]
    [InlineData("12 != 12", "false")]
    [InlineData("12 ≤ 12", "true")]
    [InlineData("12 ≥ 13", "false")]
    [InlineData("12 ≠ 13", "true")]
    [InlineData("1年 = 12个月", "true")]
    [InlineData("2026-09-20 <= 今天", "true")]
    [InlineData("今天 < 2026-11-20", "false")]
    [InlineData("今天 = 2026-11-20", "true")]
    public void Numbers_and_dates_are_compared(string expression, string value) => RuleSamples.Compute(expression).ShouldBe(value);

    [Theory]
    [InlineData("1 = 1 且 2 = 2", "true")]
    [InlineData("1 = 1 且 2 = 3", "false")]
    [InlineData("1 = 2 或 2 = 2", "true")]
    [InlineData("1 = 2 或 2 = 3", "false")]
    [InlineData("非 1 = 2", "true")]
    [InlineData("非 非 1 = 2", "false")]
    [InlineData("1 = 1 或 1 = 1 且 1 = 2", "true")]
    [InlineData("(1 = 1 或 1 = 1) 且 1 = 2", "false")]
    [InlineData("非 1 = 2 且 1 = 1", "true")]
    [InlineData("非 (1 = 1 且 1 = 2)", "true")]
    public void Conditions_are_joined_and_binds_tighter_than_or(string expression, string value) => RuleSamples.Compute(expression).ShouldBe(value);

    [Theory]
    [InlineData("家庭情况 = \"单身\"", "单身", "true")]
    [InlineData("家庭情况 = “单身”", "一个孩子", "false")]
    [InlineData("家庭情况 != \"单身\"", "一个孩子", "true")]
    [InlineData("家庭情况 属于 [\"一个孩子\", \"两个及以上孩子\"]", "两个及以上孩子", "true")]
    [InlineData("家庭情况 属于 【“一个孩子”、“两个及以上孩子”】", "单身", "false")]
    [InlineData("家庭情况 不属于 [\"一个孩子\"]", "单身", "true")]
    [InlineData("家庭情况 不属于 [\"一个孩子\"]", "一个孩子", "false")]
    public void A_choice_is_compared_with_its_values(string expression, string family, string value) => RuleSamples.Compute(expression, $"家庭情况={family}").ShouldBe(value);

    [Theory]
    [InlineData("办理区县 = \"渝中区\"", "渝中区", "true")]
    [InlineData("办理区县 = \"渝中区\"", "南岸区", "false")]
    [InlineData("办理区县 属于 [\"中心城区\"]", "南岸区", "true")]
    [InlineData("办理区县 属于 [\"中心城区\"]", "万州区", "false")]
    [InlineData("办理区县 属于 [\"中心城区\", \"万州区\"]", "万州区", "true")]
    [InlineData("办理区县 不属于 [\"中心城区\"]", "万州区", "true")]
    public void A_district_is_compared_with_districts_and_areas(string expression, string district, string value) => RuleSamples.Compute(expression, $"办理区县={district}").ShouldBe(value);

    [Theory]
    [InlineData("加年(2026-02-28, 1)", "2027-02-28")]
    [InlineData("加年(2024-02-29, 6)", "2030-02-28")]
    [InlineData("加月(2026-01-31, 1)", "2026-02-28")]
    [InlineData("加月(2026-11-20, 3个月)", "2027-02-20")]
    [InlineData("加月(2026-11-20, -1)", "2026-10-20")]
    [InlineData("加天(2026-12-25, 30日)", "2027-01-24")]
    [InlineData("加工作日(2026-09-18, 15个工作日)", "2026-10-15")]
    [InlineData("周岁(2020-08-31, 2026-08-30)", "5")]
    [InlineData("周岁(2020-08-31, 2026-08-31)", "6")]
    [InlineData("周岁(2020-02-29, 2026-02-27)", "5")]
    [InlineData("周岁(2020-02-29, 2026-02-28)", "6")]
    [InlineData("月数(2026-01-31, 2026-02-27)", "0")]
    [InlineData("月数(2026-01-31, 2026-02-28)", "1")]
    [InlineData("月数(2025-11-21, 2026-11-20)", "11")]
    [InlineData("月数(2026-11-20, 2025-11-21)", "-11")]
    [InlineData("天数(2026-11-20, 2026-12-05)", "15")]
    [InlineData("天数(2026-12-05, 2026-11-20)", "-15")]
    [InlineData("年(今天)", "2026")]
    [InlineData("日期(2026, 8, 31)", "2026-08-31")]
    [InlineData("日期(2026, 2, 31)", "2026-02-28")]
    [InlineData("取小(3, 1, 2)", "1")]
    [InlineData("取大(3, 1, 2)", "3")]
    [InlineData("取小(2026-11-20, 2026-12-05)", "2026-11-20")]
    [InlineData("取大(2026-11-20, 2026-12-05)", "2026-12-05")]
    [InlineData("舍去(2.9)", "2")]
    [InlineData("舍去(-2.1)", "-3")]
    [InlineData("进位(2.1)", "3")]
    [InlineData("进位(2)", "2")]
    [InlineData("四舍五入(2.345, 2)", "2.35")]
    [InlineData("四舍五入(2.5, 0)", "3")]
    [InlineData("如果(1 = 1, 2, 3)", "2")]
    [InlineData("如果(1 = 2, 2026-01-01, 今天)", "2026-11-20")]
    [InlineData("等额本息月供(100万元, 2.6%, 360)", "4003.4")]
    [InlineData("等额本息总利息(100万元, 2.6%, 360)", "441222.96")]
    [InlineData("等额本金首月(100万元, 2.6%, 360)", "4944.44")]
    [InlineData("等额本金每月递减(100万元, 2.6%, 360)", "6.02")]
    [InlineData("等额本金总利息(100万元, 2.6%, 360)", "391083.33")]
    public void Functions_are_computed_exactly(string expression, string value) => RuleSamples.Compute(expression).ShouldBe(value);

    [Fact]
    public void Every_function_has_its_test()
    {
        var tested = typeof(ExpressionTests).GetMethod(nameof(Functions_are_computed_exactly))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>().Select(row => ((string)row.Data[0]!).Split('(')[0]);

        Functions.Names.Split(' ').Except(tested).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("缴存月数 / 12", "缴存月数=30", "2.5")]
    [InlineData("月租金 * 2", "月租金=1500", "3000")]
    [InlineData("缴存比例 + 1%", "缴存比例=12%", "0.13")]
    [InlineData("年份 + 1", "年份=2026", "2027")]
    [InlineData("贷款年数 * 12", "贷款年数=30", "360")]
    [InlineData("加年(出生日期, 6) <= 日期(年份, 8, 31)", "出生日期=2020-08-31; 年份=2026", "true")]
    [InlineData("加年(出生日期, 6) <= 日期(年份, 8, 31)", "出生日期=2020-09-01; 年份=2026", "false")]
    [InlineData("加天(离职日期, 60日)", "离职日期=2026-10-01", "2026-11-30")]
    [InlineData("学校名称", "学校名称=人民小学", "人民小学")]
    public void Slots_are_named_and_computed_with(string expression, string given, string value) => RuleSamples.Compute(expression, given).ShouldBe(value);

    [Theory]
    [InlineData("限额", "2025-12-31", "1500")]
    [InlineData("限额", "2026-01-01", "1800")]
    [InlineData("限额", "2022-12-31", "lacks 限额")]
    [InlineData("月标准 * 3", "2025-12-31", "5592")]
    [InlineData("月标准 * 3", "2026-01-01", "lacks 月标准")]
    [InlineData("1 + 月标准", "2026-01-01", "lacks 月标准")]
    [InlineData("月标准 > 1000", "2026-01-01", "lacks 月标准")]
    [InlineData("非 月标准 > 1000", "2026-01-01", "lacks 月标准")]
    [InlineData("月标准 > 1000 且 1 = 1", "2026-01-01", "lacks 月标准")]
    [InlineData("月标准 > 1000 且 1 = 2", "2026-01-01", "false")]
    [InlineData("月标准 > 1000 或 1 = 1", "2026-01-01", "true")]
    [InlineData("取小(月标准, 1000)", "2026-01-01", "lacks 月标准")]
    [InlineData("舍去(月标准)", "2026-01-01", "lacks 月标准")]
    [InlineData("如果(1 = 1, 月标准, 1)", "2026-01-01", "lacks 月标准")]
    [InlineData("如果(1 = 1, 1, 月标准)", "2026-01-01", "1")]
    [InlineData("月标准 + 缴存月数", "2026-01-01", "lacks 月标准")]
    public void A_rate_has_the_value_of_the_day_or_is_said_to_be_missing(string expression, string on, string value) =>
        RuleSamples.Compute(expression, on: DateOnly.ParseExact(on, "yyyy-MM-dd")).ShouldBe(value);

    [Theory]
    [InlineData("如果(月标准 > 1000, 1, 2)")]
    [InlineData("如果(月标准 > 1000, 1, 2) + 1")]
    [InlineData("如果(月标准 > 1000, 1, 2) > 1")]
    public void A_choice_between_values_that_hangs_on_a_missing_rate_lacks_that_rate(string expression) => RuleSamples.Compute(expression).ShouldBe("lacks 月标准");

    [Theory]
    [InlineData("加工作日(2026-12-25, 5)", "lacks 2027年节假日安排")]
    [InlineData("加工作日(离职日期, 5)", "lacks 2031年节假日安排")]
    [InlineData("加工作日(离职日期, 5) <= 今天", "lacks 2031年节假日安排")]
    public void A_calendar_year_that_is_not_known_is_said_to_be_missing(string expression, string value) => RuleSamples.Compute(expression, "离职日期=2031-03-01").ShouldBe(value);

    [Theory]
    [InlineData("缴存时间 >= 6", "'缴存时间' is neither a slot, a step above, nor a rate")]
    [InlineData("家庭情况 = \"离异\"", "'离异' is no value of '家庭情况'; its values: 单身、一个孩子、两个及以上孩子")]
    [InlineData("办理区县 = \"成都\"", "'成都' is neither a district nor an area of districts.yaml")]
    [InlineData("离职日期 >= 6", "a date cannot be compared with a number by '>='")]
    [InlineData("月租金 = 今天", "a number cannot be compared with a date by '='")]
    [InlineData("家庭情况 = 1", "a choice cannot be compared with a number by '='")]
    [InlineData("家庭情况 = 家庭情况", "a choice cannot be compared with a choice by '='")]
    [InlineData("学校名称 = \"人民小学\"", "only a slot with a list of values can be compared with a text")]
    [InlineData("月租金 = \"1800\"", "only a slot with a list of values can be compared with a text")]
    [InlineData("月租金 属于 [\"1800\"]", "only a slot with a list of values can be compared with a text")]
    [InlineData("办理区县 < \"渝中区\"", "a text cannot be compared by '<'")]
    [InlineData("\"单身\" = 家庭情况", "a text '单身' can only be compared with a slot")]
    [InlineData("月租金 / 0", "division by zero")]
    [InlineData("月租金 / 0元", "division by zero")]
    [InlineData("家庭情况 = \"单身", "a text is not closed by a quote")]
    [InlineData("家庭情况 属于 \"单身\"", "'[' is expected before '单身'")]
    [InlineData("家庭情况 属于 [单身]", "a text in quotes is expected")]
    [InlineData("家庭情况 属于 []", "a text in quotes is expected")]
    [InlineData("家庭情况 属于 [\"单身\"", "']' is missing at the end")]
    [InlineData("求和(1, 2)", "there is no function '求和'")]
    [InlineData("舍去(今天)", "舍去 takes (number)")]
    [InlineData("加年(6, 今天)", "加年 takes (date, number)")]
    [InlineData("加年(今天)", "加年 takes (date, number)")]
    [InlineData("舍去()", "舍去 takes (number)")]
    [InlineData("取小(1)", "取小 takes two or more numbers, or two or more dates")]
    [InlineData("取大(1, 今天)", "取大 takes two or more numbers, or two or more dates")]
    [InlineData("取小(1 = 1, 1 = 2)", "取小 takes two or more numbers, or two or more dates")]
    [InlineData("如果(1, 2, 3)", "如果 takes a condition and two values of one kind")]
    [InlineData("如果(1 = 1, 2, 今天)", "如果 takes a condition and two values of one kind")]
    [InlineData("如果(1 = 1, 2)", "如果 takes a condition and two values of one kind")]
    [InlineData("今天 + 1", "days are added with 加天")]
    [InlineData("今天 - 离职日期", "'-' needs two numbers, not a date and a date")]
    [InlineData("1 且 1 = 1", "'且' joins conditions, not a number")]
    [InlineData("1 = 1 或 今天", "'或' joins conditions, not a date")]
    [InlineData("非 1", "'非' joins conditions, not a number")]
    [InlineData("1 < 2 < 3", "'<' is not expected here")]
    [InlineData("1 2", "'2' is not expected here")]
    [InlineData("月租金 = 1 2", "'2' is not expected here")]
    [InlineData("(1 + 2", "')' is missing at the end")]
    [InlineData("1 + 2)", "')' is not expected here")]
    [InlineData("1 +", "the expression ends too early")]
    [InlineData("", "the expression ends too early")]
    [InlineData("1.2.3", "'1.2.3' is not a number")]
    [InlineData("月租金 > 1 & 2", "'&' is not expected here")]
    [InlineData("月租金 == 1", "'=' is not expected here")]
    [InlineData("离职日期 > 2026-02-30", "a date cannot be compared with a number by '>'")]
    public void A_mistake_is_named_when_the_expression_is_read(string expression, string reason) => Should.Throw<FormatException>(() => RuleSamples.Compute(expression)).Message.ShouldContain(reason);

    [Fact]
    public void A_value_without_a_comparison_is_no_condition() =>
        Should.Throw<FormatException>(() => ExpressionReader.ReadCondition("月租金 + 1", RuleSamples.Scope())).Message.ShouldBe("this is no condition: nothing is compared");

    [Fact]
    public void A_step_is_known_to_the_steps_after_it_and_no_earlier()
    {
        var scope = RuleSamples.Scope();

        Should.Throw<FormatException>(() => ExpressionReader.Read("满年数 + 1", scope));
        scope.Add("满年数", OperandType.Number);

        ExpressionReader.Read("满年数 + 1", scope).ShouldBe(new Arithmetic('+', new StepReference("满年数", OperandType.Number), new NumberLiteral(1, "1")));
    }

    [Theory]
    [InlineData("月租金")]
    [InlineData("限额")]
    [InlineData("满年数")]
    [InlineData("今天")]
    public void A_step_may_not_take_the_name_of_something_else(string name)
    {
        var scope = RuleSamples.Scope();
        scope.Add("满年数", OperandType.Number);

        Should.Throw<FormatException>(() => scope.Add(name, OperandType.Number)).Message.ShouldBe($"'{name}' is already the name of something else");
    }
}
