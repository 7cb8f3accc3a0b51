using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guarding;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Questions;

/// <summary>
/// Decides what is not answered like a question: nothing to read, too long, another region's rules, and whatever the rules of
/// <c>guard.yaml</c> name (crisis, unsafe, other people's data …). Null means: go on. Cheap and free of I/O, so it runs before the search.
/// </summary>
public sealed class QuestionGuard(IOptions<TurnOptions> options)
{
    public TurnReply? Check(Question question, string rawText)
    {
        var content = question.Content;
        if (rawText.Length > options.Value.LongestQuestion)
            return Refuse("too-long", content.Wording[WordingKeys.TooLong].Replace("{limit}", options.Value.LongestQuestion.ToString(), StringComparison.Ordinal));
        if (!question.Text.Any(char.IsLetterOrDigit))
            return Refuse("noise", content.Wording[WordingKeys.Empty]);

        foreach (var rule in content.Guard.Rules)
            if (rule.Matches(question.Key)) return Apply(rule, question);

        if (question.Places is { OtherRegion: { } region, NamesChongqing: false } && question.Districts.Count == 0
            && !content.Guard.ElsewhereButOurs.Any(cue => cue.Matches(question.Key)))
            return Refuse("other-region", content.Wording[WordingKeys.OtherRegion].Replace("{region}", region, StringComparison.Ordinal));

        return null;
    }

    static TurnReply Apply(GuardRule rule, Question question)
    {
        var citations = new CitationList(question.Content);
        var text = citations.Fill(rule.Reply);
        return new TurnReply
        {
            Outcome = rule.Action == GuardAction.HandOver ? TurnOutcome.HandedOver : TurnOutcome.Refused,
            Reason = rule.Reason,
            Guide = citations.List.Count > 0 ? question.Content.Facts[citations.List[0].FactId].Guide : null,
            Parts = [new AnswerPart(AnswerPartKind.Conclusion, text)],
            Citations = citations.List,
            Handover = rule.Handover || rule.Action == GuardAction.HandOver,
        };
    }

    static TurnReply Refuse(string reason, string text) => new()
    {
        Outcome = TurnOutcome.Refused,
        Reason = reason,
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, text)],
    };
}
