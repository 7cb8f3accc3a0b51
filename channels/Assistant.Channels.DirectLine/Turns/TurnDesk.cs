using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Channels.DirectLine.Activities;
using Assistant.Channels.DirectLine.Streams;

namespace Assistant.Channels.DirectLine.Turns;

/// <summary>
/// Brings a stored message to its turn and the reply to the log and the stream. A message has one reply: its id is derived from the
/// message's, and the log takes an id once, whatever runs twice.
/// </summary>
internal sealed class TurnDesk(
    TurnDispatcher dispatcher, IConversationStore store, ActivityRenderer renderer, StreamHub hub, TurnsUnderWay underWay, TimeProvider time)
{
    public const string Channel = "webchat";

    public static string ReplyIdOf(string turnId) => turnId + "-r";

    public bool IsUnderWay(string conversationId, string turnId) => underWay.Has(conversationId, turnId);

    /// <summary>False: too many are waiting. The message stays stored and unanswered, and <see cref="UnansweredPickup"/> brings it again.</summary>
    public bool TryStart(string conversationId, string turnId, string text)
    {
        if (!underWay.TryBegin(conversationId, turnId)) return true;

        var message = new CitizenMessage { ConversationId = conversationId, TurnId = turnId, Text = text, Channel = Channel };
        if (dispatcher.TryDispatch(message, (reply, cancellationToken) => DeliverAsync(conversationId, turnId, reply, cancellationToken), Over))
        {
            hub.Announce(conversationId);
            return true;
        }

        underWay.End(conversationId, turnId);
        return false;

        // However it ended: also a turn that broke before it had a reply is no longer under way.
        void Over()
        {
            underWay.End(conversationId, turnId);
            hub.Announce(conversationId);
        }
    }

    ConversationEntry ReplyEntry(string conversationId, string turnId, TurnReply reply)
    {
        var at = time.GetUtcNow();
        var replyId = ReplyIdOf(turnId);
        return new ConversationEntry
        {
            Id = replyId,
            Kind = EntryKind.AssistantReply,
            At = at,
            ReplyTo = turnId,
            Payload = renderer.Render(reply, conversationId, turnId, replyId, at),
        };
    }

    async Task DeliverAsync(string conversationId, string turnId, TurnReply reply, CancellationToken cancellationToken)
    {
        // A turn that failed has learned nothing; what was known before it stays.
        var failed = reply.Outcome is TurnOutcome.TookTooLong or TurnOutcome.ServiceUnavailable or TurnOutcome.InternalError;
        await store.AppendAsync(
            conversationId, [ReplyEntry(conversationId, turnId, reply)], failed ? null : reply.Memory, cancellationToken);
    }
}
