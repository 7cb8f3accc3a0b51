using Assistant.Bot.Conversations;
using Assistant.Retrieval.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Adapters.Storage.Sqlite;

/// <summary>
/// Conversations in one SQLite file. Write-ahead log with a full sync per append, so an appended entry survives <c>kill -9</c> and a power
/// cut. Readers do not wait for the writer. Writers queue here, where waiting can be cancelled, and not inside SQLite. What is forgotten is
/// overwritten, in the file and in the write-ahead log.
/// </summary>
internal sealed class SqliteConversationStore : IConversationStore, IDisposable
{
    const string FileName = "conversations.db";

    const string EntryColumns =
        "e.sequence AS Sequence, e.id AS Id, e.kind AS Kind, e.at AS At, e.client_id AS ClientId, e.reply_to AS ReplyTo, e.payload AS Payload";

    const string ConversationColumns =
        "c.id AS ConversationId, c.citizen AS Citizen, c.channel AS Channel, c.started_at AS StartedAt, m.content AS Memory";

    const string Conversations = "conversation c LEFT JOIN memory m ON m.conversation_id = c.id";

    // Turns wait while a batch is written.
    const int MostForgottenAtOnce = 500;

    readonly TimeProvider time;
    readonly string folder;
    readonly string connectionString;
    readonly SemaphoreSlim writing = new(1);
    readonly Lock opening = new();
    bool ready;

    // Since memories were last rewritten none was touched. Only read and set by whoever writes.
    bool isRewritten;

    public SqliteConversationStore(IOptions<SqliteStorageOptions> options, TimeProvider time)
    {
        SqliteNative.Use();
        this.time = time;
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
                using var transaction = connection.BeginTransaction();
                var isNew = connection.Execute(
                    """
                    INSERT INTO conversation (id, citizen, channel, started_at, memory)
                    VALUES (@Id, @Citizen, @Channel, @StartedAt, '') ON CONFLICT (id) DO NOTHING
                    """,
                    new
                    {
                        conversation.Id,
                        conversation.Citizen,
                        conversation.Channel,
                        StartedAt = conversation.StartedAt.ToUnixTimeMilliseconds(),
                    }) > 0;
                if (isNew) Remember(connection, conversation.Id, conversation.Memory, Now());
                transaction.Commit();
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
                if (Find(connection, conversationId) is not { } known)
                    throw new InvalidOperationException($"conversation {conversationId} was never opened");

                var last = connection.ExecuteScalar<long>(
                    "SELECT coalesce(max(sequence), 0) FROM entry WHERE conversation_id = @conversationId", new { conversationId });
                var next = last;
                var stored = entries.Select(entry => Store(connection, conversationId, entry, ref next)).ToList();

                var remembers = memory is not null && (next > last || entries.Count == 0);
                if (remembers) Remember(connection, conversationId, memory!, Now());
                transaction.Commit();
                // On request: at once, but for copies left by rows that moved; those go with the next sweep.
                if (remembers && known.Memory.HasBegun && !memory!.HasBegun) Overwrite(connection);
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
                     FROM entry e JOIN conversation c ON c.id = e.conversation_id LEFT JOIN memory m ON m.conversation_id = c.id
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

    public async Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (all, batch) = (0, 0);
        do all += batch = await WriteAsync(connection => Forget(connection, before), cancellationToken);
        while (batch == MostForgottenAtOnce);

        // Also when nothing was forgotten: a correction leaves what it took the place of.
        await WriteAsync(Rewrite, cancellationToken);
        if (!await WriteAsync(Overwrite, cancellationToken))
            throw new ServiceUnavailableException("memories were forgotten, but the write-ahead log that holds them as well is in use");
        return all;
    }

    public void Dispose()
    {
        using var any = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(any);
        writing.Dispose();
    }

    static Conversation? Find(SqliteConnection connection, string conversationId) =>
        connection
            .QueryFirstOrDefault<ConversationRow>(
                $"SELECT {ConversationColumns} FROM {Conversations} WHERE c.id = @conversationId", new { conversationId })
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

    void Remember(SqliteConnection connection, string conversationId, ConversationMemory memory, long writtenAt)
    {
        isRewritten = false;
        if (StoredMemory.Write(memory) is { } content)
            connection.Execute(
                """
                INSERT INTO memory (conversation_id, written_at, oldest_at, content) VALUES (@conversationId, @writtenAt, @oldestAt, @content)
                ON CONFLICT (conversation_id) DO UPDATE SET written_at = @writtenAt, oldest_at = @oldestAt, content = @content
                """,
                new { conversationId, writtenAt, oldestAt = StoredMemory.OldestIn(memory, writtenAt), content });
        else
            connection.Execute("DELETE FROM memory WHERE conversation_id = @conversationId", new { conversationId });
    }

    int Forget(SqliteConnection connection, DateTimeOffset moment)
    {
        var before = moment.ToUnixTimeMilliseconds();
        using var transaction = connection.BeginTransaction();
        var rows = connection.Query<MemoryRow>(
            """
            SELECT conversation_id AS ConversationId, written_at AS WrittenAt, content AS Content FROM memory
            WHERE oldest_at < @before ORDER BY oldest_at LIMIT @MostForgottenAtOnce
            """,
            new { before, MostForgottenAtOnce }).AsList();
        foreach (var row in rows)
        {
            var kept = row.WrittenAt < before ? new() : StoredMemory.Read(row.Content).WithoutWhatIsOlderThan(moment);
            Remember(connection, row.ConversationId, kept, row.WrittenAt);
        }
        transaction.Commit();
        return rows.Count;
    }

    /// <summary>
    /// Writes the memories that are left into fresh pages. SQLite overwrites what is deleted, but when rows grow and move it leaves copies of
    /// them in the unused part of a page; only a page that is given up is overwritten whole.
    /// </summary>
    bool Rewrite(SqliteConnection connection)
    {
        if (isRewritten) return true;
        // A temporary table must not become a temporary file.
        connection.Execute("PRAGMA temp_store = MEMORY");
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            CREATE TEMP TABLE kept AS SELECT * FROM memory;
            DELETE FROM memory;
            INSERT INTO memory SELECT * FROM kept ORDER BY id;
            DROP TABLE kept;
            """);
        transaction.Commit();
        return isRewritten = true;
    }

    /// <summary>
    /// Carries the write-ahead log into the file, where what was deleted is overwritten with zeros, and empties it. A reader in the way is
    /// waited for a moment. False: the log is still there. Never an error, for what was written stands either way.
    /// </summary>
    static bool Overwrite(SqliteConnection connection)
    {
        try
        {
            connection.Execute("PRAGMA busy_timeout = 1000");
            return connection.ExecuteScalar<int>("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

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
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;");
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
