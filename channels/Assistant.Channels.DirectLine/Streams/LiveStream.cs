using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Activities;
using Assistant.Channels.DirectLine.Turns;

namespace Assistant.Channels.DirectLine.Streams;

/// <summary>
/// One citizen's open socket. It does not hold what is to be sent: woken, it reads the log on from where it stands and sends that. So
/// replay and live are the same thing, order is the log's order, and a slow reader costs one page of memory however much there is to say.
/// </summary>
internal sealed class LiveStream(
    WebSocket socket, string conversationId, long watermark,
    IConversationStore store, TurnsUnderWay turns, DirectLineOptions options, TimeProvider time)
{
    const int PageSize = 50;

    // The client shows the dots for five seconds.
    static readonly TimeSpan TypingInterval = TimeSpan.FromSeconds(4);

    // A reader that takes nothing for so long has gone without saying so.
    static readonly TimeSpan SlowestSend = TimeSpan.FromSeconds(30);

    // The wall clock on purpose: how long we wait for the other side's goodbye is no rule of ours that a test would move.
    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly CancellationTokenSource superseded = new();

    public void Wake() => news.Writer.TryWrite(true);

    /// <summary>Ends this stream because a newer one has come.</summary>
    public void MakeWay() => superseded.Cancel();

    /// <summary>Sends until the citizen hangs up, a newer stream comes, or we shut down.</summary>
    public async Task RunAsync(CancellationToken hangUp, CancellationToken shutdown)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp, shutdown, superseded.Token);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var receiving = ReceiveUntilClosedAsync(over, listening.Token);

        var status = WebSocketCloseStatus.NormalClosure;
        try
        {
            await SendNewsAsync(over.Token, hangUp);
        }
        catch (OperationCanceledException)
        {
            if (shutdown.IsCancellationRequested) status = WebSocketCloseStatus.EndpointUnavailable;
        }
        catch (WebSocketException)
        {
            // The other side is gone in the middle of a frame.
        }
        catch (ServiceUnavailableException)
        {
            // The client comes back by itself in a few seconds and takes up where it stood.
            status = WebSocketCloseStatus.InternalServerError;
        }

        await SayGoodbyeAsync(status, superseded.IsCancellationRequested ? "collision" : "", receiving, listening);
    }

    async Task SendNewsAsync(CancellationToken over, CancellationToken hangUp)
    {
        DateTimeOffset? typed = null;
        while (true)
        {
            var entries = await store.ReadAsync(conversationId, watermark, PageSize, over);
            if (entries.Count > 0)
            {
                await SendAsync(ActivitySet.Write(entries), hangUp);
                watermark = entries[^1].Sequence;
                continue;
            }

            var busy = turns.IsBusy(conversationId);
            if (busy && (typed is null || time.GetUtcNow() - typed >= TypingInterval))
            {
                await SendAsync(ActivitySet.WriteTransient(OwnActivity.Typing(conversationId, options.AssistantName, time.GetUtcNow())), hangUp);
                typed = time.GetUtcNow();
            }
            if (!busy) typed = null;

            if (!await HasNewsWithinAsync(busy ? TypingInterval : options.KeepAlive, over) && !busy)
                await SendAsync("", hangUp);
        }
    }

    async Task<bool> HasNewsWithinAsync(TimeSpan silence, CancellationToken over)
    {
        using var quiet = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, quiet.Token);
        try
        {
            return await news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            return false;
        }
    }

    // A frame that has begun is sent to its end: cancelled in the middle, the socket would break and there would be no goodbye.
    async Task SendAsync(string frame, CancellationToken hangUp)
    {
        using var stuck = new CancellationTokenSource(SlowestSend, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hangUp, stuck.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, either.Token);
    }

    // Messages come by REST; up the socket come only the client's empty keepalive frames. What else comes is read and dropped.
    async Task ReceiveUntilClosedAsync(CancellationTokenSource over, CancellationToken hangUp)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), hangUp)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Same ending as a close.
        }
        await over.CancelAsync();
    }

    async Task SayGoodbyeAsync(WebSocketCloseStatus status, string reason, Task receiving, CancellationTokenSource listening)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, reason, patience.Token);
            await receiving.WaitAsync(patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // No goodbye from there.
        }
        await listening.CancelAsync();
        await receiving;
    }
}
