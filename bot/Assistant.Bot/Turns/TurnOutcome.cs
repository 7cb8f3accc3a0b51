namespace Assistant.Bot.Turns;

/// <summary>How a turn ended. Wording, colours in the console and metrics hang on this name; the finer reason is in <see cref="TurnReply.Reason"/>.</summary>
public enum TurnOutcome
{
    /// <summary>Answered from facts that hold for this citizen on this day.</summary>
    Answered,

    /// <summary>Part of the answer is known; the reply says which part is not, and who knows.</summary>
    PartlyAnswered,

    /// <summary>The answer depends on something only the citizen can say; the reply asks for it.</summary>
    AskedBack,

    /// <summary>Not answered on purpose, with a typed reason and a useful next step.</summary>
    Refused,

    /// <summary>Our matter, but no fact answers it.</summary>
    NothingFound,

    /// <summary>A person takes over.</summary>
    HandedOver,

    /// <summary>Our own time budget ran out.</summary>
    TookTooLong,

    /// <summary>A neighbour the turn needs is broken.</summary>
    ServiceUnavailable,

    /// <summary>A fault of ours; logged with the turn's id.</summary>
    InternalError,
}
