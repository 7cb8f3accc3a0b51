using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Turns;

/// <summary>Limits of a turn. Section <c>Turn</c>.</summary>
public sealed class TurnOptions
{
    /// <summary>Time one turn may take before it ends as <see cref="TurnOutcome.TookTooLong"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest question read, in characters; a longer one is answered with the request to shorten it.</summary>
    [Range(50, 20000)]
    public int LongestQuestion { get; init; } = 1000;

    /// <summary>Turns under way at once.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; init; } = 16;

    /// <summary>Turns waiting or under way before a new one is told that we are busy.</summary>
    [Range(1, 100000)]
    public int QueueLength { get; init; } = 2000;
}

[OptionsValidator]
internal sealed partial class ValidateTurnOptions : IValidateOptions<TurnOptions>;
