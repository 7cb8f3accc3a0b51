using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge;

/// <summary>Where the content lies. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>Folder of the guides and lists.</summary>
    [Required]
    public string ContentFolder { get; init; } = "knowledge/content";

    /// <summary>Folder for the last good copy.</summary>
    [Required]
    public string DataFolder { get; init; } = "data";

    /// <summary>How often the folder is looked at for changes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
internal sealed partial class ValidateKnowledgeOptions : IValidateOptions<KnowledgeOptions>;
