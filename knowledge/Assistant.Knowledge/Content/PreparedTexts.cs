using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Texts with <c>{fact:…}</c> marks, kept while the files are read and checked once all facts are known.</summary>
internal sealed class PreparedTexts
{
    readonly List<(YamlReading Reading, YamlNode Node, string Text)> texts = [];

    public void Add(YamlReading reading, YamlNode node, string text) => texts.Add((reading, node, text));

    public void Check(IReadOnlyDictionary<string, Fact> facts)
    {
        foreach (var (reading, node, text) in texts)
        {
            foreach (var id in GuardRule.CitedIn(text))
                if (!facts.TryGetValue(id, out var found) || !found.MayBeCited) reading.Report(node, $"cites '{id}', which is no published fact");
                else if (found.To is not null) reading.Report(node, $"cites '{id}', which ends on {found.To:yyyy-MM-dd}: the text would lose it that day");
            if (GuardRule.FactMark().Replace(text, "").IndexOfAny(['{', '}']) >= 0) reading.Report(node, "has a brace that is no mark like {fact:PET-803}; a citizen would read it");
        }
    }
}
