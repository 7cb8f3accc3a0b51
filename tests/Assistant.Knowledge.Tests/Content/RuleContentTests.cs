using Assistant.Knowledge.Content;
using Assistant.TestKit;

namespace Assistant.Knowledge.Tests.Content;

/// <summary>Rules, rates and calendars: a mistake in one of them is named before anybody is told a wrong result.</summary>
public sealed class RuleContentTests : IDisposable
{
    const string Qualifies = ContentFolder.Qualifies;
    const string Limit = ContentFolder.Limit;
    const string Rates = "rates/housing-fund.yaml";
    const string Calendar = "calendar/2026.yaml";
    const string FirstCase = "  - {on: 2025-12-31, given: {租房人: 一人, 月租金: 1500}";

    readonly ContentFolder folder = new ContentFolder().WithRules();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Complete_rules_are_read_without_problems()
    {
        var reading = ContentReader.Read(folder.Path);

        reading.Problems.ShouldBeEmpty();
        reading.Content!.Rules.Rules.Keys.ShouldBe(["HF-R03", "HF-R04"], ignoreOrder: true);
        reading.Content.Rules.Rules["HF-R04"].ShouldSatisfyAllConditions(
            rule => rule.Topic.ShouldBe("租房提取限额"),
            rule => rule.First.ShouldBe("HF-R03"),
            rule => rule.Inputs.Select(slot => slot.Id).ShouldBe(["tenants", "monthly_rent"]),
            rule => rule.Versions.Select(version => version.From).ShouldBe([new(2023, 1, 1), new(2026, 1, 1)]),
            rule => rule.VersionOn(new(2025, 12, 31))!.Facts.Single().Id.ShouldBe("HF-302-2023"),
            rule => rule.CaseCount.ShouldBe(9));
        reading.Content.Rules.OfGuide("HF-03").Count().ShouldBe(2);
    }

