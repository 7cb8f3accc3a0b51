using Assistant.Channels.DirectLine.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Gives tokens and renews them.</summary>
internal sealed class TokenEndpoints(Doorkeeper doorkeeper, IOptions<DirectLineOptions> options)
{
    /// <summary>A token for a conversation that is not started yet.</summary>
    public async Task GenerateAsync(HttpContext http)
    {
        var newcomer = doorkeeper.AdmitNewcomer(http);
        // Read for its faults only: whom the token is for is decided by us.
        await WireBody.ReadAsync(http, options.Value.MaxActivityBytes);
        await AnswerAsync(http, newcomer);
    }

    public Task RefreshAsync(HttpContext http) => AnswerAsync(http, doorkeeper.Admit(http));

    Task AnswerAsync(HttpContext http, CitizenToken holder) => http.Response.WriteAsJsonAsync(
        new
        {
            conversationId = holder.ConversationId,
            token = doorkeeper.Issue(holder, TokenPurpose.Access),
            expires_in = (int)options.Value.TokenLifetime.TotalSeconds,
        },
        http.RequestAborted);
}
