using System.Diagnostics;
using Assistant.Bot;
using Assistant.Bot.Adapters.Storage;
using Assistant.Bot.Conversations;
using Assistant.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Channels.Tests.Conversations;

public sealed class InMemoryConversationStoreTests : ConversationStoreContract
{
    protected override IConversationStore Store { get; } = new InMemoryConversationStore();
}

public sealed class SqliteConversationStoreTests : ConversationStoreContract, IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("conversations-").FullName;
    readonly ServiceProvider services;

    public SqliteConversationStoreTests() => services = Services(folder);

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

    static ServiceProvider Services(string folder) => new ServiceCollection()
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
