using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Turns;

/// <summary>Runs one turn to its named end; <see cref="CitizenTurn.RunAsync"/> in the product.</summary>
public delegate Task<TurnReply> RunTurn(CitizenMessage message, CancellationToken hangUp);

/// <summary>Gets the reply of one turn to its citizen; given by the channel that took the message.</summary>
public delegate Task DeliverReply(TurnReply reply, CancellationToken cancellationToken);

/// <summary>
/// Runs turns: one at a time per conversation, in the order they came, a bounded number in all. A full queue is told to the caller,
/// nothing is dropped silently. At shutdown the turns under way are finished first.
/// </summary>
public sealed partial class TurnDispatcher(RunTurn runTurn, IOptions<TurnOptions> options, ILogger<TurnDispatcher> logger) : IHostedService
{
    readonly ConcurrentDictionary<string, Lane> lanes = new();
    readonly SemaphoreSlim running = new(options.Value.Concurrency);
    readonly CancellationTokenSource stopping = new();
    int waiting;

    /// <summary>
    /// Takes a message for its turn. False: too many are waiting, or we are stopping; whoever stored the message brings it again.
    /// <paramref name="over"/> is called once, after the turn and its delivery, however they ended; it must not throw.
    /// </summary>
    public bool TryDispatch(CitizenMessage message, DeliverReply deliver, Action? over = null)
    {
        if (stopping.IsCancellationRequested) return false;
        if (Interlocked.Increment(ref waiting) > options.Value.QueueLength)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }

        while (true)
        {
            var lane = lanes.GetOrAdd(message.ConversationId, static _ => new Lane());
            lock (lane)
            {
                if (lane.Closed) continue; // drained between our look-up and our lock: take a fresh one
                lane.Pending++;
                lane.Tail = RunNextAsync(lane.Tail, lane, message, deliver, over);
                return true;
            }
        }
    }

    async Task RunNextAsync(Task previous, Lane lane, CitizenMessage message, DeliverReply deliver, Action? over)
    {
        await Task.Yield();
        await previous;
        await running.WaitAsync(CancellationToken.None);
        try
        {
            var reply = await runTurn(message, CancellationToken.None);
            await deliver(reply, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The turn names its own failures; what arrives here is a delivery that broke, or a memory that could not be read. The
            // message is stored and unanswered, so its channel takes it up again.
            Log.DeliveryFailed(logger, message.TurnId, failure);
        }
        finally
        {
            running.Release();
            Interlocked.Decrement(ref waiting);
            Leave(lane, message.ConversationId);
            over?.Invoke();
        }
    }

    void Leave(Lane lane, string conversationId)
    {
        lock (lane)
        {
            lane.Pending--;
            if (lane.Pending > 0) return;
            lane.Closed = true;
            lanes.TryRemove(new KeyValuePair<string, Lane>(conversationId, lane));
        }
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(lanes.Values.Select(lane => lane.Tail)).WaitAsync(cancellationToken);
    }

    sealed class Lane
    {
        public Task Tail { get; set; } = Task.CompletedTask;

        public int Pending { get; set; }

        public bool Closed { get; set; }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Reply of turn {TurnId} could not be delivered")]
        public static partial void DeliveryFailed(ILogger logger, string turnId, Exception failure);
    }
}
