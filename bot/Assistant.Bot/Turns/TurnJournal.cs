using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Assistant.Bot.Turns;

/// <summary>
/// Records each turn: a span per turn and step, a counter by outcome, one log line. Ids, names and durations only, never a word of the
/// citizen. An entry disposed without <see cref="Entry.Close(TurnReply, Exception?)"/> means the citizen hung up; it is counted, not an error.
/// </summary>
public sealed partial class TurnJournal(ILogger<TurnJournal> logger, TimeProvider time)
{
    /// <summary>Name of the activity source and the meter.</summary>
    public const string Telemetry = "Assistant.Turns";

    static readonly ActivitySource Activities = new(Telemetry);
    static readonly Meter Meter = new(Telemetry);
    static readonly Counter<long> Turns = Meter.CreateCounter<long>("assistant.turns", "{turn}", "Turns by outcome");
    static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("assistant.turn.duration", "s", "Server-side time of a turn");

    readonly ILogger logger = logger;
    readonly TimeProvider time = time;

    public Entry Begin(CitizenMessage message) => new(this, message);

    /// <summary>The record of one turn under way.</summary>
    public sealed class Entry : IDisposable
    {
        readonly TurnJournal journal;
        readonly CitizenMessage message;
        readonly Activity? activity;
        readonly long started;
        bool closed;

        internal Entry(TurnJournal journal, CitizenMessage message)
        {
            this.journal = journal;
            this.message = message;
            started = journal.time.GetTimestamp();
            activity = Activities.StartActivity("turn");
            activity?.SetTag("turn.id", message.TurnId).SetTag("turn.channel", message.Channel);
        }

        public T Step<T>(string name, Func<T> step)
        {
            using var span = Activities.StartActivity(name);
            return step();
        }

        public async Task<T> StepAsync<T>(string name, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
        {
            using var span = Activities.StartActivity(name);
            return await step(cancellationToken);
        }

        /// <summary>Ends the turn with its reply; a failure is logged here and nowhere else.</summary>
        public TurnReply Close(TurnReply reply, Exception? failure = null)
        {
            closed = true;
            var took = journal.time.GetElapsedTime(started);
            var outcome = reply.Outcome.ToString();
            activity?.SetTag("turn.outcome", outcome).SetTag("turn.reason", reply.Reason).SetTag("turn.guide", reply.Guide);
            Turns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
            Durations.Record(took.TotalSeconds);
            if (failure is null) Log.Ended(journal.logger, message.TurnId, outcome, reply.Reason, reply.Guide, reply.Citations.Count, took.TotalMilliseconds);
            else
            {
                // Not the exception itself: a neighbour may quote the question in its message.
                Log.Broke(journal.logger, message.TurnId, outcome, failure.GetType().FullName ?? "", failure.StackTrace ?? "");
            }
            return reply with { Latency = took };
        }

        public void Dispose()
        {
            if (!closed) Turns.Add(1, new KeyValuePair<string, object?>("outcome", "HungUp"));
            activity?.Dispose();
        }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Turn {TurnId} ended {Outcome} {Reason} guide {Guide} with {Citations} citations in {Milliseconds:0.0} ms")]
        public static partial void Ended(ILogger logger, string turnId, string outcome, string reason, string? guide, int citations, double milliseconds);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Turn {TurnId} ended {Outcome}: {Failure}\n{Stack}")]
        public static partial void Broke(ILogger logger, string turnId, string outcome, string failure, string stack);
    }
}
