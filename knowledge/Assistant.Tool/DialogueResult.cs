using Assistant.Bot.Answers;
using Assistant.Bot.Turns;

namespace Assistant.Tool;

/// <summary>One line of a dialogue evaluation's output.</summary>
internal sealed record DialogueResult(string Id, IReadOnlyList<DialogueTurnResult> Turns);

/// <summary>One reply of it. <c>result</c> is what a rule or calculator gave, short; empty when none did.</summary>
internal sealed record DialogueTurnResult(
    TurnOutcome Outcome, string Reason, string? Guide, IReadOnlyList<string> Asks, IReadOnlyList<EvalCitation> Citations, string? Rule, string Result, bool Handover, string Answer, double LatencyMs)
{
    public static DialogueTurnResult Of(TurnReply reply) => new(
        reply.Outcome, reply.Reason, reply.Guide, [.. reply.Asks.Select(ask => ask.Slot)],
        [.. reply.Citations.Select(citation => new EvalCitation(citation.FactId, citation.Title, citation.Basis, citation.ValidFrom, citation.ValidTo))],
        reply.Rule, reply.Result, reply.Handover, PlainAnswer.Of(reply), Math.Round(reply.Latency.TotalMilliseconds, 2));
}
