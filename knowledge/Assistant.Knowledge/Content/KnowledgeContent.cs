using Assistant.Knowledge.Dialogue;
using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Content;

/// <summary>Everything the assistant knows, read and checked as a whole. Immutable: a change of the files makes a new one.</summary>
public sealed record KnowledgeContent
{
    /// <summary>Hash of the files; the index and the turn records carry it.</summary>
    public required string Version { get; init; }

    public required IReadOnlyDictionary<string, ServiceGuide> Guides { get; init; }

    public required IReadOnlyDictionary<string, Fact> Facts { get; init; }

    public required IReadOnlyDictionary<string, Source> Sources { get; init; }

    public required IReadOnlyDictionary<string, Slot> Slots { get; init; }

    /// <summary>Reads the values of <see cref="Slots"/> out of a message.</summary>
    public required SlotReader SlotReader { get; init; }

    public required RuleBook Rules { get; init; }

    public required DistrictMap Places { get; init; }

    public required Lexicon Lexicon { get; init; }

    public required GuardRules Guard { get; init; }

    public required DialogueRules Dialogue { get; init; }

    public required IReadOnlyDictionary<string, string> Wording { get; init; }
}
