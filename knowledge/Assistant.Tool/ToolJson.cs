using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Tool;

/// <summary>JSON as the command line reads and writes it: camel case, Chinese readable.</summary>
internal static class ToolJson
{
    public static JsonSerializerOptions Lines { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static JsonSerializerOptions Readable { get; } = new(Lines) { WriteIndented = true };
}
