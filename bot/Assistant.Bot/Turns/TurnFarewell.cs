using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Knowledge;
using Assistant.Knowledge.Content;

namespace Assistant.Bot.Turns;

/// <summary>The replies of turns that broke: what the citizen is told when our time, a neighbour or we ourselves failed. They must work when nothing else does.</summary>
public sealed class TurnFarewell(KnowledgeBase knowledge, TimeProvider time)
{
    // Used only before the first content was loaded; wording.yaml holds the sentences.
    const string LastResort = "系统正在准备，请过一会儿再问一次。";

    public TurnReply TookTooLong(ConversationMemory memory) => Say(TurnOutcome.TookTooLong, WordingKeys.TookTooLong, memory);

    public TurnReply ServiceUnavailable(ConversationMemory memory) => Say(TurnOutcome.ServiceUnavailable, WordingKeys.ServiceUnavailable, memory);

    public TurnReply InternalError(ConversationMemory memory) => Say(TurnOutcome.InternalError, WordingKeys.InternalError, memory);

    TurnReply Say(TurnOutcome outcome, string key, ConversationMemory memory) => new()
    {
        Outcome = outcome,
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, knowledge.IsLoaded ? knowledge.Current.Wording[key] : LastResort)],
        Handover = true,
        AsOf = ChinaDay.Today(time),
        Memory = memory,
    };
}
