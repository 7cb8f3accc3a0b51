using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Tests.Search;

/// <summary>An official checks a clause by its number and wants that clause, not a neighbour.</summary>
public sealed class ClauseLookupTests : IAsyncLifetime
{
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Theory]
    [InlineData("义务教育法第十一条讲几岁入学")]
    [InlineData("《义务教育法》第11条")]
    [InlineData("中华人民共和国义务教育法第 11 条是什么内容")]
    public async Task A_clause_is_found_by_its_number(string text)
    {
        var reply = await turn.AskAsync(text);

        reply.Guide.ShouldBe("ENR-01");
        reply.Cited().ShouldBe(["ENR-101"]);
    }

    [Fact]
    public async Task A_clause_we_do_not_hold_gets_no_neighbour()
    {
        var reply = await turn.AskAsync("义务教育法第四十九条说的入学是什么");

        reply.Outcome.ShouldBe(TurnOutcome.NothingFound);
        reply.Citations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clause_of_a_document_that_is_not_ours_is_an_ordinary_question()
    {
        var reply = await turn.AskAsync("几岁可以上小学，民法典第一条说了吗");

        reply.Cited().ShouldContain("ENR-101");
    }
}
