using System.Collections.Concurrent;

namespace Assistant.Channels.DirectLine;

/// <summary>So many requests per minute and key, counted in fixed minutes from the first one. Safe for concurrent use; forgets idle keys.</summary>
internal sealed class RequestLimit(int perMinute, TimeProvider time)
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, Count> counts = new();
    long sweptTicks = time.GetUtcNow().UtcTicks;

    /// <summary>Counts one request, or refuses it with the time until the next one is taken.</summary>
    public void Take(string key)
    {
        var now = time.GetUtcNow();
        Sweep(now);

        var count = counts.AddOrUpdate(
            key,
            static (_, now) => new Count(now, 1),
            static (_, count, now) => now - count.From >= Window ? new Count(now, 1) : count with { Taken = count.Taken + 1 },
            now);
        if (count.Taken > perMinute) throw RequestRefusedException.TooMany(count.From + Window - now);
    }

    void Sweep(DateTimeOffset now)
    {
        var swept = Interlocked.Read(ref sweptTicks);
        if (now.UtcTicks - swept < Window.Ticks || Interlocked.CompareExchange(ref sweptTicks, now.UtcTicks, swept) != swept) return;
        foreach (var pair in counts)
            if (now - pair.Value.From >= Window) counts.TryRemove(pair);
    }

    readonly record struct Count(DateTimeOffset From, int Taken);
}
