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
    // A needless offer costs a line; a missed one may cost a person. So it is made well before it is certain, …
    const double WorthAnOffer = 0.05;

    // … but what was seen is only named when it is likely.
    const double WorthNaming = 0.4;

    public TurnReply Raise(Question question, TurnReply reply)
    {
        if (reply.Outcome == TurnOutcome.HandedOver) return reply;
        var wording = question.Content.Wording;
        var offer = Seen(question, reply.Guide) is { } sign ? wording[WordingKeys.Person].Replace("{sign}", sign, StringComparison.Ordinal)
            : reply.Outcome != TurnOutcome.Refused && MayNeedPerson(question, out var likely) ? likely is null ? wording[WordingKeys.PersonPerhaps] : wording[WordingKeys.Person].Replace("{sign}", likely, StringComparison.Ordinal)
            : null;
        return offer is null ? reply : reply with { Handover = true, Parts = [.. reply.Parts, new AnswerPart(AnswerPartKind.Person, offer)] };
    }

    static string? Seen(Question question, string? guide)
    {
        var ofGuide = guide is null ? [] : question.Content.Guides[guide].Escalation;
        return question.Content.Guard.Escalation.Concat(ofGuide).FirstOrDefault(sign => sign.IsSeenIn(question.Key))?.Sign;
    }

    bool MayNeedPerson(Question question, out string? likely)
    {
        var judged = classifiers.For(question.Content).Signs.Judge(question.Key);
        var needed = 1 - judged.GetValueOrDefault(LearnedContent.Served);
        likely = needed < WorthNaming ? null : judged.Where(entry => entry.Key != LearnedContent.Served).MaxBy(entry => entry.Value).Key;
        return judged.Count > 1 && needed >= WorthAnOffer;
    }
}
