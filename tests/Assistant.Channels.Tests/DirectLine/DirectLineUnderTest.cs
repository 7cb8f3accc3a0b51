using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Bot.Adapters.Storage;
using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Turns;
using Assistant.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.Tests.DirectLine;

/// <summary>
/// A real Kestrel with our endpoints on a port of its own, a real SQLite file, a turn that says what the test tells it to. Starting another
/// one over the same <see cref="Folder"/> is a restart.
/// </summary>
public sealed class DirectLineUnderTest : IAsyncDisposable
{
    readonly WebApplication app;

    DirectLineUnderTest(WebApplication app, string folder, ManualClock clock, RecordingLogger log)
    {
        this.app = app;
        Folder = folder;
        Clock = clock;
        Log = log;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public ManualClock Clock { get; }

    public RecordingLogger Log { get; }

    public string Folder { get; }

    public string UploadFolder => Path.Combine(Folder, "uploads");

    public IConversationStore Store => app.Services.GetRequiredService<IConversationStore>();

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<DirectLineUnderTest> StartAsync(
        RunTurn? turn = null, DirectLineOptions? options = null, string? folder = null, ManualClock? clock = null,
        TurnOptions? turnOptions = null, IConversationStore? store = null)
    {
        folder ??= Directory.CreateTempSubdirectory("directline-").FullName;
        clock ??= new ManualClock();
        var log = new RecordingLogger();

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddDataProtection().SetApplicationName("assistant").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, "keys")));
        builder.Services.AddSingleton<TimeProvider>(clock);
        if (store is not null) builder.Services.AddSingleton(store);
        builder.Services.AddSqliteStorage();
        builder.Services.AddDirectLine();
        builder.Services.AddSingleton(turn ?? Echoing);
        builder.Services.AddSingleton<TurnDispatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TurnDispatcher>());
        Use(builder.Services, turnOptions ?? new TurnOptions());
        Use(builder.Services, new SqliteStorageOptions { Folder = folder });
        Use(builder.Services, WithUploadFolder(options ?? new DirectLineOptions(), Path.Combine(folder, "uploads")));

        var app = builder.Build();
        // As the host's page does, before every answer.
        app.Use((http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return next(http);
        });
        app.UseCors();
        app.MapDirectLine();
        await app.StartAsync();
        return new DirectLineUnderTest(app, folder, clock, log);
    }

    /// <summary>A turn that repeats the question, with one citation.</summary>
    public static Task<TurnReply> Echoing(CitizenMessage message, CancellationToken hangUp) => Task.FromResult(Saying("答：" + message.Text));

    public static TurnReply Saying(string text) => new()
    {
        Outcome = TurnOutcome.Answered,
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, text)],
        AsOf = new DateOnly(2026, 11, 20),
    };

    public async Task<CitizenUnderTest> OpenWebChatAsync()
    {
        var generated = await JsonAsync(await Http.PostAsync("/v3/directline/tokens/generate", null), HttpStatusCode.OK);
        var citizen = new CitizenUnderTest(this, generated.GetProperty("conversationId").GetString()!, generated.GetProperty("token").GetString()!);
        var started = await JsonAsync(await citizen.SendAsync(HttpMethod.Post, "", JsonContent.Create(new { })), HttpStatusCode.Created);
        citizen.StreamUrl = started.GetProperty("streamUrl").GetString()!;
        return citizen;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>The error code, after checking status, shape of the body, and the headers every answer has.</summary>
    public static async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = (await JsonAsync(response, expected)).GetProperty("error");
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return error.GetProperty("code").GetString()!;
    }

    /// <summary>Moves the clock a round of the pickup at a time until something has come about.</summary>
    public async Task SweepUntilAsync(Func<Task<bool>> done)
    {
        var patience = Stopwatch.StartNew();
        while (!await done())
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            Clock.Advance(UnansweredPickup.Interval);
            await Task.Delay(10);
        }
    }

    public async Task StopAsync() => await app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    static DirectLineOptions WithUploadFolder(DirectLineOptions options, string folder)
    {
        typeof(DirectLineOptions).GetProperty(nameof(DirectLineOptions.UploadFolder))!.SetValue(options, folder);
        return options;
    }

    static void Use<T>(IServiceCollection services, T options)
        where T : class => services.Replace(ServiceDescriptor.Singleton(Microsoft.Extensions.Options.Options.Create(options)));
}

/// <summary>One citizen's page: a token, a conversation, what can be done with them.</summary>
public sealed class CitizenUnderTest(DirectLineUnderTest server, string conversationId, string token)
{
    public string ConversationId { get; } = conversationId;

    public string Token { get; } = token;

    public string StreamUrl { get; set; } = "";

    /// <summary>The path is below this conversation when it starts with a slash or a question mark, else the collection.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? token = "own")
    {
        var address = "/v3/directline/conversations" + (path.Length > 0 ? $"/{ConversationId}{path}" : "");
        var request = new HttpRequestMessage(method, address) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "own" ? Token : token);
        return server.Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string json) =>
        SendAsync(HttpMethod.Post, "/activities", new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<string> SayAsync(string text, string? clientActivityId = null) => (await DirectLineUnderTest.JsonAsync(
        await PostAsync(JsonSerializer.Serialize(new { type = "message", text, channelData = new { clientActivityID = clientActivityId } })),
        HttpStatusCode.OK)).GetProperty("id").GetString()!;

    public async Task<HttpResponseMessage> VoteAsync(string replyId, string action = "LikeAction") => await PostAsync(
        $$$"""
          {"type":"event","name":"webchat:activity-status/feedback",
           "entities":[{"@type":"{{{action}}}","actionStatus":"CompletedActionStatus","object":{"@type":"Message","@id":"{{{replyId}}}"}}]}
          """);

    public async Task<JsonElement[]> ReadAsync(string watermark = "")
    {
        var set = await DirectLineUnderTest.JsonAsync(await SendAsync(HttpMethod.Get, $"/activities?watermark={watermark}"), HttpStatusCode.OK);
        return [.. set.GetProperty("activities").EnumerateArray()];
    }

    public Task<StreamUnderTest> ListenAsync() => StreamUnderTest.OpenAsync(StreamUrl);

    /// <summary>A fresh stream from where the page stands, as after a lost connection.</summary>
    public async Task<StreamUnderTest> ResumeAsync(string watermark)
    {
        var resumed = await DirectLineUnderTest.JsonAsync(await SendAsync(HttpMethod.Get, $"?watermark={watermark}"), HttpStatusCode.OK);
        StreamUrl = resumed.GetProperty("streamUrl").GetString()!;
        return await ListenAsync();
    }
}
