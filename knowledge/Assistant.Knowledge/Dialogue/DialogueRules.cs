using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Dialogue;

/// <summary>What a message does to the conversation rather than ask of us.</summary>
public enum DialogueMove
{
    Greeting,
    Thanks,
    Farewell,
    Acknowledge,
    Identity,
    Capability,
    Smalltalk,

    /// <summary>Drops the matter under discussion.</summary>
    Cancel,

    /// <summary>Will not answer what we asked.</summary>
    Skip,

    /// <summary>Cannot answer what we asked.</summary>
    DontKnow,

    Repeat,

    /// <summary>Did not understand us.</summary>
    Simpler,

    /// <summary>Says that we missed the point.</summary>
    Wrong,

    /// <summary>Begins the matter again.</summary>
    Restart,

    /// <summary>Wants forgotten what was said.</summary>
    Forget,

    /// <summary>Asks what we remember.</summary>
    Recall,

    /// <summary>Back to the matter before.</summary>
    Resume,

    /// <summary>Will answer in a moment.</summary>
    Hold,

    /// <summary>Wants a person to look at a rule's result again (PIPL art. 24).</summary>
    Review,
}

/// <summary>How a move is recognised and what is said to it; <see cref="RepliesOpen"/> while a question of ours waits for its answer.</summary>
public sealed record MoveDefinition(DialogueMove Move, int Longest, IReadOnlyList<CuePattern> Cues, IReadOnlyList<string> Replies, IReadOnlyList<string> RepliesOpen);

/// <summary>
/// How citizens steer a conversation (<c>dialogue.yaml</c>): moves that are no questions, and the marks of a message that goes on with what
/// was said. All on normalised text.
/// </summary>
public sealed record DialogueRules
{
    public static DialogueRules Empty { get; } = new();

    public IReadOnlyList<MoveDefinition> Moves { get; init; } = [];

    /// <summary>Changes one circumstance of the case under discussion: 如果是租房呢.</summary>
    public IReadOnlyList<CuePattern> Hypothetical { get; init; } = [];

    /// <summary>A question without its subject: 那要啥子材料.</summary>
    public IReadOnlyList<CuePattern> Elliptic { get; init; } = [];

    /// <summary>Compares two things: 首套和二套差多少.</summary>
    public IReadOnlyList<CuePattern> Comparison { get; init; } = [];

    /// <summary>Takes back what was said: 说错了，是五年.</summary>
    public IReadOnlyList<CuePattern> Correction { get; init; } = [];

    /// <summary>It is about somebody else now: 我侄儿.</summary>
    public IReadOnlyList<CuePattern> Others { get; init; } = [];

    /// <summary>Returns to an earlier matter by naming it: 说回居住证.</summary>
    public IReadOnlyList<CuePattern> Back { get; init; } = [];

    /// <summary>Drops the matter; counts only while a question waits and gets no value.</summary>
    public IReadOnlyList<CuePattern> Drops { get; init; } = [];

    /// <summary>Will not or cannot say what we asked; counts only while a question waits and gets no value.</summary>
    public IReadOnlyList<CuePattern> Declines { get; init; } = [];

    /// <summary>Words that begin a second question in one message, normalised.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public MoveDefinition? MoveOf(string normalisedText) =>
        Moves.FirstOrDefault(move => normalisedText.Length <= move.Longest && move.Cues.Any(cue => cue.Matches(normalisedText)));

    public MoveDefinition Of(DialogueMove move) => Moves.First(definition => definition.Move == move);

    public static bool Any(IReadOnlyList<CuePattern> cues, string normalisedText) => cues.Any(cue => cue.Matches(normalisedText));
}
