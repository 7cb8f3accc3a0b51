using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Rules;

namespace Assistant.Bot.Answers;

/// <summary>
/// Tells what a rule decided, and why: the result first, the inputs it was computed from, every condition with its clause, what would
/// change it, and where a person looks at it again (PIPL art. 24). Where an input is missing it says what the rule is and asks for that one.
/// </summary>
public sealed partial class RuledAnswer(SlotAsking asking)
{
    // A rule's clauses are told in full elsewhere; before the question these are enough.
    const int MostFactsBeforeAsking = 3;

    // Found facts that fit the question beside the rule's own.
    const int MostFoundFacts = 2;

    /// <summary>Quick reply under every result; recognised as the move <c>review</c>.</summary>
    public const string Review = "申请人工复核";

    /// <summary>The reply, or null when the rule can say nothing here and facts have to answer.</summary>
    public TurnReply? Write(Question question, RuleFinding finding, FactFindings findings)
    {
        var reply = finding switch
        {
            { Compared.Count: > 0 } => Compare(question, finding),
            { Decision.State: DecisionState.Decided } => Tell(question, finding.Decision, findings),
            { Decision.State: DecisionState.NeedsSlot } => IsGeneral(question, finding.Decision, findings) ? null : Ask(question, finding.Decision, findings),
            { Decision.State: DecisionState.LacksRate } => Lacks(question, finding.Decision, findings),
            _ => null,
        };
        var guides = finding.Rule.Guides;
        return reply is null ? null : reply with
        {
            Guide = question.Thread.Topic is { } topic && guides.Contains(topic.Guide) ? topic.Guide
                : findings.Guide is { } found && guides.Contains(found.Id) ? found.Id
                : guides[0],
        };
    }

    /// <summary>
    /// What something is, which conditions there are, where to go: facts answer that, for everybody alike. So they do where the fact that
    /// fits best depends on nothing the citizen could say. Whoever states a circumstance of the rule, or wants something worked out, asks for themselves.
    /// </summary>
    static bool IsGeneral(Question question, Decision decision, FactFindings findings)
    {
        if (question.Thread.Continues || WorkOut().IsMatch(question.Key)) return false;
        if (question.Thread.Compares || (findings.Facts is [{ Fact: { MayBeCited: true, Needs.Count: 0 } }, ..] && !OwnWords().IsMatch(question.Key))) return true;
        return GeneralQuestion().IsMatch(question.Key) && !decision.Rule.Inputs.Any(slot => question.Reading.Values.ContainsKey(slot.Id));
    }

    static TurnReply? Tell(Question question, Decision decision, FactFindings findings)
    {
        var (content, citations) = (question.Content, new CitationList(question));
        if (Line(decision.Say!, citations) is not { } conclusion) return null;

        var parts = new List<AnswerPart> { new(AnswerPartKind.Conclusion, conclusion), Situation(question, decision) };
        var details = new List<string>();
        if (decision.Because is { } because && Line(because, citations) is { } reason) details.Add(reason);
        details.AddRange(decision.Points.Select(point => Point(content, point, citations)).OfType<string>());
        details.AddRange(decision.Also.Select(also => Line(also, citations)).OfType<string>());
        if (!question.Thread.Continues && Beside(decision, findings, citations) is { } beside) details.Add(QuotedAnswer.Brief(beside) + citations.Mark(beside));
        if (details.Count > 0) parts.Add(new AnswerPart(AnswerPartKind.Details, "", details));
        if (decision.Change.Count > 0) parts.Add(new AnswerPart(AnswerPartKind.Change, "", decision.Change));
        if (ToConfirm(question, decision, citations) is { } confirm) parts.Add(confirm);
        return Reply(decision, TurnOutcome.Answered) with
        {
            Result = decision.Verdict.Length > 0 && QuotedAnswer.AsksYesOrNo(question) ? decision.Verdict : decision.Result,
            Decisions = [decision],
            Parts = parts,
            Citations = citations.List,
            FollowUps = [Review, .. FollowUps(content, decision)],
        };
    }

    static TurnReply? Compare(Question question, RuleFinding finding)
    {
        var (content, citations) = (question.Content, new CitationList(question));
        var slot = finding.Rule.Inputs.First(input => question.Reading.Alternatives.GetValueOrDefault(input.Id)?.Count >= 2);
        var lines = finding.Compared.Select(entry => (entry.Value, entry.Decision, Line: Line(entry.Decision.Say!, citations))).ToArray();
        if (lines.Any(line => line.Line is null)) return null;

        return Reply(finding.Decision, TurnOutcome.Answered) with
        {
            Reason = "compared",
            Result = string.Join("；", lines.Select(line => line.Decision.Result)),
            Decisions = [.. lines.Select(line => line.Decision)],
            Parts =
            [
                new AnswerPart(AnswerPartKind.Conclusion, string.Join("", lines.Select(line => $"{SlotWords.Show(slot, line.Value, content.Places)}：{line.Line}"))),
                Situation(question, finding.Decision with { Inputs = [.. finding.Decision.Inputs.Where(input => input.Slot != slot)] }),
            ],
            Citations = citations.List,
            FollowUps = [Review],
        };
    }

