using Assistant.Bot.Adapters.Storage;
using Assistant.Bot.Complaints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Tool;

/// <summary><c>./assistant complaints</c> lists what is open, with its due date; <c>./assistant complaints answer CODE "…"</c> answers one. They lie in the host's data folder, <c>--data</c>.</summary>
internal static class ComplaintsCommand
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var data = arguments.Optional("data") ?? "data";
        if (!Directory.Exists(data)) throw new UsageException($"no data folder {Path.GetFullPath(data)}; name the one the assistant runs on: --data FOLDER");
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton(Microsoft.Extensions.Options.Options.Create(new SqliteStorageOptions { Folder = data }));
        collection.AddOptions<ComplaintOptions>();
        collection.AddSingleton(TimeProvider.System);
        collection.AddSqliteStorage().AddSingleton<ComplaintDesk>();
        await using var services = collection.BuildServiceProvider();
        var desk = services.GetRequiredService<ComplaintDesk>();

        if (arguments.Word(1) == "answer")
        {
            var code = arguments.Word(2) ?? throw new UsageException("complaints answer CODE \"…\"");
            var answer = arguments.Word(3) ?? throw new UsageException("complaints answer CODE \"…\"");
            if (!await desk.AnswerAsync(code, answer, cancellationToken)) throw new UsageException($"no complaint has the code {code}");
            await output.WriteLineAsync($"{code} is answered; the complainant sees it with the code");
            return 0;
        }

        var open = await desk.FindOpenAsync(cancellationToken);
        foreach (var complaint in open)
            await output.WriteLineAsync($"{complaint.Code}  due {complaint.Due:yyyy-MM-dd}  {complaint.Text}{(complaint.Contact.Length > 0 ? $"  [{complaint.Contact}]" : "")}");
        await output.WriteLineAsync($"{open.Count} open");
        return 0;
    }
}
