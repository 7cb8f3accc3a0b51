using System.Text.Json;
using Assistant.Bot.Answers;

namespace Assistant.Tool;

/// <summary><c>./assistant ask "…" [--district 渝中区] [--today 2026-11-20] [--json]</c></summary>
internal static class AskCommand
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var text = arguments.Word(1) ?? throw new UsageException("ask what? ./assistant ask \"租房能取多少公积金\" [--district 渝中区] [--today 2026-11-20] [--json]");
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);
        var reply = await host.AskAsync(text, arguments.Optional("district"), arguments.Date("today"), "cli", cancellationToken);
        await output.WriteLineAsync(arguments.Has("json")
            ? JsonSerializer.Serialize(EvalResult.Of("", reply), ToolJson.Readable)
            : PlainAnswer.Of(reply));
        return 0;
    }
}
