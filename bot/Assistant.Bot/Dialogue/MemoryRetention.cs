using Assistant.Bot.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Dialogue;

/// <summary>
/// Erases what memories hold longer than they may (PIPL art. 19 and 47): soon after the start, so that a machine that stood still catches
/// up, then every <see cref="DialogueOptions.SweepEvery"/>. Nothing that goes wrong here ends the service; the next round tries again.
/// </summary>
public sealed partial class MemoryRetention(
    IConversationStore store, IOptions<DialogueOptions> options, ILogger<MemoryRetention> logger, TimeProvider time) : BackgroundService
{
    // The first turns after a start come first.
    internal static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstAfter, time, stoppingToken);
        using var rounds = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                var forgotten = await store.ForgetMemoriesAsync(time.GetUtcNow() - options.Value.Retention, stoppingToken);
                if (forgotten > 0) Log.Forgotten(logger, forgotten);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Not the exception itself: a store may quote what it holds in its message.
                Log.CouldNotForget(logger, failure.GetType().Name, failure.InnerException?.GetType().Name ?? "nothing else", failure.StackTrace ?? "");
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Count} memories were kept long enough and are forgotten")]
        public static partial void Forgotten(ILogger logger, int count);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Memories that are kept long enough could not be forgotten: {Failure} from {Cause}\n{Stack}")]
        public static partial void CouldNotForget(ILogger logger, string failure, string cause, string stack);
    }
}
