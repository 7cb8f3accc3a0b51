using Assistant.Bot.Conversations;
using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Bot.Tests.Dialogue;

/// <summary>Whatever has been said, an answer and a person are one message away, and no question comes back a third time in a row.</summary>
public sealed class NoDeadEndTests : IAsyncLifetime
{
    // As the slot asks it; the words around it differ.
    const string Question = "请问您家一个月收入多少";

    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync(SlotsStayApartTests.WithIncomeRule());

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public void After_any_sequence_of_messages_an_answer_and_a_person_can_be_had() =>
        Prop.ForAll(Gen.Elements(SlotsStayApartTests.Messages).ListOf().ToArbitrary(), talk =>
        {
            var memory = new ConversationMemory();
            foreach (var message in talk) memory = Ask(message, memory).Memory;

            Ask("租房提取公积金每月可以提好多钱", memory).Cited().ShouldNotBeEmpty();
            var person = Ask("转人工", memory);
            (person.Outcome == TurnOutcome.HandedOver || person.Handover).ShouldBeTrue();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void No_question_is_put_more_than_twice_in_a_row() =>
        Prop.ForAll(Gen.Elements("家庭月收入", "嗯嗯", "????", "asdf", "不晓得哦", "哇啦哇啦", "红烧肉咋个炖", "", "……", "谢谢").ListOf(8).ToArbitrary(), talk =>
        {
            var memory = Ask("租房的话我们家月供上限是多少", new ConversationMemory()).Memory;
            var asked = new List<bool> { true };
            foreach (var message in talk)
            {
                var reply = Ask(message, memory);
                memory = reply.Memory;
                asked.Add(reply.Asks.Count > 0 || reply.Said().Contains(Question, StringComparison.Ordinal));
            }

            for (var at = 2; at < asked.Count; at++)
                (asked[at] && asked[at - 1] && asked[at - 2]).ShouldBeFalse(string.Join(" | ", talk));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    TurnReply Ask(string message, ConversationMemory memory)
    {
        var reply = turn.AskAsync(message, memory).GetAwaiter().GetResult();
        reply.Outcome.ShouldNotBe(TurnOutcome.InternalError);
        reply.Parts.ShouldNotBeEmpty();
        return reply;
    }
}
