namespace Assistant.Knowledge.Words;

/// <summary>Something an answer may depend on and only the citizen can say.</summary>
public sealed record SlotDefinition
{
    /// <summary>Name as used in guides and evaluation files: <c>district</c>, <c>child_birthdate</c> …</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>One friendly question.</summary>
    public required string Ask { get; init; }

    /// <summary>Quick replies; may be empty.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Recognise that a question already says it.</summary>
    public IReadOnlyList<CuePattern> Cues { get; init; } = [];

    public bool IsStatedIn(string normalisedText) => Cues.Any(cue => cue.Matches(normalisedText));
}
