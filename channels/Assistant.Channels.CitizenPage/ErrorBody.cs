namespace Assistant.Channels.CitizenPage;

/// <summary><c>{"error":{"code","message"}}</c>, as Direct Line speaks it; the message is for the citizen.</summary>
internal sealed record ErrorBody(ErrorBody.Detail Error)
{
    public static ErrorBody Of(string code, string message) => new(new Detail(code, message));

    internal sealed record Detail(string Code, string Message);
}
