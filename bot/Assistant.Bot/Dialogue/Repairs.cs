using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Dialogue;

namespace Assistant.Bot.Dialogue;

/// <summary>
/// Answers what is no question: greetings, thanks, 算了, 忘掉我说的, 你记了我什么 …, and what could not be understood. A question of ours that
/// waits keeps waiting; twice not understood brings a person.
/// </summary>
public sealed class Repairs(SlotAsking asking)
{
    // The second time in a row nothing is gained by a third.
    internal const int TimesBeforePerson = 2;

    /// <summary>The reply to a move; null when the message is a question or an answer, or when nothing has begun that the move could be about.</summary>
    public TurnReply? Answer(Question question)
    {
        if (question.Move is not { } move) return null;
        return move.Move switch
        {
            DialogueMove.Forget => Say(question, move) with { Reason = "forgotten", Memory = new ConversationMemory { Replies = question.Memory.Replies + 1 } },
            DialogueMove.Recall => Recall(question),
            DialogueMove.Review => Say(question, move) with { Outcome = TurnOutcome.HandedOver, Reason = "review-requested", Handover = true, Guide = question.Memory.Topic?.Guide, Rule = question.Memory.Topic?.Rule },
            DialogueMove.Restart => Say(question, move) with { Reason = "restarted", Memory = new ConversationMemory { Replies = question.Memory.Replies + 1 } },
            DialogueMove.Cancel when question.Memory.HasBegun => Say(question, move) with { Reason = "cancelled", Memory = WithoutTopic(question.Memory) },
            DialogueMove.Wrong when question.Memory.HasBegun => Missed(question, Say(question, move)),
            _ when question.Memory.HasBegun => Say(question, move),
            _ => null,
        };
    }

    /// <summary>What could not be understood, in a conversation under way: said so, with the question that waits; the second time with a person.</summary>
    public TurnReply Missed(Question question, TurnReply reply)
    {
        var (content, memory) = (question.Content, question.Memory);
        var times = memory.NotUnderstood + 1;
        var isNoise = reply is { Outcome: TurnOutcome.Refused, Reason: "noise" };
        var parts = new List<AnswerPart>();
        if (times < TimesBeforePerson && !(isNoise && memory.HasBegun)) return reply with { Memory = reply.Memory with { NotUnderstood = times } };

        var open = memory.Topic?.OpenSlot is { } waiting ? content.Slots.GetValueOrDefault(waiting) : null;
        var hasAskedEnough = open is not null && SlotAsking.HasAskedEnough(memory, open.Id);
        var offersPerson = times >= TimesBeforePerson || hasAskedEnough;
        parts.Add(new AnswerPart(AnswerPartKind.Conclusion, content.Wording[offersPerson ? WordingKeys.NotUnderstoodAgain : WordingKeys.NotUnderstood]));
        SlotQuestion[] asks = open is not null && !hasAskedEnough ? [asking.Ask(question, open)] : [];
        if (asks.Length > 0) parts.Add(new AnswerPart(AnswerPartKind.Ask, asks[0].Question));
        return new TurnReply
        {
            Outcome = asks.Length == 0 && offersPerson ? TurnOutcome.HandedOver : TurnOutcome.AskedBack,
            Reason = "not-understood",
            Guide = memory.Topic?.Guide,
            Rule = asks.Length > 0 ? memory.Topic?.Rule : null,
            Parts = parts,
            Asks = asks,
            Handover = offersPerson,
            Memory = Remembering.WithAsked(memory with { NotUnderstood = times }, asks),
        };
    }

    static TurnReply Recall(Question question)
    {
        var content = question.Content;
        var known = question.Memory.Slots.Where(entry => content.Slots.ContainsKey(entry.Key)).Select(entry => SlotWords.Line(content.Slots[entry.Key], entry.Value.Value, content.Places)).ToArray();
        return new TurnReply
        {
            Outcome = TurnOutcome.Answered,
            Reason = "recalled",
            Guide = question.Memory.Topic?.Guide,
            Parts =
            [
                new AnswerPart(AnswerPartKind.Conclusion, known.Length == 0 ? content.Wording[WordingKeys.NothingRemembered] : content.Wording[WordingKeys.Remembered], known),
            ],
            Memory = question.Memory,
        };
    }

    /// <summary>The move's own words; while a question waits, those that lead back to it.</summary>
    static TurnReply Say(Question question, MoveDefinition move)
    {
        var (content, memory) = (question.Content, question.Memory);
        var open = memory.Topic?.OpenSlot is { } slot && !SlotAsking.HasAskedEnough(memory, slot) ? content.Slots.GetValueOrDefault(slot) : null;
        var replies = open is not null && move.RepliesOpen.Count > 0 ? move.RepliesOpen : move.Replies;
        var matter = memory.Topic is { } topic ? content.Guides[topic.Guide].Title : "";
        var usable = replies.Where(reply => matter.Length > 0 || !reply.Contains("{matter}", StringComparison.Ordinal)).ToArray();
        var text = (usable.Length > 0 ? usable : [.. replies])[memory.Replies % Math.Max(1, usable.Length > 0 ? usable.Length : replies.Count)];
        SlotQuestion[] asks = open is not null && text.Contains("{question}", StringComparison.Ordinal) ? [new SlotQuestion(open.Id, open.Ask, open.Choices)] : [];
        return new TurnReply
        {
            Outcome = asks.Length == 0 ? TurnOutcome.Answered : TurnOutcome.AskedBack,
            Reason = move.Move.ToString().ToLowerInvariant(),
            Guide = memory.Topic?.Guide,
            Asks = asks,
            Parts = [new AnswerPart(AnswerPartKind.Conclusion, text.Replace("{question}", open?.Ask, StringComparison.Ordinal).Replace("{matter}", matter, StringComparison.Ordinal))],
            Memory = Remembering.WithAsked(memory with { Replies = memory.Replies + 1 }, asks),
        };
    }

    static ConversationMemory WithoutTopic(ConversationMemory memory) =>
        memory with { Topics = [.. memory.Topics.Skip(1)], Asked = null, Last = null, NotUnderstood = 0, Replies = memory.Replies + 1 };
}
