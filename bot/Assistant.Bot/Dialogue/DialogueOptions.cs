using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Dialogue;

/// <summary>How long what a citizen said about themselves is remembered. Section <c>Dialogue</c>.</summary>
public sealed class DialogueOptions
{
    /// <summary>After this long without being said again, a slot is forgotten; the shortest time a matter usually takes (PIPL art. 19).</summary>
    [Range(typeof(TimeSpan), "00:10:00", "90.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often the store is swept of what is older.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class ValidateDialogueOptions : IValidateOptions<DialogueOptions>;
