using Assistant.Bot.Answers;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Tests.Turns;

static class ReplyText
{
    /// <summary>All text of a reply as its parts say it.</summary>
    public static string Said(this TurnReply reply) => string.Join('\n', reply.Parts.SelectMany(part => part.Items.Prepend(part.Text)));

    public static string Said(this TurnReply reply, AnswerPartKind kind) =>
        string.Join('\n', reply.Parts.Where(part => part.Kind == kind).SelectMany(part => part.Items.Prepend(part.Text)));

    public static IReadOnlyList<string> Cited(this TurnReply reply) => [.. reply.Citations.Select(citation => citation.FactId)];
}
