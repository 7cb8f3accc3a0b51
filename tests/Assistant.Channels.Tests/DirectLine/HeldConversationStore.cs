using Assistant.Bot.Conversations;
using Assistant.TestKit;

namespace Assistant.Channels.Tests.DirectLine;

/// <summary>Stores the first message and holds back the word that it did, until released.</summary>
sealed class HeldConversationStore : IConversationStore
{
    readonly InMemoryConversationStore inner = new();
    int appends;
    int lookUps;

    public TaskCompletionSource FirstAppended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource SecondLookedUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<IReadOnlyList<ConversationEntry>> AppendAsync(
        string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken)
    {
        var stored = await inner.AppendAsync(conversationId, entries, memory, cancellationToken);
        if (Interlocked.Increment(ref appends) > 1) return stored;
        FirstAppended.SetResult();
        await Release.Task;
        return stored;
    }

    public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken)
    {
        if (FirstAppended.Task.IsCompleted && Interlocked.Increment(ref lookUps) == 1) SecondLookedUp.SetResult();
        return inner.FindAsync(conversationId, cancellationToken);
    }

    public Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken) =>
        inner.OpenAsync(conversation, cancellationToken);

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(
        string conversationId, long after, int take, CancellationToken cancellationToken) =>
        inner.ReadAsync(conversationId, after, take, cancellationToken);

    public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken) =>
        inner.FindEntryAsync(conversationId, entryId, cancellationToken);

    public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
        DateTimeOffset since, CancellationToken cancellationToken) => inner.FindUnansweredAsync(since, cancellationToken);

    public Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken) => inner.ForgetMemoriesAsync(before, cancellationToken);
}
