using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;

namespace Assistant.Bot.Dialogue;

/// <summary>
/// What the next turn knows of this one: the slots that were said, the matters spoken of, what we asked. Also the last word on asking:
/// one slot is asked twice in a row at most, then it is left open and a person offered.
/// </summary>
public sealed class Remembering(TimeProvider time)
{
    // Enough to return to; more would make "the one before" a guess.
    const int MostTopics = 3;

    public TurnReply Close(Question question, TurnReply reply)
    {
        var memory = question.Memory;
        var asked = reply.Asks.Count > 0 ? WithAsked(memory, reply.Asks).Asked : null;
        var skipped = memory.Skipped.Where(slot => !question.Reading.Values.ContainsKey(slot)).ToList();
        if (asked is { Times: > SlotAsking.MostTimes })
        {
            reply = LeaveOpen(question, reply, asked.Slot);
            skipped.Add(asked.Slot);
            asked = null;
        }

        var unread = question.Thread.Continues && reply.Outcome == TurnOutcome.AskedBack && asked?.Times > 1 && question.Reading is { Values.Count: 0, Alternatives.Count: 0, Problems.Count: 0 };
        var notUnderstood = unread ? memory.NotUnderstood + 1 : reply.Outcome is TurnOutcome.Refused or TurnOutcome.NothingFound ? memory.NotUnderstood : 0;
        if (notUnderstood >= Repairs.TimesBeforePerson && !reply.Handover)
            reply = reply with { Handover = true, Parts = [.. reply.Parts, new AnswerPart(AnswerPartKind.Person, question.Content.Wording[WordingKeys.NotUnderstoodAgain])] };

        var topics = Topics(question, reply, asked?.Slot);
        return reply with
        {
            Memory = new ConversationMemory
            {
                Slots = Slots(question),
                Topics = topics,
                Asked = asked,
                Skipped = skipped,
                Last = reply.Guide is { } guide ? new LastAnswered(question.Text, guide, reply.Rule) : memory.Last,
                Person = question.Thread.Person ?? memory.Person,
                NotUnderstood = notUnderstood,
                Replies = memory.Replies,
            },
        };
    }

    /// <summary>The memory with what is asked now counted; one that asks nothing keeps the count of what still waits.</summary>
    public static ConversationMemory WithAsked(ConversationMemory memory, IReadOnlyList<SlotQuestion> asks) =>
        asks is [var ask, ..] ? memory with { Asked = new AskedSlot(ask.Slot, memory.Asked?.Slot == ask.Slot ? memory.Asked.Times + 1 : 1) } : memory;

    /// <summary>What was claimed, not what was supposed. Of somebody else than before, only what was said of them.</summary>
    Dictionary<string, RememberedSlot> Slots(Question question)
    {
        var now = time.GetUtcNow();
        var slots = question.Memory.Slots.Where(entry => !question.Thread.IsAboutAnother || entry.Key == "district").ToDictionary();
        foreach (var problem in question.Reading.Problems) slots.Remove(problem.Slot);
        foreach (var (slot, value) in question.Reading.Values) slots[slot] = new RememberedSlot(value, now);
        if (question.District is { } district && question.Places.Districts.Count > 0)
            slots["district"] = new RememberedSlot(new Knowledge.Slots.ChoiceValue(district.Name, [district.Id]), now);
        return slots;
    }

    /// <summary>The matter of this turn first; the same matter is not listed twice, and one whose question was answered waits no longer.</summary>
    static IReadOnlyList<Topic> Topics(Question question, TurnReply reply, string? open)
    {
        if (reply.Guide is not { } guide) return question.Memory.Topics;
        var goesOn = question.Thread.Topic is { } topic && (question.Thread.Continues || topic.Rule == reply.Rule || reply.Rule is null);
        var current = goesOn
            ? question.Thread.Topic! with { Rule = reply.Rule ?? question.Thread.Topic!.Rule, OpenSlot = open }
            : new Topic { Guide = guide, Rule = reply.Rule, Question = question.Message, OpenSlot = open };
        return [current, .. question.Memory.Topics.Where(known => known != question.Thread.Topic && !IsSame(known, current)).Take(MostTopics - 1)];
    }

    static bool IsSame(Topic one, Topic other) => one.Guide == other.Guide && one.Rule == other.Rule;

    static TurnReply LeaveOpen(Question question, TurnReply reply, string slot) => reply with
    {
        Asks = [],
        Outcome = reply.Outcome == TurnOutcome.AskedBack ? TurnOutcome.PartlyAnswered : reply.Outcome,
        Handover = true,
        Parts =
        [
            .. reply.Parts.Where(part => part.Kind != AnswerPartKind.Ask),
            new AnswerPart(AnswerPartKind.Person, question.Content.Slots.TryGetValue(slot, out var known)
                ? question.Content.Wording[WordingKeys.AskedEnough].Replace("{slot}", known.Name, StringComparison.Ordinal)
                : question.Content.Wording[WordingKeys.NotUnderstoodAgain]),
        ],
    };
}
