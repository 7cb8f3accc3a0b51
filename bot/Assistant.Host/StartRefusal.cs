using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Assistant.Host;

/// <summary>The host cannot start here, for a reason the operator can mend; the message is for them.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Failures of a start that the operator can mend are said in a sentence, not in a stack trace.</summary>
internal static class StartRefusal
{
    public const int ExitCode = 3;

    /// <summary>The sentence, or null when the failure is a fault of ours and its stack trace is wanted.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        StartRefusedException => failure.Message,
        OptionsValidationException => failure.Message,
        InvalidOperationException { InnerException: FormatException } => failure.Message, // a setting that is not even of its type
        FormatException when failure.Message.StartsWith("Invalid url", StringComparison.Ordinal) => $"Urls: {failure.Message}",
        IOException { InnerException: AddressInUseException } =>
            $"{failure.Message.TrimEnd('.')}. Stop what listens there, or choose another address: --Urls http://127.0.0.1:8090",
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } =>
            $"the address in Urls cannot be listened on: {failure.Message}. Choose another: --Urls http://127.0.0.1:8090",
        _ => null,
    };

    /// <summary>Says it on the error stream, as the entry script does.</summary>
    public static int Say(string sentence)
    {
        Console.Error.WriteLine($"assistant: {sentence}");
        return ExitCode;
    }
}
