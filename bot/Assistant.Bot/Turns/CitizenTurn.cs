using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Handover;
using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Knowledge;
using Assistant.Retrieval;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Turns;

/// <summary>
/// One citizen turn, from message to checked reply, the same for every channel.
/// Read this file first: the order of the calls is the order of the service.
/// </summary>
public sealed class CitizenTurn(
    KnowledgeBase knowledge, QuestionReader reader, QuestionGuard guard, FactSearch search, QuotedAnswer writer, AnswerCheck check,
    HandoverSigns signs, TurnFarewell farewell, TurnJournal journal, IOptions<TurnOptions> options, TimeProvider time)
{
    /// <summary>
    /// Runs the turn to one of the endings of <see cref="TurnOutcome"/>; it throws only when <paramref name="hangUp"/> is cancelled, that
    /// is, when there is nobody left to answer.
    /// </summary>
    public async Task<TurnReply> RunAsync(CitizenMessage message, ConversationMemory memory, CancellationToken hangUp)
    {
        using var entry = journal.Begin(message);
        using var budget = new CancellationTokenSource(options.Value.Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hangUp, budget.Token);

        try
        {
            return entry.Close(await AnswerAsync(message, memory, entry, either.Token));
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested && !hangUp.IsCancellationRequested)
        {
            return entry.Close(farewell.TookTooLong(memory));
        }
        catch (Exception failure) when (failure is ServiceUnavailableException or SearchUnavailableException)
        {
            return entry.Close(farewell.ServiceUnavailable(memory), failure);
        }
        catch (Exception failure) when (!hangUp.IsCancellationRequested)
        {
            return entry.Close(farewell.InternalError(memory), failure);
        }
    }

    async Task<TurnReply> AnswerAsync(CitizenMessage message, ConversationMemory memory, TurnJournal.Entry entry, CancellationToken cancellationToken)
    {
        var question = entry.Step("understand", () => reader.Read(message, memory, knowledge.Current));

        if (entry.Step("guard", () => guard.Check(question, message.Text)) is { } refused)
            return Finish(memory, question, entry.Step("person", () => signs.Raise(question, refused)));

        var findings = await entry.StepAsync("search", token => search.FindAsync(question, token), cancellationToken);

        var draft = entry.Step("answer", () => writer.Write(question, findings));

        var approved = entry.Step("check", () => check.Approve(question, draft));

        return Finish(memory, question, entry.Step("person", () => signs.Raise(question, approved)));
    }

    static TurnReply Finish(ConversationMemory memory, Question question, TurnReply reply) =>
        reply with { AsOf = question.Today, Memory = Remember(memory, question, reply) };

    /// <summary>The next turn knows the district that was named, the guide that was spoken of, and what we asked back; a refusal changes nothing.</summary>
    static ConversationMemory Remember(ConversationMemory memory, Question question, TurnReply reply) => reply.Outcome == TurnOutcome.Refused ? memory : new()
    {
        District = question.District?.Id ?? memory.District,
        Guide = reply.Guide ?? memory.Guide,
        PendingSlot = reply.Outcome != TurnOutcome.AskedBack && reply.Asks.Count > 0 ? reply.Asks[0].Slot : null,
        PendingQuestion = reply.Outcome != TurnOutcome.AskedBack && reply.Asks.Count > 0 ? question.Text : null,
    };
}
