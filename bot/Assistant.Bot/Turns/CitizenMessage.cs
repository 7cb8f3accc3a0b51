namespace Assistant.Bot.Turns;

/// <summary>One message of a citizen, already free of channel details. The text is data, never instructions, and is never logged.</summary>
public sealed record CitizenMessage
{
    public required string ConversationId { get; init; }

    /// <summary>Id of this turn, unique; goes into the journal, logs and feedback instead of any text.</summary>
    public required string TurnId { get; init; }

    public required string Text { get; init; }

    /// <summary><c>webchat</c>, <c>cli</c>, <c>eval</c> …</summary>
    public required string Channel { get; init; }

    /// <summary>District the channel already knows (name or code), before the text is read; null when unknown.</summary>
    public string? District { get; init; }

    /// <summary>The day the question is asked for; null: today.</summary>
    public DateOnly? Today { get; init; }
}
