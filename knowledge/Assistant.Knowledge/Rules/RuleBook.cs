using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Rules;

/// <summary>
/// All rules of the content, and the deciding by them. Pure: the same rule, inputs and day give the same decision. Costs well below a
/// millisecond and never throws for any input.
/// </summary>
public sealed class RuleBook
{
    readonly RuleSurroundings surroundings;
    readonly ILookup<string, EligibilityRule> byGuide;

    internal RuleBook(IReadOnlyDictionary<string, EligibilityRule> rules, RuleSurroundings surroundings)
    {
        Rules = rules;
        this.surroundings = surroundings;
        byGuide = rules.Values.SelectMany(rule => rule.Guides.Select(guide => (guide, rule))).ToLookup(entry => entry.guide, entry => entry.rule);
    }

    public static RuleBook Empty { get; } = new(new Dictionary<string, EligibilityRule>(), new(new Dictionary<string, Rate>(), new(new Dictionary<int, Calendars.CalendarYear>()), new Dictionary<string, Slot>()));

    public IReadOnlyDictionary<string, EligibilityRule> Rules { get; }

    public IEnumerable<EligibilityRule> OfGuide(string guide) => byGuide[guide];

    /// <summary>Decides by one rule. <paramref name="given"/>: slot id → value.</summary>
    public Decision Decide(EligibilityRule rule, IReadOnlyDictionary<string, SlotValue> given, DateOnly today)
    {
        var byName = new Dictionary<string, SlotValue>(StringComparer.Ordinal);
        foreach (var slot in rule.Inputs)
            if (given.TryGetValue(slot.Id, out var value) && slot.Keep(value) is { } kept) byName[slot.Name] = kept;
        var decision = Decide(rule, byName, today, null);
        if (rule.First is null || decision.State == DecisionState.NotInForce) return decision;

        // Who fails the first condition is told that; where it is open, the result holds on that condition.
        var first = Decide(Rules[rule.First], given, today);
        return first switch
        {
            { State: DecisionState.Decided, Result: "符合" } => decision with { ProvidedThat = decision.ProvidedThat ?? first.ProvidedThat },
            { State: DecisionState.Decided } => first,
            { State: DecisionState.NotInForce } => decision,
            _ => decision with { ProvidedThat = first.Rule },
        };
    }

    /// <summary>Decides by slot names; <paramref name="thresholds"/> learns how each threshold came out.</summary>
    internal Decision Decide(EligibilityRule rule, IReadOnlyDictionary<string, SlotValue> given, DateOnly today, Dictionary<Expression, int>? thresholds)
    {
        if (rule.VersionOn(today) is not { } version) return new Decision { Rule = rule, State = DecisionState.NotInForce };

        var stated = given;
        if (rule.Assumes.Count > 0) given = rule.Assumes.Where(assumed => !stated.ContainsKey(assumed.Key)).Concat(stated).ToDictionary();
        var evaluation = new Evaluation(surroundings, given, today, version.Steps);
        var said = given.ToDictionary(entry => entry.Key, entry => entry.Value.Said, StringComparer.Ordinal);
        Decision decision;
        try
        {
            decision = new Deciding(rule, version, evaluation, said).Decide();
        }
        catch (OverflowException)
        {
            // Numbers beyond all measure; the first input is the one to be asked again.
            decision = new Decision { Rule = rule, Version = version, State = DecisionState.NeedsSlot, Needs = rule.Inputs[0] };
        }

        if (thresholds is not null)
            foreach (var (threshold, side) in evaluation.Thresholds) thresholds[threshold] = side;
        var used = rule.Inputs.Where(slot => evaluation.Used.Contains(slot.Name)).ToLookup(slot => stated.ContainsKey(slot.Name));
        return decision with { Inputs = [.. used[true].Select(slot => (slot, given[slot.Name]))], Assumed = [.. used[false].Select(slot => (slot, given[slot.Name]))] };
    }

