using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Assistant.Channels.Tests.DirectLine;

/// <summary>The page's end of a stream. Waits end after twenty seconds with a failure, which no passing test comes near.</summary>
public sealed class StreamUnderTest : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));

    /// <summary>The last watermark seen.</summary>
    public string Watermark { get; private set; } = "";

    public static async Task<StreamUnderTest> OpenAsync(string url)
    {
        var stream = new StreamUnderTest();
        stream.socket.Options.Proxy = null;
        stream.socket.Options.CollectHttpResponseDetails = true;
        await stream.socket.ConnectAsync(new Uri(url), stream.patience.Token);
        return stream;
    }

    /// <summary>The next frame as text; null when the other side says goodbye.</summary>
    public async Task<string?> FrameAsync()
    {
        var buffer = new byte[1024 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>The next activities that are not typing, flattened over frames.</summary>
    public async Task<List<JsonElement>> NextAsync(int count)
    {
        List<JsonElement> activities = [];
        while (activities.Count < count)
        {
            var frame = await FrameAsync() ?? throw new InvalidOperationException("the stream ended");
            if (frame.Length == 0) continue;
            using var document = JsonDocument.Parse(frame);
            if (document.RootElement.TryGetProperty("watermark", out var watermark)) Watermark = watermark.GetString()!;
            activities.AddRange(document.RootElement.GetProperty("activities").EnumerateArray()
                .Where(activity => activity.GetProperty("type").GetString() != "typing")
                .Select(activity => activity.Clone()));
        }
        activities.Count.ShouldBe(count);
        return activities;
    }

    public async Task SendAsync(string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);

    public (WebSocketCloseStatus? Status, string? Reason) Goodbye => (socket.CloseStatus, socket.CloseStatusDescription);

    public async Task HangUpAsync() => await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
