using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>
/// The little we take from an activity a client sent. Sender, role, id, time and conversation are always ours: a client can claim any.
/// </summary>
internal sealed partial record WireActivity(string Type, string Text, string? ClientActivityId, string Locale, Vote? Vote)
{
    const string FeedbackEvent = "webchat:activity-status/feedback";
    const int LongestClientId = 200;

    public static WireActivity Read(JsonElement activity)
    {
        var type = activity.Text("type") ?? throw RequestRefusedException.Missing("type");
        var clientActivityId = activity.Child("channelData")?.Text("clientActivityID");
        if (clientActivityId?.Length > LongestClientId) throw RequestRefusedException.BadArgument("clientActivityID is too long");

        return new WireActivity(
            type,
            type == "message" ? MessageText(activity) : "",
            clientActivityId is "" ? null : clientActivityId,
            activity.Text("locale") is { } locale && LocalePattern().IsMatch(locale) ? locale : "zh-CN",
            type == "event" && activity.Text("name") == FeedbackEvent ? ReadVote(activity) : null);
    }

    // A tapped postBack carries its words in value.
    static string MessageText(JsonElement activity) =>
        activity.Text("text") is { } text && !string.IsNullOrWhiteSpace(text) ? text : activity.Text("value") ?? "";

    // The client sends the chosen action back as it got it, with the reply's id where we had put it.
    static Vote? ReadVote(JsonElement activity)
    {
        var action = activity.Child("entities") is { ValueKind: JsonValueKind.Array } entities && entities.GetArrayLength() > 0
            ? entities[0]
            : activity.Child("value");
        var kind = action?.Text("@type");
        var reply = action?.Child("object")?.Text("@id");
        return kind is "LikeAction" or "DislikeAction" && reply is { Length: > 0 and <= LongestClientId }
            ? new Vote(reply, kind == "LikeAction")
            : throw RequestRefusedException.BadArgument("the feedback names no reply");
    }

    [GeneratedRegex("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,4}$")]
    private static partial Regex LocalePattern();
}

/// <summary>有用 or 没用, on one reply.</summary>
internal sealed record Vote(string ReplyId, bool Useful);
