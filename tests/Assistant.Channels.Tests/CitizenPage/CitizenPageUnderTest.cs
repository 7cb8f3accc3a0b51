using System.Net;
using System.Text;
using System.Text.Json;
using Assistant.Bot.Complaints;
using Assistant.Bot.Conversations;
using Assistant.Channels.CitizenPage;
using Assistant.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.Tests.CitizenPage;

/// <summary>A real Kestrel with the page's endpoints only. The headers <c>X-From</c> and <c>X-Scheme</c> play the proxy: where a request comes from.</summary>
public sealed class CitizenPageUnderTest : IAsyncDisposable
{
    readonly WebApplication app;

    CitizenPageUnderTest(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
    }

    public HttpClient Http { get; }

    public static async Task<CitizenPageUnderTest> StartAsync(ComplaintOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new ManualClock());
        builder.Services.AddSingleton<IConversationStore, InMemoryConversationStore>();
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options ?? new ComplaintOptions { PerMinutePerAddress = 1000 }));
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new CitizenPageOptions { Folder = Path.Combine(Repository.Root, "channels/webchat/wwwroot") }));
        builder.Services.AddSingleton<ComplaintDesk>();
        builder.Services.AddCitizenPage();

        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers.TryGetValue("X-From", out var from)) http.Connection.RemoteIpAddress = IPAddress.Parse(from!);
            if (http.Request.Headers.TryGetValue("X-Scheme", out var scheme)) http.Request.Scheme = scheme!;
            return next(http);
        });
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return http.Response.WriteAsync("broken");
        }));
        app.MapCitizenPage();
        app.MapGet("/breaks", string () => throw new InvalidOperationException("on purpose"));
        await app.StartAsync();
        return new CitizenPageUnderTest(app);
    }

    public Task<HttpResponseMessage> FileAsync(string text, string? from = null) =>
        SendAsync(HttpMethod.Post, "/complaints", new StringContent(JsonSerializer.Serialize(new { text }), Encoding.UTF8, "application/json"), from);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? from = null, string? scheme = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (from is not null) request.Headers.Add("X-From", from);
        if (scheme is not null) request.Headers.Add("X-Scheme", scheme);
        return await Http.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    public static async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = (await JsonAsync(response, expected)).GetProperty("error");
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        return error.GetProperty("code").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
