using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Rules;

/// <summary>A rule an official can read: what it decides, by which clause, from which day, where. Format: <c>knowledge/content/README.md</c>.</summary>
public sealed record EligibilityRule
{
    /// <summary><c>EMP-R02</c></summary>
    public required string Id { get; init; }

    /// <summary>As a citizen reads it.</summary>
    public required string Name { get; init; }

    /// <summary>What it decides; of one topic only one rule holds on a day in a place.</summary>
    public required string Topic { get; init; }

    /// <summary>Guides it belongs to; the first is the one a reply names.</summary>
    public required IReadOnlyList<string> Guides { get; init; }

    public required Jurisdiction Applies { get; init; }

    /// <summary>Facts whose questions this rule answers.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>Everyday ways of asking; for learning, never shown.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>Patterns that surely mean this rule.</summary>
    public IReadOnlyList<CuePattern> Cues { get; init; } = [];

    /// <summary>Patterns one of which the question must hold; empty: any question. For a rule beside a more general one.</summary>
    public IReadOnlyList<CuePattern> Only { get; init; } = [];

    /// <summary>The rule that must give 符合 first; null when none.</summary>
    public string? First { get; init; }

    /// <summary>Slot name → what a rule computes with while the citizen has not said it; the reply says so, and how to change it.</summary>
    public IReadOnlyDictionary<string, SlotValue> Assumes { get; init; } = new Dictionary<string, SlotValue>();

    /// <summary>In the order they are asked.</summary>
    public required IReadOnlyList<Slot> Inputs { get; init; }

    public required IReadOnlyList<RuleVersion> Versions { get; init; }

    /// <summary>The cases that ship with it; each holds, otherwise the content is not read.</summary>
    public IReadOnlyList<RuleCase> Cases { get; internal init; } = [];

    /// <summary>How many cases ship with it; all of them were run when it was read.</summary>
    public int CaseCount => Cases.Count;

    public RuleVersion? VersionOn(DateOnly day) => Versions.FirstOrDefault(version => version.HoldsOn(day));
}

/// <summary>The rule as it stands in one period.</summary>
public sealed record RuleVersion
{
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive; null: open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The clause of everything that names none of its own.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    internal IReadOnlyList<RuleStep> Steps { get; init; } = [];

    internal IReadOnlyList<RuleRequirement> Requires { get; init; } = [];

    internal RuleRefusal? Refused { get; init; }

    internal IReadOnlyList<RuleResult> Results { get; init; } = [];

    public bool HoldsOn(DateOnly day) => From <= day && (To is null || To >= day);
}

/// <summary>A named step of the computation.</summary>
internal sealed record RuleStep(string Name, Expression Expression);

/// <summary>A condition that must hold, in words and as an expression.</summary>
internal sealed record RuleRequirement(string Need, Expression When, IReadOnlyList<Fact> Facts, RuleText? Change);

/// <summary>What is said when a requirement fails.</summary>
internal sealed record RuleRefusal(RuleText Say, RuleText Result);

/// <summary>One possible result.</summary>
internal sealed record RuleResult
{
    /// <summary>Null: whenever none before it held.</summary>
    public Expression? When { get; init; }

    public required RuleText Result { get; init; }

    public required RuleText Say { get; init; }

    /// <summary>符合 or 不符合, where a question for a yes or no can be answered so although the result is a date or a sum; otherwise empty.</summary>
    public string Verdict { get; init; } = "";

    public RuleText? Because { get; init; }

    public RuleText? Change { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public IReadOnlyList<RuleAlso> Also { get; init; } = [];
}

/// <summary>A further line of a result; said only when it can be computed, otherwise <paramref name="Missing"/> is.</summary>
internal sealed record RuleAlso(RuleText Say, string Missing, IReadOnlyList<Fact> Facts);

/// <summary>A case that ships with the rule: on this day, given this by the names of slots, this comes out.</summary>
public sealed record RuleCase(DateOnly On, IReadOnlyDictionary<string, SlotValue> Given, string Expect, int Line);
