using System.Text.RegularExpressions;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;

namespace Assistant.Bot.Answers;

/// <summary>
/// The last look at a reply before it leaves. A cited fact must be published, hold on the day and in the district; every mark must have its
/// citation; every figure of a cited line must be in the facts it cites. A line that fails is dropped; a conclusion that fails ends the
/// answer as nothing found. It trusts no step before it.
/// </summary>
public sealed partial class AnswerCheck
{
    public TurnReply Approve(Question question, TurnReply reply)
    {
        var allowed = question.Content.Places.AreasFor(question.AnswerFor);
        var citations = reply.Citations.Where(citation => MayBeCited(question, citation, allowed)).ToDictionary(citation => citation.Number);
        var parts = new List<AnswerPart>();
        foreach (var part in reply.Parts)
        {
            var checkedPart = part with
            {
                Text = Holds(part.Text, citations) ? part.Text : "",
                Items = [.. part.Items.Where(item => Holds(item, citations))],
            };
            if (part.Kind == AnswerPartKind.Conclusion && checkedPart.Text.Length == 0) return Withheld(question, reply);
            if (checkedPart.Text.Length > 0 || checkedPart.Items.Count > 0) parts.Add(checkedPart);
        }

        return Renumber(reply, parts, citations);
    }

    static bool MayBeCited(Question question, Citation citation, IReadOnlyCollection<string> areas) =>
        question.Content.Facts.TryGetValue(citation.FactId, out var fact)
        && fact.MayBeCited && fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains);

    /// <summary>A line without marks carries no fact: fixed wording. A line with marks may hold only figures of the facts it cites.</summary>
    static bool Holds(string line, Dictionary<int, Citation> citations)
    {
        var marks = Mark().Matches(line).Select(mark => int.Parse(mark.Groups[1].ValueSpan, provider: null)).ToArray();
        if (marks.Length == 0) return true;
        if (!marks.All(citations.ContainsKey)) return false;
        var stated = marks.SelectMany(mark => Numbers.In(citations[mark].Statement)).ToHashSet(StringComparer.Ordinal);
        var text = Quoted().Replace(Mark().Replace(line, ""), ""); // a claim of the citizen, quoted to be corrected, is not ours
        return Numbers.In(text).All(stated.Contains);
    }

    static TurnReply Withheld(Question question, TurnReply reply) => reply with
    {
        Outcome = TurnOutcome.NothingFound,
        Reason = "withheld-by-check",
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, question.Content.Wording[WordingKeys.NothingFound])],
        Citations = [],
        Asks = [],
    };

    static TurnReply Renumber(TurnReply reply, List<AnswerPart> parts, Dictionary<int, Citation> citations)
    {
        var kept = reply.Citations.Where(citation => citations.ContainsKey(citation.Number)
            && parts.Any(part => part.Text.Contains($"[{citation.Number}]", StringComparison.Ordinal) || part.Items.Any(item => item.Contains($"[{citation.Number}]", StringComparison.Ordinal)))).ToArray();
        var numbers = kept.Select((citation, index) => (citation.Number, New: index + 1)).ToDictionary(entry => entry.Number, entry => entry.New);
        string Marked(string text) => Mark().Replace(text, mark => $"[{numbers[int.Parse(mark.Groups[1].ValueSpan, provider: null)]}]");
        return reply with
        {
            Parts = [.. parts.Select(part => part with { Text = Marked(part.Text), Items = [.. part.Items.Select(Marked)] })],
            Citations = [.. kept.Select(citation => citation with { Number = numbers[citation.Number] })],
        };
    }

    [GeneratedRegex(@"\[(\d{1,2})\]")]
    private static partial Regex Mark();

    [GeneratedRegex("“[^”]*”")]
    private static partial Regex Quoted();
}
