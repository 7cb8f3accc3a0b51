using System.Collections.Concurrent;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Turns;

public sealed class TurnDispatcherTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly RecordingLogger log = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();
    readonly ConcurrentQueue<string> started = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Turns_of_one_conversation_run_one_at_a_time_in_the_order_they_came()
    {
        var (running, most) = (0, 0);
        var delivered = new ConcurrentQueue<string>();
        var dispatcher = Dispatcher(new TurnOptions(), async message =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Reply(message);
        });

        foreach (var number in Enumerable.Range(0, 100)) dispatcher.TryDispatch(Message("c", $"{number}"), Deliver(delivered)).ShouldBeTrue();
        await StopAsync(dispatcher);

        delivered.ShouldBe(Enumerable.Range(0, 100).Select(number => $"{number}"));
        most.ShouldBe(1);
    }

    [Fact]
    public async Task Conversations_do_not_wait_for_each_other()
    {
        var dispatcher = Gated(new TurnOptions());
        dispatcher.TryDispatch(Message("slow", "s1"), Nowhere).ShouldBeTrue();
        await StartedAsync("s1");

        dispatcher.TryDispatch(Message("quick", "q1"), Nowhere).ShouldBeTrue();

        await StartedAsync("q1");
        Open("s1", "q1");
        await StopAsync(dispatcher);
    }

    [Fact]
    public async Task No_more_turns_run_at_once_than_allowed()
    {
        var dispatcher = Gated(new TurnOptions { Concurrency = 2 });
        foreach (var number in Enumerable.Range(1, 3)) dispatcher.TryDispatch(Message($"c{number}", $"t{number}"), Nowhere).ShouldBeTrue();
        await EventuallyAsync(() => started.Count == 2);

        started.Count.ShouldBe(2);
        Open([.. started]);

        await EventuallyAsync(() => started.Count == 3);
        Open("t1", "t2", "t3");
        await StopAsync(dispatcher);
    }

    [Fact]
    public async Task A_full_queue_says_so_and_takes_again_when_a_turn_is_done()
    {
        var dispatcher = Gated(new TurnOptions { QueueLength = 2 });
        var delivered = new ConcurrentQueue<string>();
        dispatcher.TryDispatch(Message("a", "t1"), Deliver(delivered)).ShouldBeTrue();
        dispatcher.TryDispatch(Message("b", "t2"), Deliver(delivered)).ShouldBeTrue();

        dispatcher.TryDispatch(Message("c", "t3"), Deliver(delivered)).ShouldBeFalse();
        Open("t1");
        await EventuallyAsync(() => dispatcher.TryDispatch(Message("c", "t4"), Deliver(delivered)));
        Open("t2", "t4");
        await StopAsync(dispatcher);

        delivered.ShouldBe(["t1", "t2", "t4"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_delivery_that_breaks_is_logged_and_does_not_stop_its_conversation()
    {
        var delivered = new ConcurrentQueue<string>();
        var dispatcher = Dispatcher(new TurnOptions { Concurrency = 1, QueueLength = 3 }, message => Task.FromResult(Reply(message)));

        dispatcher.TryDispatch(Message("c", "t1"), (_, _) => throw new InvalidOperationException("the line is dead")).ShouldBeTrue();
        dispatcher.TryDispatch(Message("c", "t2"), (_, _) => Task.FromException(new OperationCanceledException())).ShouldBeTrue();
        dispatcher.TryDispatch(Message("c", "t3"), Deliver(delivered)).ShouldBeTrue();
        await StopAsync(dispatcher);

        delivered.ShouldBe(["t3"]);
        log.Lines.Count(line => line.Contains("could not be delivered", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task The_end_of_a_turn_is_told_once_however_it_ended()
    {
        var over = new ConcurrentQueue<string>();
        var dispatcher = Dispatcher(new TurnOptions(), message =>
            message.TurnId == "t1" ? throw new ServiceUnavailableException("no memory") : Task.FromResult(Reply(message)));

        dispatcher.TryDispatch(Message("c", "t1"), Nowhere, () => over.Enqueue("t1")).ShouldBeTrue();
        dispatcher.TryDispatch(Message("c", "t2"), (_, _) => throw new InvalidOperationException("the line is dead"), () => over.Enqueue("t2")).ShouldBeTrue();
        dispatcher.TryDispatch(Message("c", "t3"), Nowhere, () => over.Enqueue("t3")).ShouldBeTrue();
        await StopAsync(dispatcher);

        over.ShouldBe(["t1", "t2", "t3"]);
    }

    [Fact]
    public async Task A_stop_finishes_what_is_under_way_and_takes_nothing_new()
    {
        var delivered = new ConcurrentQueue<string>();
        var dispatcher = Gated(new TurnOptions());
        dispatcher.TryDispatch(Message("a", "t1"), Deliver(delivered)).ShouldBeTrue();
        dispatcher.TryDispatch(Message("a", "t2"), Deliver(delivered)).ShouldBeTrue();
        await StartedAsync("t1");

        var stopping = StopAsync(dispatcher);
        dispatcher.TryDispatch(Message("b", "t3"), Deliver(delivered)).ShouldBeFalse();
        stopping.IsCompleted.ShouldBeFalse();
        Open("t1", "t2");
        await stopping;

        delivered.ShouldBe(["t1", "t2"]);
    }

    [Fact]
    public async Task A_stop_waits_no_longer_than_it_is_allowed()
    {
        var dispatcher = Gated(new TurnOptions());
        dispatcher.TryDispatch(Message("a", "t1"), Nowhere).ShouldBeTrue();
        await StartedAsync("t1");
        using var impatient = new CancellationTokenSource();

        var stopping = ((IHostedService)dispatcher).StopAsync(impatient.Token);
        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(stopping);
        Open("t1");
    }

    [Fact]
    public async Task Many_conversations_at_once_lose_and_mix_nothing()
    {
        var delivered = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var dispatcher = Dispatcher(new TurnOptions { Concurrency = 4, QueueLength = 100_000 }, message => Task.FromResult(Reply(message)));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(conversation => Task.Run(() =>
        {
            foreach (var number in Enumerable.Range(0, 100))
                dispatcher.TryDispatch(Message($"c{conversation}", $"{number}"), Deliver(delivered.GetOrAdd($"c{conversation}", _ => new()))).ShouldBeTrue();
        })));
        await StopAsync(dispatcher);

        delivered.Count.ShouldBe(50);
        delivered.Values.ShouldAllBe(turns => turns.SequenceEqual(Enumerable.Range(0, 100).Select(number => $"{number}")));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_told_to_the_citizen()
    {
        await using var turn = await TurnUnderTest.StartAsync();
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConversationStore>(new UnreachableStore()).AddSingleton(turn.Get<CitizenTurn>()).AddSingleton(turn.Get<TurnFarewell>())
            .AddConversations().BuildServiceProvider();

        var reply = await services.GetRequiredService<RunTurn>()(Message("c", "t1"), CancellationToken.None);

        reply.Outcome.ShouldBe(TurnOutcome.ServiceUnavailable);
    }

    TurnDispatcher Dispatcher(TurnOptions options, Func<CitizenMessage, Task<TurnReply>> run) =>
        new((message, _) => run(message), Options.Create(options), new LoggerFactory([log]).CreateLogger<TurnDispatcher>());

    TurnDispatcher Gated(TurnOptions options) => Dispatcher(options, async message =>
    {
        started.Enqueue(message.TurnId);
        await Gate(message.TurnId).Task;
        return Reply(message);
    });

    TaskCompletionSource Gate(string turn) => gates.GetOrAdd(turn, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    void Open(params string[] turns)
    {
        foreach (var turn in turns) Gate(turn).TrySetResult();
    }

    Task StartedAsync(string turn) => EventuallyAsync(() => started.Contains(turn));

    static async Task EventuallyAsync(Func<bool> holds)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!holds())
        {
            watch.Elapsed.ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }

    static Task StopAsync(TurnDispatcher dispatcher) => ((IHostedService)dispatcher).StopAsync(CancellationToken.None).WaitAsync(Patience);

    static CitizenMessage Message(string conversation, string turn) => new() { ConversationId = conversation, TurnId = turn, Text = "", Channel = "test" };

    static TurnReply Reply(CitizenMessage message) => new() { Outcome = TurnOutcome.Answered, Reason = message.TurnId };

    static DeliverReply Deliver(ConcurrentQueue<string> to) => (reply, _) =>
    {
        to.Enqueue(reply.Reason);
        return Task.CompletedTask;
    };

    static Task Nowhere(TurnReply reply, CancellationToken cancellationToken) => Task.CompletedTask;

    sealed class UnreachableStore : IConversationStore
    {
        public Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<IReadOnlyList<ConversationEntry>> AppendAsync(
            string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long after, int take, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
            DateTimeOffset since, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");

        public Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new ServiceUnavailableException("gone");
    }
}
