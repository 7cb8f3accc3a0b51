using Assistant.Bot.Answers;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge.Content;

namespace Assistant.Bot.Handover;

/// <summary>
/// Sees in a question the signs of a case that needs a person (threats, refusal of an entitled child, authorities overdue, groups …) and
/// raises the offer first-hand. The signs are data: patterns of the guide the question is about and of the guard, and resemblance to examples.
/// </summary>
public sealed class HandoverSigns(QuestionClassifiers classifiers)
{
    // A needless offer costs a line; a missed one may cost a person. So it is made well before it is certain.
    const double LikelyEnough = 0.4;

    public TurnReply Raise(Question question, TurnReply reply)
    {
        if (reply.Outcome == TurnOutcome.HandedOver || Find(question, reply.Guide) is not { } sign) return reply;
        var person = new AnswerPart(AnswerPartKind.Person, question.Content.Wording[WordingKeys.Person].Replace("{sign}", sign, StringComparison.Ordinal));
        return reply with { Handover = true, Parts = [.. reply.Parts, person] };
    }

    string? Find(Question question, string? guide)
    {
        var ofGuide = guide is null ? [] : question.Content.Guides[guide].Escalation;
        if (question.Content.Guard.Escalation.Concat(ofGuide).FirstOrDefault(sign => sign.IsSeenIn(question.Key)) is { } seen) return seen.Sign;

        var judged = classifiers.For(question.Content).Signs.Judge(question.Key);
        return 1 - judged.GetValueOrDefault(LearnedContent.Served) < LikelyEnough
            ? null
            : judged.Where(entry => entry.Key != LearnedContent.Served).MaxBy(entry => entry.Value).Key;
    }
}
