using System.Threading.Channels;
using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Slots;
using Assistant.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Dialogue;

/// <summary>L-21: what a citizen said about themselves is erased when its time is over, by itself.</summary>
public sealed class MemoryRetentionTests : IAsyncDisposable
{
    const string Marker = "13808880888";

    static readonly DialogueOptions Times = new() { Retention = TimeSpan.FromDays(7), SweepEvery = TimeSpan.FromHours(1) };

    readonly ManualClock clock = new();
    readonly RecordingLogger log = new();
    readonly WatchedStore store;
    readonly MemoryRetention retention;

    public MemoryRetentionTests()
    {
        store = new WatchedStore(clock);
        retention = new MemoryRetention(store, Options.Create(Times), new LoggerFactory([log]).CreateLogger<MemoryRetention>(), clock);
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await retention.StopAsync(CancellationToken.None);
        retention.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task L21_a_memory_is_erased_when_its_time_is_over_and_not_before()
    {
        await SayAsync("a");
        await StartAsync();

        await SweepAsync(hours: (7 * 24) - 1);
        (await MemoryAsync("a")).HasBegun.ShouldBeTrue();

        await SweepAsync(hours: 1);
        (await MemoryAsync("a")).Json().ShouldBe(new ConversationMemory().Json());
        await SweepAsync(hours: 1);
        log.Lines.Count(line => line.Contains("1 memories", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_grew_old_while_the_machine_stood_still_is_erased_soon_after_the_start()
    {
        await SayAsync("a");
        clock.Advance(TimeSpan.FromDays(30));

        await StartAsync();

        (await MemoryAsync("a")).HasBegun.ShouldBeFalse();
    }

    [Fact]
    public async Task A_conversation_in_use_keeps_its_memory()
    {
        await SayAsync("used");
        await SayAsync("left");
        await StartAsync();

        for (var day = 0; day < 10; day++)
        {
            await SweepAsync(hours: 24);
            await SayAsync("used");
        }

        (await MemoryAsync("used")).Slots.ShouldNotBeEmpty();
        (await MemoryAsync("left")).HasBegun.ShouldBeFalse();
    }

    [Fact]
    public async Task The_store_is_swept_as_often_as_is_set_and_for_what_is_older_than_is_set()
    {
        await StartAsync();
        store.Asked.Count.ShouldBe(1);

        await SweepAsync(hours: 3);

        store.Asked.Count.ShouldBe(4);
        store.Asked[^1].ShouldBe(clock.GetUtcNow() - Times.Retention);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_breaks_once_is_tried_again_the_next_time(bool unavailable)
    {
        await SayAsync("a");
        clock.Advance(TimeSpan.FromDays(8));
        store.Break = unavailable
            ? new ServiceUnavailableException($"the row says {Marker}", new IOException(Marker))
            : new InvalidOperationException($"the row says {Marker}");

        await StartAsync();
        (await MemoryAsync("a")).HasBegun.ShouldBeTrue();

        var kind = store.Break.GetType().Name;
        store.Break = null;
        await SweepAsync(hours: 1);
        (await MemoryAsync("a")).HasBegun.ShouldBeFalse();
        log.Lines.Single(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldContain(kind);
    }

    [Fact]
    public async Task No_log_record_holds_what_is_forgotten_or_what_a_broken_store_says()
    {
        await SayAsync("a");
        clock.Advance(TimeSpan.FromDays(8));
        store.Break = new ServiceUnavailableException($"the row says {Marker}", new IOException(Marker));
        await StartAsync();
        store.Break = null;
        await SweepAsync(hours: 2);

        log.Lines.Count.ShouldBeGreaterThan(1);
        log.Lines.ShouldAllBe(line => !line.Contains(Marker, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_is_no_error()
    {
        await StartAsync();

        await retention.StopAsync(Token);

        retention.ExecuteTask!.IsFaulted.ShouldBeFalse();
        log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_runs_wherever_conversations_are_stored()
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(clock).AddSingleton<IConversationStore>(store).AddSingleton(new RunTurn((_, _) => throw new InvalidOperationException("no turn")))
            .AddConversations().BuildServiceProvider();

        services.GetServices<IHostedService>().OfType<MemoryRetention>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("00:09:00", "01:00:00", false)]
    [InlineData("91.00:00:00", "01:00:00", false)]
    [InlineData("7.00:00:00", "00:00:30", false)]
    [InlineData("7.00:00:00", "1.00:00:01", false)]
    [InlineData("00:10:00", "1.00:00:00", true)]
    public void Times_that_make_no_sense_are_refused(string keep, string sweep, bool holds) =>
        new ValidateDialogueOptions().Validate(null, new DialogueOptions { Retention = TimeSpan.Parse(keep, null), SweepEvery = TimeSpan.Parse(sweep, null) }).Succeeded.ShouldBe(holds);

    async Task StartAsync()
    {
        await retention.StartAsync(Token);
        await clock.WaitForTimerAsync(MemoryRetention.FirstAfter).WaitAsync(Token);
        clock.Advance(MemoryRetention.FirstAfter);
        await store.SweptAsync();
    }

    async Task SweepAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            clock.Advance(Times.SweepEvery);
            await store.SweptAsync();
        }
    }

    async Task SayAsync(string id)
    {
        await store.OpenAsync(new Conversation { Id = id, Citizen = "c-1", Channel = "test", StartedAt = clock.GetUtcNow() }, Token);
        var said = new RememberedSlot(new TextValue(Marker), clock.GetUtcNow());
        await store.AppendAsync(id, [], new ConversationMemory { Slots = new Dictionary<string, RememberedSlot> { ["phone"] = said } }, Token);
    }

    async Task<ConversationMemory> MemoryAsync(string id) => (await store.FindAsync(id, Token))!.Memory;

    /// <summary>Breaks when told to, and says when it was swept.</summary>
    sealed class WatchedStore(ManualClock clock) : IConversationStore
    {
        readonly InMemoryConversationStore inner = new(clock);
        readonly Channel<DateTimeOffset> sweeps = Channel.CreateUnbounded<DateTimeOffset>();

        public Exception? Break { get; set; }

        public List<DateTimeOffset> Asked { get; } = [];

        /// <summary>Completes with the next sweep, which is over then but for its line in the log.</summary>
        public async Task SweptAsync() => Asked.Add(await sweeps.Reader.ReadAsync(Token));

        public async Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            try
            {
                return Break is null ? await inner.ForgetMemoriesAsync(before, cancellationToken) : throw Break;
            }
            finally
            {
                sweeps.Writer.TryWrite(before);
            }
        }

        public Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken) => inner.OpenAsync(conversation, cancellationToken);

        public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken) => inner.FindAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<ConversationEntry>> AppendAsync(
            string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken) =>
            inner.AppendAsync(conversationId, entries, memory, cancellationToken);

        public Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long after, int take, CancellationToken cancellationToken) =>
            inner.ReadAsync(conversationId, after, take, cancellationToken);

        public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken) =>
            inner.FindEntryAsync(conversationId, entryId, cancellationToken);

        public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            inner.FindUnansweredAsync(since, cancellationToken);
    }
}
