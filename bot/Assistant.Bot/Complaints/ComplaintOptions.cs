using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Complaints;

/// <summary>Section <c>Complaints</c>.</summary>
public sealed class ComplaintOptions
{
    /// <summary>Published processing time in calendar days. The law asks for one without naming it; 15 is what the hotline allows itself for other orders.</summary>
    [Range(1, 90)]
    public int DaysToAnswer { get; init; } = 15;

    /// <summary>Complaints taken from one address in a minute.</summary>
    [Range(1, 1000)]
    public int PerMinutePerAddress { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class ValidateComplaintOptions : IValidateOptions<ComplaintOptions>;
