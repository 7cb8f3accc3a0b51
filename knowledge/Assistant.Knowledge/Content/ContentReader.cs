using System.Security.Cryptography;
using System.Text;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>What reading a content folder gave: the content, or the problems that keep it from going live. Never both.</summary>
public sealed record ContentReading(KnowledgeContent? Content, IReadOnlyList<ContentProblem> Problems);

/// <summary>
/// Reads and checks a whole content folder. Reports every problem it finds, not only the first. Each kind of file has its own reader;
/// here are their order, the version, and the links between files.
/// </summary>
public static class ContentReader
{
    static readonly string[] Folders = ["guides/", "sources/", "slots/", "rules/", "rates/", "calendar/"];
    static readonly string[] Singles = ["districts.yaml", "terms.yaml", "guard.yaml", "examples.yaml", "wording.yaml", "dialogue.yaml"];

    /// <summary>Reads the folder. A folder that does not exist is one problem, never an exception.</summary>
    public static ContentReading Read(string folder)
    {
        var problems = new List<ContentProblem>();
        if (!Directory.Exists(folder)) return new(null, [new(".", 1, $"the content folder '{folder}' does not exist")]);

        var files = FilesOf(folder);
        var version = VersionOf(folder, files, problems);
        var prepared = new PreparedTexts();

        var sources = SourcesReader.Read(folder, files, problems);
        var places = PlacesReader.Read(folder, problems);
        var slots = SlotsReader.Read(folder, files, problems);
        var lexicon = WordsReader.ReadLexicon(folder, problems);
        var guides = ReadGuides(folder, files, sources, slots, places, prepared, problems);
        var guard = GuardReader.Read(folder, prepared, problems);
        var wording = WordsReader.ReadWording(folder, problems);
        var dialogue = DialogueReader.Read(folder, problems);
        CheckLinks(guides, prepared);
        var rules = ReadRules(folder, files, guides, slots, places, problems);

        foreach (var unknown in files.Where(file => !Folders.Any(known => file.StartsWith(known, StringComparison.Ordinal)) && !Singles.Contains(file)))
            problems.Add(new(unknown, 1, "nothing reads this file; is its name right?"));

        if (problems.Count > 0) return new(null, [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)]);

        return new(
            new KnowledgeContent
            {
                Version = version,
                Guides = guides.ToDictionary(entry => entry.Guide.Id, entry => entry.Guide),
                Facts = guides.SelectMany(entry => entry.Guide.Facts).ToDictionary(fact => fact.Id),
                Sources = sources,
                Slots = slots,
                SlotReader = new SlotReader(slots.Values, places),
                Rules = rules,
                Places = places,
                Lexicon = lexicon,
                Guard = guard,
                Dialogue = dialogue,
                Wording = wording,
            },
            []);
    }

    /// <summary>Hash over names and bytes of a folder's content files, as in <see cref="KnowledgeContent.Version"/>.</summary>
    internal static string VersionOf(string folder) => VersionOf(folder, FilesOf(folder), []);

    /// <summary>Relative paths in a fixed order, the same on every system: the version hangs on both.</summary>
    static string[] FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    static string VersionOf(string folder, string[] files, List<ContentProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            try
            {
                hash.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problems.Add(new(file, 1, $"cannot be read: {failure.Message}"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static List<GuideFile> ReadGuides(
        string folder, string[] files, Dictionary<string, Source> sources, Dictionary<string, Slot> slots, DistrictMap places, PreparedTexts prepared, List<ContentProblem> problems)
    {
        var guides = new List<GuideFile>();
        foreach (var file in files.Where(file => file.StartsWith("guides/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            if (root is not null) guides.Add(new(file, reading, root, new GuideReader(reading, sources, slots, places, prepared).Read(root)));
        }

        if (guides.Count == 0) problems.Add(new("guides", 1, "there is no guide"));
        return guides;
    }

    static RuleBook ReadRules(string folder, string[] files, List<GuideFile> guides, Dictionary<string, Slot> slots, DistrictMap places, List<ContentProblem> problems)
    {
        var facts = guides.SelectMany(entry => entry.Guide.Facts).DistinctBy(fact => fact.Id).ToDictionary(fact => fact.Id);
        var calendar = CalendarReader.Read(folder, files, problems);
        var rates = RatesReader.Read(folder, files, facts, slots.Values.Select(slot => slot.Name).ToHashSet(), problems);
        var references = new RuleReferences(
            slots.Values.DistinctBy(slot => slot.Name).ToDictionary(slot => slot.Name), facts, guides.Select(entry => entry.Guide.Id).ToHashSet(), rates, places, calendar);
        return RulesReader.Read(folder, files, references, problems);
    }

    /// <summary>What one file cannot know: ids that exist twice, guides and facts named in other files.</summary>
    static void CheckLinks(List<GuideFile> guides, PreparedTexts prepared)
    {
        var guideIds = new Dictionary<string, string>(StringComparer.Ordinal);
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var (file, reading, root, guide) in guides)
        {
            if (!guideIds.TryAdd(guide.Id, file)) reading.Report(root, $"guide '{guide.Id}' exists twice; the other is {guideIds[guide.Id]}");
            var nodes = reading.List(YamlReading.Child(root, "facts"));
            for (var index = 0; index < guide.Facts.Count; index++)
                if (!facts.TryAdd(guide.Facts[index].Id, guide.Facts[index]))
                    reading.Report(nodes[index], $"fact '{guide.Facts[index].Id}' exists twice; the other is in {facts[guide.Facts[index].Id].Guide}");
        }

        foreach (var (_, reading, root, guide) in guides)
        {
            foreach (var related in guide.Related.Concat(guide.First).Where(related => !guideIds.ContainsKey(related))) reading.Report(root, $"guide '{related}' does not exist");
            if (CircleFrom(guide, guides) is { } circle) reading.Report(YamlReading.Child(root, "first") ?? root, $"guides wait for each other: {circle}");
            foreach (var fact in guide.Overview.Concat(guide.Confirm))
            {
                if (!facts.TryGetValue(fact, out var found)) reading.Report(root, $"fact '{fact}' of overview or confirm does not exist");
                else if (!found.MayBeCited) reading.Report(root, $"fact '{fact}' of overview or confirm is unpublished");
            }
        }

        prepared.Check(facts);
    }

    /// <summary>A way along <see cref="ServiceGuide.First"/> that comes back to where it began; null when there is none.</summary>
    static string? CircleFrom(ServiceGuide start, List<GuideFile> guides)
    {
        var toSee = new Stack<(string Guide, string Path)>(start.First.Select(first => (first, $"{start.Id} → {first}")));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (toSee.TryPop(out var step))
        {
            if (step.Guide == start.Id) return step.Path;
            if (!seen.Add(step.Guide) || guides.Find(entry => entry.Guide.Id == step.Guide)?.Guide is not { } guide) continue;
            foreach (var first in guide.First) toSee.Push((first, $"{step.Path} → {first}"));
        }

        return null;
    }

    /// <summary>A guide with the place it was read from, so that a broken link is reported there.</summary>
    sealed record GuideFile(string File, YamlReading Reading, YamlNode Root, ServiceGuide Guide);
}
