using Assistant.Bot.Answers;
using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Tests.Answers;

/// <summary>A figure somebody wants confirmed and no fact holds is doubted by name; a right one, or one that is no claim, is not.</summary>
public sealed class DoubtfulClaimTests : IAsyncLifetime
{
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Theory]
    [InlineData("听说租房提取公积金每月可以提2500元，对吧", "2500元")]
    [InlineData("租房提取公积金每月可以提好多钱，是不是2000元", "2000元")]
    public async Task A_wrong_figure_is_doubted_and_the_rule_said(string text, string claim)
    {
        var reply = await turn.AskAsync(text);

        reply.Outcome.ShouldNotBe(TurnOutcome.NothingFound);
        reply.Said(AnswerPartKind.Conclusion).ShouldBe($"没有查到“{claim}”这个说法的依据，能引用的规定是：每人每月1800元，夫妻合计3600元。[1]");
    }

    [Theory]
    [InlineData("听说租房提取公积金每月可以提1800元，对吧")]
    [InlineData("听说租房提取公积金两口子每月可以提3600元，是真的吗")]
    [InlineData("租房提取公积金每月可以提2500元")]
    public async Task A_right_figure_or_no_claim_is_not_doubted(string text)
    {
        (await turn.AskAsync(text)).Said().ShouldNotContain("没有查到“");
    }

    [Theory]
    [InlineData("听说租房提取公积金每月可以提1,800元，对吧")]
    [InlineData("听说租房提取公积金每月可以提1，800元，对吧")]
    [InlineData("听说租房提取公积金每月可以提１８００元，对吧")]
    public async Task A_right_figure_is_not_doubted_however_it_is_written(string text)
    {
        (await turn.AskAsync(text)).Said().ShouldNotContain("没有查到“");
    }

    [Theory]
    [InlineData("我娃儿2019年生的，渝中区小学好久开始报名，是不是要先准备材料")]
    [InlineData("渝中区小学好久开始报名，我13日要出差，是否可以晚点")]
    public async Task A_figure_of_the_citizens_own_story_is_no_claim(string text)
    {
        (await turn.AskAsync(text)).Said().ShouldNotContain("没有查到“");
    }
}
