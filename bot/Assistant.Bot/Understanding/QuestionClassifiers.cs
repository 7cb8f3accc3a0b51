using Assistant.Knowledge;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Understanding;

/// <summary>
/// What was learned from one content: which guide a question is about, which fact of the guide it asks for, which rule decides it, whether
/// it is a question we answer at all, and whether it shows a sign that a person is needed.
/// </summary>
public sealed record LearnedContent(string Version, CharacterClassifier Guides, CharacterClassifier Intents, CharacterClassifier Signs, CharacterClassifier Rules,
    IReadOnlyDictionary<string, CharacterClassifier> Facts)
{
    /// <summary>Label of ordinary questions; every other label is a reason of the guard (<see cref="Intents"/>), a sign (<see cref="Signs"/>) or a rule (<see cref="Rules"/>).</summary>
    public const string Served = "served";

    // One word no question uses.
    const string Elsewhere = "外埠";

    /// <summary>How much a question in normal form is an ordinary one of ours, and how much each reason for not answering it.</summary>
    public IReadOnlyDictionary<string, double> JudgeIntent(KnowledgeContent content, string normalisedText) => Intents.Judge(PlacesAlike(content, normalisedText));

    /// <summary>How likely a question in normal form is about each guide.</summary>
    public IReadOnlyDictionary<string, double> JudgeGuide(KnowledgeContent content, string normalisedText) => Guides.Judge(PlacesAlike(content, normalisedText));

    /// <summary>How likely a question in normal form asks for each fact of a guide; empty for a guide of one fact.</summary>
    public IReadOnlyDictionary<string, double> JudgeFact(KnowledgeContent content, string guide, string normalisedText) =>
        Facts.TryGetValue(guide, out var facts) ? facts.Judge(PlacesAlike(content, normalisedText)) : new Dictionary<string, double>();

    /// <summary>How likely a question in normal form is decided by each rule, and how likely by none (<see cref="Served"/>).</summary>
    public IReadOnlyDictionary<string, double> JudgeRule(KnowledgeContent content, string normalisedText) => Rules.Judge(PlacesAlike(content, normalisedText));

    internal static string PlacesAlike(KnowledgeContent content, string normalisedText) => content.Places.WithoutOtherRegions(normalisedText, Elsewhere);
}

/// <summary>
/// Keeps the classifiers of the live content, trained from its own examples before it goes live. What was trained is kept in the data
/// folder, so that a restart does not train again; a file that is missing, damaged or of another version only costs the time of training.
/// </summary>
public sealed partial class QuestionClassifiers(IOptions<KnowledgeOptions> options, ILogger<QuestionClassifiers> logger)
{
    // Raised when examples or training change for the same content, so that an old file is not taken for the new classifier.
    const string Shape = "5";

    // Some hundred examples of a refusal or a sign stand against ten thousand questions; without more weight they would drown.
    const int ExampleWeight = 4;

    // Some thirty ways of asking for a rule stand against the questions of four hundred facts.
    const int RuleWeight = 2;

    // A turn that began before a publication still asks for the content it began with.
    const int VersionsKept = 2;

    readonly Lock training = new();
    volatile IReadOnlyList<LearnedContent> known = [];

    /// <summary>What was learned from this content; trained or read now when it is new.</summary>
    public LearnedContent For(KnowledgeContent content)
    {
        if (Known(content.Version) is { } ready) return ready;
        lock (training)
        {
            if (Known(content.Version) is { } meanwhile) return meanwhile;
            var learned = Load(content) ?? Learn(content);
            known = [learned, .. known.Take(VersionsKept - 1)];
            return learned;
        }
    }

    LearnedContent? Known(string version)
    {
        foreach (var learned in known)
            if (learned.Version == version) return learned;
        return null;
    }

    LearnedContent Learn(KnowledgeContent content)
    {
        var learned = new LearnedContent(
            content.Version, CharacterClassifier.Train(GuideExamples(content)), CharacterClassifier.Train(IntentExamples(content)), CharacterClassifier.Train(SignExamples(content)),
            CharacterClassifier.Train(RuleExamples(content)), GuidesWithFacts(content).ToDictionary(guide => guide.Id, guide => CharacterClassifier.Train(FactExamples(content, guide))));
        Keep(learned);
        return learned;
    }

    string FileOf(string version) => Path.Combine(options.Value.DataFolder, $"classifiers-{version}-{Shape}.bin");

    LearnedContent? Load(KnowledgeContent content)
    {
        try
        {
            var ofFacts = GuidesWithFacts(content).ToArray();
            return File.Exists(FileOf(content.Version)) && ClassifierFile.Read(FileOf(content.Version), 4 + ofFacts.Length) is [var guides, var intents, var signs, var rules, .. var facts]
                ? new LearnedContent(content.Version, guides, intents, signs, rules, ofFacts.Zip(facts).ToDictionary(entry => entry.First.Id, entry => entry.Second))
                : null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.Unreadable(logger, failure);
            return null;
        }
    }

