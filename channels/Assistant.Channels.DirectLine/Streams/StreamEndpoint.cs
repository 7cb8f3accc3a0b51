using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Streams;

/// <summary>Opens the stream of a conversation.</summary>
internal sealed class StreamEndpoint(
    Doorkeeper doorkeeper, IConversationStore store, StreamHub hub, TurnsUnderWay turns,
    IHostApplicationLifetime lifetime, IOptions<DirectLineOptions> options, TimeProvider time)
{
    public async Task RunAsync(HttpContext http)
    {
        var conversationId = (string)http.GetRouteValue("id")!;
        var token = doorkeeper.AdmitStream(http, conversationId);
        if (!http.WebSockets.IsWebSocketRequest) throw RequestRefusedException.BadArgument("a WebSocket is needed");
        if (await store.FindAsync(token.ConversationId, http.RequestAborted) is null) throw RequestRefusedException.UnknownConversation();
        var watermark = await Watermark.ReadAsync(http.Request.Query["watermark"], conversationId, store, http.RequestAborted);

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var stream = new LiveStream(socket, conversationId, watermark, store, turns, options.Value, time);
        hub.Enter(conversationId, stream);
        try
        {
            await stream.RunAsync(http.RequestAborted, lifetime.ApplicationStopping);
        }
        finally
        {
            hub.Leave(conversationId, stream);
        }
    }
}
