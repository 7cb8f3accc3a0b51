namespace Assistant.Knowledge.Slots;

/// <summary>What one message says about the slots. Nothing in it was assumed.</summary>
public sealed record SlotReading
{
    public static SlotReading Nothing { get; } = new();

    /// <summary>Slot id → value.</summary>
    public IReadOnlyDictionary<string, SlotValue> Values { get; init; } = new Dictionary<string, SlotValue>();

    /// <summary>Values that are compared or supposed, not claimed: "首套和二套差多少", "如果是五年呢".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SlotValue>> Alternatives { get; init; } = new Dictionary<string, IReadOnlyList<SlotValue>>();

    /// <summary>What cannot be right; such a slot has no value.</summary>
    public IReadOnlyList<SlotProblem> Problems { get; init; } = [];

    /// <summary>Slots stated as a correction of what was said before: "说错了，是五年".</summary>
    public IReadOnlyCollection<string> Corrected { get; init; } = [];

    /// <summary>True when the message answers and does nothing else: no question, no other matter.</summary>
    public bool AnswersOnly { get; init; }
}

/// <summary>Why something said about a slot cannot be its value.</summary>
public enum SlotProblemKind
{
    /// <summary>A day no calendar has: 2月30日.</summary>
    ImpossibleDate,

    /// <summary>A birth after today.</summary>
    InTheFuture,

    /// <summary>Outside the sane range of the slot.</summary>
    OutOfRange,

    /// <summary>Two values that cannot both hold.</summary>
    Contradiction,

    /// <summary>We asked, a number or date came back, and it cannot be a value of the slot.</summary>
    NotRead,
}

/// <summary>What is wrong with something said about the slot of that id, in the citizen's words: at most 20 characters, never an identity number.</summary>
public sealed record SlotProblem(string Slot, SlotProblemKind Kind, string Said);