    void Keep(LearnedContent learned)
    {
        try
        {
            Directory.CreateDirectory(options.Value.DataFolder);
            ClassifierFile.Write(FileOf(learned.Version), [learned.Guides, learned.Intents, learned.Signs, learned.Rules, .. learned.Facts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)]);
            var kept = known.Take(VersionsKept - 1).Append(learned).Select(version => FileOf(version.Version)).ToArray();
            foreach (var old in Directory.EnumerateFiles(options.Value.DataFolder, "classifiers-*.bin").Where(file => !kept.Contains(file))) File.Delete(old);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, failure);
        }
    }

    static IEnumerable<(string Text, string Label)> GuideExamples(KnowledgeContent content) =>
        content.Guides.Values.SelectMany(guide => TextsOf(guide).Select(text => (LearnedContent.PlacesAlike(content, QuestionText.Normalise(text)), guide.Id)));

    // In the order the file holds them.
    static IEnumerable<ServiceGuide> GuidesWithFacts(KnowledgeContent content) => content.Guides.Values.Where(guide => guide.Facts.Count > 1).OrderBy(guide => guide.Id, StringComparer.Ordinal);

    /// <summary>A fact that was superseded is asked for like the one that holds.</summary>
    static IEnumerable<(string Text, string Label)> FactExamples(KnowledgeContent content, ServiceGuide guide) =>
        guide.Facts.SelectMany(fact => (fact.MayBeCited ? fact.Asks.Append(fact.Lead).Append(fact.Statement) : fact.Asks).Select(text => (LearnedContent.PlacesAlike(content, QuestionText.Normalise(text)), fact.Id)));

    static IEnumerable<(string Text, string Label)> IntentExamples(KnowledgeContent content) =>
        OrdinaryQuestions(content, heard: true).Concat(content.Guard.Examples.SelectMany(example => example.Asks.SelectMany(text => Enumerable.Repeat((text, example.Label), ExampleWeight))))
            .Select(example => (LearnedContent.PlacesAlike(content, QuestionText.Normalise(example.Item1)), example.Item2));

    /// <summary>What people ask in the guides is mostly ordinary, but not all of it: what a guide's own cues recognise teaches neither way.</summary>
    static IEnumerable<(string Text, string Label)> SignExamples(KnowledgeContent content) =>
        OrdinaryQuestions(content, heard: false).Where(ask => !content.Guard.Escalation.Any(sign => sign.IsSeenIn(QuestionText.Normalise(ask.Text))))
            .Concat(content.Guard.SignExamples.SelectMany(example => example.Asks.SelectMany(text => Enumerable.Repeat((text, example.Label), ExampleWeight))));

    /// <summary>What a rule answers, and what is asked in the guides and no rule answers.</summary>
    static IEnumerable<(string Text, string Label)> RuleExamples(KnowledgeContent content)
    {
        var answered = content.Rules.Rules.Values.SelectMany(rule => rule.Answers).ToHashSet(StringComparer.Ordinal);
        return content.Rules.Rules.Values.SelectMany(rule => rule.Asks.SelectMany(text => Enumerable.Repeat((text, rule.Id), RuleWeight))
                .Concat(rule.Answers.SelectMany(fact => content.Facts[fact].Asks).Select(text => (text, rule.Id))))
            .Concat(content.Guides.Values.SelectMany(guide => guide.Asks.Concat(guide.Facts.Where(fact => !answered.Contains(fact.Id)).SelectMany(fact => fact.Asks))).Select(text => (text, LearnedContent.Served)))
            .Select(example => (LearnedContent.PlacesAlike(content, QuestionText.Normalise(example.Item1)), example.Item2));
    }

    static IEnumerable<(string Text, string Label)> OrdinaryQuestions(KnowledgeContent content, bool heard) =>
        content.Guides.Values.SelectMany(guide => guide.Asks.Concat(heard ? guide.Heard : []).Concat(guide.Facts.SelectMany(fact => fact.Asks))).Select(text => (text, LearnedContent.Served));

    static IEnumerable<string> TextsOf(ServiceGuide guide) =>
        guide.Names.Concat(guide.Asks).Concat(guide.Heard).Append(guide.Title).Append(guide.Summary)
            .Concat(guide.Facts.SelectMany(fact => fact.MayBeCited ? fact.Asks.Append(fact.Lead + fact.Statement) : fact.Asks));

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The kept classifiers cannot be read and are trained again")]
        public static partial void Unreadable(ILogger logger, Exception failure);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The classifiers could not be kept; the next start trains them again")]
        public static partial void NotKept(ILogger logger, Exception failure);
    }
}
