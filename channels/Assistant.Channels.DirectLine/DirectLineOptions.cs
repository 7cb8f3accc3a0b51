using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>The web chat's door to the assistant. Section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions
{
    /// <summary>
    /// Lets another server fetch tokens for its visitors. Without one, anybody may fetch an anonymous citizen token: right for the page we
    /// serve ourselves, and held down per address by <see cref="TokensPerMinutePerAddress"/>.
    /// </summary>
    [MinLength(16)]
    public string? Secret { get; init; }

    /// <summary>Address citizens reach us under, such as <c>https://zs.cq.gov.cn</c>; null: the one the request came with.</summary>
    [RegularExpression("https?://[^?#]+")]
    public string? PublicBase { get; init; }

    /// <summary>Other origins whose pages may talk to us; none: only our own page.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Thirty minutes is what the client counts on: it refreshes after fifteen.</summary>
    [Range(typeof(TimeSpan), "00:16:00", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A stream token stands in a URL, where proxies log it; it opens one thing and not for long.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan StreamTokenLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Silence on the stream after which an empty frame keeps proxies from closing it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    [Range(1024, 1024 * 1024)]
    public int MaxActivityBytes { get; init; } = 64 * 1024;

    /// <summary>Per file.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxUploadBytes { get; init; } = 4 * 1024 * 1024;

    [Range(1, 20)]
    public int MaxFilesPerUpload { get; init; } = 5;

    /// <summary>All files of one conversation; each counts as 4 KiB at least.</summary>
    [Range(typeof(long), "1024", "1099511627776")]
    public long MaxUploadBytesPerConversation { get; init; } = 50L * 1024 * 1024;

    /// <summary>All files of all conversations; each counts as 4 KiB at least.</summary>
    [Range(typeof(long), "1024", "1125899906842624")]
    public long MaxUploadBytesTotal { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes that stay free on the disk of the upload folder: the conversations are often on the same one.</summary>
    [Range(typeof(long), "0", "1125899906842624")]
    public long UploadFreeSpaceFloor { get; init; } = 500L * 1024 * 1024;

    /// <summary>Which of <c>png</c>, <c>jpg</c>, <c>pdf</c>, <c>docx</c> are taken, separated by commas.</summary>
    [Required, RegularExpression("(png|jpg|pdf|docx)(,(png|jpg|pdf|docx))*")]
    public string UploadTypes { get; init; } = "png,jpg,pdf,docx";

    /// <summary>Folder of uploaded files, made when it is missing.</summary>
    [Required]
    public string UploadFolder { get; init; } = "data/uploads";

    /// <summary>Per conversation; nobody types faster.</summary>
    [Range(1, 10000)]
    public int MessagesPerMinute { get; init; } = 15;

    /// <summary>Anonymous tokens; a school or an office behind one address must still get in.</summary>
    [Range(1, 100000)]
    public int TokensPerMinutePerAddress { get; init; } = 60;

    /// <summary>Name shown beside the answers.</summary>
    [Required]
    public string AssistantName { get; init; } = "政务智能助手";

    /// <summary>Page that explains the AI label; the label links there when set.</summary>
    [Url]
    public string? LabelPage { get; init; }
}

[OptionsValidator]
internal sealed partial class ValidateDirectLineOptions : IValidateOptions<DirectLineOptions>;
