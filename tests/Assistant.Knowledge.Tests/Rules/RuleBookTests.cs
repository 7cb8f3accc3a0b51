using Assistant.Knowledge.Content;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Tests.Rules;

public sealed class RuleBookTests
{
    static readonly EligibilityRule Eligible = RuleSamples.Rule("缴存月数 家庭情况 月租金", RuleSamples.Result(null, "符合", change: "断缴了就不符合。")).With(version => version with
    {
        Requires =
        [
            new("连续缴满6个月", RuleSamples.Condition("缴存月数 >= 6个月"), [RuleSamples.Fact("HF-806")], RuleSamples.Text("再缴{6 - 缴存月数}个月就满足这一条。")),
            new("家里有孩子", RuleSamples.Condition("家庭情况 != \"单身\""), [RuleSamples.Fact("HF-807")], null),
        ],
        Refused = new(RuleSamples.Text("现在还不符合。"), RuleSamples.Text("不符合")),
    });

    static readonly EligibilityRule Limit = RuleSamples.Rule(
        "月租金 缴存月数",
        RuleSamples.Result("月租金 <= 限额", "{月租金:元}", "每月能提{月租金:元}。", "限额是{限额:元}，房租在限额以内。", "房租超过{限额:元}的部分提不了。"),
        RuleSamples.Result("缴存月数 >= 24", "{限额 * 2:元}", "缴得久，每月能提{限额 * 2:元}。"),
        RuleSamples.Result(null, "{限额:元}", "每月最多提{限额:元}。"));

    [Fact]
    public void Whoever_meets_every_condition_gets_the_first_result_that_holds()
    {
        var decision = RuleSamples.Decide(Eligible, "缴存月数=6; 家庭情况=一个孩子");

        decision.ShouldSatisfyAllConditions(
            () => Tell(decision).ShouldBe("符合"),
            () => decision.Points.Select(point => (point.Need, point.Holds)).ShouldBe([("连续缴满6个月", true), ("家里有孩子", true)]),
            () => decision.Points[0].Facts.Single().Id.ShouldBe("HF-806"),
            () => decision.Say!.Facts.Single().Id.ShouldBe("HF-302"),
            () => decision.Change.ShouldBe(["断缴了就不符合。"]),
            () => decision.Inputs.Select(input => (input.Slot.Name, input.Value.Said)).ShouldBe([("缴存月数", "6"), ("家庭情况", "一个孩子")]));
    }

    [Fact]
    public void Whoever_fails_a_condition_is_told_which_by_its_clause_and_what_would_change_it()
    {
        var decision = RuleSamples.Decide(Eligible, "缴存月数=4; 家庭情况=一个孩子");

        decision.ShouldSatisfyAllConditions(
            () => Tell(decision).ShouldBe("不符合"),
            () => decision.Say!.Text.ShouldBe("现在还不符合。"),
            () => decision.Say!.Facts.Select(fact => fact.Id).ShouldBe(["HF-806"]),
            () => decision.Points.Select(point => point.Holds).ShouldBe([false, true]),
            () => decision.Change.ShouldBe(["再缴2个月就满足这一条。"]));
    }