    TurnReply? Ask(Question question, Decision decision, FactFindings findings)
    {
        var (content, slot) = (question.Content, decision.Needs!);
        var citations = new CitationList(question);
        var facts = Clauses(decision, findings, citations);
        if (facts.Count == 0) return null;

        var willNotSay = question.Memory.Skipped.Contains(slot.Id) && !question.Given.ContainsKey(slot.Id);
        var parts = new List<AnswerPart>();
        if (question.Thread.Continues && !willNotSay)
        {
            // In mid-conversation the clause was told already: what was understood, and the next question.
            var noted = Noted(question, decision);
            var clause = content.Wording[WordingKeys.StillByRule].Replace("{lead}", QuotedAnswer.Brief(facts[0]), StringComparison.Ordinal) + citations.Mark(facts[0]);
            parts.AddRange(noted.Length == 0
                ? [new AnswerPart(AnswerPartKind.Conclusion, clause)]
                : [new AnswerPart(AnswerPartKind.Conclusion, noted), new AnswerPart(AnswerPartKind.Details, "", [clause])]);
        }
        else
        {
            var lead = willNotSay ? content.Wording[WordingKeys.WithoutSlot].Replace("{slot}", slot.Name, StringComparison.Ordinal) : "";
            parts.Add(new AnswerPart(AnswerPartKind.Conclusion, lead + QuotedAnswer.Brief(facts[0]) + citations.Mark(facts[0])));
            if (decision.Inputs.Count > 0) parts.Add(Situation(question, decision));
            var further = facts.Skip(1).Select(fact => QuotedAnswer.Brief(fact) + citations.Mark(fact)).ToArray();
            if (further.Length > 0) parts.Add(new AnswerPart(AnswerPartKind.Details, "", further));
        }

        if (ToConfirm(question, decision, citations) is { } confirm && !question.Thread.Continues) parts.Add(confirm);
        SlotQuestion[] asks = willNotSay ? [] : [asking.Ask(question, slot)];
        if (asks.Length > 0) parts.Add(new AnswerPart(AnswerPartKind.Ask, asks[0].Question));
        return Reply(decision, asks.Length > 0 ? TurnOutcome.AskedBack : TurnOutcome.PartlyAnswered) with
        {
            Reason = willNotSay ? "not-said" : "needs-" + slot.Id,
            Parts = parts,
            Citations = citations.List,
            Asks = asks,
        };
    }

    static TurnReply? Lacks(Question question, Decision decision, FactFindings findings)
    {
        var citations = new CitationList(question);
        var facts = Clauses(decision, findings, citations);
        if (facts.Count == 0) return null;
        var lacks = question.Content.Wording[WordingKeys.LacksRate].Replace("{rate}", decision.Lacks, StringComparison.Ordinal)
            .Replace("{date}", string.Create(CultureInfo.InvariantCulture, $"{question.Today.Year}年{question.Today.Month}月{question.Today.Day}日"), StringComparison.Ordinal);
        return Reply(decision, TurnOutcome.PartlyAnswered) with
        {
            Reason = "rate-unknown",
            Parts = [new AnswerPart(AnswerPartKind.Conclusion, lacks), new AnswerPart(AnswerPartKind.Details, "", [.. facts.Select(fact => QuotedAnswer.Brief(fact) + citations.Mark(fact))])],
            Citations = citations.List,
        };
    }

    /// <summary>What fits the question as well as anything, though the rule does not rest on it: the citizen asked more than the rule decides.</summary>
    static Fact? Beside(Decision decision, FactFindings findings, CitationList citations) =>
        findings.Facts.Take(MostFoundFacts).Select(found => found.Fact).FirstOrDefault(fact =>
            fact.MayBeCited && decision.Rule.Guides.Contains(fact.Guide) && citations.Holds(fact) && citations.List.All(citation => citation.FactId != fact.Id));

    /// <summary>The clauses the rule rests on, and what was found beside them of the same guide.</summary>
    static List<Fact> Clauses(Decision decision, FactFindings findings, CitationList citations)
    {
        var own = decision.Version!.Facts.Where(citations.Holds).ToList();
        // The one that fits the question best leads.
        own = [.. own.OrderByDescending(fact => findings.Facts.FirstOrDefault(found => found.Fact.Id == fact.Id)?.Score ?? 0).Take(MostFactsBeforeAsking)];
        return [.. own.Concat(findings.Facts.Select(found => found.Fact).Where(fact => fact.Guide == decision.Rule.Guides[0] && citations.Holds(fact) && !own.Contains(fact)).Take(MostFoundFacts))];
    }

    static TurnReply Reply(Decision decision, TurnOutcome outcome) => new()
    {
        Outcome = outcome,
        Rule = decision.Rule.Id,
    };

