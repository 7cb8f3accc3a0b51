using System.Diagnostics.Metrics;
using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Retrieval;

namespace Assistant.Bot.Tests.Turns;

/// <summary>Our time, the citizen hanging up, a broken neighbour and our own faults are four different things.</summary>
public sealed class BrokenTurnTests : IAsyncLifetime
{
    const string Question = "没有住房可不可以提取公积金";

    static readonly ConversationMemory Memory = Memories.In("500108") with { Topics = [new Topic { Guide = "HF-03", Question = "每月可以提好多钱", OpenSlot = "district" }], Asked = new("district", 1) };

    readonly TaskCompletionSource searching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public async Task A_turn_that_takes_longer_than_its_budget_ends_as_took_too_long()
    {
        turn.Index.Find = SearchForever;
        var asked = turn.AskAsync(Question, Memory);
        await searching.Task;

        turn.Clock.Advance(TimeSpan.FromSeconds(9.9));
        asked.IsCompleted.ShouldBeFalse();
        turn.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var reply = await asked;

        reply.Outcome.ShouldBe(TurnOutcome.TookTooLong);
        reply.Handover.ShouldBeTrue();
        reply.Latency.ShouldBe(TimeSpan.FromSeconds(10));
        reply.Said().ShouldContain("这次查得太久");
    }

    [Fact]
    public async Task A_citizen_who_hangs_up_ends_the_turn_without_a_reply_and_is_counted()
    {
        using var hangUp = new CancellationTokenSource();
        var hungUp = 0L;
        using var meters = Count("HungUp", count => hungUp += count);
        turn.Index.Find = SearchForever;
        var asked = turn.AskAsync(Question, Memory, hangUp: hangUp.Token);
        await searching.Task;

        await hangUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        hungUp.ShouldBe(1);
        turn.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_cannot_be_reached_ends_as_service_unavailable()
    {
        turn.Index.Find = (_, _) => throw new SearchUnavailableException("no such file");

        var reply = await turn.AskAsync(Question, Memory);

        reply.Outcome.ShouldBe(TurnOutcome.ServiceUnavailable);
        reply.Handover.ShouldBeTrue();
        turn.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_of_ours_ends_as_internal_error_and_is_logged_once()
    {
        turn.Index.Find = (_, _) => throw new InvalidOperationException("a fault");

        var reply = await turn.AskAsync(Question, Memory);

        reply.Outcome.ShouldBe(TurnOutcome.InternalError);
        reply.Handover.ShouldBeTrue();
        turn.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_neighbour_that_cancels_for_reasons_of_its_own_still_gets_the_citizen_a_reply()
    {
        turn.Index.Find = (_, _) => throw new TaskCanceledException("the client's own timeout");

        var reply = await turn.AskAsync(Question, Memory);

        reply.Outcome.ShouldBeOneOf(TurnOutcome.ServiceUnavailable, TurnOutcome.InternalError);
    }

    [Fact]
    public async Task Content_that_was_never_loaded_ends_as_a_named_outcome()
    {
        await using var cold = await TurnUnderTest.StartAsync();
        var turnBeforeLoad = new TurnFarewell(new Knowledge.KnowledgeBase(
            cold.Index, Microsoft.Extensions.Options.Options.Create(new Knowledge.KnowledgeOptions()), Microsoft.Extensions.Logging.Abstractions.NullLogger<Knowledge.KnowledgeBase>.Instance), TimeProvider.System);

        turnBeforeLoad.InternalError(Memory).Said().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(TurnOutcome.ServiceUnavailable)]
    [InlineData(TurnOutcome.InternalError)]
    public async Task A_turn_that_broke_keeps_what_was_remembered(TurnOutcome outcome)
    {
        turn.Index.Find = (_, _) => throw Failure(outcome);

        (await turn.AskAsync(Question, Memory)).Memory.ShouldBe(Memory);
    }

    [Theory]
    [InlineData(TurnOutcome.ServiceUnavailable)]
    [InlineData(TurnOutcome.InternalError)]
    public async Task A_turn_that_broke_carries_the_day(TurnOutcome outcome)
    {
        turn.Index.Find = (_, _) => throw Failure(outcome);

        var reply = await turn.AskAsync(Question, Memory);

        reply.AsOf.ShouldBe(new DateOnly(2026, 11, 20));
        PlainAnswer.Of(reply).ShouldContain("截至2026年11月20日");
    }

    [Fact]
    public async Task A_question_after_a_broken_one_is_answered()
    {
        turn.Index.Find = (_, _) => throw new SearchUnavailableException("for a moment");
        await turn.AskAsync(Question);
        turn.Index.Find = null;

        (await turn.AskAsync(Question)).Outcome.ShouldBe(TurnOutcome.Answered);
    }

    async Task<IReadOnlyList<PassageHit>> SearchForever(PassageQuery query, CancellationToken cancellationToken)
    {
        searching.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return [];
    }

    static Exception Failure(TurnOutcome outcome) =>
        outcome == TurnOutcome.ServiceUnavailable ? new SearchUnavailableException("gone") : new InvalidOperationException("a fault");

    static MeterListener Count(string outcome, Action<long> add)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: TurnJournal.Telemetry, Name: "assistant.turns" }) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "outcome", Value: string value } && value == outcome) add(count);
        });
        listener.Start();
        return listener;
    }
}
