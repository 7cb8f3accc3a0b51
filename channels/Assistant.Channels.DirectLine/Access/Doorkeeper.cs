using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>
/// Issues tokens and decides who a request is from. The conversation and the citizen are known from the token alone; whatever the request
/// itself says about them is not read.
/// </summary>
internal sealed class Doorkeeper(TokenSeal seal, IOptions<DirectLineOptions> options, TimeProvider time)
{
    readonly RequestLimit anonymousTokens = new(options.Value.TokensPerMinutePerAddress, time);
    readonly byte[]? secret = options.Value.Secret is { Length: > 0 } text ? Digest(text) : null;

    /// <summary>A newcomer: with the secret where one is configured, else anybody, counted per address.</summary>
    public CitizenToken AdmitNewcomer(HttpContext http)
    {
        if (secret is null)
            anonymousTokens.Take(Neighbourhood(http.Connection.RemoteIpAddress));
        else if (!IsSecret(Bearer(http) ?? throw RequestRefusedException.NoToken()))
            throw RequestRefusedException.Forbidden();

        return NewToken();
    }

    /// <summary>Whoever starts a conversation: a holder of a token its own one, a holder of the secret a new one.</summary>
    public CitizenToken AdmitStarter(HttpContext http) =>
        Bearer(http) is { } bearer && secret is not null && IsSecret(bearer) ? NewToken() : Admit(http);

    /// <summary>A citizen with a valid token for whatever conversation it names.</summary>
    public CitizenToken Admit(HttpContext http) =>
        Check(Bearer(http) ?? throw RequestRefusedException.NoToken(), TokenPurpose.Access);

    /// <summary>A citizen with a valid token for this conversation.</summary>
    public CitizenToken Admit(HttpContext http, string conversationId) => OnlyFor(conversationId, Admit(http));

    /// <summary>A stream, whose token stands in the address because a browser's socket takes no headers.</summary>
    public CitizenToken AdmitStream(HttpContext http, string conversationId)
    {
        if (http.Request.Query["t"] is not [{ Length: > 0 } text]) throw RequestRefusedException.NoToken();
        return OnlyFor(conversationId, Check(text, TokenPurpose.Stream));
    }

    public string Issue(CitizenToken holder, TokenPurpose purpose)
    {
        var lifetime = purpose == TokenPurpose.Stream ? options.Value.StreamTokenLifetime : options.Value.TokenLifetime;
        return seal.Close(holder with { Purpose = purpose, ExpiresAt = time.GetUtcNow() + lifetime });
    }

    CitizenToken Check(string text, TokenPurpose purpose)
    {
        if (seal.Open(text) is not { } token || token.Purpose != purpose) throw RequestRefusedException.Forbidden();
        if (token.ExpiresAt <= time.GetUtcNow()) throw RequestRefusedException.TokenExpired();
        return token;
    }

    // The same answer whether the other conversation exists or not.
    static CitizenToken OnlyFor(string conversationId, CitizenToken token) =>
        token.ConversationId == conversationId ? token : throw RequestRefusedException.Forbidden();

    CitizenToken NewToken() => new(
        TokenPurpose.Access,
        RandomNumberGenerator.GetHexString(32, lowercase: true),
        "c-" + RandomNumberGenerator.GetHexString(24, lowercase: true),
        time.GetUtcNow() + options.Value.TokenLifetime);

    static string? Bearer(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } header]
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(7).Trim() is { Length: > 0 } text
            ? text.ToString()
            : null;

    bool IsSecret(string text) => CryptographicOperations.FixedTimeEquals(Digest(text), secret);

    // Digests, so that the comparison tells nothing about the length either.
    static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // One household or office holds a whole /64 of IPv6 addresses and could otherwise take a new one for each token.
    static string Neighbourhood(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
