using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Dialogue;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;

namespace Assistant.Bot.Questions;

/// <summary>A citizen's question, understood: corrected words, the day, the places, what was already said. Everything later steps need, and no channel detail.</summary>
public sealed record Question
{
    /// <summary>The content the whole turn works on, so that a publication in mid-turn changes nothing.</summary>
    public required KnowledgeContent Content { get; init; }

    /// <summary>Readable text: invisible characters gone, typing errors righted, simplified characters.</summary>
    public required string Text { get; init; }

    /// <summary>Normal form for matching cues and names.</summary>
    public required string Key { get; init; }

    public required DateOnly Today { get; init; }

    public required PlaceReading Places { get; init; }

    /// <summary>Districts the answer is for: those named in the question, otherwise the remembered one. Empty: unknown.</summary>
    public required IReadOnlyList<District> Districts { get; init; }

    /// <summary>The domains whose words the question uses; empty when it names none of ours.</summary>
    public required IReadOnlyList<Domain> Domains { get; init; }

    /// <summary>Official terms for the everyday words of the question.</summary>
    public required IReadOnlyList<string> Expansions { get; init; }

    /// <summary>The kinds of fact asked for by the question words; empty when none in particular.</summary>
    public required IReadOnlyList<FactKind> AsksFor { get; init; }

    /// <summary>What was remembered before this message.</summary>
    public required ConversationMemory Memory { get; init; }

    /// <summary>The message as typed, righted, without what it was joined with.</summary>
    public required string Message { get; init; }

    /// <summary>What this message says about the slots.</summary>
    public SlotReading Reading { get; init; } = SlotReading.Nothing;

    /// <summary>Slot id → value for this case: remembered, then said now, then supposed now.</summary>
    public IReadOnlyDictionary<string, SlotValue> Given { get; init; } = new Dictionary<string, SlotValue>();

    /// <summary>How the message stands to what was said before.</summary>
    public DialogueThread Thread { get; init; } = DialogueThread.New;

    /// <summary>What the message does to the conversation; null when it is a question or an answer.</summary>
    public MoveDefinition? Move { get; init; }

    /// <summary>The slot we had asked for and this message answers; it is not asked again. Null when it answers none.</summary>
    public string? AnsweredSlot { get; init; }

    /// <summary>True when a slot's value is known, or the citizen would not say it.</summary>
    public bool Knows(string slot) => Given.ContainsKey(slot) || Memory.Skipped.Contains(slot) || (slot == "district" && Districts.Count > 0);

    /// <summary>
    /// Whose rules may answer: the district the matter is about when that is known ("户口在万州，在渝中读书" is about 渝中), otherwise all
    /// named ones. Empty: unknown.
    /// </summary>
    public IReadOnlyList<District> AnswerFor => District is { } district ? [district] : Districts;

    /// <summary>True when the message names a place and nothing else.</summary>
    public bool IsOnlyAPlace { get; init; }

    /// <summary>Guide of the matter under discussion, for a question that does not name its subject ("那要带什么材料"). Null at the start.</summary>
    public string? LastGuide => (Thread.Topic ?? Memory.Topic)?.Guide;

    /// <summary>The district the matter is about; null when unknown or several are named.</summary>
    public District? District => Places.District ?? (Districts is [var only] ? only : null);
}
