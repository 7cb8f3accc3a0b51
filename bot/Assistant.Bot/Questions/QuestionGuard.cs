using System.Globalization;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guarding;
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

    // A place elsewhere is named in many questions of ours ("爸妈在浙江打工"); the rest of the message must sound at least this much like one about that place.
    const double SoundsLikeElsewhere = 0.005;

    public TurnReply? Check(Question question, string rawText)
    {
        var content = question.Content;
        // First what cannot wait, however long the message is.
        foreach (var rule in content.Guard.Rules)
            if (rule.Handover && rule.Matches(question.Key) && (rule.Action == GuardAction.HandOver || rule.Firm))
                return Reply(question, rule.Action, rule.Reason, rule.Reply, rule.Handover);

        if (rawText.Length > options.Value.LongestQuestion)
            return Refuse("too-long", content.Wording[WordingKeys.TooLong].Replace("{limit}", options.Value.LongestQuestion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        if (!question.Text.Any(char.IsLetterOrDigit))
            return Refuse("noise", content.Wording[WordingKeys.Empty]);

        var judged = classifiers.For(content).JudgeIntent(content, question.Key);
        var served = judged.GetValueOrDefault(LearnedContent.Served);
        foreach (var rule in content.Guard.Rules)
            if (rule.Matches(question.Key) && (rule.Action == GuardAction.HandOver || rule.Firm || judged.Count == 1 || served < SurelyServed))
                return Reply(question, rule.Action, rule.Reason, rule.Reply, rule.Handover);

        // Whoever shows a sign of needing a person is not sent away as none of our business.
        var needsPerson = content.Guard.Escalation.Any(sign => sign.IsSeenIn(question.Key));
        var likeliest = judged.Where(label => label.Key != LearnedContent.Served).MaxBy(label => label.Value).Key;
        if (content.Guard.Intents.FirstOrDefault(intent => intent.Reason == likeliest) is { } intent && 1 - served >= SureFrom(question, intent)
            && !(needsPerson && intent.Action == GuardAction.Refuse && !intent.Handover))
            return Reply(question, intent.Action, intent.Reason, intent.Reply, intent.Handover);

        if (question.Places is { OtherRegion: { } region, NamesChongqing: false, Districts.Count: 0 }
            && (!judged.TryGetValue("other-region", out var elsewhere) || elsewhere >= SoundsLikeElsewhere)
            && !content.Guard.ElsewhereButOurs.Any(cue => cue.Matches(question.Key)))
            return Refuse("other-region", content.Wording[WordingKeys.OtherRegion].Replace("{region}", region, StringComparison.Ordinal));

        return question.IsOnlyAPlace ? AskForMatter(question) : null;
    }

    static double SureFrom(Question question, GuardIntent intent)
    {
        var sure = question.Domains.Count > 0 ? intent.SureFromWithOurWords : intent.SureFrom;
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
