using System.Globalization;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Words;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Questions;

/// <summary>
/// Decides what is not answered like a question: nothing to read, too long, what the rules of <c>guard.yaml</c> name, what resembles the
/// examples of a reason, another region's rules. Null means: go on. Cheap and free of I/O, so it runs before the search.
/// </summary>
public sealed class QuestionGuard(QuestionClassifiers classifiers, IOptions<TurnOptions> options)
{
    // A rule is a few words; where the whole message says this surely that it is ours, the words meant something else, unless the rule is firm.
    const double SurelyServed = 0.97;

    // Characters of a message of a few words.
    const int ShortMessage = 12;

    // From here on a question is one of a rule rather than one we do not answer.
    const double SurelyRule = 0.8;

    // In the middle of a matter a short message leaves its subject out, and then sounds like anything.
    const int ShortInConversation = 24;
    const double SureInConversation = 0.85;

    // A place elsewhere is named in many questions of ours ("爸妈在浙江打工"); the rest of the message must sound at least this much like one about that place.
    const double SoundsLikeElsewhere = 0.005;

    /// <summary>What cannot wait, however long the message is and whatever it belongs to: the crisis, and what is firm among those that need a person.</summary>
    public TurnReply? CheckUrgent(Question question)
    {
        var content = question.Content;
        foreach (var rule in content.Guard.Rules)
            if (rule.Handover && rule.Matches(question.Key) && (rule.Action == GuardAction.HandOver || rule.Firm))
                return Reply(question, rule.Action, rule.Reason, rule.Reply, rule.Handover);
        return null;
    }

    public TurnReply? Check(Question question, string rawText)
    {
        var content = question.Content;
        if (rawText.Length > options.Value.LongestQuestion)
            return Refuse("too-long", content.Wording[WordingKeys.TooLong].Replace("{limit}", options.Value.LongestQuestion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        if (!question.Text.Any(char.IsLetterOrDigit))
            return Refuse("noise", content.Wording[WordingKeys.Empty]);

        // What goes on with a matter of ours is judged by what is firm; the rest was judged with the question it belongs to.
        if (question.Thread.Topic is not null)
            return content.Guard.Rules.FirstOrDefault(rule => (rule.Firm || rule.Action == GuardAction.HandOver) && rule.Matches(QuestionText.Normalise(question.Message))) is { } firm
                ? Reply(question, firm.Action, firm.Reason, firm.Reply, firm.Handover)
                : null;

        var judged = classifiers.For(content).JudgeIntent(content, question.Key);
        var served = judged.GetValueOrDefault(LearnedContent.Served);
        foreach (var rule in content.Guard.Rules)
            if (rule.Matches(question.Key) && (rule.Action == GuardAction.HandOver || rule.Firm || judged.Count == 1 || served < SurelyServed))
                return Reply(question, rule.Action, rule.Reason, rule.Reply, rule.Handover);

        // Whoever shows a sign of needing a person is not sent away as none of our business.
        var needsPerson = content.Guard.Escalation.Any(sign => sign.IsSeenIn(question.Key));
        var likeliest = judged.Where(label => label.Key != LearnedContent.Served).MaxBy(label => label.Value).Key;
        if (content.Guard.Intents.FirstOrDefault(intent => intent.Reason == likeliest) is { } intent && 1 - served >= SureFrom(question, intent)
            && !(needsPerson && intent.Action == GuardAction.Refuse && !intent.Handover) && !(intent.Action == GuardAction.Refuse && IsDecidedByRule(question)))
            return Reply(question, intent.Action, intent.Reason, intent.Reply, intent.Handover);

        if (question.Places is { OtherRegion: { } region, NamesChongqing: false, Districts.Count: 0 }
            && (!judged.TryGetValue("other-region", out var elsewhere) || elsewhere >= SoundsLikeElsewhere)
            && !content.Guard.ElsewhereButOurs.Any(cue => cue.Matches(question.Key)))
            return Refuse("other-region", content.Wording[WordingKeys.OtherRegion].Replace("{region}", region, StringComparison.Ordinal));

        return question.IsOnlyAPlace ? AskForMatter(question) : null;
    }

    /// <summary>"最迟哪天办结，算给我" sounds like asking for one's records; what a rule decides from what is said needs none.</summary>
    bool IsDecidedByRule(Question question) =>
        classifiers.For(question.Content).JudgeRule(question.Content, question.Key).Any(rule => rule.Key != LearnedContent.Served && rule.Value >= SurelyRule);

    static double SureFrom(Question question, GuardIntent intent)
    {
        // In the middle of a matter of ours a message need not name it again.
        var sure = question.Domains.Count > 0 || question.Memory.Topic is not null ? intent.SureFromWithOurWords : intent.SureFrom;
        if (question.Memory.Topic is not null && question.Domains.Count == 0 && question.Message.Length <= ShortInConversation) sure = Math.Max(sure, SureInConversation);
        return question.Key.Length <= ShortMessage ? Math.Max(sure, intent.SureFromWhenShort) : sure;
    }

    /// <summary>A place and nothing else: we know where, not what.</summary>
    static TurnReply AskForMatter(Question question)
    {
        var wording = question.Content.Wording;
        var ask = wording[WordingKeys.AskMatter].Replace("{district}", (question.District ?? question.Places.OldName ?? question.Districts[0]).Name, StringComparison.Ordinal);
        return new TurnReply
        {
            Outcome = TurnOutcome.AskedBack,
            Reason = "matter-unknown",
            Parts = [new AnswerPart(AnswerPartKind.Conclusion, ask)],
            Asks = [new SlotQuestion("matter", ask, wording[WordingKeys.Matters].Split('|'))],
        };
    }

    TurnReply Reply(Question question, GuardAction action, string reason, string reply, bool handover)
    {
        var citations = new CitationList(question);
        var text = citations.Fill(reply);
        return new TurnReply
        {
            Outcome = action == GuardAction.HandOver ? TurnOutcome.HandedOver : TurnOutcome.Refused,
            Reason = reason,
            // Whoever takes over sees what it is about; a refusal is about nothing of ours.
            Guide = action == GuardAction.HandOver ? classifiers.For(question.Content).JudgeGuide(question.Content, question.Key).MaxBy(guide => guide.Value).Key : null,
            Parts = [new AnswerPart(AnswerPartKind.Conclusion, text)],
            Citations = citations.List,
            Handover = handover || action == GuardAction.HandOver,
        };
    }

    static TurnReply Refuse(string reason, string text) => new()
    {
        Outcome = TurnOutcome.Refused,
        Reason = reason,
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, text)],
    };
}
