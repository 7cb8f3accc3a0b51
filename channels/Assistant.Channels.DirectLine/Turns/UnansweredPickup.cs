using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Activities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.DirectLine.Turns;

/// <summary>At start, takes up the messages a crash or a kill left without a reply.</summary>
internal sealed partial class UnansweredPickup(
    IConversationStore store, TurnDesk turns, ILogger<UnansweredPickup> logger, TimeProvider time) : BackgroundService
{
    // Who asked longer ago has found another way, and an answer out of the blue would only confuse.
    static readonly TimeSpan OldestTakenUp = TimeSpan.FromDays(1);

    static readonly TimeSpan PauseWhenBusy = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var unanswered = await store.FindUnansweredAsync(time.GetUtcNow() - OldestTakenUp, stoppingToken);
            var ours = unanswered.Where(item => item.Conversation.Channel == TurnDesk.Channel).ToList();
            foreach (var (conversation, entry) in ours)
                while (!turns.TryStart(conversation.Id, entry.Id, OwnActivity.TextOf(entry.Payload)))
                    await Task.Delay(PauseWhenBusy, time, stoppingToken);

            if (ours.Count > 0) Log.TakenUp(logger, ours.Count);
        }
        catch (ServiceUnavailableException failure)
        {
            // The channel must come up all the same; the store's own health check says the rest.
            Log.CouldNotLook(logger, failure);
        }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Count} unanswered messages taken up")]
        public static partial void TakenUp(ILogger logger, int count);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Unanswered messages could not be looked up")]
        public static partial void CouldNotLook(ILogger logger, Exception failure);
    }
}
