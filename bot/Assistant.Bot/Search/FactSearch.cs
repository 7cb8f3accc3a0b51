using Assistant.Bot.Questions;
using Assistant.Bot.Understanding;
using Assistant.Knowledge;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using Assistant.Retrieval;

namespace Assistant.Bot.Search;

/// <summary>A fact that may answer, with its score within this question and the share of the question's weight it covers, 0 to 1.</summary>
public sealed record FoundFact(Fact Fact, double Score, double Coverage);

/// <summary>What the search found: the guide the question is about, its facts and those of other guides that fit as well, best first.</summary>
public sealed record FactFindings
{
    public static FactFindings None { get; } = new();

    public ServiceGuide? Guide { get; init; }

    /// <summary>Best first; of the guide and, where they fit as well, of others.</summary>
    public IReadOnlyList<FoundFact> Facts { get; init; } = [];

    /// <summary>True when the question is about the matter as a whole rather than about one fact of it.</summary>
    public bool IsGeneral { get; init; }

    /// <summary>Share of the question's own weight the best passage covers, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>How likely the guide is the right one, 0 to 1: by the classifier, or one where a pattern of the guide is sure.</summary>
    public double Likelihood { get; init; }
}

/// <summary>Finds the facts for a question among those that hold on its day and in its district, and the guide they belong to.</summary>
public sealed class FactSearch(IPassageIndex index, QuestionClassifiers classifiers)
{
    // Enough that a guide whose facts share a question is seen with all of them.
    const int Candidates = 40;

    // A guide is carried by its best fact; further facts confirm it, less and less.
    static readonly double[] RankWeights = [1.0, 0.35, 0.2, 0.1];

    // A fact of another guide than the one chosen is looked at only when that guide is at least this likely.
    const double LikelyEnough = 0.05;

    // A fact of the kind the question words ask for ("多少", "带什么") goes before one that fits as well and answers something else.
    const double KindAskedFor = 1.2;

    // What a pattern of the guide that is sure counts, in units of the best search score.
    const double SurePattern = 1.0;

    // A short question without a word of any matter goes on with the last one: "那要带什么材料"; one with words of its domain, somewhat.
    const double GoesOn = 0.6;
    const double StaysNear = 0.2;
    const int LongestGoingOn = 24;

    // The classifier knows nothing of a message without a word of any matter; it must not speak against the last one.
    const double LeastOfLast = 0.1;

    // What the classifier of the guide's facts counts beside the search's score: a fact it is sure of counts this much more.
    const double FactWeight = 1.0;

    // From here on the classifier decides which fact leads, against one it finds this much less likely.
    const double ClearlyAsked = 0.3;
    const double ClearlyMore = 1.5;

    // What the classifier's logarithm of a probability counts beside the search's score, which is one for the best guide.
    const double ClassifierWeight = 0.15;

    public async Task<FactFindings> FindAsync(Question question, CancellationToken cancellationToken)
    {
        if (ClauseLookup.Find(question) is { } named) return OfClause(question, named);

        var content = question.Content;
        var hits = await index.FindAsync(
            new PassageQuery(question.Text)
            {
                Expansions = question.Expansions,
                On = question.Today,
                Areas = content.Places.AreasFor(question.AnswerFor),
                Take = Candidates,
            },
            cancellationToken);
        var byGuide = hits.GroupBy(hit => hit.Group, StringComparer.Ordinal)
            .Where(group => content.Guides.ContainsKey(group.Key)) // the index may be a moment ahead of, or behind, the content
            .ToDictionary(group => content.Guides[group.Key], Score);
        if (byGuide.Count == 0) return FactFindings.None;

        var judged = classifiers.For(content).JudgeGuide(content, question.Key);
        var guide = Choose(question, byGuide, judged);
        var asked = classifiers.For(content).JudgeFact(content, guide.Id, question.Thread.IsElliptic ? QuestionText.Normalise(question.Message) : question.Key);
        var facts = hits.Where(hit => content.Facts.ContainsKey(hit.Id) && (hit.Group == guide.Id || judged.GetValueOrDefault(hit.Group) >= LikelyEnough))
            .Select(hit => new FoundFact(content.Facts[hit.Id], hit.Score * (question.AsksFor.Contains(content.Facts[hit.Id].Kind) ? KindAskedFor : 1) * (1 + FactWeight * asked.GetValueOrDefault(hit.Id)), hit.Coverage))
            .OrderByDescending(found => found.Score).ToArray();
        return new FactFindings
        {
            Guide = guide,
            Facts = WithLeader(facts, asked),
            IsGeneral = hits.First(hit => hit.Group == guide.Id).Id == ContentPassages.GuidePrefix + guide.Id,
            Likelihood = IsSure(guide, question) ? 1 : judged[guide.Id],
            Coverage = hits.Take(5).Max(hit => hit.Coverage),
        };
    }

    /// <summary>What the classifier is clear about leads, whatever words the passage shares with the question; the rest stays in the order of the search.</summary>
    static FoundFact[] WithLeader(FoundFact[] found, IReadOnlyDictionary<string, double> asked)
    {
        if (found.Length < 2) return found;
        var leader = found.MaxBy(entry => asked.GetValueOrDefault(entry.Fact.Id))!;
        var clear = asked.GetValueOrDefault(leader.Fact.Id);
        return clear < ClearlyAsked || clear < asked.GetValueOrDefault(found[0].Fact.Id) * ClearlyMore ? found : [leader with { Score = found[0].Score }, .. found.Where(entry => entry != leader)];
    }

    static ServiceGuide Choose(Question question, Dictionary<ServiceGuide, double> scores, IReadOnlyDictionary<string, double> judged)
    {
        var best = scores.Values.Max();
        var goesOn = question.Message.Length > LongestGoingOn || question.LastGuide is not { } last ? 0
            : question.Domains.Count == 0 || question.Thread.IsElliptic ? GoesOn
            : question.Domains.Contains(question.Content.Guides[last].Domain) ? StaysNear
            : 0;
        return scores.Keys.MaxBy(guide => scores[guide] / best
            + ClassifierWeight * Math.Log(Math.Max(judged[guide.Id], guide.Id == question.LastGuide && goesOn > StaysNear ? LeastOfLast : 0) + 1e-6)
            + (IsSure(guide, question) ? SurePattern : 0)
            + (guide.Id == question.LastGuide ? goesOn : 0))!;
    }

    static bool IsSure(ServiceGuide guide, Question question) =>
        guide.Sure.Count > 0 && LearnedContent.PlacesAlike(question.Content, question.Key) is var alike && guide.Sure.Any(cue => cue.Matches(alike));

    static FactFindings OfClause(Question question, IReadOnlyList<Fact> facts) => facts.Count == 0
        ? FactFindings.None
        : new FactFindings
        {
            Guide = question.Content.Guides[facts[0].Guide],
            Facts = [.. facts.Select(fact => new FoundFact(fact, 1, 1))],
            Likelihood = 1,
            Coverage = 1,
        };

    static double Score(IEnumerable<PassageHit> hits) =>
        hits.OrderByDescending(hit => hit.Score).Zip(RankWeights, static (hit, weight) => hit.Score * weight).Sum();
}
