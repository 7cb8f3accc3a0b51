using Assistant.Bot.Conversations;
using Assistant.Channels.DirectLine.Activities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.DirectLine.Turns;

/// <summary>
/// At start and every few seconds, takes up the messages that have no reply and no turn under way: left by a crash, by a full queue, or by
/// a reply that could not be stored. Nothing that goes wrong here ends the service; the next round tries again.
/// </summary>
internal sealed partial class UnansweredPickup(
    IConversationStore store, TurnDesk turns, ILogger<UnansweredPickup> logger, TimeProvider time) : BackgroundService
{
    // Sooner than a citizen gives up waiting, seldom enough that the look-up costs nothing.
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(14);

    // Who asked longer ago has found another way, and an answer out of the blue would only confuse.
    static readonly TimeSpan OldestTakenUp = TimeSpan.FromDays(1);

    // A message that breaks its turn each time must not be run, and logged, every few seconds for a day.
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    Dictionary<(string ConversationId, string EntryId), Attempts> tried = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The store's own health check says the rest.
                Log.CouldNotLook(logger, failure);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var unanswered = await store.FindUnansweredAsync(now - OldestTakenUp, cancellationToken);
        var ours = unanswered.Where(item => item.Conversation.Channel == TurnDesk.Channel).ToList();

        // What has been answered since is forgotten here.
        tried = ours.Select(item => (item.Conversation.Id, item.Entry.Id)).Where(tried.ContainsKey).ToDictionary(key => key, key => tried[key]);

        var takenUp = 0;
        foreach (var (conversation, entry) in ours)
        {
            var key = (conversation.Id, entry.Id);
            var before = tried.GetValueOrDefault(key);
            if (before.NotBefore > now || turns.IsUnderWay(conversation.Id, entry.Id)) continue;
            try
            {
                // Full again: the rest waits for the next round, so that the oldest come first.
                if (!turns.TryStart(conversation.Id, entry.Id, OwnActivity.TextOf(entry.Payload))) break;
                takenUp++;
            }
            catch (Exception failure)
            {
                Log.CouldNotTakeUp(logger, entry.Id, failure);
            }
            tried[key] = before.Next(now);
        }
        if (takenUp > 0) Log.TakenUp(logger, takenUp);
    }

    readonly record struct Attempts(int Count, DateTimeOffset NotBefore)
    {
        // The next round, then the second after it, the fourth …
        public Attempts Next(DateTimeOffset now)
        {
            var pause = Interval * Math.Pow(2, Math.Min(Count, 10));
            return new(Count + 1, now + (pause < LongestPause ? pause : LongestPause));
        }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Count} unanswered messages taken up")]
        public static partial void TakenUp(ILogger logger, int count);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Unanswered messages could not be looked up")]
        public static partial void CouldNotLook(ILogger logger, Exception failure);

        [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Unanswered message {EntryId} could not be taken up")]
        public static partial void CouldNotTakeUp(ILogger logger, string entryId, Exception failure);
    }
}
