using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Uploads;

/// <summary>
/// How much may still be handed in: by one conversation, by all together, and before the disk is full for everything else. Room is taken
/// for a whole upload before its first byte is written. Safe for concurrent use.
/// </summary>
internal sealed class UploadRoom(IOptions<DirectLineOptions> options, TimeProvider time)
{
    // What a file takes on disk at least; without it, a thousand tiny files would count as nothing.
    const long Block = 4096;

    // Counting walks the whole folder; a refused citizen must not be able to make us walk all the time.
    static readonly TimeSpan CountAtMostEvery = TimeSpan.FromMinutes(1);

    readonly string folder = Path.GetFullPath(options.Value.UploadFolder);
    readonly Lock door = new();
    readonly Dictionary<string, long> coming = [];
    long stored;
    DateTimeOffset countedAt = DateTimeOffset.MinValue;

    /// <summary>Takes room for so many bytes, until disposed; or refuses them.</summary>
    public IDisposable Take(string conversationId, long bytes)
    {
        var limits = options.Value;
        lock (door)
        {
            var ofConversation = coming.GetValueOrDefault(conversationId);
            if (OnDisk(Path.Combine(folder, conversationId)) + ofConversation + bytes > limits.MaxUploadBytesPerConversation)
                throw RequestRefusedException.HandedInEnough(limits.MaxUploadBytesPerConversation);

            var ofAll = coming.Values.Sum() + bytes;
            // Files are cleared away behind our back, by whoever keeps the folder: look again before refusing.
            if (stored + ofAll > limits.MaxUploadBytesTotal || countedAt == DateTimeOffset.MinValue) Count();
            if (stored + ofAll > limits.MaxUploadBytesTotal || Free() - ofAll < limits.UploadFreeSpaceFloor)
                throw RequestRefusedException.NoRoom();

            coming[conversationId] = ofConversation + bytes;
            return new Taken(this, conversationId, bytes);
        }
    }

    /// <summary>Counts a file that was written, or with a minus one that was deleted again.</summary>
    public void Add(long bytes)
    {
        lock (door) stored += bytes < 0 ? -Math.Max(Block, -bytes) : Math.Max(Block, bytes);
    }

    void Count()
    {
        if (countedAt != DateTimeOffset.MinValue && time.GetUtcNow() - countedAt < CountAtMostEvery) return;
        stored = OnDisk(folder);
        countedAt = time.GetUtcNow();
    }

    static long OnDisk(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => Math.Max(Block, Length(file)))
        : 0;

    static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Refused and deleted while we were counting.
            return 0;
        }
    }

    long Free() => new DriveInfo(OwnerOnly.Folder(folder)).AvailableFreeSpace;

    void GiveBack(string conversationId, long bytes)
    {
        lock (door)
        {
            var left = coming[conversationId] - bytes;
            if (left > 0) coming[conversationId] = left;
            else coming.Remove(conversationId);
        }
    }

    sealed class Taken(UploadRoom room, string conversationId, long bytes) : IDisposable
    {
        public void Dispose() => room.GiveBack(conversationId, bytes);
    }
}
