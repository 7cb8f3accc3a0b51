using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>
/// Runs the cases a rule ships with, and sees that they stand on both sides of every threshold, one unit apart, and on both sides of every
/// change of version. A rule that does not say what happens at its edges is not published.
/// </summary>
internal sealed class RuleCaseCheck(RuleBook book, EligibilityRule rule, YamlReading reading, YamlNode root)
{
    readonly List<Outcome> runs = [];

    public void Run()
    {
        var at = YamlReading.Child(root, "cases") ?? root;
        foreach (var (test, node) in rule.Cases.Zip(reading.List(YamlReading.Child(root, "cases"))))
        {
            var thresholds = new Dictionary<Expression, int>();
            var decision = book.Decide(rule, test.Given, test.On, thresholds);
            runs.Add(new Outcome(test, decision, thresholds));
            var outcome = OutcomeOf(decision);
            if (outcome != test.Expect) reading.Report(node, $"expected '{test.Expect}', the rule gives '{outcome}'");
        }

        foreach (var version in rule.Versions)
        {
            foreach (var threshold in ThresholdsOf(version)) CheckSides(at, version, threshold);
            CheckResults(at, version);
            CheckDays(at, version);
        }

        if (!runs.Exists(run => run.Decision.State == DecisionState.NeedsSlot)) reading.Report(at, "no case leaves an input out and expects '问 …'");
    }

    /// <summary>A decision in the words cases are written in.</summary>
    internal static string OutcomeOf(Decision decision) => decision.State switch
    {
        DecisionState.Decided => decision.Result,
        DecisionState.NeedsSlot => $"问 {decision.Needs!.Name}",
        DecisionState.LacksRate => $"缺 {decision.Lacks}",
        DecisionState.NotInForce => "无",
    };

    static IEnumerable<Expression> ThresholdsOf(RuleVersion version)
    {
        var roots = version.Steps.Select(step => step.Expression).Concat(version.Requires.Select(requirement => requirement.When)).Concat(version.Results.Select(result => result.When).OfType<Expression>())
            .Concat(version.Results.SelectMany(result => result.Result.Expressions.Concat(result.Say.Expressions)));
        return roots.SelectMany(ExpressionWalk.Nodes).Where(node => node is Relation or Membership or Extreme && DependsOnSlot(node, version)).Distinct();
    }

    static bool DependsOnSlot(Expression expression, RuleVersion version) => ExpressionWalk.Nodes(expression).Any(node =>
        node is SlotReference || (node is StepReference step && DependsOnSlot(version.Steps.First(known => known.Name == step.Name).Expression, version)));

    void CheckSides(YamlNode at, RuleVersion version, Expression threshold)
    {
        var seen = runs.Where(run => version.HoldsOn(run.Case.On) && run.Thresholds.ContainsKey(threshold)).ToArray();
        var sides = seen.Select(run => run.Thresholds[threshold]).Distinct().Count();
        var needed = threshold is Extreme extreme ? extreme.Of.Count : 2;
        if (sides < needed) reading.Report(at, $"{Describe(threshold)}: the cases see {sides} of its {needed} sides (version of {version.From:yyyy-MM-dd})");
        else if (IsOrdered(threshold) && !seen.Any(one => seen.Any(other => one.Thresholds[threshold] != other.Thresholds[threshold] && AreNeighbours(one.Case, other.Case))))
            reading.Report(at, $"{Describe(threshold)}: no two cases lie one unit apart on its two sides (version of {version.From:yyyy-MM-dd})");
    }

    static bool IsOrdered(Expression threshold) => threshold is Extreme or Relation { Sign: "<" or "<=" or ">" or ">=" };

    /// <summary>Two cases of one day that differ in one input by one unit: a day, a month, a yuan, a percent. Where only the day of the question differs, by one day.</summary>
    bool AreNeighbours(RuleCase one, RuleCase other)
    {
        if (!one.Given.Keys.ToHashSet().SetEquals(other.Given.Keys)) return false;
        var different = one.Given.Where(entry => !entry.Value.MeansSameAs(other.Given[entry.Key])).ToArray();
        var days = Math.Abs(one.On.DayNumber - other.On.DayNumber);
        return different switch
        {
            [] => days == 1,
            [var (name, value)] => days == 0 && Apart(value, other.Given[name]) is > 0 and var apart && apart <= UnitOf(name),
            _ => false,
        };
    }

    decimal UnitOf(string input) => rule.Inputs.First(slot => slot.Name == input).Kind == SlotKind.Percent ? 0.01m : 1;

    static decimal? Apart(SlotValue one, SlotValue other) => (one, other) switch
    {
        (NumberValue { IsExact: true } a, NumberValue { IsExact: true } b) => Math.Abs(a.Least - b.Least),
        (DateValue { IsExact: true } a, DateValue { IsExact: true } b) => Math.Abs(a.Earliest.DayNumber - b.Earliest.DayNumber),
        _ => null,
    };

    void CheckResults(YamlNode at, RuleVersion version)
    {
        var reached = runs.Where(run => version.HoldsOn(run.Case.On) && run.Decision.State == DecisionState.Decided).ToArray();
        if (version.Refused is not null && !reached.Any(run => run.Decision.Points.Any(point => point.Holds == false)))
            reading.Report(at, $"no case is refused (version of {version.From:yyyy-MM-dd})");
        for (var index = 0; index < version.Results.Count; index++)
            if (!reached.Any(run => run.Decision.Chosen == version.Results[index]) && !runs.Any(run => version.HoldsOn(run.Case.On) && run.Decision.State == DecisionState.LacksRate))
                reading.Report(at, $"no case reaches result {index + 1} (version of {version.From:yyyy-MM-dd})");
    }

    void CheckDays(YamlNode at, RuleVersion version)
    {
        var isFirst = version == rule.Versions[0];
        if (!isFirst) Need(version.From, "the day this version begins");
        if (version.To is not { } last) return;
        Need(last, "the last day of this version");
        if (rule.VersionOn(last.AddDays(1)) is null) Need(last.AddDays(1), "the day after the rule ended");

        void Need(DateOnly day, string what)
        {
            if (!runs.Exists(run => run.Case.On == day)) reading.Report(at, $"no case on {day:yyyy-MM-dd}, {what}");
        }
    }

    static string Describe(Expression threshold) => threshold switch
    {
        Relation relation => $"the threshold '{Words(relation.Left)} {relation.Sign} {Words(relation.Right)}'",
        Membership membership => $"the condition on '{Words(membership.Left)}'",
        Extreme extreme => $"'{(extreme.Smallest ? "取小" : "取大")}({string.Join(", ", extreme.Of.Select(Words))})'",
        _ => threshold.ToString(),
    };

    static string Words(Expression expression) => expression switch
    {
        NumberLiteral literal => literal.Digits,
        DateLiteral literal => $"{literal.Value:yyyy-MM-dd}",
        Today => "今天",
        SlotReference slot => slot.Name,
        StepReference step => step.Name,
        RateReference rate => rate.Name,
        Arithmetic arithmetic => $"{Words(arithmetic.Left)} {arithmetic.Sign} {Words(arithmetic.Right)}",
        Call call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Words))})",
        _ => "…",
    };

    sealed record Outcome(RuleCase Case, Decision Decision, Dictionary<Expression, int> Thresholds);
}
