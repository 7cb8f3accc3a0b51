using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Bot.Understanding;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Dialogue;

/// <summary>
/// Sees whether a rule decides what is asked, and which. A rule that does not hold on the day or in the district is none: then facts answer.
/// </summary>
public sealed class RuleChoice(QuestionClassifiers classifiers)
{
    // From here on a question is taken to be the rule's, within the guide the search found …
    const double SureEnough = 0.45;

    // … and against it.
    const double SureAlone = 0.75;

    // The best fact is one whose questions the rule answers, or one it rests on: the search and the classifier agree.
    const double AnswersBestFact = 0.35;
    const double RestsOnBestFact = 0.15;

    // All its inputs are stated; fewer count for less.
    const double StatesItsInputs = 0.3;

    public EligibilityRule? Choose(Question question, FactFindings findings)
    {
        var content = question.Content;
        var rules = content.Rules.Rules;
        var ofTopic = question.Thread.Topic?.Rule is { } id ? rules.GetValueOrDefault(id) : null;
        if (ofTopic is not null && question.Thread.Continues) return Usable(question, ofTopic);

        // A question without its subject is not about what another domain decides, even where it uses its word ("如果是租房呢").
        var candidates = question.Thread is { IsElliptic: true, Topic: { } goesOn }
            ? [.. rules.Values.Where(rule => rule.Guides.Any(guide => content.Guides[guide].Domain == content.Guides[goesOn.Guide].Domain))]
            : rules.Values.ToArray();
        // A question without its subject was joined with the name of the matter, which would sound like the rule's own question.
        var asked = question.Thread.IsElliptic ? QuestionText.Normalise(question.Message) : question.Key;
        var alike = LearnedContent.PlacesAlike(content, asked);
        // Of several that are named the one is meant that needs most of what the citizen tells.
        if (candidates.Where(rule => rule.Cues.Any(cue => cue.Matches(alike))).Select(rule => Usable(question, rule)).OfType<EligibilityRule>().MaxBy(rule => Stated(rule, question)) is { } sure) return sure;

        var judged = classifiers.For(content).JudgeRule(content, asked);
        var best = findings.Facts.FirstOrDefault(found => found.Fact.MayBeCited)?.Fact;
        var likeliest = candidates.Select(rule => (Rule: rule, Score: judged.GetValueOrDefault(rule.Id) + Agreement(rule, best, question)))
            .OrderByDescending(entry => entry.Score).Take(3);
        foreach (var (rule, score) in likeliest)
        {
            if (score < (findings.Guide is null || rule.Guides.Contains(findings.Guide.Id) ? SureEnough : SureAlone)) continue;
            if (Usable(question, rule) is { } found) return found;
        }

        return ofTopic is not null && !question.Thread.IsElliptic ? Usable(question, ofTopic) : null;
    }

    /// <summary>What speaks for a rule beside the classifier: the fact that fits best, and that the citizen states what it asks for.</summary>
    static double Agreement(EligibilityRule rule, Fact? best, Question question)
    {
        var byFact = question.Thread.IsElliptic || best is null ? 0
            : rule.Answers.Contains(best.Id) ? AnswersBestFact
            : rule.VersionOn(question.Today)?.Facts.Contains(best) == true ? RestsOnBestFact
            : 0;
        return byFact + StatesItsInputs * Stated(rule, question) / rule.Inputs.Count;
    }

    static int Stated(EligibilityRule rule, Question question) =>
        rule.Inputs.Count(slot => question.Reading.Values.ContainsKey(slot.Id) || question.Reading.Alternatives.ContainsKey(slot.Id));

    static EligibilityRule? Usable(Question question, EligibilityRule rule) =>
        rule.VersionOn(question.Today) is not null && rule.Applies.Areas.Any(question.Content.Places.AreasFor(question.AnswerFor).Contains)
        && (!rule.Applies.IsLocal || question.Districts.Count > 0)
        && (rule.Only.Count == 0 || question.Thread.Continues || rule.Only.Any(cue => cue.Matches(question.Key)))
            ? rule
            : null;
}
