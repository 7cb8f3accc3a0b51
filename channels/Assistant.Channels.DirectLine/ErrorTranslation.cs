using System.Globalization;
using System.Net;
using Assistant.Bot;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.DirectLine;

/// <summary>
/// Ends every failed request with the protocol's error body and the right status; nothing of the failure itself goes out. A fault of ours
/// is a 502, the protocol's word for "the bot failed": the client then offers to send again.
/// </summary>
internal sealed partial class ErrorTranslation(ILogger<ErrorTranslation> logger)
{
    public async Task RunAsync(HttpContext http, Func<HttpContext, Task> endpoint)
    {
        try
        {
            await endpoint(http);
        }
        catch (RequestRefusedException refused)
        {
            await AnswerAsync(http, refused.Status, refused.Code, refused.Message, refused.RetryAfter);
        }
        catch (BadHttpRequestException bad)
        {
            // Kestrel's own findings: body too large, too slow, cut off.
            await AnswerAsync(http, (HttpStatusCode)bad.StatusCode, "BadArgument", "the request could not be read", null);
        }
        catch (ServiceUnavailableException failure)
        {
            Log.NeighbourUnavailable(logger, http.TraceIdentifier, failure);
            await AnswerAsync(http, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "try again in a moment", TimeSpan.FromSeconds(5));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The citizen hung up; nobody is there to be told.
        }
        catch (Exception failure)
        {
            Log.Failed(logger, http.TraceIdentifier, failure);
            await AnswerAsync(http, HttpStatusCode.BadGateway, "ServiceError", "the assistant failed", null);
        }
    }

    static async Task AnswerAsync(HttpContext http, HttpStatusCode status, string code, string message, TimeSpan? retryAfter)
    {
        if (http.Response.HasStarted) return;
        // Not Response.Clear(): the security headers and "no-store" set on the way in hold for errors as well. The type is written anew below.
        http.Response.ContentLength = null;
        http.Response.StatusCode = (int)status;
        if (status == HttpStatusCode.Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";

        // Seconds, as HTTP has it. DirectLineJS takes the number for milliseconds and reports the failure that much later, so with seconds
        // the citizen sees "发送失败" at once, and with milliseconds would look at "正在发送" for up to a minute.
        if (retryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsJsonAsync(new { error = new { code, message } }, CancellationToken.None);
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Request {Request} could not be served: a neighbour is unavailable")]
        public static partial void NeighbourUnavailable(ILogger logger, string request, Exception failure);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Request {Request} failed")]
        public static partial void Failed(ILogger logger, string request, Exception failure);
    }
}
