using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Retrieval.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Adapters.Storage.Sqlite;

/// <summary>
/// Conversations in one SQLite file. Write-ahead log with a full sync per append, so an appended entry survives <c>kill -9</c> and a power
/// cut. Readers do not wait for the writer. Writers queue here, where waiting can be cancelled, and not inside SQLite.
/// </summary>
internal sealed class SqliteConversationStore : IConversationStore, IDisposable
{
    const string FileName = "conversations.db";

    const string EntryColumns =
        "e.sequence AS Sequence, e.id AS Id, e.kind AS Kind, e.at AS At, e.client_id AS ClientId, e.reply_to AS ReplyTo, e.payload AS Payload";

    const string ConversationColumns =
        "c.id AS ConversationId, c.citizen AS Citizen, c.channel AS Channel, c.started_at AS StartedAt, c.memory AS Memory";

    readonly string folder;
    readonly string connectionString;
    readonly SemaphoreSlim writing = new(1);
    readonly Lock opening = new();
    bool ready;

    public SqliteConversationStore(IOptions<SqliteStorageOptions> options)
    {
        SqliteNative.Use();
        folder = Path.GetFullPath(options.Value.Folder);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            // Another process (a backup, the tool) may hold the file for a moment; longer than this it is in trouble.
            DefaultTimeout = 5,
        }.ToString();
    }

    public async Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        return await WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO conversation (id, citizen, channel, started_at, memory)
                    VALUES (@Id, @Citizen, @Channel, @StartedAt, @Memory) ON CONFLICT (id) DO NOTHING
                    """,
                    new
                    {
                        conversation.Id,
                        conversation.Citizen,
                        conversation.Channel,
                        StartedAt = conversation.StartedAt.ToUnixTimeMilliseconds(),
                        Memory = JsonSerializer.Serialize(conversation.Memory),
                    });
                return Find(connection, conversation.Id)!;
            },
            cancellationToken);
    }

    public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken) =>
        ReadAsync(connection => Find(connection, conversationId), cancellationToken);

    public async Task<IReadOnlyList<ConversationEntry>> AppendAsync(
        string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken)
    {
        return await WriteAsync(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                if (Find(connection, conversationId) is null)
                    throw new InvalidOperationException($"conversation {conversationId} was never opened");

                var last = connection.ExecuteScalar<long>(
                    "SELECT coalesce(max(sequence), 0) FROM entry WHERE conversation_id = @conversationId", new { conversationId });
                var next = last;
                var stored = entries.Select(entry => Store(connection, conversationId, entry, ref next)).ToList();

                if (memory is not null && (next > last || entries.Count == 0))
                    connection.Execute(
                        "UPDATE conversation SET memory = @memory WHERE id = @conversationId",
                        new { conversationId, memory = JsonSerializer.Serialize(memory) });
                transaction.Commit();
                return stored;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(
        string conversationId, long after, int take, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ConversationEntry>>(
            connection => connection
                .Query<EntryRow>(
                    $"""
                     SELECT {EntryColumns} FROM entry e
                     WHERE e.conversation_id = @conversationId AND e.sequence > @after ORDER BY e.sequence LIMIT @take
                     """,
                    new { conversationId, after, take })
                .Select(row => row.ToEntry())
                .ToList(),
            cancellationToken);

    public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken) =>
        ReadAsync(
            connection => connection
                .QueryFirstOrDefault<EntryRow>(
                    $"SELECT {EntryColumns} FROM entry e WHERE e.conversation_id = @conversationId AND e.id = @entryId",
                    new { conversationId, entryId })
                ?.ToEntry(),
            cancellationToken);

    public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
        DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<(Conversation, ConversationEntry)>>(
            connection => connection
                .Query<ConversationRow, EntryRow, (Conversation, ConversationEntry)>(
                    $"""
                     SELECT {ConversationColumns}, {EntryColumns}
                     FROM entry e JOIN conversation c ON c.id = e.conversation_id
                     WHERE e.kind = 'CitizenMessage' AND e.at >= @since AND NOT EXISTS (
                         SELECT 1 FROM entry r
                         WHERE r.conversation_id = e.conversation_id AND r.reply_to = e.id AND r.kind = 'AssistantReply')
                     ORDER BY e.at, e.conversation_id, e.sequence
                     """,
                    (conversation, entry) => (conversation.ToConversation(), entry.ToEntry()),
                    new { since = since.ToUnixTimeMilliseconds() },
                    splitOn: "Sequence")
                .ToList(),
            cancellationToken);

    public void Dispose()
    {
        using var any = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(any);
        writing.Dispose();
    }

    static Conversation? Find(SqliteConnection connection, string conversationId) =>
        connection
            .QueryFirstOrDefault<ConversationRow>(
                $"SELECT {ConversationColumns} FROM conversation c WHERE c.id = @conversationId", new { conversationId })
            ?.ToConversation();

    static ConversationEntry Store(SqliteConnection connection, string conversationId, ConversationEntry entry, ref long last)
    {
        var known = connection.QueryFirstOrDefault<EntryRow>(
            $"""
             SELECT {EntryColumns} FROM entry e
             WHERE e.conversation_id = @conversationId AND (e.id = @Id OR (e.client_id IS NOT NULL AND e.client_id = @ClientId))
             """,
            new { conversationId, entry.Id, entry.ClientId });
        if (known is not null) return known.ToEntry();

        var row = EntryRow.Of(entry, ++last);
        connection.Execute(
            """
            INSERT INTO entry (conversation_id, sequence, id, kind, at, client_id, reply_to, payload)
            VALUES (@conversationId, @Sequence, @Id, @Kind, @At, @ClientId, @ReplyTo, @Payload)
            """,
            new { conversationId, row.Sequence, row.Id, row.Kind, row.At, row.ClientId, row.ReplyTo, row.Payload });
        return row.ToEntry();
    }

    async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return Run(write);
        }
        finally
        {
            writing.Release();
        }
    }

    Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(Run(read));
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    // SQLite has no asynchronous calls; the ones of the driver block all the same, so we say what is.
    T Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            MakeReady();
            using var connection = Open();
            return work(connection);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new ServiceUnavailableException("the conversation file cannot be used", failure);
        }
    }

    SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        return connection;
    }

    // Citizens' words are nobody else's on this machine. SQLite would make the file readable for all, and gives the files beside it the
    // same rights as this one. What is there already keeps the rights its keeper gave it. On Windows the folder's own rights hold.
    void MakeForOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, FileName);
        // Closing a file we did not make would end this process's locks on it.
        if (File.Exists(path)) return;
        // An empty file is an empty database.
        using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
    }

    // On first use and not in the constructor: a folder that is not mounted yet must not stop the start.
    void MakeReady()
    {
        if (Volatile.Read(ref ready)) return;
        lock (opening)
        {
            if (ready) return;
            MakeForOwnerOnly();
            using var connection = Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            ConversationSchema.Migrate(connection);
            Volatile.Write(ref ready, true);
        }
    }
}
