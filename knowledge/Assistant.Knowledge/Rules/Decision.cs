using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Rules;

/// <summary>How far a rule got.</summary>
public enum DecisionState
{
    /// <summary>A result, exact.</summary>
    Decided,

    /// <summary>It depends on a slot that is unknown or inexact.</summary>
    NeedsSlot,

    /// <summary>A rate or a calendar year it needs is not known for the day.</summary>
    LacksRate,

    /// <summary>The rule does not hold on the day.</summary>
    NotInForce,
}

/// <summary>A line with the facts it rests on.</summary>
public sealed record DecisionLine(string Text, IReadOnlyList<Fact> Facts);

/// <summary>A condition of the rule, and how it came out; null: not decided.</summary>
public sealed record DecisionPoint(string Need, bool? Holds, IReadOnlyList<Fact> Facts);

/// <summary>
/// What a rule gave for one citizen on one day, with everything an explanation needs (PIPL art. 24): the inputs used, the rule and its
/// clause, what would change the result.
/// </summary>
public sealed record Decision
{
    public required EligibilityRule Rule { get; init; }

    public required DecisionState State { get; init; }

    public RuleVersion? Version { get; init; }

    /// <summary>Short canonical text: 符合, 120万元, 18个月, 2026-12-05. Empty unless decided.</summary>
    public string Result { get; init; } = "";

    /// <summary>符合 or 不符合, the answer to a yes-or-no question where <see cref="Result"/> is a date or a sum; empty where it has none.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The direct first sentence.</summary>
    public DecisionLine? Say { get; init; }

    public DecisionLine? Because { get; init; }

    /// <summary>Further lines, computed.</summary>
    public IReadOnlyList<DecisionLine> Also { get; init; } = [];

    /// <summary>What could not be computed and why, in the rule's words.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public IReadOnlyList<DecisionPoint> Points { get; init; } = [];

    /// <summary>What would change the result, in whole sentences.</summary>
    public IReadOnlyList<string> Change { get; init; } = [];

    /// <summary>The inputs that were used, in the order the rule names them.</summary>
    public IReadOnlyList<(Slot Slot, SlotValue Value)> Inputs { get; init; } = [];

    /// <summary>Inputs that were not said and computed with their usual value: to be said with the result.</summary>
    public IReadOnlyList<(Slot Slot, SlotValue Value)> Assumed { get; init; } = [];

    /// <summary>What has to be asked next; null unless <see cref="DecisionState.NeedsSlot"/>.</summary>
    public Slot? Needs { get; init; }

    /// <summary>The rate or calendar year that is not known; null unless <see cref="DecisionState.LacksRate"/>.</summary>
    public string? Lacks { get; init; }

    internal RuleResult? Chosen { get; init; }

    /// <summary>A rule that must give 符合 first and is not decided yet: the result holds on that condition. Null when there is none.</summary>
    public EligibilityRule? ProvidedThat { get; init; }
}
