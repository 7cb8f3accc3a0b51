using System.Text.RegularExpressions;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Guarding;

/// <summary>What happens when a rule of the guard matches.</summary>
public enum GuardAction
{
    /// <summary>Not answered, with the rule's reply.</summary>
    Refuse,

    /// <summary>A person first; answered with care and the rule's facts.</summary>
    HandOver,
}

/// <summary>One kind of message that is not answered like a question, and what is said instead.</summary>
public sealed partial record GuardRule
{
    public required string Id { get; init; }

    /// <summary>The typed reason, kebab-case: out-of-scope, personal-records, crisis …</summary>
    public required string Reason { get; init; }

    public required GuardAction Action { get; init; }

    /// <summary>True when a person is offered first-hand.</summary>
    public bool Handover { get; init; }

    /// <summary>True when the rule holds however surely the whole message sounds like a question of ours: a needless refusal is the smaller harm.</summary>
    public bool Firm { get; init; }

    public IReadOnlyList<CuePattern> Cues { get; init; } = [];

    /// <summary>When one of these matches, the rule does not.</summary>
    public IReadOnlyList<CuePattern> Unless { get; init; } = [];

    /// <summary>What the citizen is told. <c>{fact:PET-1103}</c> stands for a fact's lead with its citation.</summary>
    public required string Reply { get; init; }

    public bool Matches(string normalisedText) =>
        Cues.Any(cue => cue.Matches(normalisedText)) && !Unless.Any(cue => cue.Matches(normalisedText));

    /// <summary>Ids of the facts a prepared text stands on.</summary>
    public static IReadOnlyList<string> CitedIn(string prepared) => [.. FactMark().Matches(prepared).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{fact:([A-Z]+-[0-9-]+)\}")]
    public static partial Regex FactMark();
}

/// <summary>
/// Example messages of one label: a reason for not answering, a sign that a person is needed, or <c>served</c> for what looks like one and is
/// an ordinary question. The guard learns from them.
/// </summary>
public sealed record GuardExample(string Label, IReadOnlyList<string> Asks);

/// <summary>What is said when a message resembles the examples of a reason.</summary>
public sealed record GuardIntent
{
    public required string Reason { get; init; }

    public required GuardAction Action { get; init; }

    public bool Handover { get; init; }

    /// <summary>How sure the guard must be, 0 to 1: low where a miss is worse than a needless refusal.</summary>
    public required double SureFrom { get; init; }

    /// <summary>The same for a message of a few words, which resembles many things; higher for reasons that accuse.</summary>
    public required double SureFromWhenShort { get; init; }

    /// <summary>The same for a message that uses words of the four domains; higher where such words speak against the reason.</summary>
    public required double SureFromWithOurWords { get; init; }

    public required string Reply { get; init; }
}

/// <summary>The guard's data: rules in the order they are tried, signs that raise a person for any guide, and the words that are our matters.</summary>
public sealed record GuardRules
{
    public IReadOnlyList<GuardRule> Rules { get; init; } = [];

    /// <summary>Reasons recognised by resemblance.</summary>
    public IReadOnlyList<GuardIntent> Intents { get; init; } = [];

    /// <summary>By reason.</summary>
    public IReadOnlyList<GuardExample> Examples { get; init; } = [];

    /// <summary>By sign.</summary>
    public IReadOnlyList<GuardExample> SignExamples { get; init; } = [];

    /// <summary>Signs of a case that needs a person, whatever the guide.</summary>
    public IReadOnlyList<EscalationSign> Escalation { get; init; } = [];

    /// <summary>Words of the four domains; a question with one of them is ours even when nothing was found.</summary>
    public IReadOnlyDictionary<Domain, IReadOnlyList<CuePattern>> Ours { get; init; } = new Dictionary<Domain, IReadOnlyList<CuePattern>>();

    /// <summary>The domains whose words a normalised text uses; empty when none is named.</summary>
    public IReadOnlyList<Domain> DomainsNamedIn(string normalisedText) =>
        [.. Ours.Where(domain => domain.Value.Any(cue => cue.Matches(normalisedText))).Select(domain => domain.Key)];

    /// <summary>A question about a place elsewhere that is ours all the same (转到重庆, 四川户口 …).</summary>
    public IReadOnlyList<CuePattern> ElsewhereButOurs { get; init; } = [];
}
