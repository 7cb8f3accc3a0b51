using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Guides;

/// <summary>The four domains.</summary>
public enum Domain
{
    Enrolment,
    HousingFund,
    Employment,
    Petition,
}

/// <summary>A sign that a person is needed, with the patterns that recognise it.</summary>
public sealed record EscalationSign(string Sign, IReadOnlyList<CuePattern> Cues)
{
    public bool IsSeenIn(string normalisedText) => Cues.Any(cue => cue.Matches(normalisedText));
}

/// <summary>One service item (办事事项), written for citizens and made of facts.</summary>
public sealed record ServiceGuide
{
    public required string Id { get; init; }

    public required Domain Domain { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>Everyday names of the matter.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>General everyday questions about the whole matter.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>Further questions of the matter; only for learning which guide is meant, never shown.</summary>
    public IReadOnlyList<string> Heard { get; init; } = [];

    /// <summary>Patterns that say surely that this guide is meant and not one of its siblings. Places elsewhere read 外埠 in them.</summary>
    public IReadOnlyList<CuePattern> Sure { get; init; } = [];

    /// <summary>Who decides.</summary>
    public required string Authority { get; init; }

    /// <summary>Facts that say where to confirm.</summary>
    public IReadOnlyList<string> Confirm { get; init; } = [];

    /// <summary>Facts that answer a general question, in reading order.</summary>
    public IReadOnlyList<string> Overview { get; init; } = [];

    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Guides whose matter has to be settled before this one: 失业登记 before 失业保险金.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    public IReadOnlyList<string> Slots { get; init; } = [];

    public IReadOnlyList<EscalationSign> Escalation { get; init; } = [];

    public required IReadOnlyList<Fact> Facts { get; init; }
}
