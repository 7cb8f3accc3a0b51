namespace Assistant.Bot.Conversations;

/// <summary>
/// Keeps conversations so that nothing a citizen sent is lost: an appended entry is on disk when the call returns, and survives
/// <c>kill -9</c>. Safe for concurrent use. Cancellation is honoured until the write begins. Throws
/// <see cref="ServiceUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IConversationStore
{
    /// <summary>Stores a new conversation; when the id exists, returns what is stored and changes nothing.</summary>
    Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken);

    /// <summary>The conversation with its memory, or null when the id is unknown.</summary>
    Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>
    /// Appends entries in order, in one transaction, and returns them with their sequence numbers (1, 2, 3 … within the conversation).
    /// An entry whose <see cref="ConversationEntry.Id"/> or <see cref="ConversationEntry.ClientId"/> is already stored in this conversation is
    /// not stored again; the stored one is returned in its place. When <paramref name="memory"/> is given it replaces the conversation's
    /// memory in the same transaction, unless every entry was already stored: a repeated turn must not turn the memory back.
    /// A conversation that was never opened is a fault of the caller (<see cref="InvalidOperationException"/>).
    /// </summary>
    Task<IReadOnlyList<ConversationEntry>> AppendAsync(
        string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken);

    /// <summary>Entries with a sequence number above <paramref name="after"/>, in order, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long after, int take, CancellationToken cancellationToken);

    /// <summary>
    /// One entry by its id, or null when this conversation has none such. Feedback names a reply by id, and whether that reply is the
    /// citizen's own must not cost a walk through the whole log.
    /// </summary>
    Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken);

    /// <summary>
    /// Citizen messages from <paramref name="since"/> on that no assistant reply answers (<see cref="ConversationEntry.ReplyTo"/>), oldest
    /// first: what a crash left behind. Deliberately part of this port: without it "nothing is lost" would rest on the caller's memory.
    /// </summary>
    Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
        DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what is older than a moment: the whole memory of a conversation that was last written before it, and slots said before it
    /// from every other memory. Returns how many memories it changed. The log is not touched. When it returns, what was forgotten here or
    /// earlier lies in none of the store's files any more. A memory is written at the store's own time.
    /// </summary>
    Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
