using System.Security.Cryptography;
using Assistant.Channels.DirectLine.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Assistant.Channels.DirectLine.Uploads;

/// <summary>
/// Reads a multipart upload straight to disk: an activity and some files, each within its limit, under random names in the conversation's
/// own folder. When any part is refused, nothing of the upload stays.
/// </summary>
internal sealed class UploadIntake(UploadRoom room, IOptions<DirectLineOptions> options)
{
    const int LongestShownName = 100;

    // Beside the files: the activity, boundaries and part headers.
    const int Overhead = 64 * 1024;

    readonly string folder = Path.GetFullPath(options.Value.UploadFolder);
    readonly HashSet<string> kinds = [.. options.Value.UploadTypes.Split(',')];

    /// <summary>The activity, if one came, and the files. The caller forgets the files when the message is not stored.</summary>
    public async Task<(WireActivity? Activity, IReadOnlyList<StoredFile> Files)> ReadAsync(HttpContext http, string conversationId)
    {
        var limits = options.Value;
        var largest = (long)limits.MaxUploadBytes * limits.MaxFilesPerUpload + limits.MaxActivityBytes + Overhead;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = largest;

        var boundary = Boundary(http);
        // Browsers say how much is coming; who does not is taken to bring as much as is allowed.
        using var taken = room.Take(conversationId, Math.Min(http.Request.ContentLength ?? largest, largest));

        WireActivity? activity = null;
        List<StoredFile> files = [];
        try
        {
            var reader = new MultipartReader(boundary, http.Request.Body);
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    throw RequestRefusedException.BadArgument("a part has no name");

                var name = HeaderUtilities.RemoveQuotes(disposition.Name);
                if (name == "activity")
                {
                    var body = await WireBody.ReadBytesAsync(section.Body, limits.MaxActivityBytes, http.RequestAborted);
                    activity = WireActivity.Read(WireBody.Parse(body));
                }
                else if (name == "file")
                {
                    if (files.Count == limits.MaxFilesPerUpload)
                        throw RequestRefusedException.BadArgument($"at most {limits.MaxFilesPerUpload} files are taken");
                    files.Add(await StoreAsync(section.Body, ShownName(disposition), conversationId, http.RequestAborted));
                }
            }
            return (activity, files);
        }
        catch (Exception failure)
        {
            Forget(files);
            // What the multipart reader says about a body that is none.
            if (failure is InvalidDataException or IOException and not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
                throw RequestRefusedException.BadArgument("the multipart body could not be read");
            throw;
        }
    }

    public void Forget(IEnumerable<StoredFile> files)
    {
        foreach (var file in files)
        {
            File.Delete(FullPath(file.Path));
            room.Add(-file.Bytes);
        }
    }

    async Task<StoredFile> StoreAsync(Stream body, string shownName, string conversationId, CancellationToken cancellationToken)
    {
        // The conversation's id is from a token of ours, letters and digits only.
        OwnerOnly.Folder(folder);
        OwnerOnly.Folder(FullPath(conversationId));
        var name = $"{conversationId}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        var path = FullPath(name);
        try
        {
            await using var file = OwnerOnly.NewFile(path);
            var bytes = await CopyAsync(body, file, cancellationToken);
            if (bytes == 0) throw RequestRefusedException.BadArgument("the file is empty");
            if (FileKind.Of(file) is not { } kind || !kinds.Contains(kind.Name))
                throw RequestRefusedException.WrongType($"{options.Value.UploadTypes} files are taken");

            // The message that names the file is on disk when we answer; so must be the file.
            file.Flush(flushToDisk: true);
            room.Add(bytes);
            return new StoredFile(name, kind.ContentType, shownName, bytes);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    string FullPath(string below) => Path.Combine(folder, below);

    async Task<long> CopyAsync(Stream body, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            bytes += read;
            if (bytes > options.Value.MaxUploadBytes) throw RequestRefusedException.TooLarge(options.Value.MaxUploadBytes);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        await file.FlushAsync(cancellationToken);
        return bytes;
    }

    static string Boundary(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw RequestRefusedException.WrongType("multipart/form-data is taken");
        return HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : throw RequestRefusedException.BadArgument("the boundary is missing");
    }

    // The last step of whatever path was sent, without letters that could steer a terminal or a page.
    static string ShownName(ContentDispositionHeaderValue disposition)
    {
        var sent = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        var last = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ' or '(' or ')')]).Trim();
        return clean.Trim('.').Length == 0 ? "文件" : clean.Length <= LongestShownName ? clean : clean[^LongestShownName..];
    }
}
