using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>Something an answer may depend on and only the citizen can say, with all that is needed to read it out of their words.</summary>
public sealed record Slot
{
    /// <summary>Name as used in guides and evaluation files: <c>district</c>, <c>child_birthdate</c> …</summary>
    public required string Id { get; init; }

    /// <summary>Name of the file it is written in: <c>common</c>, <c>enrolment</c> …</summary>
    public string Domain { get; init; } = "";

    /// <summary>Unique, letters only: the name in rule expressions.</summary>
    public required string Name { get; init; }

    public required SlotKind Kind { get; init; }

    /// <summary>One friendly question.</summary>
    public required string Ask { get; init; }

    /// <summary>Quick replies; may be empty.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Every value a rule can compare with; only of kind <see cref="SlotKind.Choice"/>.</summary>
    public IReadOnlyList<SlotChoice> Values { get; init; } = [];

    /// <summary>The sane range of a number; beyond it we ask again.</summary>
    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    /// <summary>A value belongs to this slot when one of these words stands in its clause; the nearest wins.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];

    /// <summary>… and none of these.</summary>
    public IReadOnlyList<string> NotNear { get; init; } = [];

    /// <summary>Phrases that mean a value without saying it.</summary>
    public IReadOnlyList<SlotSaying> Says { get; init; } = [];

    /// <summary>Recognise that a message already speaks of this.</summary>
    public IReadOnlyList<CuePattern> Cues { get; init; } = [];

    /// <summary>
    /// What still holds of a remembered value after the content was changed: null when the slot is of another kind now or none of the values
    /// said exists any more.
    /// </summary>
    public SlotValue? Keep(SlotValue value) => (Kind, value) switch
    {
        (SlotKind.Choice, ChoiceValue choice) => choice.OneOf.Where(said => Values.Any(known => known.Value == said)).ToArray() is { Length: > 0 } left ? choice with { OneOf = left } : null,
        (SlotKind.District, ChoiceValue { OneOf.Count: > 0 }) or (SlotKind.Text, TextValue) or (SlotKind.Date or SlotKind.Birthdate, DateValue) => value,
        (SlotKind.Months or SlotKind.Years or SlotKind.Money or SlotKind.Count or SlotKind.Percent or SlotKind.Year, NumberValue) => value,
        _ => null,
    };

    public bool IsStatedIn(string normalisedText) => Cues.Any(cue => cue.Matches(normalisedText));
}

/// <summary>
/// One value of a choice slot. Its cues mean it anywhere in a message, the bare words as an answer: after we asked, or while the slot is in play. A word of
/// several values says that it is one of them.
/// </summary>
public sealed record SlotChoice(string Value, IReadOnlyList<CuePattern> Cues, IReadOnlyList<string> Bare);

/// <summary>Phrases that mean a value; the value is written as a citizen would type it as an answer.</summary>
public sealed record SlotSaying(string Value, IReadOnlyList<CuePattern> Cues);
