namespace Assistant.Channels.DirectLine.Uploads;

/// <summary>Files and folders nobody else on the machine may read: identity papers are handed in. On Windows the folder's own rights hold.</summary>
internal static class OwnerOnly
{
    const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder if it is missing; its full path.</summary>
    public static string Folder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute).FullName;

    public static FileStream NewFile(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = ReadWrite;
        return new FileStream(path, how);
    }
}
