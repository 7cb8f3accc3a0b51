namespace Assistant.Host;

/// <summary>
/// The folder of everything written. What citizens wrote lies there, so nobody but its owner may look in; and one host at a time works on
/// it, held by a lock on <c>host.lock</c> that ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    readonly FileStream held;

    DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>True when the folder was there already and other accounts of this machine can read it. Whose it is, is not ours to change.</summary>
    public bool IsOpenToOthers => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & Others) != 0;

    public static string Of(IConfiguration configuration) => configuration["Data"] is { Length: > 0 } folder ? folder : "data";

    /// <summary>Makes the folder where it is missing and holds it; throws <see cref="StartRefusedException"/> when it cannot be had.</summary>
    public static DataFolder Hold(IConfiguration configuration)
    {
        var path = System.IO.Path.GetFullPath(Of(configuration));
        try
        {
            Create(path);
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (IsHeldElsewhere(taken))
        {
            throw new StartRefusedException($"another assistant is already working on {path}. Stop that one, or give this one a folder of its own: --Data FOLDER", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"the data folder {path} cannot be written: {refused.Message} Make it writable for this account, or choose another: --Data FOLDER", refused);
        }
    }

    /// <summary>Creates a folder only its owner can enter. One that exists keeps its permissions.</summary>
    public static DirectoryInfo Create(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);

    /// <summary>Creates or closes a folder that is ours alone.</summary>
    public static DirectoryInfo CreateClosed(string path)
    {
        var folder = Create(path);
        if (!OperatingSystem.IsWindows() && folder.UnixFileMode != OwnerOnly) folder.UnixFileMode = OwnerOnly;
        return folder;
    }

    public void Dispose() => held.Dispose();

    // EWOULDBLOCK of flock on Linux and macOS; ERROR_SHARING_VIOLATION on Windows. Anything else is a fault of the folder.
    static bool IsHeldElsewhere(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);
}
