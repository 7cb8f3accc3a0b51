using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.CitizenPage;

/// <summary>Section <c>CitizenPage</c>.</summary>
public sealed class CitizenPageOptions
{
    /// <summary>Folder of the page's files.</summary>
    [Required]
    public string Folder { get; init; } = "channels/webchat/wwwroot";
}

[OptionsValidator]
internal sealed partial class ValidateCitizenPageOptions : IValidateOptions<CitizenPageOptions>;
