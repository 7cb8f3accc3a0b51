namespace Assistant.Bot.Turns;

/// <summary>The day it is in China. The mainland keeps one time all year round; the process runs with invariant globalisation and may lack zone data.</summary>
public static class ChinaDay
{
    static readonly TimeSpan StandardTime = TimeSpan.FromHours(8);

    public static DateOnly Today(TimeProvider time) => Of(time.GetUtcNow());

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(StandardTime).DateTime);
}
