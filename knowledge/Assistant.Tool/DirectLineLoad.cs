using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Assistant.Tool;

/// <summary>Citizens on the web page, many at once: each opens a conversation, asks, and waits for the reply on its socket.</summary>
internal sealed class DirectLineLoad(Uri address) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = address };

    /// <summary>Plays that many turns over that many conversations; returns turns per second.</summary>
    public async Task<double> RunAsync(IReadOnlyList<string> questions, int turns, int citizens, CancellationToken cancellationToken)
    {
        var conversations = await Task.WhenAll(Enumerable.Range(0, citizens).Select(_ => OpenAsync(cancellationToken)));
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(conversations.Select(async conversation =>
        {
            while (Interlocked.Increment(ref next) is var turn && turn < turns) await AskAsync(conversation, questions[turn % questions.Count], cancellationToken);
        }));
        var perSecond = turns / Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var conversation in conversations) conversation.Socket.Dispose();
        return perSecond;
    }

    async Task<(string Id, string Token, ClientWebSocket Socket)> OpenAsync(CancellationToken cancellationToken)
    {
        using var generated = await http.PostAsync("/v3/directline/tokens/generate", null, cancellationToken);
        var token = (await generated.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("token").GetString()!;
        using var start = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var started = await http.SendAsync(start, cancellationToken);
        var conversation = await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(conversation.GetProperty("streamUrl").GetString()!), cancellationToken);
        return (conversation.GetProperty("conversationId").GetString()!, conversation.GetProperty("token").GetString() ?? token, socket);
    }

    async Task AskAsync((string Id, string Token, ClientWebSocket Socket) conversation, string text, CancellationToken cancellationToken)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation.Id}/activities")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", conversation.Token) },
            Content = JsonContent.Create(new { type = "message", text, from = new { id = "citizen" }, channelData = new { clientActivityID = Guid.NewGuid().ToString("N") } }),
        };
        using var posted = await http.SendAsync(post, cancellationToken);
        var id = (await posted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString();
        while (!await ReceivesReplyAsync(conversation.Socket, id, cancellationToken))
        {
        }
    }

    static async Task<bool> ReceivesReplyAsync(ClientWebSocket socket, string? id, CancellationToken cancellationToken)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            frame.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        if (frame.Length == 0) return false;
        using var set = JsonDocument.Parse(frame.GetBuffer().AsMemory(0, (int)frame.Length));
        return set.RootElement.GetProperty("activities").EnumerateArray().Any(activity =>
            activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out var replyTo) && replyTo.GetString() == id);
    }

    public void Dispose() => http.Dispose();
}
