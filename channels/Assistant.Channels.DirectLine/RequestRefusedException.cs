using System.Net;

namespace Assistant.Channels.DirectLine;

/// <summary>
/// Ends a request with a named error. An exception and not a value, because most of them arise several calls deep while reading what
/// came over the wire; it never leaves <see cref="ErrorTranslation"/>.
/// </summary>
internal sealed class RequestRefusedException(HttpStatusCode status, string code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; private init; }

    public static RequestRefusedException BadArgument(string message) => new(HttpStatusCode.BadRequest, "BadArgument", message);

    public static RequestRefusedException Missing(string property) =>
        new(HttpStatusCode.BadRequest, "MissingProperty", $"{property} is missing");

    public static RequestRefusedException NoToken() => new(HttpStatusCode.Unauthorized, "Unauthorized", "a bearer token is needed");

    public static RequestRefusedException Forbidden() =>
        new(HttpStatusCode.Forbidden, "Forbidden", "the token does not open this conversation");

    public static RequestRefusedException TokenExpired() => new(HttpStatusCode.Forbidden, "TokenExpired", "the token has expired");

    public static RequestRefusedException UnknownConversation() =>
        new(HttpStatusCode.NotFound, "ConversationNotFound", "the conversation was never started");

    public static RequestRefusedException TooLarge(long limit) =>
        new(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig", $"at most {limit} bytes are taken");

    public static RequestRefusedException HandedInEnough(long limit) =>
        new(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig", $"at most {limit} bytes are taken from one conversation");

    public static RequestRefusedException NoRoom() =>
        new(HttpStatusCode.InsufficientStorage, "InsufficientStorage", "no more files can be taken at present");

    public static RequestRefusedException WrongType(string message) =>
        new(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", message);

    public static RequestRefusedException TooMany(TimeSpan retryAfter) =>
        new(HttpStatusCode.TooManyRequests, "TooManyRequests", "too many requests") { RetryAfter = retryAfter };
}
