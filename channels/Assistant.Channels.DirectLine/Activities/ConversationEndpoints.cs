using System.Net;
using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Streams;
using Assistant.Channels.DirectLine.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>Starts conversations and takes them up again.</summary>
internal sealed class ConversationEndpoints(
    Doorkeeper doorkeeper, IConversationStore store, IOptions<DirectLineOptions> options, TimeProvider time)
{
    /// <summary>Starts the token's own conversation; started again, it is the same one.</summary>
    public async Task StartAsync(HttpContext http)
    {
        var holder = doorkeeper.AdmitStarter(http);
        await WireBody.ReadAsync(http, options.Value.MaxActivityBytes);
        await OpenAsync(http, holder, HttpStatusCode.Created, watermark: "-");
    }

    /// <summary>
    /// A fresh token and stream after a lost connection. Opens what is not there: the client takes a 404 here for the end and goes dead
    /// without a word to the citizen.
    /// </summary>
    public async Task ResumeAsync(HttpContext http)
    {
        var conversationId = (string)http.GetRouteValue("id")!;
        var holder = doorkeeper.Admit(http, conversationId);
        var watermark = await Watermark.ReadAsync(http.Request.Query["watermark"], conversationId, store, http.RequestAborted);
        await OpenAsync(http, holder, HttpStatusCode.OK, watermark == 0 ? "-" : watermark.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    async Task OpenAsync(HttpContext http, CitizenToken holder, HttpStatusCode status, string watermark)
    {
        await store.OpenAsync(
            new Conversation
            {
                Id = holder.ConversationId,
                Citizen = holder.Citizen,
                Channel = TurnDesk.Channel,
                StartedAt = time.GetUtcNow(),
            },
            http.RequestAborted);

        http.Response.StatusCode = (int)status;
        await http.Response.WriteAsJsonAsync(
            new
            {
                conversationId = holder.ConversationId,
                token = doorkeeper.Issue(holder, TokenPurpose.Access),
                expires_in = (int)options.Value.TokenLifetime.TotalSeconds,
                streamUrl = StreamUrl(http, holder, watermark),
            },
            http.RequestAborted);
    }

    string StreamUrl(HttpContext http, CitizenToken holder, string watermark)
    {
        var address = options.Value.PublicBase?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        // http becomes ws, https wss.
        return $"ws{address["http".Length..]}{DirectLineEndpoints.Path}/conversations/{holder.ConversationId}/stream"
            + $"?watermark={watermark}&t={doorkeeper.Issue(holder, TokenPurpose.Stream)}";
    }
}
