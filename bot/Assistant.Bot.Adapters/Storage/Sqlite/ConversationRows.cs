using Assistant.Bot.Conversations;

namespace Assistant.Bot.Adapters.Storage.Sqlite;

/// <summary>A row of <c>conversation</c>, in the types SQLite has.</summary>
internal sealed class ConversationRow
{
    public required string ConversationId { get; init; }

    public required string Citizen { get; init; }

    public required string Channel { get; init; }

    public required long StartedAt { get; init; }

    /// <summary>Null when nothing is remembered.</summary>
    public string? Memory { get; init; }

    public Conversation ToConversation() => new()
    {
        Id = ConversationId,
        Citizen = Citizen,
        Channel = Channel,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        Memory = Memory is null ? new() : StoredMemory.Read(Memory),
    };
}

/// <summary>A row of <c>memory</c>.</summary>
internal sealed class MemoryRow
{
    public required string ConversationId { get; init; }

    public required long WrittenAt { get; init; }

    public required string Content { get; init; }
}

/// <summary>A row of <c>entry</c>, in the types SQLite has.</summary>
internal sealed class EntryRow
{
    public required long Sequence { get; init; }

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required long At { get; init; }

    public string? ClientId { get; init; }

    public string? ReplyTo { get; init; }

    public required string Payload { get; init; }

    public static EntryRow Of(ConversationEntry entry, long sequence) => new()
    {
        Sequence = sequence,
        Id = entry.Id,
        Kind = entry.Kind.ToString(),
        At = entry.At.ToUnixTimeMilliseconds(),
        ClientId = entry.ClientId,
        ReplyTo = entry.ReplyTo,
        Payload = entry.Payload,
    };

    public ConversationEntry ToEntry() => new()
    {
        Sequence = Sequence,
        Id = Id,
        Kind = Enum.Parse<EntryKind>(Kind),
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        ClientId = ClientId,
        ReplyTo = ReplyTo,
        Payload = Payload,
    };
}
