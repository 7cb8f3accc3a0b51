using System.Text.RegularExpressions;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;

namespace Assistant.Bot.Answers;

/// <summary>
/// The last look at a reply before it leaves. A cited fact must be published, hold on the day and in the district; every mark must have its
/// citation; every figure of a cited line must be in the facts it cites, or come out of the rule when that is computed once more. A line
/// that fails is dropped; a conclusion that fails ends the answer as nothing found. It trusts no step before it.
/// </summary>
public sealed partial class AnswerCheck
{
    public TurnReply Approve(Question question, TurnReply reply)
    {
        var allowed = question.Content.Places.AreasFor(question.AnswerFor);
        var citations = reply.Citations.Where(citation => MayBeCited(question, citation, allowed)).ToDictionary(citation => citation.Number);
        if (Computed(question, reply) is not { } computed) return Withheld(question, reply);
        var parts = new List<AnswerPart>();
        foreach (var part in reply.Parts)
        {
            var checkedPart = part with
            {
                Text = Holds(part.Text, citations, computed) ? part.Text : "",
                Items = [.. part.Items.Where(item => Holds(item, citations, computed))],
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
    static bool Holds(string line, Dictionary<int, Citation> citations, HashSet<string> computed)
    {
        var marks = Mark().Matches(line).Select(mark => int.Parse(mark.Groups[1].ValueSpan, provider: null)).ToArray();
        if (marks.Length == 0) return true;
        if (!marks.All(citations.ContainsKey)) return false;
        var stated = marks.SelectMany(mark => Numbers.In(citations[mark].Statement)).ToHashSet(StringComparer.Ordinal);
        var text = Quoted().Replace(Mark().Replace(line, ""), ""); // a claim of the citizen, quoted to be corrected, is not ours
        return Numbers.In(text).All(number => stated.Contains(number) || computed.Contains(number));
    }

    /// <summary>The figures rules came to, computed once more from the same inputs; null when a rule does not come to the same result again.</summary>
    static HashSet<string>? Computed(Question question, TurnReply reply)
    {
        var figures = new HashSet<string>(StringComparer.Ordinal);
        foreach (var told in reply.Decisions)
        {
            var again = question.Content.Rules.Decide(told.Rule, told.Inputs.ToDictionary(input => input.Slot.Id, input => input.Value), question.Today);
            if (again.State != told.State || again.Result != told.Result) return null;
            var lines = again.Points.Select(point => point.Need).Concat(again.Also.Select(also => also.Text)).Concat(again.Inputs.Select(input => SlotWords.Line(input.Slot, input.Value, question.Content.Places)));
            figures.UnionWith(lines.Append(again.Say?.Text ?? "").Append(again.Because?.Text ?? "").SelectMany(Numbers.In));
        }

        return figures;
    }

    static TurnReply Withheld(Question question, TurnReply reply) => reply with
    {
        Outcome = TurnOutcome.NothingFound,
        Reason = "withheld-by-check",
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, question.Content.Wording[WordingKeys.NothingFound])],
        Rule = null,
        Result = "",
        Decisions = [],
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
