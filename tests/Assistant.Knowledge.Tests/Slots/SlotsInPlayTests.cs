using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Tests.Slots;

public sealed class SlotsInPlayTests
{
    static readonly string[] Wage = ["wage_amount", "service_months"];
    static readonly string[] Loan = ["loan_amount", "loan_years", "contribution_rate"];
    static readonly string[] Money = ["loan_amount", "house_price"];
    static readonly string[] Child = ["child_birthdate", "family", "property"];

    [Theory]
    [InlineData("打错了，是两万三", "wage_amount=23000")]
    [InlineData("6年呢", "service_months=72")]
    [InlineData("84个月呢？", "service_months=84")]
    [InlineData("哦数漏了一个月，60个月", "service_months=60")]
    public void A_quantity_that_no_word_claims_is_of_the_one_input_of_its_kind(string said, string read) => SlotSamples.Tell(said, In(Wage)).ShouldBe(read);

    [Theory]
    [InlineData("要是8%呢", "?contribution_rate=0.08")]
    [InlineData("改成20年", "loan_years=20")]
    [InlineData("二十五年", "loan_years=25")]
    public void Also_when_it_is_supposed_or_changed(string said, string read) => SlotSamples.Tell(said, In(Loan)).ShouldBe(read);

    [Fact]
    public void Of_several_inputs_of_one_kind_the_known_one_is_changed_then_the_asked_one_is_meant_and_no_other()
    {
        SlotSamples.Tell("打错了，是80万", In(Money, ("house_price", "90万"))).ShouldBe("house_price=800000");
        SlotSamples.Tell("80万", In(Money), "loan_amount").ShouldBe("loan_amount=800000");
        SlotSamples.Tell("80万", In(Money)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("写错了，是8月2日", "child_birthdate=2021-08-02")]
    [InlineData("要是9月1号呢", "?child_birthdate=2021-09-01")]
    [InlineData("晚一天呢", "?child_birthdate=2021-09-03")]
    [InlineData("如果早两个月生呢", "?child_birthdate=2021-07-02")]
    [InlineData("要是早生两天", "?child_birthdate=2021-08-31")]
    [InlineData("说错了，是早一天", "child_birthdate=2021-09-01")]
    public void A_day_without_year_and_a_step_of_days_go_out_from_what_is_known(string said, string read) =>
        SlotSamples.Tell(said, In(Child, ("child_birthdate", "2021年9月2日"))).ShouldBe(read);

    [Theory]
    [InlineData("要是再等三个月，就满六个月了呢", "?contribution_months=6")]
    [InlineData("下个月就满6个月了", "?contribution_months=6")]
    [InlineData("再交两个月就满一年了", "?contribution_months=12")]
    [InlineData("等明年三月就满两年了", "?contribution_months=24")]
    [InlineData("要是再交两个月呢", "?contribution_months=5")]
    [InlineData("已经满6个月了", "contribution_months=6")]
    public void What_will_be_reached_is_supposed(string said, string read) => SlotSamples.Tell(said, In(["contribution_months"], ("contribution_months", "3个月"))).ShouldBe(read);

    [Theory]
    [InlineData("没得", "property=没有住房")]
    [InlineData("就我一个", "family=单身")]
    [InlineData("嗯，就我一个", "family=单身")]
    [InlineData("我们公司就我一个在重庆上班别的都在成都", "headcount=1")]
    public void A_short_word_answers_the_one_choice_in_play_that_has_it(string said, string read) => SlotSamples.Tell(said, In(Child)).ShouldBe(read);

    [Theory]
    [InlineData("三年多了还租的房子", "contribution_months", "contribution_months=36..47; property=租房")]
    [InlineData("三年多，单身", "contribution_months", "contribution_months=36..47; family=单身")]
    public void Several_slots_may_be_answered_at_once(string said, string asked, string read) =>
        SlotSamples.Tell(said, In(["contribution_months", "property", "family"]), asked).ShouldBe(read);

    [Fact]
    public void A_word_of_two_choices_in_play_answers_neither() => SlotSamples.Tell("没得", In(["property", "loan_status"])).ShouldBeEmpty();

    [Fact]
    public void Slots_of_other_domains_are_not_read()
    {
        var reader = new SlotReader([SlotSamples.Slot("wage_amount") with { Domain = "employment" }, SlotSamples.Slot("loan_years") with { Domain = "housing-fund" }, SlotSamples.Slot("family") with { Domain = "common" }], SlotSamples.Places);
        const string said = "单身，欠我5000块工资，贷20年";

        SlotSamples.Tell(reader.Read(said, SlotSamples.Today, null, Play(["housing-fund"]))).ShouldBe("family=单身; loan_years=20");
        SlotSamples.Tell(reader.Read(said, SlotSamples.Today, null, Play([]))).ShouldBe("family=单身; loan_years=20; wage_amount=5000");
        SlotSamples.Tell(reader.Read(said, SlotSamples.Today, "wage_amount", Play(["housing-fund"]))).ShouldBe("family=单身; loan_years=20; wage_amount=5000");
    }

    static SlotsInPlay Play(string[] domains) => new([], new Dictionary<string, SlotValue>(), domains);

    static SlotsInPlay In(string[] inputs, params (string Slot, string Said)[] known) =>
        new(inputs, known.ToDictionary(entry => entry.Slot, entry => SlotSamples.Reader.Read(entry.Said, SlotSamples.Today, entry.Slot).Values[entry.Slot]), []);
}
