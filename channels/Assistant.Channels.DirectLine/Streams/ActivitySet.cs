using System.Globalization;
using System.Text;
using Assistant.Bot.Conversations;

namespace Assistant.Channels.DirectLine.Streams;

/// <summary>Frames of the stream and pages of the polling client. The watermark is the sequence number of the last entry.</summary>
internal static class ActivitySet
{
    public static string Write(IReadOnlyList<ConversationEntry> entries) =>
        Write(entries, entries[^1].Sequence);

    /// <summary>Stored payloads are activities already and go out as they are; internal events do not go out.</summary>
    public static string Write(IReadOnlyList<ConversationEntry> entries, long watermark)
    {
        var set = new StringBuilder("{\"activities\":[");
        set.AppendJoin(',', entries.Where(entry => entry.Kind != EntryKind.Event).Select(entry => entry.Payload));
        return set.Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{watermark}\"}}").ToString();
    }

    /// <summary>For what is not in the log: without a watermark the client keeps the one it has.</summary>
    public static string WriteTransient(string activity) => $"{{\"activities\":[{activity}]}}";
}
