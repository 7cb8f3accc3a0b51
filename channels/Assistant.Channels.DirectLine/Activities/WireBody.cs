using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>Reads JSON that came over the wire, within bounds of size and depth.</summary>
internal static class WireBody
{
    // A real activity is five levels deep.
    static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>The body as a JSON object; null when it is empty.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext http, int maxBytes)
    {
        var bytes = await ReadBytesAsync(http.Request.Body, maxBytes, http.RequestAborted);
        if (bytes.Length == 0) return null;
        if (http.Request.ContentType is not null && !http.Request.HasJsonContentType())
            throw RequestRefusedException.WrongType("application/json is taken");
        return Parse(bytes);
    }

    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(Stream body, int maxBytes, CancellationToken cancellationToken)
    {
        // One byte more than allowed tells "full" from "too much".
        var buffer = new byte[Math.Min(4096, maxBytes) + 1];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > maxBytes) throw RequestRefusedException.TooLarge(maxBytes);
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxBytes + 1));
        }
    }

    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Bounds);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw RequestRefusedException.BadArgument("a JSON object is needed");
        }
        catch (JsonException)
        {
            throw RequestRefusedException.BadArgument("the body is not JSON");
        }
    }

    /// <summary>A string property; null when it is absent or not a string.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or bytes that are not UTF-8: JSON by its grammar, but no text.
            throw RequestRefusedException.BadArgument($"{name} is not text");
        }
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
