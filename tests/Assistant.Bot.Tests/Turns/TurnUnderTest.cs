using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Knowledge;
using Assistant.Retrieval;
using Assistant.Retrieval.Sqlite;
using Assistant.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Turns;

/// <summary>The turn as the product composes it, over a small content folder, a real index in a temp folder and a clock that is moved by hand.</summary>
public sealed class TurnUnderTest : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly SqlitePassageIndex sqlite;
    int turns;

    TurnUnderTest(ContentFolder folder, TurnOptions? options)
    {
        Folder = folder;
        sqlite = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = Path.Combine(folder.Data, "index") }));
        Index = new ScriptedPassageIndex(sqlite);
        services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IPassageIndex>(Index)
            .AddSingleton(Options.Create(new KnowledgeOptions { ContentFolder = folder.Path, DataFolder = folder.Data }))
            .AddSingleton(Options.Create(options ?? new TurnOptions()))
            .AddKnowledge().AddBot().BuildServiceProvider();
    }

    public ContentFolder Folder { get; }

    public ManualClock Clock { get; } = new();

    public RecordingLogger Log { get; } = new();

    public ScriptedPassageIndex Index { get; }

    public KnowledgeBase Knowledge => Get<KnowledgeBase>();

    public static async Task<TurnUnderTest> StartAsync(ContentFolder? folder = null, TurnOptions? options = null)
    {
        var turn = new TurnUnderTest(folder ?? new ContentFolder(), options);
        (await turn.Knowledge.ReloadAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        return turn;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<TurnReply> AskAsync(
        string text, ConversationMemory? memory = null, string? district = null, DateOnly? today = null, CancellationToken hangUp = default) =>
        Get<CitizenTurn>().RunAsync(
            new CitizenMessage { ConversationId = "c", TurnId = $"t{Interlocked.Increment(ref turns)}", Text = text, Channel = "test", District = district, Today = today },
            memory ?? new ConversationMemory(), hangUp);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        sqlite.Dispose();
        Log.Dispose();
        Folder.Dispose();
    }
}

/// <summary>The real index, except that finding does what the test says.</summary>
public sealed class ScriptedPassageIndex(IPassageIndex inner) : IPassageIndex
{
    public Func<PassageQuery, CancellationToken, Task<IReadOnlyList<PassageHit>>>? Find { get; set; }

    public Task<string?> GetVersionAsync(CancellationToken cancellationToken) => inner.GetVersionAsync(cancellationToken);

    public Task ReplaceAsync(string version, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(version, passages, cancellationToken);

    public Task<IReadOnlyList<PassageHit>> FindAsync(PassageQuery query, CancellationToken cancellationToken) =>
        Find is null ? inner.FindAsync(query, cancellationToken) : Find(query, cancellationToken);
}