    /// <summary>One run through a version: requirements, then the first result that holds.</summary>
    sealed class Deciding(EligibilityRule rule, RuleVersion version, Evaluation evaluation, IReadOnlyDictionary<string, string> said)
    {
        public Decision Decide()
        {
            var truths = version.Requires.Select(requirement => (Requirement: requirement, Truth: evaluation.Decide(requirement.When))).ToArray();
            var points = truths.Select(entry => new DecisionPoint(entry.Requirement.Need, entry.Truth.Holds, entry.Requirement.Facts)).ToArray();
            if (truths.Any(entry => entry.Truth.Holds == false)) return Refuse(truths, points);
            // All must hold, so whatever one of them still needs is needed.
            if (truths.Select(entry => entry.Truth).Where(truth => truth.Holds is null).ToArray() is [var open, ..] undecided)
                return Undecided(open with { Open = [.. undecided.SelectMany(truth => truth.Open).Distinct()] }, points);

            for (var index = 0; index < version.Results.Count; index++)
            {
                var result = version.Results[index];
                var truth = result.When is null ? Truth.Of(true) : evaluation.Decide(result.When);
                if (truth.Holds is null) return Undecided(truth with { Open = [.. truth.Open, .. NeededByAll(index).Except(truth.Open)] }, points);
                if (truth.Holds == true) return Conclude(result, points);
            }

            throw new InvalidOperationException($"{rule.Id}: no result holds; the reader checks that the last one always does");
        }

        /// <summary>The open slots every result from here on depends on, whichever it will be.</summary>
        IEnumerable<string> NeededByAll(int from)
        {
            var needed = version.Results.Skip(from).Select(result =>
            {
                result.Result.Fill(evaluation, said, isoDates: true, out var hindrance);
                return hindrance?.Open ?? [];
            }).ToArray();
            return needed[0].Where(slot => needed.All(open => open.Contains(slot)));
        }

        Decision Refuse((RuleRequirement Requirement, Truth Truth)[] truths, DecisionPoint[] points)
        {
            var failed = truths.Where(entry => entry.Truth.Holds == false).Select(entry => entry.Requirement).ToArray();
            IReadOnlyList<Fact> facts = [.. failed.SelectMany(requirement => requirement.Facts).Distinct()];
            var result = version.Refused!.Result.Fill(evaluation, said, isoDates: true, out var hindrance);
            if (hindrance is not null) return Undecided(hindrance, points);
            var say = version.Refused.Say.Fill(evaluation, said, isoDates: false, out hindrance);
            if (hindrance is not null) return Undecided(hindrance, points);

            return new Decision
            {
                Rule = rule,
                Version = version,
                State = DecisionState.Decided,
                Result = result,
                Say = new DecisionLine(say, facts),
                Points = points,
                Change = [.. failed.Select(requirement => Whole(requirement.Change)).OfType<string>()],
            };
        }

        Decision Conclude(RuleResult result, DecisionPoint[] points)
        {
            var text = result.Result.Fill(evaluation, said, isoDates: true, out var hindrance);
            if (hindrance is not null) return Undecided(hindrance, points);
            var say = result.Say.Fill(evaluation, said, isoDates: false, out hindrance);
            if (hindrance is not null) return Undecided(hindrance, points);

            var also = new List<DecisionLine>();
            var missing = new List<string>();
            foreach (var line in result.Also)
            {
                var filled = line.Say.Fill(evaluation, said, isoDates: false, out var absent);
                if (absent is null) also.Add(new DecisionLine(filled, line.Facts));
                else if (absent is Missing && line.Missing.Length > 0) missing.Add(line.Missing);
            }

            return new Decision
            {
                Rule = rule,
                Version = version,
                State = DecisionState.Decided,
                Result = text,
                Verdict = result.Verdict,
                Say = new DecisionLine(say, result.Facts),
                Because = Whole(result.Because) is { } because ? new DecisionLine(because, result.Facts) : null,
                Also = also,
                Chosen = result,
                Missing = missing,
                Points = points,
                Change = Whole(result.Change) is { } change ? [change] : [],
            };
        }

        /// <summary>A sentence beside the result, or null where it would have a hole.</summary>
        string? Whole(RuleText? text)
        {
            if (text is null) return null;
            var whole = text.Fill(evaluation, said, isoDates: false, out var hindrance);
            return hindrance is null ? whole : null;
        }

        Decision Undecided(Operand open, DecisionPoint[] points)
        {
            var lacks = open switch
            {
                Missing missing => missing.What,
                Truth truth => truth.Lacks,
                _ => null,
            };
            return new Decision
            {
                Rule = rule,
                Version = version,
                State = lacks is not null ? DecisionState.LacksRate : DecisionState.NeedsSlot,
                Lacks = lacks,
                Needs = lacks is not null ? null : rule.Inputs.FirstOrDefault(slot => open.Open.Contains(slot.Name)) ?? rule.Inputs[0],
                Points = points,
            };
        }
    }
}