    /// <summary>A line with the marks of its facts; null when none of them holds for this citizen: then it is not said.</summary>
    static string? Line(DecisionLine line, CitationList citations)
    {
        var marks = string.Concat(line.Facts.Where(citations.Holds).Select(citations.Mark).Distinct());
        return marks.Length == 0 ? null : QuotedAnswer.Sentence(line.Text) + marks;
    }

    static string? Point(KnowledgeContent content, DecisionPoint point, CitationList citations) => point.Holds is { } holds
        ? Line(new DecisionLine(content.Wording[holds ? WordingKeys.PointMet : WordingKeys.PointNotMet].Replace("{need}", point.Need, StringComparison.Ordinal), point.Facts), citations)
        : null;

    /// <summary>按您说的：孩子出生日期：2021年7月20日；年份：2027年。按规则“一年级入学年龄”判断。</summary>
    static AnswerPart Situation(Question question, Decision decision)
    {
        var wording = question.Content.Wording;
        var by = wording[WordingKeys.ByRule].Replace("{rule}", decision.Rule.Name, StringComparison.Ordinal).Replace("{id}", decision.Rule.Id, StringComparison.Ordinal);
        if (decision.Inputs.Count == 0) return new AnswerPart(AnswerPartKind.Situation, by);
        var inputs = string.Join("；", decision.Inputs.Select(input => SlotWords.Line(input.Slot, input.Value, question.Content.Places)));
        return new AnswerPart(AnswerPartKind.Situation, wording[WordingKeys.Inputs].Replace("{inputs}", inputs, StringComparison.Ordinal) + by);
    }

    static AnswerPart? ToConfirm(Question question, Decision decision, CitationList citations)
    {
        var wording = question.Content.Wording;
        var sentences = new List<string>(decision.Missing.Select(QuotedAnswer.Sentence));
        if (decision.State == DecisionState.Decided)
            sentences.AddRange(decision.Assumed.Select(assumed => wording[WordingKeys.Assumed].Replace("{slot}", assumed.Slot.Name, StringComparison.Ordinal).Replace("{value}", SlotWords.Show(assumed.Slot, assumed.Value, question.Content.Places), StringComparison.Ordinal)));
        if (decision.ProvidedThat is { } first) sentences.Add(wording[WordingKeys.ProvidedThat].Replace("{rule}", first.Name, StringComparison.Ordinal));
        if (citations.List.Any(citation => citation.Standing == CitationStanding.Provisional))
            sentences.Add(wording[WordingKeys.Provisional].Replace("{authority}", question.Content.Guides[decision.Rule.Guides[0]].Authority, StringComparison.Ordinal));
        if (citations.List.Any(citation => citation.Standing == CitationStanding.Sample)) sentences.Add(wording[WordingKeys.Sample]);
        return sentences.Count == 0 ? null : new AnswerPart(AnswerPartKind.ToConfirm, string.Concat(sentences));
    }

    /// <summary>What was just understood, said back before the next question.</summary>
    static string Noted(Question question, Decision decision)
    {
        var content = question.Content;
        var said = decision.Rule.Inputs.Where(slot => question.Reading.Values.ContainsKey(slot.Id)).Select(slot => SlotWords.Line(slot, question.Reading.Values[slot.Id], content.Places)).ToArray();
        var corrected = decision.Rule.Inputs.Any(slot => question.Reading.Corrected.Contains(slot.Id));
        return said.Length == 0 ? "" : content.Wording[corrected ? WordingKeys.Corrected : WordingKeys.Noted].Replace("{inputs}", string.Join("；", said), StringComparison.Ordinal);
    }

    static IEnumerable<string> FollowUps(KnowledgeContent content, Decision decision) =>
        decision.Rule.Guides.Take(1).SelectMany(guide => content.Guides[guide].Facts).Where(fact => fact.MayBeCited && fact.Kind is FactKind.Materials or FactKind.Channels)
            .SelectMany(fact => fact.Asks.Where(ask => ask.Length <= QuotedAnswer.LongestFollowUp && !content.Lexicon.IsDialect(ask)).Take(1)).Take(2);

    [GeneratedRegex("我|咱|俺|本人|自己|娃|孩|儿子|女儿|孙|老公|老婆|爱人|爸|妈|屋头|家里")]
    private static partial Regex OwnWords();

    [GeneratedRegex("算一?[下哈算]|帮.{0,3}算|月供|每月还|一个月还")]
    private static partial Regex WorkOut();

    [GeneratedRegex("是什么|是啥|哪[些一二三四几]|什么意思|啥子?意思|含义|解释|指的?是?[什哪啥]|怎么回事|区别|不一样|不同|条件|要求|哪里|哪点|哪个(部门|单位|机关)|什么机关|怎么(办|申请|转|签|走|操作)|咋个?(办|申请|转|弄|整)|流程|渠道|电话|热线|材料|资料|几个?[月年].{0,2}才|多少.{0,3}才")]
    private static partial Regex GeneralQuestion();
}
