namespace Assistant.Bot.Conversations;

/// <summary>A conversation of one citizen, known only by a pseudonym, over one channel.</summary>
public sealed record Conversation
{
    public required string Id { get; init; }

    /// <summary>Random pseudonym; nothing about a person can be derived from it.</summary>
    public required string Citizen { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public ConversationMemory Memory { get; init; } = new();
}

/// <summary>What is remembered between turns. Small, typed, and forgotten with the conversation.</summary>
public sealed record ConversationMemory
{
    /// <summary>District code the citizen named; null when unknown.</summary>
    public string? District { get; init; }

    /// <summary>The question that waits for an answer to <see cref="PendingSlot"/>; null when none waits.</summary>
    public string? PendingQuestion { get; init; }

    public string? PendingSlot { get; init; }

    /// <summary>Guide of the last answer.</summary>
    public string? Guide { get; init; }
}

/// <summary>Who an entry is from, and what it is.</summary>
public enum EntryKind
{
    CitizenMessage,
    AssistantReply,
    Feedback,
    Event,
}

/// <summary>One entry of a conversation's log. <see cref="Payload"/> is the channel's own JSON; the store does not read it.</summary>
public sealed record ConversationEntry
{
    /// <summary>Given by the store; 0 before.</summary>
    public long Sequence { get; init; }

    /// <summary>Unique within the conversation.</summary>
    public required string Id { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Kept to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The client's own id of this entry, for de-duplication of a repeated send; unique within the conversation. Null when it gave none.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>Entry this one answers, or gives feedback on.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }
}
