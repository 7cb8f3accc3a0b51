using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Uploads;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>Writes the activities we store and send: whoever they are from, their frame is ours.</summary>
internal static class OwnActivity
{
    public const string AssistantId = "assistant";

    // Chinese stays readable in the log and takes a third of the bytes; < > & are still escaped.
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>
    /// What the citizen said, as it comes back on the stream: with the client's own id, by which the client recognises it as sent.
    /// </summary>
    public static string Echo(
        Conversation conversation, string id, DateTimeOffset at, WireActivity wire, IReadOnlyList<StoredFile> files)
    {
        var activity = Frame("message", conversation.Id, id, at);
        activity["from"] = new JsonObject { ["id"] = conversation.Citizen, ["role"] = "user" };
        activity["locale"] = wire.Locale;
        activity["text"] = wire.Text;
        activity["textFormat"] = "plain";
        activity["channelData"] = new JsonObject();
        if (wire.ClientActivityId is not null) activity["channelData"]!["clientActivityID"] = wire.ClientActivityId;
        if (files.Count > 0)
        {
            activity["attachments"] = new JsonArray([.. files.Select(Attachment)]);
            activity["channelData"]!["attachmentSizes"] = new JsonArray([.. files.Select(file => (JsonNode)file.Bytes)]);
        }
        return activity.ToJsonString(Json);
    }

    /// <summary>A vote, sent back like a message so that the client's sending comes to an end.</summary>
    public static string Feedback(Conversation conversation, string id, DateTimeOffset at, WireActivity wire, Vote vote)
    {
        var activity = Frame("event", conversation.Id, id, at);
        activity["name"] = "feedback";
        activity["from"] = new JsonObject { ["id"] = conversation.Citizen, ["role"] = "user" };
        activity["value"] = new JsonObject { ["useful"] = vote.Useful, ["reply"] = vote.ReplyId };
        activity["channelData"] = new JsonObject();
        if (wire.ClientActivityId is not null) activity["channelData"]!["clientActivityID"] = wire.ClientActivityId;
        return activity.ToJsonString(Json);
    }

    /// <summary>Where the files of a message lie, below the upload folder. For the log only.</summary>
    public static string Files(IReadOnlyList<StoredFile> files) => new JsonObject
    {
        ["name"] = "files",
        ["files"] = new JsonArray([.. files.Select(file => new JsonObject
        {
            ["path"] = file.Path,
            ["contentType"] = file.ContentType,
            ["name"] = file.ShownName,
            ["bytes"] = file.Bytes,
        })]),
    }.ToJsonString(Json);

    /// <summary>Three moving dots, for five seconds. Never stored, so it has no place in the log and no watermark.</summary>
    public static string Typing(string conversationId, string assistantName, DateTimeOffset at)
    {
        var activity = Frame("typing", conversationId, $"typing-{at.UtcTicks}", at);
        activity["from"] = Assistant(assistantName);
        return activity.ToJsonString(Json);
    }

    public static JsonObject Assistant(string name) => new() { ["id"] = AssistantId, ["name"] = name, ["role"] = "bot" };

    public static JsonObject Frame(string type, string conversationId, string id, DateTimeOffset at) => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["channelId"] = "directline",
        ["conversation"] = new JsonObject { ["id"] = conversationId },
    };

    public static string Write(JsonObject activity) => activity.ToJsonString(Json);

    /// <summary>What the citizen said, out of a stored echo.</summary>
    public static string TextOf(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.Text("text") ?? "";
    }

    // No address: what was handed in is not given out again here.
    static JsonNode Attachment(StoredFile file) =>
        new JsonObject { ["contentType"] = file.ContentType, ["name"] = file.ShownName };
}
