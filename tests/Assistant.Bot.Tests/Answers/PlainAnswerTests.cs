using Assistant.Bot.Answers;
using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Tests.Answers;

public sealed class PlainAnswerTests
{
    static readonly DateOnly Day = new(2026, 11, 20);

    [Theory]
    [InlineData("没有住房可不可以提取公积金")]
    [InlineData("公租房提取要带啥子证明")]
    [InlineData("失业了怎么办")]
    [InlineData("我不想活了")]
    [InlineData("成都租房公积金怎么提取")]
    [InlineData("")]
    public async Task L08_L09_every_answer_carries_the_AI_label_and_the_day_in_its_own_text(string text)
    {
        await using var turn = await TurnUnderTest.StartAsync();

        var plain = PlainAnswer.Of(await turn.AskAsync(text));

        plain.ShouldContain("AI辅助生成");
        plain.ShouldContain("截至2026年11月20日");
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void L08_L09_the_label_does_not_depend_on_the_outcome(TurnOutcome outcome) =>
        PlainAnswer.Of(new TurnReply { Outcome = outcome, AsOf = Day, Parts = [new(AnswerPartKind.Conclusion, "一句话。")] }).ShouldContain("AI辅助生成");

    public static TheoryData<TurnOutcome> Outcomes { get; } = [.. Enum.GetValues<TurnOutcome>()];

    [Fact]
    public void Parts_items_and_sources_stand_in_reading_order()
    {
        var reply = new TurnReply
        {
            Outcome = TurnOutcome.Answered,
            AsOf = Day,
            Parts =
            [
                new(AnswerPartKind.Conclusion, "可以。[1]"), new(AnswerPartKind.Situation, "江北区已经撤销。"),
                new(AnswerPartKind.Details, "", ["先申请。[1]", "再提取。[1]"]), new(AnswerPartKind.ToConfirm, "请问您在哪个区县办理？"), new(AnswerPartKind.Person, "点“转人工”。"),
            ],
            Citations = [Cited(CitationStanding.Provisional)],
            Handover = true,
        };

        PlainAnswer.Of(reply).ReplaceLineEndings("\n").ShouldBe("""
            可以。[1]
            对您的情况：江北区已经撤销。
            具体规定：
            · 先申请。[1]
            · 再提取。[1]
            还要确认：请问您在哪个区县办理？
            转人工：点“转人工”。
            依据：
            [1] 《条例》第一条（国务院，2019-03-24）　暂按转载口径
            截至2026年11月20日 · AI辅助生成，以主管部门公布为准
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_person_is_offered_unless_the_reply_does_so_first_hand(bool handover, bool offered)
    {
        var reply = new TurnReply { Outcome = TurnOutcome.Answered, AsOf = Day, Handover = handover, Parts = [new(AnswerPartKind.Conclusion, "可以。")] };

        PlainAnswer.Of(reply).Contains("可随时转人工", StringComparison.Ordinal).ShouldBe(offered);
    }

    [Theory]
    [InlineData(CitationStanding.InForce, "现行")]
    [InlineData(CitationStanding.Provisional, "暂按转载口径")]
    [InlineData(CitationStanding.Sample, "往年样例")]
    public void How_far_a_source_may_be_relied_on_is_said(CitationStanding standing, string words) => PlainAnswer.StandingOf(Cited(standing)).ShouldBe(words);

    static Citation Cited(CitationStanding standing) => new()
    {
        Number = 1,
        FactId = "HF-301",
        Title = "租房提取",
        Statement = "可以。",
        Basis = "《条例》第一条（国务院，2019-03-24）",
        Area = "全国",
        Standing = standing,
    };
}
