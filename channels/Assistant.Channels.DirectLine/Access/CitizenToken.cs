namespace Assistant.Channels.DirectLine.Access;

/// <summary>What a token is good for; one never opens the other's door.</summary>
internal enum TokenPurpose : byte
{
    Access = 1,
    Stream = 2,
}

/// <summary>What we know of whoever holds a token: one conversation, one pseudonym, until when.</summary>
internal sealed record CitizenToken(TokenPurpose Purpose, string ConversationId, string Citizen, DateTimeOffset ExpiresAt);
