using Assistant.Bot.Answers;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;

namespace Assistant.Bot.Handover;

/// <summary>
/// Sees in a question the signs of a case that needs a person (threats, refusal of an entitled child, authorities overdue, groups …) and
/// raises the offer first-hand. The signs are data: those of the guide the question is about, and the general ones of the guard.
/// </summary>
public sealed class HandoverSigns
{
    public TurnReply Raise(Question question, TurnReply reply)
    {
        if (Find(question, reply.Guide) is not { } sign) return reply;
        var person = new AnswerPart(AnswerPartKind.Person, question.Content.Wording[WordingKeys.Person].Replace("{sign}", sign.Sign, StringComparison.Ordinal));
        return reply with { Handover = true, Parts = [.. reply.Parts, person] };
    }

    static EscalationSign? Find(Question question, string? guide)
    {
        var ofGuide = guide is null ? [] : question.Content.Guides[guide].Escalation;
        return question.Content.Guard.Escalation.Concat(ofGuide).FirstOrDefault(sign => sign.Cues.Any(cue => cue.Matches(question.Key)));
    }
}
