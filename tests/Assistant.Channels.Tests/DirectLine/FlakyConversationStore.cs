using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.TestKit;

namespace Assistant.Channels.Tests.DirectLine;

/// <summary>Counts the look-ups of unanswered messages, and fails the first ones when told to.</summary>
sealed class FlakyConversationStore : IConversationStore
{
    readonly InMemoryConversationStore inner = new();
    int lookUps;

    public int FailingLookUps { get; init; }

    public int LookUps => Volatile.Read(ref lookUps);

    public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
        DateTimeOffset since, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref lookUps) <= FailingLookUps
            ? throw new ServiceUnavailableException("the store is down")
            : inner.FindUnansweredAsync(since, cancellationToken);

    public Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken) =>
        inner.OpenAsync(conversation, cancellationToken);

    public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken) =>
        inner.FindAsync(conversationId, cancellationToken);

    public Task<IReadOnlyList<ConversationEntry>> AppendAsync(
        string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken) =>
        inner.AppendAsync(conversationId, entries, memory, cancellationToken);

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(
        string conversationId, long after, int take, CancellationToken cancellationToken) =>
        inner.ReadAsync(conversationId, after, take, cancellationToken);

    public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken) =>
        inner.FindEntryAsync(conversationId, entryId, cancellationToken);

    public Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken) => inner.ForgetMemoriesAsync(before, cancellationToken);
}
