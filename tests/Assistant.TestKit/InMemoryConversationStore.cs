using System.Text.Json;
using Assistant.Bot.Conversations;

namespace Assistant.TestKit;

/// <summary>Conversations that live as long as the test. Passes the same contract as the real stores. Without a clock its memories are never old.</summary>
public sealed class InMemoryConversationStore(TimeProvider? time = null) : IConversationStore
{
    readonly Lock door = new();
    readonly Dictionary<string, (Conversation Conversation, List<ConversationEntry> Log)> conversations = [];
    readonly Dictionary<string, DateTimeOffset> remembered = [];

    public Task<Conversation> OpenAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (door)
        {
            var at = Milliseconds(conversation.StartedAt);
            if (conversations.TryAdd(conversation.Id, (conversation with { StartedAt = at }, []))) remembered[conversation.Id] = Now();
            return Task.FromResult(conversations[conversation.Id].Conversation);
        }
    }

    public Task<Conversation?> FindAsync(string conversationId, CancellationToken cancellationToken)
    {
        lock (door)
            return Task.FromResult(conversations.TryGetValue(conversationId, out var known) ? known.Conversation : null);
    }

    public Task<IReadOnlyList<ConversationEntry>> AppendAsync(
        string conversationId, IReadOnlyList<ConversationEntry> entries, ConversationMemory? memory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (door)
        {
            if (!conversations.TryGetValue(conversationId, out var known))
                throw new InvalidOperationException($"conversation {conversationId} was never opened");

            var before = known.Log.Count;
            var stored = entries.Select(entry => Store(known.Log, entry)).ToList();
            if (memory is not null && (known.Log.Count > before || entries.Count == 0))
            {
                conversations[conversationId] = (known.Conversation with { Memory = memory }, known.Log);
                remembered[conversationId] = Now();
            }
            return Task.FromResult<IReadOnlyList<ConversationEntry>>(stored);
        }
    }

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(
        string conversationId, long after, int take, CancellationToken cancellationToken)
    {
        lock (door)
            return Task.FromResult<IReadOnlyList<ConversationEntry>>(
                [.. Log(conversationId).Where(entry => entry.Sequence > after).Take(take)]);
    }

    public Task<ConversationEntry?> FindEntryAsync(string conversationId, string entryId, CancellationToken cancellationToken)
    {
        lock (door) return Task.FromResult(Log(conversationId).FirstOrDefault(entry => entry.Id == entryId));
    }

    public Task<IReadOnlyList<(Conversation Conversation, ConversationEntry Entry)>> FindUnansweredAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (door)
            return Task.FromResult<IReadOnlyList<(Conversation, ConversationEntry)>>(
            [
                .. from known in conversations.Values
                   from entry in known.Log
                   where entry.Kind == EntryKind.CitizenMessage && entry.At >= since
                   where !known.Log.Exists(reply => reply.Kind == EntryKind.AssistantReply && reply.ReplyTo == entry.Id)
                   orderby entry.At, known.Conversation.Id, entry.Sequence
                   select (known.Conversation, entry),
            ]);
    }

    public Task<int> ForgetMemoriesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (door)
        {
            var changed = 0;
            foreach (var (id, (conversation, log)) in conversations.ToArray())
            {
                var kept = remembered[id] < before ? new() : conversation.Memory.WithoutWhatIsOlderThan(before);
                if (ReferenceEquals(kept, conversation.Memory) || JsonSerializer.Serialize(kept) == JsonSerializer.Serialize(conversation.Memory)) continue;
                conversations[id] = (conversation with { Memory = kept }, log);
                changed++;
            }
            return Task.FromResult(changed);
        }
    }

    DateTimeOffset Now() => time?.GetUtcNow() ?? DateTimeOffset.MaxValue;

    static ConversationEntry Store(List<ConversationEntry> log, ConversationEntry entry)
    {
        if (log.Find(known => known.Id == entry.Id || (entry.ClientId is not null && known.ClientId == entry.ClientId)) is { } known)
            return known;
        var stored = entry with { Sequence = log.Count + 1, At = Milliseconds(entry.At) };
        log.Add(stored);
        return stored;
    }

    List<ConversationEntry> Log(string conversationId) =>
        conversations.TryGetValue(conversationId, out var known) ? known.Log : [];

    static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
