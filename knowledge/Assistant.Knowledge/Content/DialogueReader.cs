using Assistant.Knowledge.Dialogue;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Content;

/// <summary>Reads <c>dialogue.yaml</c>. Every move must be there: a citizen who says 算了 is not answered with a search.</summary>
internal static class DialogueReader
{
    static readonly Dictionary<string, DialogueMove> Names = Enum.GetValues<DialogueMove>().ToDictionary(move => move.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static DialogueRules Read(string folder, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "dialogue.yaml", problems, out var root);
        if (root is null) return DialogueRules.Empty;

        var map = reading.Map(root, "moves", "hypothetical", "elliptic", "comparison", "correction", "others", "also", "back", "declines", "drops");
        var rules = new DialogueRules
        {
            Moves = [.. map.Nodes("moves").Select(node => ReadMove(reading, node))],
            Hypothetical = GuideReader.Cues(reading, map, "hypothetical"),
            Elliptic = GuideReader.Cues(reading, map, "elliptic"),
            Comparison = GuideReader.Cues(reading, map, "comparison"),
            Correction = GuideReader.Cues(reading, map, "correction"),
            Others = GuideReader.Cues(reading, map, "others"),
            Back = GuideReader.Cues(reading, map, "back"),
            Drops = GuideReader.Cues(reading, map, "drops"),
            Declines = GuideReader.Cues(reading, map, "declines"),
            Also = [.. map.Texts("also").Select(QuestionText.Normalise)],
        };
        foreach (var (name, move) in Names)
            if (rules.Moves.Count(definition => definition.Move == move) != 1) reading.Report(map.At("moves"), $"the move '{name}' must be there once");
        return rules;
    }

    static MoveDefinition ReadMove(YamlReading reading, YamlDotNet.RepresentationModel.YamlNode node)
    {
        var map = reading.Map(node, "move", "longest", "cues", "replies", "replies_open");
        var move = new MoveDefinition(map.OneOf("move", Names), map.Number("longest") ?? 0, GuideReader.Cues(reading, map, "cues"), map.Texts("replies"), map.Texts("replies_open"));
        if (move.Longest is < 1 or > 60) reading.Report(map.At("longest"), "'longest' is from 1 to 60 characters");
        if (move.Cues.Count == 0) reading.Report(node, "a move without cues is never seen");
        // Two, so that the same is never said twice in a row.
        if (move.Replies.Count < 2) reading.Report(node, "a move needs two replies or more");
        return move;
    }
}
