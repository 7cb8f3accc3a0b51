using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Activities;
using Assistant.Channels.DirectLine.Streams;
using Assistant.Channels.DirectLine.Uploads;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Turns;

/// <summary>
/// Takes what a citizen says: on disk first, then onto the stream, then to its turn. Once the caller has an id, the message cannot be lost.
/// </summary>
internal sealed class MessageDesk(
    IConversationStore store, TurnDesk turns, ActivityRenderer renderer, StreamHub hub, IOptions<DirectLineOptions> options, TimeProvider time)
{
    // Enough that two conversations rarely meet at one gate; a gate per conversation would have to be swept.
    readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    readonly RequestLimit perConversation = new(options.Value.MessagesPerMinute, time);

    /// <summary>Refuses with 429 who sends too fast; before anything large is read.</summary>
    public void CountMessage(string conversationId) => perConversation.Take(conversationId);

    /// <summary>Stores a message and starts its turn. A message sent again returns the first one's id, and is not new.</summary>
    public async Task<(string Id, bool IsNew)> TakeAsync(
        Conversation conversation, WireActivity wire, IReadOnlyList<StoredFile> files, CancellationToken cancellationToken)
    {
        var id = NewId();
        var at = time.GetUtcNow();
        var message = new ConversationEntry
        {
            Id = id,
            Kind = EntryKind.CitizenMessage,
            At = at,
            ClientId = wire.ClientActivityId,
            Payload = OwnActivity.Echo(conversation, id, at, wire, files),
        };
        List<ConversationEntry> entries = [message];
        var isQuestion = !string.IsNullOrWhiteSpace(wire.Text);
        if (files.Count > 0) entries.AddRange([Files(message, files), Notice(conversation.Id, message, answers: !isQuestion)]);

        // Held until the turn is queued, so that turns run in the order of the log.
        var gate = gates[(uint)conversation.Id.GetHashCode(StringComparison.Ordinal) % gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            var stored = (await store.AppendAsync(conversation.Id, entries, null, cancellationToken))[0];
            var needsTurn = stored.Id == id ? isQuestion : await WasLeftBehindAsync(conversation.Id, stored, cancellationToken);
            // A full queue is no reason to refuse what is stored: the pickup brings it as soon as there is room.
            if (needsTurn) turns.TryStart(conversation.Id, stored.Id, OwnActivity.TextOf(stored.Payload));

            hub.Announce(conversation.Id);
            return (stored.Id, stored.Id == id);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stores a vote on one of this conversation's replies; the last one counts.</summary>
    public async Task<string> TakeAsync(Conversation conversation, WireActivity wire, Vote vote, CancellationToken cancellationToken)
    {
        if (await store.FindEntryAsync(conversation.Id, vote.ReplyId, cancellationToken) is not { Kind: EntryKind.AssistantReply })
            throw RequestRefusedException.BadArgument("the feedback names no reply of this conversation");

        var id = NewId();
        var at = time.GetUtcNow();
        var feedback = new ConversationEntry
        {
            Id = id,
            Kind = EntryKind.Feedback,
            At = at,
            ClientId = wire.ClientActivityId,
            ReplyTo = vote.ReplyId,
            Payload = OwnActivity.Feedback(conversation, id, at, wire, vote),
        };
        var stored = await store.AppendAsync(conversation.Id, [feedback], null, cancellationToken);
        hub.Announce(conversation.Id);
        return stored[0].Id;
    }

    /// <summary>Ids sort by time; a journal is easier to read so.</summary>
    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    // A message sent again is usually answered or on its way. Not so when the queue was full the first time, or we crashed in between.
    async Task<bool> WasLeftBehindAsync(string conversationId, ConversationEntry stored, CancellationToken cancellationToken) =>
        stored.Kind == EntryKind.CitizenMessage
        && !string.IsNullOrWhiteSpace(OwnActivity.TextOf(stored.Payload))
        && await store.FindEntryAsync(conversationId, TurnDesk.ReplyIdOf(stored.Id), cancellationToken) is null;

    // Never sent out, like all events: by it a caseworker finds what was handed in, and a clean-up what belongs to whom.
    static ConversationEntry Files(ConversationEntry message, IReadOnlyList<StoredFile> files) => new()
    {
        Id = message.Id + "-f",
        Kind = EntryKind.Event,
        At = message.At,
        ClientId = message.ClientId is null ? null : message.ClientId + "/files",
        ReplyTo = message.Id,
        Payload = OwnActivity.Files(files),
    };

    ConversationEntry Notice(string conversationId, ConversationEntry message, bool answers)
    {
        var id = answers ? TurnDesk.ReplyIdOf(message.Id) : message.Id + "-n";
        return new ConversationEntry
        {
            Id = id,
            Kind = EntryKind.AssistantReply,
            At = message.At,
            // Derived, so that an upload sent again brings no second notice.
            ClientId = message.ClientId is null ? null : message.ClientId + "/notice",
            // A notice beside a question does not answer it: the turn's reply does.
            ReplyTo = answers ? message.Id : null,
            Payload = renderer.Render(NoticeWording.DocumentNotRead, conversationId, message.Id, id, message.At),
        };
    }
}
