using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
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
    KnowledgeBase knowledge, QuestionReader reader, QuestionGuard guard, Repairs repairs, SeveralQuestions several, FactSearch search,
    RuleDesk rules, RuledAnswer ruling, QuotedAnswer writer, AnswerCheck check, HandoverSigns signs, Remembering remembering, TurnFarewell farewell, TurnJournal journal, IOptions<TurnOptions> options, TimeProvider time)
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

        if (entry.Step("urgent", () => guard.CheckUrgent(question)) is { } urgent)
            return Refuse(question, entry.Step("person", () => signs.Raise(question, urgent)));

        if (entry.Step("repair", () => repairs.Answer(question)) is { } repaired)
            return repaired with { AsOf = question.Today };

        if (entry.Step("guard", () => guard.Check(question, message.Text)) is { } stopped)
            return stopped.Outcome == TurnOutcome.AskedBack ? Close(question, stopped) : Refuse(question, entry.Step("person", () => signs.Raise(question, stopped)));

        var replies = new List<TurnReply>();
        foreach (var part in entry.Step("split", () => several.Split(question)))
            replies.Add(await AnswerOneAsync(part, entry, cancellationToken));

        var reply = entry.Step("person", () => signs.Raise(question, several.Join(question, replies)));
        return Close(question, reply);
    }

    async Task<TurnReply> AnswerOneAsync(Question question, TurnJournal.Entry entry, CancellationToken cancellationToken)
    {
        var findings = await entry.StepAsync("search", token => search.FindAsync(question, token), cancellationToken);

        var ruled = entry.Step("decide", () => rules.Decide(question, findings));

        var draft = entry.Step("answer", () => (ruled is null ? null : ruling.Write(question, ruled, findings)) ?? writer.Write(question, findings));

        return entry.Step("check", () => check.Approve(question, draft));
    }

    /// <summary>A refusal is remembered as nothing said, but for what made no sense: the second time in a row it brings a person.</summary>
    TurnReply Refuse(Question question, TurnReply reply)
    {
        reply = reply with { AsOf = question.Today, Memory = question.Memory };
        return reply is { Outcome: TurnOutcome.Refused, Reason: "noise" } ? repairs.Missed(question, reply) with { AsOf = question.Today } : reply;
    }

    TurnReply Close(Question question, TurnReply reply)
    {
        reply = remembering.Close(question, reply with { AsOf = question.Today });
        return reply.Outcome == TurnOutcome.NothingFound || reply is { Outcome: TurnOutcome.Refused, Reason: "out-of-scope" } ? repairs.Missed(question, reply) with { AsOf = question.Today } : reply;
    }
}