    [Fact]
    public void A_condition_that_fails_for_sure_is_told_without_asking_for_the_others()
    {
        var decision = RuleSamples.Decide(Eligible, "家庭情况=单身");

        decision.ShouldSatisfyAllConditions(
            () => Tell(decision).ShouldBe("不符合"),
            () => decision.Points.Select(point => point.Holds).ShouldBe([null, false]),
            () => decision.Change.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("", "问 缴存月数")]
    [InlineData("家庭情况=一个孩子", "问 缴存月数")]
    [InlineData("缴存月数=6", "问 家庭情况")]
    [InlineData("缴存月数=4..7; 家庭情况=一个孩子", "问 缴存月数")]
    [InlineData("缴存月数=36..47; 家庭情况=一个孩子|两个及以上孩子", "符合")]
    [InlineData("缴存月数=36..47; 家庭情况=单身|一个孩子", "问 家庭情况")]
    [InlineData("缴存月数=0..5", "不符合")]
    public void What_is_needed_is_asked_in_the_order_of_the_inputs_and_nothing_else(string given, string outcome) => Tell(RuleSamples.Decide(Eligible, given)).ShouldBe(outcome);

    [Fact]
    public void The_inputs_set_the_order_of_asking_not_the_conditions()
    {
        var rule = Eligible with { Inputs = [.. Eligible.Inputs.Reverse()] };

        Tell(RuleSamples.Decide(rule, "")).ShouldBe("问 家庭情况");
    }

    [Theory]
    [InlineData("月租金=1800", "1800元")]
    [InlineData("月租金=1801; 缴存月数=24", "3600元")]
    [InlineData("月租金=1801; 缴存月数=23", "1800元")]
    [InlineData("月租金=2000..2500; 缴存月数=0", "1800元")]
    [InlineData("月租金=2000..2500", "问 缴存月数")]
    [InlineData("月租金=1000..1500", "问 月租金")]
    [InlineData("月租金=1700..1900", "问 月租金")]
    [InlineData("缴存月数=30", "问 月租金")]
    [InlineData("", "问 月租金")]
    public void The_first_result_that_holds_is_given_and_none_before_it_is_skipped(string given, string outcome) => Tell(RuleSamples.Decide(Limit, given)).ShouldBe(outcome);

    [Fact]
    public void A_result_is_told_with_its_reason_and_what_would_change_it()
    {
        var decision = RuleSamples.Decide(Limit, "月租金=1200.5");

        decision.ShouldSatisfyAllConditions(
            () => decision.Result.ShouldBe("1200.50元"),
            () => decision.Say!.Text.ShouldBe("每月能提1200.50元。"),
            () => decision.Because!.Text.ShouldBe("限额是1800元，房租在限额以内。"),
            () => decision.Change.ShouldBe(["房租超过1800元的部分提不了。"]),
            () => decision.Inputs.Select(input => input.Slot.Name).ShouldBe(["月租金"]));
    }

    [Theory]
    [InlineData("2025-12-31", "月租金=1600; 缴存月数=0", "1500元")]
    [InlineData("2026-01-01", "月租金=1600; 缴存月数=0", "1600元")]
    [InlineData("2022-12-31", "月租金=1600; 缴存月数=0", "缺 限额")]
    [InlineData("2019-12-31", "月租金=1600; 缴存月数=0", "无")]
    public void The_day_decides_by_which_rate_and_whether_at_all(string on, string given, string outcome) => Tell(RuleSamples.Decide(Limit, given, DateOnly.ParseExact(on, "yyyy-MM-dd"))).ShouldBe(outcome);

    [Theory]
    [InlineData("2025-12-31", "旧")]
    [InlineData("2026-01-01", "无")]
    [InlineData("2026-01-31", "无")]
    [InlineData("2026-02-01", "新")]
    public void A_new_version_holds_from_its_first_day_and_an_old_one_to_its_last(string on, string outcome)
    {
        var rule = RuleSamples.Rule("月租金") with
        {
            Versions =
            [
                new RuleVersion { From = new(2020, 1, 1), To = new(2025, 12, 31), Facts = [], Results = [RuleSamples.Result(null, "旧")] },
                new RuleVersion { From = new(2026, 2, 1), Facts = [], Results = [RuleSamples.Result(null, "新")] },
            ],
        };

        Tell(RuleSamples.Decide(rule, "", DateOnly.ParseExact(on, "yyyy-MM-dd"))).ShouldBe(outcome);
    }

    [Fact]
    public void Steps_build_on_the_steps_before_them()
    {
        var scope = RuleSamples.Scope();
        scope.Add("满年数", OperandType.Number);
        scope.Add("月数", OperandType.Number);
        var rule = RuleSamples.Rule("缴存月数", RuleSamples.Result("月数 > 24", "24个月", scope: scope), RuleSamples.Result(null, "{月数:月}", scope: scope)).With(version => version with
        {
            Steps =
            [
                new("满年数", ExpressionReader.Read("舍去(缴存月数 / 12)", scope)),
                new("月数", ExpressionReader.Read("满年数 * 3", scope)),
            ],
        });

        Tell(RuleSamples.Decide(rule, "缴存月数=63")).ShouldBe("15个月");
        Tell(RuleSamples.Decide(rule, "缴存月数=60..71")).ShouldBe("15个月");
        Tell(RuleSamples.Decide(rule, "缴存月数=120..140")).ShouldBe("24个月");
        Tell(RuleSamples.Decide(rule, "缴存月数=60..72")).ShouldBe("问 缴存月数");
    }

    [Fact]
    public void A_further_line_without_its_rate_says_so_and_the_result_stays()
    {
        var rule = RuleSamples.Rule(
            "缴存月数",
            RuleSamples.Result(null, "{缴存月数:月}", also: [new(RuleSamples.Text("共{月标准 * 缴存月数:元}。"), "标准还没有公布。", [RuleSamples.Fact("EMP-205")]), new(RuleSamples.Text("限额{限额:元}。"), "", [])]));

        var decision = RuleSamples.Decide(rule, "缴存月数=3");
        var before = RuleSamples.Decide(rule, "缴存月数=3", new(2025, 12, 31));

        decision.ShouldSatisfyAllConditions(
            () => decision.Result.ShouldBe("3个月"),
            () => decision.Missing.ShouldBe(["标准还没有公布。"]),
            () => decision.Also.Select(line => line.Text).ShouldBe(["限额1800元。"]));
        before.Missing.ShouldBeEmpty();
        before.Also.Select(line => line.Text).ShouldBe(["共5592元。", "限额1500元。"]);
        before.Also[0].Facts.Single().Id.ShouldBe("EMP-205");
    }

    [Fact]
    public void A_result_that_needs_a_rate_without_a_value_names_the_rate()
    {
        var rule = RuleSamples.Rule("缴存月数", RuleSamples.Result(null, "{月标准 * 缴存月数:元}"));

        Tell(RuleSamples.Decide(rule, "缴存月数=3")).ShouldBe("缺 月标准");
    }

    [Fact]
    public void A_condition_that_hangs_on_a_missing_rate_through_a_choice_names_the_rate_instead_of_asking_again()
    {
        var rule = RuleSamples.Rule("缴存月数", RuleSamples.Result("如果(月标准 > 1000, 12, 24) <= 缴存月数", "符合"), RuleSamples.Result(null, "不符合"));

        Tell(RuleSamples.Decide(rule, "缴存月数=18")).ShouldBe("缺 月标准");
    }

    [Fact]
    public void A_count_of_workdays_into_an_unknown_year_names_the_calendar()
    {
        var rule = RuleSamples.Rule("离职日期", RuleSamples.Result(null, "{加工作日(离职日期, 5)}"));

        Tell(RuleSamples.Decide(rule, "离职日期=2026-11-20")).ShouldBe("2026-11-27");
        Tell(RuleSamples.Decide(rule, "离职日期=2026-12-28")).ShouldBe("缺 2027年节假日安排");
    }

    [Fact]
    public void A_reason_or_a_change_with_a_value_that_is_missing_leaves_no_hole_in_a_sentence()
    {
        var rule = RuleSamples.Rule("缴存月数 月租金", RuleSamples.Result(null, "符合", "可以。", "标准是{月标准:元}。", "房租到{月租金:元}就变。"));

        var decision = RuleSamples.Decide(rule, "缴存月数=3");

        decision.Result.ShouldBe("符合");
        (decision.Because?.Text ?? "").ShouldNotBe("标准是。");
        decision.Change.ShouldNotContain("房租到就变。");
    }

    [Fact]
    public void A_refusal_with_a_value_that_is_missing_leaves_no_hole_in_a_sentence()
    {
        var rule = Eligible.With(version => version with { Refused = new(RuleSamples.Text("房租{月租金:元}的不符合。"), RuleSamples.Text("不符合")) });

        var decision = RuleSamples.Decide(rule, "家庭情况=单身");

        (decision.Say?.Text ?? "").ShouldNotBe("房租的不符合。");
    }

    [Fact]
    public void A_division_by_what_turns_out_to_be_nothing_is_asked_again()
    {
        var rule = RuleSamples.Rule("缴存月数 月租金", RuleSamples.Result(null, "{缴存月数 / 月租金}"));

        Tell(RuleSamples.Decide(rule, "缴存月数=3; 月租金=0")).ShouldBe("问 月租金");
    }

    [Theory]
    [InlineData("家庭情况=一个孩子; 缴存月数=12; 月租金=1600", "1600元", null)]
    [InlineData("家庭情况=一个孩子; 缴存月数=5; 月租金=1600", "不符合", null)]
    [InlineData("缴存月数=12; 月租金=1600", "1600元", "HF-R02")]
    [InlineData("缴存月数=12", "问 月租金", "HF-R02")]
    [InlineData("缴存月数=5", "不符合", null)]
    [InlineData("家庭情况=一个孩子; 缴存月数=12", "问 月租金", null)]
    public void What_must_be_settled_first_is_told_or_named_as_the_condition(string given, string outcome, string? provided)
    {
        var (first, then) = (Eligible with { Id = "HF-R02" }, Limit with { First = "HF-R02" });

        var decision = RuleSamples.Book(first, then).Decide(then, RuleSamples.ById(RuleSamples.Given(given)), RuleSamples.Today);

        (Tell(decision), decision.ProvidedThat?.Id).ShouldBe((outcome, provided));
    }

    [Fact]
    public void What_must_be_settled_first_but_does_not_hold_on_the_day_hinders_nothing()
    {
        var first = Eligible.With(version => version with { To = new(2025, 12, 31) }) with { Id = "HF-R02" };
        var then = Limit with { First = "HF-R02" };

        var decision = RuleSamples.Book(first, then).Decide(then, RuleSamples.ById(RuleSamples.Given("缴存月数=5; 月租金=1600")), RuleSamples.Today);

        (Tell(decision), decision.ProvidedThat).ShouldBe(("1600元", null));
    }

    [Fact]
    public void A_condition_that_is_open_at_the_head_of_a_chain_is_not_lost_on_the_way()
    {
        var head = Eligible with { Id = "HF-R02" };
        var middle = RuleSamples.Rule("缴存月数", RuleSamples.Result(null, "符合")) with { Id = "HF-R03", First = "HF-R02" };
        var then = Limit with { First = "HF-R03" };

        var decision = RuleSamples.Book(head, middle, then).Decide(then, RuleSamples.ById(RuleSamples.Given("缴存月数=12; 月租金=1600")), RuleSamples.Today);

        (Tell(decision), decision.ProvidedThat?.Id).ShouldBe(("1600元", "HF-R02"));
    }

    [Fact]
    public void A_rule_that_no_longer_holds_does_not_speak_of_what_must_be_settled_first()
    {
        var (first, then) = (Eligible with { Id = "HF-R02" }, Limit.With(version => version with { To = new(2025, 12, 31) }) with { First = "HF-R02" });

        var decision = RuleSamples.Book(first, then).Decide(then, RuleSamples.ById(RuleSamples.Given("缴存月数=5")), RuleSamples.Today);

        (Tell(decision), decision.Rule.Id).ShouldBe(("无", "HF-R01"));
    }

    [Fact]
    public void Values_of_slots_the_rule_does_not_ask_for_are_neither_used_nor_told()
    {
        var decision = RuleSamples.Decide(Limit, "月租金=1200; 家庭情况=单身; 学校名称=人民小学");

        decision.Inputs.Select(input => input.Slot.Name).ShouldBe(["月租金"]);
    }

    [Theory]
    [InlineData("月租金=1600", "单身的1600元", "家庭情况")]
    [InlineData("月租金=1600; 家庭情况=单身", "单身的1600元", "")]
    [InlineData("月租金=1600; 家庭情况=一个孩子", "1600元", "")]
    [InlineData("月租金=1600; 家庭情况=单身|一个孩子", "问 家庭情况", "")]
    [InlineData("", "问 月租金", "家庭情况")]
    public void What_is_assumed_counts_only_while_nothing_is_said_of_it_and_is_told_apart(string given, string outcome, string assumed)
    {
        var rule = RuleSamples.Rule("月租金 家庭情况", RuleSamples.Result("家庭情况 = \"单身\"", "单身的{月租金:元}"), RuleSamples.Result(null, "{月租金:元}")) with
        {
            Assumes = new Dictionary<string, SlotValue> { ["家庭情况"] = new ChoiceValue("单身", ["单身"]) },
        };

        var decision = RuleSamples.Decide(rule, given);

        (Tell(decision), string.Concat(decision.Assumed.Select(input => input.Slot.Name))).ShouldBe((outcome, assumed));
        decision.Inputs.Select(input => input.Slot.Name).ShouldNotContain(assumed);
    }

    [Fact]
    public void A_choice_of_which_nothing_is_left_decides_nothing()
    {
        var given = new Dictionary<string, SlotValue> { ["contribution_months"] = new NumberValue("一年", 12, 12), ["family"] = new ChoiceValue("都不是", []) };

        Tell(RuleSamples.Book(Eligible).Decide(Eligible, given, RuleSamples.Today)).ShouldBe("问 家庭情况");
    }

    public static TheoryData<SlotValue, SlotValue, string> StaleValues { get; } = new()
    {
        { new DateValue("去年", new(2025, 1, 1), new(2025, 12, 31)), new ChoiceValue("一个", ["一个孩子"]), "问 缴存月数" },
        { new ChoiceValue("没有", ["没有"]), new ChoiceValue("一个", ["一个孩子"]), "问 缴存月数" },
        { new TextValue("很久"), new ChoiceValue("一个", ["一个孩子"]), "问 缴存月数" },
        { new NumberValue("一年", 12, 12), new NumberValue("两个", 2, 2), "问 家庭情况" },
        { new NumberValue("一年", 12, 12), new TextValue("离异"), "问 家庭情况" },
    };

    [Theory]
    [MemberData(nameof(StaleValues))]
    public void A_value_kept_from_a_time_when_the_slot_was_of_another_kind_is_asked_again(SlotValue months, SlotValue family, string outcome)
    {
        var given = new Dictionary<string, SlotValue> { ["contribution_months"] = months, ["family"] = family };

        Tell(RuleSamples.Book(Eligible).Decide(Eligible, given, RuleSamples.Today)).ShouldBe(outcome);
    }

    [Fact]
    public void A_choice_kept_from_a_time_when_the_slot_had_other_values_is_asked_again()
    {
        var given = new Dictionary<string, SlotValue> { ["contribution_months"] = new NumberValue("一年", 12, 12), ["family"] = new ChoiceValue("离异", ["离异"]) };

        Tell(RuleSamples.Book(Eligible).Decide(Eligible, given, RuleSamples.Today)).ShouldBe("问 家庭情况");
    }

    [Theory]
    [InlineData("HF-03", 1)]
    [InlineData("HF-01", 1)]
    [InlineData("HF-99", 0)]
    public void Rules_are_found_by_each_of_their_guides(string guide, int rules) => RuleSamples.Book(Limit with { Guides = ["HF-03", "HF-01"] }).OfGuide(guide).Count().ShouldBe(rules);

    [Fact]
    public void An_empty_book_has_no_rules() => RuleBook.Empty.Rules.ShouldBeEmpty();

    static string Tell(Decision decision) => RuleCaseCheck.OutcomeOf(decision);
}
