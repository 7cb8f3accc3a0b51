using System.Text.Json;
using Assistant.Bot.Conversations;

namespace Assistant.Bot.Adapters.Storage.Sqlite;

/// <summary>
/// A memory as the file holds it: JSON, and the moment of the oldest thing in it. What cannot be read, of another version or damaged, is an
/// empty memory: the citizen is asked once more, while an error would end every turn of that conversation and, at the start, the look for
/// unanswered messages of all.
/// </summary>
internal static class StoredMemory
{
    static readonly JsonSerializerOptions Options = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    static readonly string Empty = JsonSerializer.Serialize(new ConversationMemory(), Options);

    /// <summary>Null when it holds nothing.</summary>
    public static string? Write(ConversationMemory memory) => JsonSerializer.Serialize(memory, Options) is var json && json == Empty ? null : json;

    public static ConversationMemory Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ConversationMemory>(json, Options) ?? new();
        }
        // The second: a slot of a kind this version does not know.
        catch (Exception damage) when (damage is JsonException or NotSupportedException)
        {
            return new();
        }
    }

    /// <summary>Milliseconds of the oldest thing in it. Only slots know when they were said.</summary>
    public static long OldestIn(ConversationMemory memory, long writtenAt) =>
        memory.Slots.Values.Select(slot => slot.At.ToUnixTimeMilliseconds()).Append(writtenAt).Min();
}
