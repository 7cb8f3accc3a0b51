namespace Assistant.TestKit;

/// <summary>A clock that stands still until it is moved. Timers fire inside <see cref="Advance"/>, in the order they are due.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock door = new();
    readonly List<ManualTimer> timers = [];
    readonly List<(TimeSpan Due, TaskCompletionSource Seen)> watchers = [];
    DateTimeOffset now = start;

    /// <summary>Friday 2026-11-20, nine in the morning in Chongqing.</summary>
    public ManualClock() : this(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (door) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        DateTimeOffset until;
        lock (door) until = now + by;

        while (true)
        {
            ManualTimer? due;
            lock (door)
            {
                due = timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
                if (due is null)
                {
                    now = until;
                    return;
                }
                if (due.DueAt > now) now = due.DueAt.Value;
                due.Rearm();
            }
            due.Fire();
        }
    }

    /// <summary>Completes when something waits that will be due in exactly this time: only then does moving the clock reach it.</summary>
    public Task WaitForTimerAsync(TimeSpan due)
    {
        lock (door)
        {
            if (timers.Any(timer => timer.DueAt == now + due)) return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((due, seen));
            return seen.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.door)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (DueAt is null) return true;
                clock.timers.Add(this);
                foreach (var watcher in clock.watchers.Where(watcher => watcher.Due == dueTime).ToList())
                {
                    clock.watchers.Remove(watcher);
                    watcher.Seen.TrySetResult();
                }
                return true;
            }
        }

        public void Rearm()
        {
            if (period > TimeSpan.Zero)
            {
                DueAt += period;
                return;
            }
            DueAt = null;
            clock.timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.door) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
