using System.Text.Json.Serialization;
using Assistant.Knowledge.Slots;

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

/// <summary>What is remembered between turns. Small, typed, and forgotten on request, after the retention time, and with the conversation.</summary>
public sealed record ConversationMemory
{
    /// <summary>Slot id → what the citizen said of it. Used for every matter of the conversation, so that nothing is asked twice.</summary>
    public IReadOnlyDictionary<string, RememberedSlot> Slots { get; init; } = new Dictionary<string, RememberedSlot>();

    /// <summary>The matters spoken of, the one under discussion first; few, so that one can be returned to.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = [];

    /// <summary>What we asked in our last reply; null when we asked nothing.</summary>
    public AskedSlot? Asked { get; init; }

    /// <summary>Slots the citizen would or could not say; not asked again.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>The last message that was answered, to be answered again on request.</summary>
    public LastAnswered? Last { get; init; }

    /// <summary>The pattern by which somebody else than the citizen was named ("我侄儿"); null when it is about them or theirs.</summary>
    public string? Person { get; init; }

    /// <summary>Messages in a row that we could not make sense of.</summary>
    public int NotUnderstood { get; init; }

    /// <summary>Replies to moves given so far, so that the same words do not come twice in a row.</summary>
    public int Replies { get; init; }

    /// <summary>The matter under discussion; null at the start.</summary>
    [JsonIgnore]
    public Topic? Topic => Topics.Count > 0 ? Topics[0] : null;

    /// <summary>District code the citizen named; null when unknown or several.</summary>
    [JsonIgnore]
    public string? District => Slots.GetValueOrDefault("district")?.Value is ChoiceValue { OneOf: [var only] } ? only : null;

    /// <summary>The memory without slots said before a moment; what is left untouched when nothing is that old.</summary>
    public ConversationMemory WithoutWhatIsOlderThan(DateTimeOffset moment) =>
        Slots.Values.All(slot => slot.At >= moment) ? this : this with { Slots = Slots.Where(slot => slot.Value.At >= moment).ToDictionary() };

    /// <summary>True when there is something a message could go on with.</summary>
    [JsonIgnore]
    public bool HasBegun => Topics.Count > 0 || Slots.Count > 0;
}

/// <summary>A slot's value and when it was said.</summary>
public sealed record RememberedSlot(SlotValue Value, DateTimeOffset At);

/// <summary>A slot we asked for, and how often in a row.</summary>
public sealed record AskedSlot(string Slot, int Times);

/// <summary>A question and what was known when it was answered.</summary>
public sealed record LastAnswered(string Question, string? Guide, string? Rule);

/// <summary>A matter of the conversation.</summary>
public sealed record Topic
{
    /// <summary>Service item id.</summary>
    public required string Guide { get; init; }

    /// <summary>The rule that decides it; null when facts answer.</summary>
    public string? Rule { get; init; }

    /// <summary>The question that opened it, in the citizen's words.</summary>
    public required string Question { get; init; }

    /// <summary>The slot that is still to be answered; null when nothing is open.</summary>
    public string? OpenSlot { get; init; }
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
