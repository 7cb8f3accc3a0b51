using Assistant.Bot.Answers;
using Assistant.Bot.Turns;

namespace Assistant.Tool;

/// <summary>One line of an evaluation's output.</summary>
internal sealed record EvalResult(
    string Id, TurnOutcome Outcome, string Reason, string? Guide, string Answer, IReadOnlyList<EvalCitation> Citations, IReadOnlyList<string> Asks, bool Handover, double LatencyMs)
{
    public static EvalResult Of(string id, TurnReply reply) => new(
        id, reply.Outcome, reply.Reason, reply.Guide, PlainAnswer.Of(reply),
        [.. reply.Citations.Select(citation => new EvalCitation(citation.FactId, citation.Title, citation.Basis, citation.ValidFrom, citation.ValidTo))],
        [.. reply.Asks.Select(ask => ask.Slot)], reply.Handover, Math.Round(reply.Latency.TotalMilliseconds, 2));
}

internal sealed record EvalCitation(string Fact, string Title, string Basis, DateOnly? ValidFrom, DateOnly? ValidTo);