    // One row, one mistake: where it is made, what is written instead of what, the text on whose line it is reported, and words of the reason.
    public static TheoryData<string, string, string, string, string> Mistakes { get; } = new()
    {
        { Limit, "topic: 租房提取限额", "topik: 租房提取限额", "topik:", "unknown field 'topik'; known here: id, name" },
        { Limit, "        because: 每月限额是", "        becos: 每月限额是", "becos:", "unknown field 'becos'" },
        { Limit, "id: HF-R04", "id: HF-R05", "id: HF-R05", "the file of rule 'HF-R05' must be called HF-R05.yaml" },
        { Limit, "decides: amount", "decides: money", "decides: money", "allowed: eligibility, amount" },
        { Limit, "name: 租房提取每月限额\n", "", "id: HF-R04", "'name' is missing" },
        { Limit, "guides: [HF-03]", "guides: [HF-99]", "guides:", "guide 'HF-99' does not exist" },
        { Limit, "guides: [HF-03]", "guides: []", "id: HF-R04", "'guides' is empty" },
        { Limit, "applies: chongqing", "applies: [南山区]", "applies:", "'南山区' is neither a district nor an area" },
        { Limit, "answers: [HF-302, ", "answers: [HF-399, ", "answers:", "fact 'HF-399' does not exist" },
        { Limit, "  - 房租两千，每月能提好多\n", "", "  - 我一个人租房", "9 ways of asking; the recogniser needs 10 or more" },
        { Limit, "topic: 租房提取限额", "only: [\"!房\"]", "only:", "not a pattern" },
        { Limit, "first: HF-R03", "first: HF-R99", "first: HF-R99", "rule 'HF-R99' does not exist" },
        { Limit, "first: HF-R03", "first: HF-R04", "first: HF-R04", "rules wait for each other: HF-R04 → HF-R04" },
        { Limit, "inputs: [租房人, 月租金]", "inputs: [租房人, 房租]", "inputs:", "there is no slot called '房租'" },
        { Limit, "inputs: [租房人, 月租金]", "inputs: [租房人, 月租金, 自有住房]", "inputs:", "'自有住房' is asked and never used" },
        { Limit, "inputs: [租房人, 月租金]", "inputs: [租房人]", "        result: \"{月租金:元}\"", "'月租金' is neither a slot, a step above, nor a rate" },
        { Limit, "numbers:\n", "assume: {月租金: 1000}\nnumbers:\n", "assume:", "'月租金' is no input with a list of values: only those can be assumed" },
        { Limit, "numbers:\n", "assume: {自有住房: 没有}\nnumbers:\n", "assume:", "'自有住房' is no input with a list of values: only those can be assumed" },
        { Limit, "numbers:\n", "assume: {租房人: 两口子}\nnumbers:\n", "assume:", "'两口子' is no value of '租房人'" },
        { Limit, "numbers:\n", "assume: 一人\nnumbers:\n", "assume:", "expected a map" },
        { Qualifies, "inputs: [自有住房]", "inputs: []", "inputs:", "a rule without inputs decides nothing for anybody" },
        { Limit, "{value: 2, why: 夫妻合计是一个人的两倍}", "{value: 3, why: 三个人}", "- 限额: 如果", "'2' is in none of the facts HF-302-2023" },
        { Limit, "{value: 2, why: 夫妻合计是一个人的两倍}", "{value: 2}", "{value: 2}", "'why' is missing" },

        { Limit, "when: 月租金 <= 限额", "when: 月租金 <= 1700元", "when: 月租金 <= 1700元", "'1700' is in none of the facts HF-302-2023" },
        { Limit, "say: 每月能提{月租金:元}。", "say: 每月能提{月租金:元}，最多1999元。", "最多1999元", "'1999' is in none of the facts HF-302-2023" },
        { Limit, "say: 每月能提{月租金:元}。", "say: 每月能提{取小(月租金, 1999):元}。", "取小(", "'1999' is in none of the facts HF-302-2023" },
        { Limit, "change: 房租变了", "change: 房租到1999元", "change: 房租到1999元", "'1999' is in none of the facts HF-302-2023" },
        { Limit, "because: 每月限额是", "because: 每月1999元，限额是", "because: 每月1999元", "'1999' is in none of the facts HF-302-2023" },
        { Limit, "say: 夫妻合计是", "say: 夫妻合计1999元，是", "say: 夫妻合计1999元", "'1999' is in none of the facts HF-302" },
        { Qualifies, "need: 本人和配偶都没有", "need: 本人和配偶9年都没有", "need:", "'9' is in none of the facts HF-301" },
        { Qualifies, "say: 有自有住房的，不能", "say: 有自有住房9套的，不能", "say: 有自有住房9套", "'9' is in none of the facts HF-301" },
        { Qualifies, "change: 本人和配偶都没有", "change: 本人和配偶9年没有", "change: 本人和配偶9年", "'9' is in none of the facts HF-301" },

        { Limit, "- 限额: 如果(租房人 = \"夫妻\"", "- 限额: 如果(租房人 = \"两口子\"", "- 限额: 如果(租房人 = \"两口子\"", "'两口子' is no value of '租房人'" },
        { Limit, "- 限额: 如果", "- 月租金: 如果", "- 月租金: 如果", "'月租金' is already the name of something else" },
        { Limit, "when: 月租金 <= 限额", "when: 限额", "when: 限额", "this is no condition" },
        { Limit, "say: 每月最多提{限额:元}。", "say: 每月最多提{限额:斤}。", "{限额:斤}", "'斤' is no format" },
        { Qualifies, "自有住房 = \"没有\"", "自有住房 = 没有", "when: 自有住房 = 没有", "'没有' is neither a slot, a step above, nor a rate" },
        { Qualifies, "    refused:\n      say: 有自有住房的，不能提来付房租。\n", "", "  - from: 2019-03-24", "requires without 'refused'" },
        { Qualifies, "      - result: 符合", "      - when: 自有住房 = \"没有\"\n        result: 符合", "      - when: 自有住房", "the last result needs no 'when'" },
        { Qualifies, "        change: 有了自有住房，就不能再提。\n", "", "- result: 符合", "what would change this result?" },
        { Qualifies, "        change: 有了自有住房，就不能再提。\n", "        verdict: 也许\n        fixed: true\n", "verdict: 也许", "'verdict' is 符合 or 不符合" },
        { Qualifies, "        say: 可以提来付房租。\n", "", "- result: 符合", "'say' is missing" },

        { Limit, "    to: 2025-12-31\n", "    to: 2026-01-01\n", "  - from: 2023-01-01", "two versions hold on 2026-01-01" },
        { Limit, "    to: 2025-12-31\n", "", "  - from: 2023-01-01", "two versions hold on 2026-01-01" },
        { Limit, "    to: 2025-12-31\n", "    to: 2022-12-31\n", "    to: 2022-12-31", "ends before it begins" },
        { Limit, "    facts: [HF-302]\n", "    facts: [HF-302-2023]\n", "    facts: [HF-302-2023]\n    let:\n      - 限额: 如果(租房人 = \"夫妻\", 租房提取限额 * 2, 租房提取限额)\n    results:\n      - when: 月租金 <= 限额\n        result: \"{月租金:元}\"\n        say: 每月能提{月租金:元}。\n        because: 每月限额是{限额:元}，房租在限额以内。\n        change: 房租变了，能提的也会变。\n        also", "fact 'HF-302-2023' holds from 2023-01-01 to 2025-12-31, not through the whole period of this version" },
        { Limit, "    facts: [HF-302-2023]\n", "    facts: [HF-302]\n", "    facts: [HF-302]\n", "fact 'HF-302' holds from 2026-01-01 to …, not through the whole period of this version" },
        { Qualifies, "    facts: [HF-301]\n", "    facts: [HF-307]\n", "facts: [HF-307]", "fact 'HF-307' is unpublished and cannot be a clause" },
        { Qualifies, "    facts: [HF-301]\n", "    facts: [HF-399]\n", "facts: [HF-399]", "fact 'HF-399' does not exist" },
        { Qualifies, "    facts: [HF-301]\n", "", "  - from: 2019-03-24", "a version without a fact has no clause" },
        { Qualifies, "        change: 本人", "        facts: [HF-307]\n        change: 本人", "facts: [HF-307]", "fact 'HF-307' is unpublished and cannot be a clause" },

        { Limit, "月租金: 1500}, expect: 1500元", "月租金: 1500}, expect: 1501元", "expect: 1501元", "expected '1501元', the rule gives '1500元'" },
        { Limit, "{租房人: 一人, 月租金: 1501}", "{租房人: 一人, 月租金: 1600}", FirstCase, "the threshold '月租金 <= 限额': no two cases lie one unit apart on its two sides (version of 2023-01-01)" },
        { Limit, "{租房人: 一人, 月租金: 1801}", "{租房人: 一人, 月租金: 1802}", FirstCase, "no two cases lie one unit apart" },
        { Limit, "{租房人: 一人, 月租金: 1801}", "{租房人: 夫妻, 月租金: 3602}", FirstCase, "no two cases lie one unit apart on its two sides (version of 2026-01-01)" },
        { Limit, "{租房人: 夫妻, 月租金: 3001}, expect: 3000元", "{租房人: 一人, 月租金: 3001}, expect: 1500元", FirstCase, "the condition on '租房人': the cases see 1 of its 2 sides (version of 2023-01-01)" },
        { Limit, "{租房人: 一人, 月租金: 1500}, expect: 1500元", "{租房人: 一人, 月租金: 1502}, expect: 1500元", "{租房人: 一人, 月租金: 1502}", "no case reaches result 1 (version of 2023-01-01)" },
        { Qualifies, "  - {on: 2026-11-20, given: {自有住房: 有}, expect: 不符合}\n", "", "  - {on: 2026-11-20, given: {自有住房: 没有}", "no case is refused (version of 2019-03-24)" },
        { Qualifies, "  - {on: 2026-11-20, given: {}, expect: 问 自有住房}\n", "", "  - {on: 2026-11-20, given: {自有住房: 没有}", "no case leaves an input out and expects '问 …'" },
        { Qualifies, "given: {自有住房: 没有}", "given: {住房: 没有}", "{住房: 没有}", "'住房' is no input of this rule" },
        { Qualifies, "given: {自有住房: 没有}", "given: {自有住房: 莫得}", "{自有住房: 莫得}", "'莫得' is no value of '自有住房'" },
        { Qualifies, "given: {}", "given: 没有", "given: 没有", "expected a map" },
        { Qualifies, "  - {on: 2026-11-20, given: {}", "  - {given: {}", "  - {given: {}", "'on' is missing" },
        { Limit, "月租金: 2000..2500", "月租金: 很多", "月租金: 很多", "'很多' is no value of '月租金'" },
        { Limit, "月租金: 2000..2500", "月租金: 2500..2000", "月租金: 2500..2000", "'2500..2000' is no value of '月租金'" },

        { Rates, "to: 2025-12-31, value: 1500", "to: 2026-01-01, value: 1500", "- {from: 2023-01-01, to: 2026-01-01", "rate '租房提取限额' has two values on 2026-01-01" },
        { Rates, "to: 2025-12-31, value: 1500", "value: 1500", "- {from: 2023-01-01, value", "rate '租房提取限额' has two values on 2026-01-01" },
        { Rates, "value: 1800, fact: HF-302", "value: 1850, fact: HF-302", "value: 1850", "fact 'HF-302' does not state 1850" },
        { Rates, "value: 1800, fact: HF-302", "value: 1800, fact: HF-301", "fact: HF-301", "fact 'HF-301' does not state 1800" },
        { Rates, "value: 1800, fact: HF-302", "value: 1800, fact: HF-399", "fact: HF-399", "fact 'HF-399' does not exist" },
        { Rates, "value: 1800, fact: HF-302", "value: 1800, fact: HF-307", "fact: HF-307", "fact 'HF-307' is unpublished: its number may not be used" },
        { Rates, "value: 1800, fact: HF-302", "value: 1800", "{from: 2026-01-01, value: 1800}", "'fact' is missing" },
        { Rates, "value: 1800, fact: HF-302", "value: 约1800, fact: HF-302", "约1800", "'约1800' is not a number" },
        { Rates, "{from: 2026-01-01, value: 1800", "{value: 1800", "{value: 1800", "'from' is missing" },
        { Rates, "to: 2025-12-31, value: 1500", "to: 2022-12-31, value: 1500", "to: 2022-12-31", "ends before it begins" },
        { Rates, "name: 夫妻提取限额", "name: 租房提取限额", "  - name: 租房提取限额\n    unit: 元\n    values:\n      - {from: 2023-01-01, to: 2025-12-31, value: 3000", "rate '租房提取限额' exists twice" },
        { Rates, "    unit: 元\n", "", "  - name: 租房提取限额", "'unit' is missing" },
        { Rates, "    unit: 元\n", "    units: 元\n", "units: 元", "unknown field 'units'" },

        { Calendar, "workdays: [2026-01-04", "workdays: [2026-01-05", "workdays:", "2026-01-05 is a workday anyway: no weekend" },
        { Calendar, "workdays: [2026-01-04", "workdays: [2026-01-03", "workdays:", "2026-01-03 is a holiday above" },
        { Calendar, "workdays: [2026-01-04", "workdays: [2025-01-04", "workdays:", "2025-01-04 is not in 2026" },
        { Calendar, "workdays: [2026-01-04", "workdays: [1月4日", "workdays:", "not a date like 2026-01-04" },
        { Calendar, "year: 2026", "year: 2027", "year: 2027", "the calendar of 2027 must be called 2027.yaml" },
        { Calendar, "from: 2026-02-15, to: 2026-02-23", "from: 2026-02-23, to: 2026-02-15", "春节", "a holiday needs a first and a last day in order" },
        { Calendar, "from: 2026-02-15, to: 2026-02-23", "from: 2026-02-15", "春节", "a holiday needs a first and a last day in order" },
        { Calendar, "from: 2026-02-15, to: 2026-02-23", "from: 2025-02-15, to: 2025-02-23", "春节", "none of these days is in 2026" },
        { Calendar, "name: 春节, ", "", "from: 2026-02-15", "'name' is missing" },
        { Calendar, "notice: 国务院", "basis: 国务院", "basis: 光明网", "not valid YAML" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_file_line_and_reason(string file, string right, string wrong, string onTheLineOf, string reason)
    {
        folder.Edit(file, right, wrong);

        var reading = ContentReader.Read(folder.Path);

        var problem = reading.Problems.FirstOrDefault(problem => problem.Reason.Contains(reason, StringComparison.Ordinal));
        problem.ShouldNotBeNull($"{reading.Problems.Count} problems: {string.Join('\n', reading.Problems)}");
        problem.File.ShouldBe(file);
        problem.Line.ShouldBeInRange(folder.LineOf(file, onTheLineOf) - 1, folder.LineOf(file, onTheLineOf));
    }

    [Theory]
    [InlineData("on: 2025-12-31", "on: 2025-12-30", "no case on 2025-12-31, the last day of this version")]
    [InlineData("on: 2026-01-01", "on: 2026-01-02", "no case on 2026-01-01, the day this version begins")]
    public void A_change_of_version_without_a_case_on_its_day_is_a_problem(string day, string other, string reason)
    {
        folder.Write(Limit, folder.Read(Limit).Replace(day, other, StringComparison.Ordinal));

        var problem = ContentReader.Read(folder.Path).Problems.Single();

        problem.ShouldBe(new(Limit, folder.LineOf(Limit, "cases:") + 1, reason));
    }

    [Fact]
    public void A_rule_that_ends_needs_a_case_on_the_day_after()
    {
        folder.Edit(Qualifies, "  - from: 2019-03-24\n", "  - from: 2019-03-24\n    to: 2026-11-20\n");

        ContentReader.Read(folder.Path).Problems.Single().Reason.ShouldBe("no case on 2026-11-21, the day after the rule ended");
        folder.Edit(Qualifies, "cases:\n", "cases:\n  - {on: 2026-11-21, given: {自有住房: 没有}, expect: 无}\n");
        ContentReader.Read(folder.Path).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_that_wait_for_each_other_in_a_circle_are_named_where_they_do()
    {
        folder.Edit(Qualifies, "inputs: ", "first: HF-R04\ninputs: ");

        ContentReader.Read(folder.Path).Problems.ShouldBe(
            [
                new(Qualifies, folder.LineOf(Qualifies, "first:"), "rules wait for each other: HF-R03 → HF-R04 → HF-R03"),
                new(Limit, folder.LineOf(Limit, "first:"), "rules wait for each other: HF-R04 → HF-R03 → HF-R04"),
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("chongqing", "chongqing", true)]
    [InlineData("national", "chongqing", true)]
    [InlineData("[南岸区]", "chongqing", true)]
    [InlineData("[中心城区]", "[南岸区]", true)]
    [InlineData("[渝中区, 南岸区]", "[南岸区, 綦江区]", true)]
    [InlineData("[渝中区]", "[南岸区]", false)]
    [InlineData("[中心城区]", "[綦江区]", false)]
    [InlineData("[中心城区]", "[中心城区以外]", false)]
    public void Two_rules_of_one_topic_may_not_hold_on_one_day_in_one_place(string one, string other, bool isProblem)
    {
        folder.Edit(Qualifies, "applies: chongqing", $"topic: 租房提取限额\napplies: {one}").Edit(Limit, "applies: chongqing", $"applies: {other}");

        var problems = ContentReader.Read(folder.Path).Problems;

        problems.Select(problem => problem.Reason).ShouldBe(isProblem ? ["'HF-R04' and 'HF-R03' both decide '租房提取限额' on 2023-01-01 in the same place"] : []);
    }

    [Fact]
    public void Two_rules_of_one_topic_may_follow_each_other()
    {
        folder.Edit(Qualifies, "applies: chongqing", "topic: 租房提取限额\napplies: chongqing").Edit(Qualifies, "  - from: 2019-03-24\n", "  - from: 2019-03-24\n    to: 2022-12-31\n");

        ContentReader.Read(folder.Path).Problems.ShouldNotContain(problem => problem.Reason.Contains("both decide", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_rule_in_two_files_is_a_problem()
    {
        folder.Write("rules/employment/HF-R03.yaml", folder.Read(Qualifies));

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.Reason == "rule 'HF-R03' exists twice");
    }

    [Theory]
    [InlineData("5%", "4%", false)]
    [InlineData("12%", "1%", true)]
    [InlineData("5%", "3%", true)]
    public void The_unit_of_a_share_is_one_hundredth(string inside, string outside, bool isProblem)
    {
        folder.Write("rules/housing-fund/HF-R05.yaml", folder.Read(Qualifies)
            .Replace("HF-R03", "HF-R05", StringComparison.Ordinal)
            .Replace("inputs: [自有住房]", "inputs: [缴存比例]\nnumbers:\n  - {value: 5, why: 样例}", StringComparison.Ordinal)
            .Replace("自有住房 = \"没有\"", "缴存比例 >= 5%", StringComparison.Ordinal)
            .Replace("自有住房: 没有", $"缴存比例: {inside}", StringComparison.Ordinal)
            .Replace("自有住房: 有", $"缴存比例: {outside}", StringComparison.Ordinal)
            .Replace("问 自有住房", "问 缴存比例", StringComparison.Ordinal));

        ContentReader.Read(folder.Path).Problems.Count(problem => problem.Reason.Contains("no two cases lie one unit apart", StringComparison.Ordinal)).ShouldBe(isProblem ? 1 : 0);
    }

    [Fact]
    public void A_rate_with_the_name_of_a_slot_is_a_problem()
    {
        folder.Edit(Rates, "rates:\n", "rates:\n  - name: 自有住房\n    unit: 套\n    values:\n      - {from: 2026-01-01, value: 1800, fact: HF-302}\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == Rates && problem.Reason.Contains("自有住房", StringComparison.Ordinal));
    }

    [Fact]
    public void A_calendar_with_too_few_holidays_is_a_problem()
    {
        folder.Write(Calendar, "year: 2026\nnotice: 通知\nbasis: 报纸\nholidays:\n  - {name: 元旦, from: 2026-01-01, to: 2026-01-03}\nworkdays: []\n");

        ContentReader.Read(folder.Path).Problems.Single().Reason.ShouldStartWith("only 3 days off");
    }

    [Fact]
    public void A_holiday_over_new_year_counts_in_each_year_for_its_own_days()
    {
        folder.Edit(Calendar, "from: 2026-01-01, to: 2026-01-03", "from: 2025-12-30, to: 2026-01-03");

        ContentReader.Read(folder.Path).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_without_rules_rates_or_calendar_is_complete()
    {
        folder.Delete(Limit).Delete(Qualifies).Delete(Rates).Delete(Calendar);

        ContentReader.Read(folder.Path).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Limit)]
    [InlineData(Rates)]
    [InlineData(Calendar)]
    public void A_file_of_another_shape_is_a_problem(string file)
    {
        folder.Write(file, "一句话\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == file && problem.Line == 1);
    }

    [Fact]
    public void A_file_with_problems_of_its_own_is_not_blamed_for_its_cases_too()
    {
        folder.Edit(Limit, "when: 月租金 <= 限额", "when: 月租 <= 限额");

        ContentReader.Read(folder.Path).Problems.Select(problem => problem.Reason).ShouldBe(["'月租' is neither a slot, a step above, nor a rate"]);
    }
}
