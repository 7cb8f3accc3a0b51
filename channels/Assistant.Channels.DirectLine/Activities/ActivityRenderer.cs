using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>
/// One reply as one message activity. The text alone is a whole answer, label included, for whoever copies it; citations, votes and quick
/// replies are added for clients that show them.
/// </summary>
internal sealed class ActivityRenderer(IOptions<DirectLineOptions> options, TimeProvider time)
{
    public const string TalkToPerson = "转人工";

    // Beyond this a phone shows a wall of buttons.
    const int MostQuickReplies = 12;

    public string Render(TurnReply reply, string conversationId, string turnId, string replyId, DateTimeOffset at)
    {
        var activity = OwnActivity.Frame("message", conversationId, replyId, at);
        activity["from"] = OwnActivity.Assistant(options.Value.AssistantName);
        activity["replyToId"] = turnId;
        activity["locale"] = "zh-CN";
        activity["text"] = Text(reply);
        activity["textFormat"] = "markdown";
        activity["inputHint"] = "acceptingInput";
        activity["suggestedActions"] = QuickReplies(reply);
        activity["entities"] = new JsonArray(MessageEntity(reply, replyId));
        activity["channelData"] = new JsonObject
        {
            ["outcome"] = reply.Outcome.ToString(),
            ["reason"] = reply.Reason,
            ["turnId"] = turnId,
        };
        return OwnActivity.Write(activity);
    }

    string Text(TurnReply reply)
    {
        var text = new StringBuilder();
        AnswerPartKind? previous = null;
        foreach (var part in reply.Parts)
        {
            AppendPart(text, part, continues: part.Kind == previous, reply.Citations.Count);
            previous = part.Kind;
        }

        var reserved = reply.Citations.Where(citation => citation.Standing != CitationStanding.InForce).ToList();
        if (reserved.Count > 0)
            text.Append("来源说明：").AppendJoin("；", reserved.Select(citation => $"[{citation.Number}] {PlainAnswer.StandingOf(citation)}")).Append("\n\n");

        // Last, so that it is copied with the answer (L-09).
        text.Append(CultureInfo.InvariantCulture, $"截至{Date(AsOf(reply))} · {PlainAnswer.Label}");

        // Not shown: they tie the marks to the claims of the entity.
        if (reply.Citations.Count > 0) text.Append('\n');
        foreach (var citation in reply.Citations)
            text.Append(CultureInfo.InvariantCulture, $"\n[{citation.Number}]: cite:{citation.Number} \"{DefinitionTitle(citation)}\"");
        return text.ToString();
    }

    static void AppendPart(StringBuilder text, AnswerPart part, bool continues, int citations)
    {
        var words = CitizenMarkdown.Escape(part.Text, citations);
        var heading = continues ? "" : PlainAnswer.Heading(part.Kind);
        if (part.Kind is AnswerPartKind.Conclusion or AnswerPartKind.Ask)
            // Each paragraph for itself: bold does not reach across an empty line.
            words = string.Join("\n\n", words.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(paragraph => $"**{paragraph}**"));
        else if (heading.Length > 0)
            words = words.Length > 0 ? $"**{heading}**：{words}" : $"**{heading}**";

        if (words.Length > 0) text.Append(words).Append("\n\n");
        foreach (var item in part.Items)
            text.Append("- ").Append(CitizenMarkdown.EscapeLine(item, citations)).Append('\n');
        if (part.Items.Count > 0) text.Append('\n');
    }

    static JsonObject QuickReplies(TurnReply reply)
    {
        var choices = reply.Asks.Count > 0 ? reply.Asks[0].Choices : [];
        var words = choices.Concat(reply.FollowUps)
            .Where(word => !string.IsNullOrWhiteSpace(word) && word != TalkToPerson)
            .Distinct()
            .Take(MostQuickReplies - 1)
            .Append(TalkToPerson);
        return new JsonObject
        {
            ["to"] = new JsonArray(),
            ["actions"] = new JsonArray(
                [.. words.Select(word => new JsonObject { ["type"] = "imBack", ["title"] = word, ["value"] = word })]),
        };
    }

    JsonObject MessageEntity(TurnReply reply, string replyId) => new()
    {
        ["type"] = "https://schema.org/Message",
        ["@context"] = "https://schema.org",
        ["@type"] = "Message",
        // The client merges entities by id; the empty one stands for "this message".
        ["@id"] = "",
        ["keywords"] = new JsonArray("AIGeneratedContent"),
        ["citation"] = new JsonArray([.. reply.Citations.Select(Claim)]),
        ["potentialAction"] = new JsonArray(VoteAction("LikeAction", replyId), VoteAction("DislikeAction", replyId)),
    };

    JsonObject Claim(Citation citation)
    {
        var label = new JsonObject { ["@type"] = "Project", ["slogan"] = PlainAnswer.Label };
        if (options.Value.LabelPage is { } page) label["url"] = page;
        return new JsonObject
        {
            ["@type"] = "Claim",
            ["position"] = citation.Number,
            ["claimInterpreter"] = label,
            ["appearance"] = new JsonObject
            {
                ["@type"] = "DigitalDocument",
                ["name"] = citation.Basis,
                // Without an address the client opens the text in a dialog.
                ["text"] = Fact(citation),
            },
        };
    }

    // The client sends the tapped action back word for word and nothing else, so the reply's id has to travel inside it.
    static JsonObject VoteAction(string type, string replyId) => new()
    {
        ["@type"] = type,
        ["actionStatus"] = "PotentialActionStatus",
        ["object"] = new JsonObject { ["@type"] = "Message", ["@id"] = replyId },
    };

    static string Fact(Citation citation)
    {
        var text = new StringBuilder(CitizenMarkdown.Escape(citation.Statement, 0));
        Append("依据", citation.Basis);
        Append("适用范围", citation.Area);
        Append("有效期", Validity(citation));
        Append("效力", PlainAnswer.StandingOf(citation));
        Append("说明", citation.Note);
        return text.ToString();

        void Append(string name, string words)
        {
            if (words.Length > 0) text.Append("\n\n**").Append(name).Append("**：").Append(CitizenMarkdown.EscapeLine(words, 0));
        }
    }

    static string DefinitionTitle(Citation citation) => CitizenMarkdown.EscapeTitle(
        citation.Standing == CitationStanding.InForce ? citation.Title : $"{citation.Title}（{PlainAnswer.StandingOf(citation)}）");

    static string Validity(Citation citation) => (citation.ValidFrom, citation.ValidTo) switch
    {
        ({ } from, { } to) => $"{Date(from)}至{Date(to)}",
        ({ } from, null) => $"{Date(from)}起",
        (null, { } to) => $"至{Date(to)}",
        (null, null) => "",
    };

    DateOnly AsOf(TurnReply reply) =>
        reply.AsOf != default ? reply.AsOf : ChinaDay.Today(time);

    static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");
}
