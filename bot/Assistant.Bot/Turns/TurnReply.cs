using Assistant.Bot.Answers;
using Assistant.Knowledge.Rules;

namespace Assistant.Bot.Turns;

/// <summary>
/// What one turn says, in parts and free of any channel's mark-up: a channel renders the parts in this order and adds nothing of its own
/// except layout. Marks such as <c>[1]</c> in the text point to <see cref="Citations"/>.
/// </summary>
public sealed record TurnReply
{
    public required TurnOutcome Outcome { get; init; }

    /// <summary>The finer reason, kebab-case: <c>other-region</c>, <c>crisis</c>, <c>district-unknown</c> …; empty when there is none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Service item id such as <c>HF-03</c>; null when no guide fits.</summary>
    public string? Guide { get; init; }

    /// <summary>Id of the rule that decided, or that is being asked for; null when facts answer.</summary>
    public string? Rule { get; init; }

    /// <summary>What the rule gave, short: 符合, 120万元, 2026-12-05; empty when none did. Several are joined by ；.</summary>
    public string Result { get; init; } = "";

    /// <summary>What rules decided, for the last check; their figures are computed and stand in no fact.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    public IReadOnlyList<AnswerPart> Parts { get; init; } = [];

    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>What the answer still depends on: the one thing that is asked. Empty when nothing is.</summary>
    public IReadOnlyList<SlotQuestion> Asks { get; init; } = [];

    /// <summary>Questions the citizen may tap next.</summary>
    public IReadOnlyList<string> FollowUps { get; init; } = [];

    /// <summary>A person is offered in every reply; true when the matter needs one and the reply says so first-hand.</summary>
    public bool Handover { get; init; }

    /// <summary>The day the answer holds for.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>What is to be remembered of this turn for the next one.</summary>
    public Conversations.ConversationMemory Memory { get; init; } = new();

    public TimeSpan Latency { get; init; }
}

/// <summary>One question back to the citizen. <see cref="Choices"/> are quick replies, possibly none.</summary>
public sealed record SlotQuestion(string Slot, string Question, IReadOnlyList<string> Choices);
