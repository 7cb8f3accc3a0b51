using Assistant.Retrieval;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge.Tests;

public sealed class ContentWatchTests : IAsyncDisposable
{
    readonly ContentFolder folder = new();
    readonly ManualClock clock = new();
    readonly StubbornIndex index = new();
    readonly KnowledgeBase knowledge;
    readonly ContentWatch watch;

    public ContentWatchTests()
    {
        var options = Options.Create(new KnowledgeOptions { ContentFolder = folder.Path, DataFolder = folder.Data, LookEvery = TimeSpan.FromSeconds(3) });
        knowledge = new KnowledgeBase(index, options, NullLogger<KnowledgeBase>.Instance);
        watch = new ContentWatch(knowledge, options, clock, NullLogger<ContentWatch>.Instance);
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_edit_goes_live_at_the_next_look()
    {
        await StartAsync();
        folder.Append(ContentFolder.HousingFund, "# edited\n");

        await LookAsync(1);

        await index.ReplacedAsync(2);
    }

    [Fact]
    public async Task A_reload_that_failed_is_tried_again_at_the_next_look()
    {
        await StartAsync();
        index.Refuse = 1;
        folder.Append(ContentFolder.HousingFund, "# edited\n");

        await LookAsync(1);
        await LookAsync(2);

        await index.ReplacedAsync(2);
    }

    async Task StartAsync()
    {
        await knowledge.ReloadAsync(Token);
        await watch.StartAsync(Token);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(3)).WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    async Task LookAsync(int look)
    {
        clock.Advance(TimeSpan.FromSeconds(3));
        await index.AskedAsync(1 + look);
    }

    /// <summary>An index that keeps versions only and refuses the next calls as often as told.</summary>
    sealed class StubbornIndex : IPassageIndex
    {
        readonly SemaphoreSlim changed = new(0);
        string? version;
        int asked;
        int replaced;

        public int Refuse { get; set; }

        public Task<string?> GetVersionAsync(CancellationToken cancellationToken)
        {
            asked++;
            changed.Release();
            return Task.FromResult(version);
        }

        public Task ReplaceAsync(string newVersion, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken)
        {
            if (Refuse-- > 0) throw new SearchUnavailableException("the disk is full");
            version = newVersion;
            replaced++;
            changed.Release();
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PassageHit>> FindAsync(PassageQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AskedAsync(int times) => UntilAsync(() => asked >= times);

        public Task ReplacedAsync(int times) => UntilAsync(() => replaced >= times);

        async Task UntilAsync(Func<bool> reached)
        {
            while (!reached())
                (await changed.WaitAsync(TimeSpan.FromSeconds(5), Token)).ShouldBeTrue("the index was not asked again");
        }
    }
}
