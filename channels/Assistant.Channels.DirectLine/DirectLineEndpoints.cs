using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Activities;
using Assistant.Channels.DirectLine.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>The addresses of Direct Line 3.0, as DirectLineJS and Web Chat use them.</summary>
public static class DirectLineEndpoints
{
    internal const string Path = "/v3/directline";

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path);
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<DirectLineOptions>>().Value.AllowedOrigins.Count > 0)
            group.RequireCors(DirectLineServices.CorsPolicy);

        group.MapPost("/tokens/generate", At<TokenEndpoints>((tokens, http) => tokens.GenerateAsync(http)));
        group.MapPost("/tokens/refresh", At<TokenEndpoints>((tokens, http) => tokens.RefreshAsync(http)));
        group.MapPost("/conversations", At<ConversationEndpoints>((conversations, http) => conversations.StartAsync(http)));
        group.MapGet("/conversations/{id}", At<ConversationEndpoints>((conversations, http) => conversations.ResumeAsync(http)));
        group.MapPost("/conversations/{id}/activities", At<ActivityEndpoints>((activities, http) => activities.PostAsync(http)));
        group.MapGet("/conversations/{id}/activities", At<ActivityEndpoints>((activities, http) => activities.ReadAsync(http)));
        group.MapPost("/conversations/{id}/upload", At<ActivityEndpoints>((activities, http) => activities.UploadAsync(http)));

        // The client asks once when it wants to sign people in; we sign nobody in, and it takes an empty id for that.
        group.MapGet("/session/getsessionid", http => http.Response.WriteAsJsonAsync(new { sessionId = "" }, http.RequestAborted));

        // With its own WebSocket middleware, so that the host cannot forget it. Any method: over HTTP/2 a socket opens with CONNECT.
        group.Map("/conversations/{id}/stream", endpoints.CreateApplicationBuilder()
            .UseWebSockets()
            .Use(_ => At<StreamEndpoint>((stream, http) => stream.RunAsync(http)))
            .Build());

        group.Map("/{**elsewhere}", At<TokenEndpoints>((_, _) => throw new RequestRefusedException(
            System.Net.HttpStatusCode.NotFound, "NotFound", "nothing is served here")));
        return endpoints;
    }

    static RequestDelegate At<TEndpoint>(Func<TEndpoint, HttpContext, Task> call)
        where TEndpoint : notnull =>
        http =>
        {
            // Tokens and conversations must stay in no cache on the way.
            http.Response.Headers.CacheControl = "no-store";
            var services = http.RequestServices;
            return services.GetRequiredService<ErrorTranslation>().RunAsync(http, it => call(services.GetRequiredService<TEndpoint>(), it));
        };
}
