using System.Diagnostics;
using System.Text;
using Assistant.Bot;
using Assistant.Bot.Adapters.Storage;
using Assistant.Bot.Conversations;
using Assistant.Knowledge.Slots;
using Assistant.Retrieval.Sqlite;
using Assistant.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Channels.Tests.Conversations;

public sealed class InMemoryConversationStoreTests : ConversationStoreContract
{
    public InMemoryConversationStoreTests() => Store = new InMemoryConversationStore(Clock);

    protected override IConversationStore Store { get; }
}

public sealed class SqliteConversationStoreTests : ConversationStoreContract, IDisposable
{
    const string Marker = "zqxjv-marker";

    readonly string folder = Directory.CreateTempSubdirectory("conversations-").FullName;
    readonly ServiceProvider services;

    public SqliteConversationStoreTests() => services = Services(folder, Clock);

    protected override IConversationStore Store => services.GetRequiredService<IConversationStore>();

    [Fact]
    public async Task What_was_appended_is_there_after_a_restart()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Message("m1")], null, default);

        await using var restarted = Services(folder);

        (await restarted.GetRequiredService<IConversationStore>().ReadAsync("a", 0, 10, default)).Single().Id.ShouldBe("m1");
    }

    [Fact]
    public async Task What_was_appended_is_in_the_write_ahead_log_when_the_call_returns()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Message("m1")], null, default);

        // A copy of the files as they lie there is what a kill leaves behind.
        var copy = Directory.CreateTempSubdirectory("conversations-").FullName;
        foreach (var file in Directory.GetFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        await using var afterKill = Services(copy);

        (await afterKill.GetRequiredService<IConversationStore>().ReadAsync("a", 0, 10, default)).Single().Id.ShouldBe("m1");
    }

    [Fact]
    public async Task What_the_store_makes_is_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix rights");
            return;
        }
        var made = Path.Combine(folder, "made");
        await using var fresh = Services(made);
        var store = fresh.GetRequiredService<IConversationStore>();

        await store.OpenAsync(NewConversation("a"), default);

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(made).ShouldBe(Owner | UnixFileMode.UserExecute);
        Directory.GetFiles(made).Length.ShouldBeGreaterThan(1);
        foreach (var file in Directory.GetFiles(made)) File.GetUnixFileMode(file).ShouldBe(Owner, file);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_unavailable_service()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "conversations.db"), new string('x', 5000));

        await Should.ThrowAsync<ServiceUnavailableException>(() => Store.FindAsync("a", default));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_unavailable_service()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        await using var broken = Services(Path.Combine(file, "below"));

        await Should.ThrowAsync<ServiceUnavailableException>(() =>
            broken.GetRequiredService<IConversationStore>().FindAsync("a", default));
    }

    [Theory]
    [InlineData("""{"District":"500103","PendingSlot":"x","PendingQuestion":"能不能读一年级","Guide":"JY-01"}""")]
    [InlineData("""{"Slots":{"a":{"Value":{"type":"of a later version","Said":"x"},"At":"2026-11-20T01:00:00+00:00"}}}""")]
    [InlineData("""{"Slots":{"a":{"Value":{"Said":"x"},"At":"2026-11-20T01:00:00+00:00"}}}""")]
    [InlineData("""{"Slots":{"a":{"Value":{"type":"date","Said":"x","Earliest":"2026-02-30","Latest":"x"},"At":"2026-11-20T01:00:00+00:00"}}}""")]
    [InlineData("""{"Slots":null}""")]
    [InlineData("""{"Topics":[{"Guide":null,"Question":"x"}]}""")]
    [InlineData("""{"Topics":[{}]}""")]
    [InlineData("""{"Slots":{"a":""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("\ud800\0")]
    public async Task A_memory_of_another_version_or_a_damaged_one_is_an_empty_one_and_goes_with_the_next_sweep(string stored)
    {
        await Store.OpenAsync(NewConversation("a") with { Memory = Memories.Full }, default);
        await Store.AppendAsync("a", [Message("m1")], null, default);
        await ExecuteAsync("UPDATE memory SET content = $value", stored);

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(new ConversationMemory().Json());
        (await Store.FindUnansweredAsync(Clock.GetUtcNow(), default)).ShouldHaveSingleItem();

        Clock.Advance(TimeSpan.FromDays(1));
        (await Store.ForgetMemoriesAsync(Clock.GetUtcNow(), default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_the_version_before_is_taken_over_without_its_memories()
    {
        var older = Path.Combine(folder, "older");
        Directory.CreateDirectory(older);
        await ExecuteAsync(
            """
            CREATE TABLE conversation (
                id TEXT PRIMARY KEY, citizen TEXT NOT NULL, channel TEXT NOT NULL,
                started_at INTEGER NOT NULL, -- milliseconds since 1970, UTC; so are all times here
                memory     TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE entry (conversation_id TEXT NOT NULL REFERENCES conversation (id), sequence INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
                at INTEGER NOT NULL, client_id TEXT, reply_to TEXT, payload TEXT NOT NULL, PRIMARY KEY (conversation_id, sequence)) STRICT;
            CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;
            INSERT INTO schema_version VALUES (1);
            INSERT INTO conversation VALUES ('old', 'c-1', 'webchat', 1000, '{"District":"500103","PendingQuestion":"zqxjv-marker"}');
            INSERT INTO entry VALUES ('old', 1, 'm1', 'CitizenMessage', 1000, NULL, NULL, $value);
            """,
            "{}",
            older);
        await using var taken = Services(older);
        var store = taken.GetRequiredService<IConversationStore>();

        (await store.FindAsync("old", default))!.Memory.Json().ShouldBe(new ConversationMemory().Json());
        (await store.ReadAsync("old", 0, 10, default)).Single().Id.ShouldBe("m1");
        (await store.ForgetMemoriesAsync(Clock.GetUtcNow(), default)).ShouldBe(0);
        Bytes(older).ShouldBe(0);
    }

    [Fact]
    public async Task L21_what_is_forgotten_is_gone_from_every_file_byte_for_byte()
    {
        foreach (var n in Enumerable.Range(0, 300)) await TalkAsync($"c{n}");
        Bytes().ShouldBeGreaterThan(0, "the marker must be there to be gone");
        Clock.Advance(TimeSpan.FromDays(8));

        (await Store.ForgetMemoriesAsync(Clock.GetUtcNow().AddDays(-7), default)).ShouldBe(300);

        Bytes().ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task L21_nothing_of_it_stays_behind_in_a_file_in_which_other_memories_move_about(int seed)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 100).Select(_ => $"{random.NextInt64():x}").ToArray();
        foreach (var id in ids) await Store.OpenAsync(NewConversation(id), default);
        for (var n = 0; n < 1000; n++) await SayAsync(ids[random.Next(100)], Marker, Length());
        Clock.Advance(TimeSpan.FromDays(6));
        foreach (var id in ids[..50].Concat(ids[..50])) await SayAsync(id, "something else", Length());
        Clock.Advance(TimeSpan.FromDays(2));

        await Store.ForgetMemoriesAsync(Clock.GetUtcNow().AddDays(-7), default);

        Bytes().ShouldBe(0);
        (await Store.FindAsync(ids[0], default))!.Memory.HasBegun.ShouldBeTrue();

        int Length() => random.Next(8) == 0 ? random.Next(9000) : random.Next(900);
    }

    [Fact]
    public async Task L21_what_the_citizen_had_forgotten_is_gone_from_every_file_at_once()
    {
        await TalkAsync("a");
        Bytes().ShouldBeGreaterThan(0, "the marker must be there to be gone");

        await Store.AppendAsync("a", [Message("forget")], new ConversationMemory { Replies = 1 }, default);

        Bytes().ShouldBe(0);
    }

    [Fact]
    public async Task L21_what_a_correction_took_the_place_of_is_gone_after_a_sweep_that_forgets_nothing()
    {
        await TalkAsync("a");
        await Store.AppendAsync("a", [Message("corrected")], Memories.InYuzhong, default);

        (await Store.ForgetMemoriesAsync(Clock.GetUtcNow().AddDays(-7), default)).ShouldBe(0);

        Bytes().ShouldBe(0);
    }

    [Fact]
    public async Task Forgetting_says_so_when_a_reader_keeps_what_was_forgotten_in_the_log()
    {
        await TalkAsync("a");
        Clock.Advance(TimeSpan.FromDays(8));
        await using (var backup = await OpenAsync())
        await using (var reading = backup.CreateCommand())
        {
            reading.CommandText = "BEGIN; SELECT * FROM conversation";
            await reading.ExecuteScalarAsync();

            await Should.ThrowAsync<ServiceUnavailableException>(() => Store.ForgetMemoriesAsync(Clock.GetUtcNow().AddDays(-7), default));
            (await Store.FindAsync("a", default))!.Memory.HasBegun.ShouldBeFalse();
        }

        await Store.ForgetMemoriesAsync(Clock.GetUtcNow().AddDays(-7), default);

        Bytes().ShouldBe(0);
    }

    [Fact]
    public async Task More_than_one_batch_is_forgotten_in_one_sweep()
    {
        await Store.OpenAsync(NewConversation("a") with { Memory = Memories.Full }, default);
        await ExecuteAsync(
            """
            WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < $value)
            INSERT INTO conversation SELECT 'b' || n, citizen, channel, started_at, '' FROM conversation, copy;
            INSERT INTO memory (conversation_id, written_at, oldest_at, content) SELECT c.id, m.written_at, m.oldest_at, m.content FROM conversation c, memory m WHERE c.id <> 'a';
            """,
            1200);
        Clock.Advance(TimeSpan.FromDays(1));

        (await Store.ForgetMemoriesAsync(Clock.GetUtcNow(), default)).ShouldBe(1201);

        (await Store.FindAsync("b1200", default))!.Memory.HasBegun.ShouldBeFalse();
    }

    [Fact]
    public async Task A_sweep_looks_only_at_what_it_forgets()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        await using var connection = await OpenAsync();
        await using var plan = connection.CreateCommand();
        plan.CommandText = "EXPLAIN QUERY PLAN SELECT conversation_id, written_at, content FROM memory WHERE oldest_at < 5 ORDER BY oldest_at LIMIT 500";
        await using var rows = await plan.ExecuteReaderAsync();
        await rows.ReadAsync();

        rows.GetString(3).ShouldContain("USING INDEX memory_oldest_at");
    }

    [Fact]
    public async Task A_long_log_is_read_and_written_as_fast_as_a_short_one()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [.. Enumerable.Range(0, 20000).Select(n => Message($"m{n}"))], null, default);

        var clock = Stopwatch.StartNew();
        await Store.AppendAsync("a", [Message("last")], null, default);
        await Store.FindEntryAsync("a", "m19999", default);
        await Store.ReadAsync("a", 19990, 50, default);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A conversation whose memory grows, shrinks and moves about in the file, as memories do.</summary>
    async Task TalkAsync(string id)
    {
        await Store.OpenAsync(NewConversation(id), default);
        foreach (var turn in Enumerable.Range(1, 6))
        {
            var length = turn == 4 ? 5000 : turn * 70; // one is longer than a page
            await SayAsync(id, Marker, length);
        }
    }

    Task SayAsync(string id, string text, int length)
    {
        var said = new RememberedSlot(new TextValue(text + new string('x', length)), Clock.GetUtcNow());
        return Store.AppendAsync(id, [], Memories.Full with { Slots = new Dictionary<string, RememberedSlot> { ["said"] = said } }, default);
    }

    /// <summary>How often the marker stands in any file of the store.</summary>
    int Bytes(string? inFolder = null) => Directory.GetFiles(inFolder ?? folder).Sum(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).Count(Encoding.UTF8.GetBytes(Marker));
    });

    async Task<SqliteConnection> OpenAsync(string? inFolder = null)
    {
        SqliteNative.Use();
        var connection = new SqliteConnection($"Data Source={Path.Combine(inFolder ?? folder, "conversations.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    async Task ExecuteAsync(string sql, object value, string? inFolder = null)
    {
        await using var connection = await OpenAsync(inFolder);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value);
        await command.ExecuteNonQueryAsync();
    }

    static ServiceProvider Services(string folder, ManualClock? clock = null) => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock ?? new ManualClock())
        .AddSqliteStorage()
        .AddSingleton(Microsoft.Extensions.Options.Options.Create(new SqliteStorageOptions { Folder = folder }))
        .BuildServiceProvider();
}

public sealed class EveryConversationStore
{
    [Fact]
    public void Has_its_contract_tested()
    {
        var stores = new[] { typeof(AdapterServices).Assembly, typeof(InMemoryConversationStore).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConversationStore)))
            .Select(type => type.Name + "Tests");
        var tested = typeof(ConversationStoreContract).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ConversationStoreContract)))
            .Select(type => type.Name);

        tested.ShouldBe(stores, ignoreOrder: true);
    }
}
