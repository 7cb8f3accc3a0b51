using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Retrieval.Sqlite;

/// <summary>
/// The files of an index. <c>current</c> names the file that is live; only a rename changes it, so at every moment, also after a kill or a
/// power cut, it names a complete file. Whoever holds <c>writer.lock</c> may write and tidy; readers need no lock.
/// </summary>
sealed partial class IndexFolder(string path)
{
    // Only while another writer is at work, which takes seconds: asking ten times a second costs nothing.
    static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    readonly string path = Path.GetFullPath(path);

    string Pointer => Path.Combine(path, "current");

    /// <summary>Name of the live file; null when nothing was ever indexed.</summary>
    public string? LiveFile()
    {
        string name;
        try
        {
            name = File.ReadAllText(Pointer).Trim();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return IndexName().IsMatch(name) ? name : throw new SearchUnavailableException($"{Pointer} names no index file; build the index anew");
    }

    public string PathOf(string file) => Path.Combine(path, file);

    /// <summary>Waits until nobody else writes here. Dispose to let the next one in; a process that dies lets go by itself.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryLock() is { } held) return held;
            await Task.Delay(LockRetry, cancellationToken);
        }
    }

    /// <summary>The lock, or null when somebody else writes.</summary>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(path);
        try
        {
            return new FileStream(Path.Combine(path, "writer.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            return null;
        }
    }

    /// <summary>A new name for an index of this version; never that of a file that is or was live, so that readers can tell them apart.</summary>
    public static string NewFile(string version)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)))[..16];
        return $"index-{hash}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.db";
    }

    /// <summary>Makes a finished file live, in the one order that survives a power cut: content, name, pointer. Lock held.</summary>
    public void Publish(string finished, string file)
    {
        Flush(finished);
        File.Move(finished, PathOf(file), overwrite: true);

        var pointer = Pointer + ".tmp";
        File.WriteAllText(pointer, file + "\n");
        Flush(pointer);
        FlushFolder();
        File.Move(pointer, Pointer, overwrite: true);
        FlushFolder();
    }

    /// <summary>
    /// Removes half-built and superseded files. Who still reads one keeps it until they close it (Linux), or it stays for the next
    /// time (Windows). Lock held.
    /// </summary>
    public void Tidy(string? live)
    {
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var name = Path.GetFileName(file);
            if (name == live || !(IndexName().IsMatch(name) || name.EndsWith(".tmp", StringComparison.Ordinal))) continue;
            try
            {
                File.Delete(file);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                // Next time.
            }
        }
    }

    static bool IsTaken(IOException failure)
    {
        const int sharingViolation = unchecked((int)0x80070020), again = 11, againOnMac = 35;
        return failure.HResult is sharingViolation or again or againOnMac;
    }

    static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    // A rename is on disk only when its folder is; .NET opens no folders.
    void FlushFolder()
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(path, 0);
        if (handle < 0) return;
        _ = FSync(handle);
        _ = Close(handle);
    }

    [GeneratedRegex("^index-[0-9a-f]{16}-[0-9a-f]{8}\\.db$")]
    private static partial Regex IndexName();

    [DllImport("libc", EntryPoint = "open")]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int handle);
}
