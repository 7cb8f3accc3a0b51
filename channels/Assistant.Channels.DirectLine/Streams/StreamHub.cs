using System.Collections.Concurrent;

namespace Assistant.Channels.DirectLine.Streams;

/// <summary>Which conversation has somebody listening. One listener per conversation: a newer one takes the place of the older.</summary>
internal sealed class StreamHub
{
    readonly ConcurrentDictionary<string, LiveStream> streams = new();

    /// <summary>Tells the listener, if there is one, that the conversation's log has grown or a turn has begun.</summary>
    public void Announce(string conversationId)
    {
        if (streams.TryGetValue(conversationId, out var stream)) stream.Wake();
    }

    public void Enter(string conversationId, LiveStream stream)
    {
        LiveStream? older = null;
        streams.AddOrUpdate(
            conversationId,
            stream,
            (_, current) =>
            {
                older = current;
                return stream;
            });
        older?.MakeWay();
    }

    public void Leave(string conversationId, LiveStream stream) =>
        streams.TryRemove(new KeyValuePair<string, LiveStream>(conversationId, stream));
}
