using System.Globalization;
using Assistant.Bot.Conversations;

namespace Assistant.Channels.DirectLine.Streams;

/// <summary>Where a client stands in a conversation's log.</summary>
internal static class Watermark
{
    /// <summary>
    /// The position a client names. Nothing and <c>-</c> mean the beginning; so does a number beyond our log, which a client has when our
    /// file was restored from a backup: what it shows twice carries the same ids, what it misses would be missed for ever.
    /// </summary>
    public static async Task<long> ReadAsync(
        string? text, string conversationId, IConversationStore store, CancellationToken cancellationToken)
    {
        if (text is null or "" or "-") return 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var watermark))
            throw RequestRefusedException.BadArgument("watermark is not one of ours");
        if (watermark == 0) return 0;

        var at = await store.ReadAsync(conversationId, watermark - 1, 1, cancellationToken);
        return at.Count > 0 ? watermark : 0;
    }
}
