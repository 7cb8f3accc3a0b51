using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;
using Assistant.Retrieval;

namespace Assistant.Bot.Tests.Search;

/// <summary>The index may be a moment ahead of the content, or behind it.</summary>
public sealed class FactSearchTests : IAsyncLifetime
{
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public async Task Facts_and_guides_the_content_does_not_know_are_passed_over()
    {
        turn.Index.Find = (_, _) => Task.FromResult<IReadOnlyList<PassageHit>>(
            [new("HF-999", "HF-03", 9, 0.9), new("NEW-101", "NEW-01", 8, 0.9), new("guide:NEW-01", "NEW-01", 8, 0.9), new("HF-301", "HF-03", 7, 0.9)]);

        var reply = await turn.AskAsync("没有住房可不可以提取公积金");

        reply.Outcome.ShouldBe(TurnOutcome.Answered);
        reply.Cited()[0].ShouldBe("HF-301");
    }

    [Fact]
    public async Task Hits_of_unknown_guides_only_find_nothing()
    {
        turn.Index.Find = (_, _) => Task.FromResult<IReadOnlyList<PassageHit>>([new("NEW-101", "NEW-01", 8, 0.9)]);

        (await turn.AskAsync("没有住房可不可以提取公积金")).Outcome.ShouldBe(TurnOutcome.NothingFound);
    }

    [Theory]
    [InlineData("HF-305")]
    [InlineData("HF-306")]
    [InlineData("HF-302-2023")]
    [InlineData("HF-304")]
    [InlineData("HF-307")]
    public async Task An_index_that_filters_wrongly_gets_nothing_cited_that_may_not_be(string fact)
    {
        turn.Index.Find = (_, _) => Task.FromResult<IReadOnlyList<PassageHit>>([new(fact, "HF-03", 9, 0.9), new("HF-301", "HF-03", 8, 0.9)]);

        var reply = await turn.AskAsync("在南岸没有住房可不可以提取公积金");

        reply.Outcome.ShouldNotBe(TurnOutcome.InternalError);
        reply.Cited().ShouldNotContain(fact);
    }

    [Fact]
    public async Task The_index_is_asked_for_the_day_and_the_areas_of_the_citizen()
    {
        PassageQuery? asked = null;
        turn.Index.Find = (query, _) =>
        {
            asked = query;
            return Task.FromResult<IReadOnlyList<PassageHit>>([]);
        };

        await turn.AskAsync("在北碚娃儿上小学怎么报名", today: new DateOnly(2026, 3, 1));

        asked!.On.ShouldBe(new DateOnly(2026, 3, 1));
        asked.Areas!.ShouldBe(["CN", "500000", "500109"], ignoreOrder: true, "two towns of 渝北区 do not make its notices those of 北碚区");
        asked.Expansions.ShouldContain("孩子");
    }
}
