using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;

namespace Assistant.Tool;

/// <summary><c>./assistant check</c>: reads the whole content and names every problem with file, line and reason.</summary>
internal static class CheckCommand
{
    public static int Run(Arguments arguments, TextWriter output)
    {
        var folder = arguments.Optional("content") ?? "knowledge/content";
        var (content, problems) = ContentReader.Read(folder);
        foreach (var problem in problems) output.WriteLine($"{folder}/{problem}");
        if (content is null)
        {
            output.WriteLine($"{problems.Count} problems; nothing of this folder is published until they are mended");
            return 1;
        }

        output.WriteLine($"content {content.Version} is sound: {content.Guides.Count} guides, {content.Facts.Count} facts "
            + $"({Count(content, ReviewState.Published)} published, {Count(content, ReviewState.Provisional)} provisional, {Count(content, ReviewState.Unpublished)} unpublished), "
            + $"{content.Sources.Count} sources, {content.Places.Districts.Count} districts now and before, {content.Lexicon.Entries.Count} terms, "
            + $"{content.Slots.Count} slots, {content.Rules.Rules.Count} rules with {content.Rules.Rules.Values.Sum(rule => rule.CaseCount)} cases");
        return 0;
    }

    static int Count(KnowledgeContent content, ReviewState state) => content.Facts.Values.Count(fact => fact.State == state);
}
