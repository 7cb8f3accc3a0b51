using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Streams;
using Assistant.Channels.DirectLine.Turns;
using Assistant.Channels.DirectLine.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>Takes activities, with and without files, and gives them out to the client that polls.</summary>
internal sealed class ActivityEndpoints(
    Doorkeeper doorkeeper, IConversationStore store, MessageDesk desk, UploadIntake uploads, IOptions<DirectLineOptions> options)
{
    const int PageSize = 200;

    public async Task PostAsync(HttpContext http)
    {
        var conversation = await AdmitAsync(http);
        var body = await WireBody.ReadAsync(http, options.Value.MaxActivityBytes) ?? throw RequestRefusedException.BadArgument("no activity came");
        var activity = WireActivity.Read(body);
        await AnswerAsync(http, await TakeAsync(conversation, activity, http.RequestAborted));
    }

    public async Task UploadAsync(HttpContext http)
    {
        var conversation = await AdmitAsync(http);
        desk.CountMessage(conversation.Id);

        var (activity, files) = await uploads.ReadAsync(http, conversation.Id);
        if (files.Count == 0) throw RequestRefusedException.Missing("file");
        var kept = false;
        try
        {
            // The activity is optional by the protocol.
            var message = (activity ?? new WireActivity("message", "", null, "zh-CN", null)) with { Vote = null };
            (var id, kept) = await desk.TakeAsync(conversation, message, files, http.RequestAborted);
            await AnswerAsync(http, id);
        }
        finally
        {
            // Also of an upload sent again: the first one's files are there already.
            if (!kept) uploads.Forget(files);
        }
    }

    public async Task ReadAsync(HttpContext http)
    {
        var conversation = await AdmitAsync(http);
        var watermark = await Watermark.ReadAsync(http.Request.Query["watermark"], conversation.Id, store, http.RequestAborted);
        var entries = await store.ReadAsync(conversation.Id, watermark, PageSize, http.RequestAborted);

        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(ActivitySet.Write(entries, entries.Count > 0 ? entries[^1].Sequence : watermark), http.RequestAborted);
    }

    async Task<Conversation> AdmitAsync(HttpContext http)
    {
        var holder = doorkeeper.Admit(http, (string)http.GetRouteValue("id")!);
        var conversation = await store.FindAsync(holder.ConversationId, http.RequestAborted) ?? throw RequestRefusedException.UnknownConversation();
        return conversation.Citizen == holder.Citizen ? conversation : throw RequestRefusedException.Forbidden();
    }

    async Task<string> TakeAsync(Conversation conversation, WireActivity activity, CancellationToken cancellationToken)
    {
        // Typing, joining, reading: clients send them, nobody here needs them.
        if (activity.Type != "message" && activity.Vote is null) return desk.NewId();

        desk.CountMessage(conversation.Id);
        if (activity.Vote is { } vote) return await desk.TakeAsync(conversation, activity, vote, cancellationToken);
        if (string.IsNullOrWhiteSpace(activity.Text)) throw RequestRefusedException.Missing("text");
        return (await desk.TakeAsync(conversation, activity, [], cancellationToken)).Id;
    }

    static Task AnswerAsync(HttpContext http, string id) =>
        http.Response.WriteAsJsonAsync(new { id }, http.RequestAborted);
}
