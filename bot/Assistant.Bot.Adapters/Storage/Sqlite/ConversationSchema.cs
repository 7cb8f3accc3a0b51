using Dapper;
using Microsoft.Data.Sqlite;

namespace Assistant.Bot.Adapters.Storage.Sqlite;

/// <summary>
/// Tables of the conversation file, as steps that are never edited once released: a new version is a new step at the end. A file of a
/// later version than this program knows is refused, so that an older program never writes into it.
/// </summary>
internal static class ConversationSchema
{
    static readonly string[] Steps =
    [
        """
        CREATE TABLE conversation (
            id         TEXT PRIMARY KEY,
            citizen    TEXT NOT NULL,
            channel    TEXT NOT NULL,
            started_at INTEGER NOT NULL, -- milliseconds since 1970, UTC; so are all times here
            memory     TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entry (
            conversation_id TEXT NOT NULL REFERENCES conversation (id),
            sequence        INTEGER NOT NULL,
            id              TEXT NOT NULL,
            kind            TEXT NOT NULL,
            at              INTEGER NOT NULL,
            client_id       TEXT,
            reply_to        TEXT,
            payload         TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence)
        ) STRICT;

        CREATE UNIQUE INDEX entry_id ON entry (conversation_id, id);
        CREATE UNIQUE INDEX entry_client_id ON entry (conversation_id, client_id) WHERE client_id IS NOT NULL;
        CREATE INDEX entry_reply_to ON entry (conversation_id, reply_to) WHERE reply_to IS NOT NULL;
        CREATE INDEX entry_recent_messages ON entry (at) WHERE kind = 'CitizenMessage';
        """,
        // Memories apart from the rest, so that all of them can be written anew. Those of before can no longer be read and are not kept. The
        // column stays, empty: SQLite cannot drop it from a table whose text ends a line with a comment.
        """
        UPDATE conversation SET memory = '';

        CREATE TABLE memory (
            id              INTEGER PRIMARY KEY,
            conversation_id TEXT NOT NULL UNIQUE REFERENCES conversation (id),
            written_at      INTEGER NOT NULL,
            oldest_at       INTEGER NOT NULL, -- of what it holds
            content         TEXT NOT NULL
        ) STRICT;

        CREATE INDEX memory_oldest_at ON memory (oldest_at);
        """,
    ];

    public static void Migrate(SqliteConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT");

        using var transaction = connection.BeginTransaction();
        var version = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM schema_version", transaction: transaction);
        if (version > Steps.Length)
            throw new ServiceUnavailableException($"the conversation file has schema version {version}, this program knows {Steps.Length}");

        for (; version < Steps.Length; version++)
        {
            connection.Execute(Steps[version], transaction: transaction);
            connection.Execute("INSERT INTO schema_version (version) VALUES (@version)", new { version = version + 1 }, transaction);
        }
        transaction.Commit();
    }
}
