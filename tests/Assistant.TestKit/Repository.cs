using System.Runtime.CompilerServices;

namespace Assistant.TestKit;

/// <summary>Where this repository lies: found above the test's folder, or, when the build output lies elsewhere, above the sources.</summary>
public static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory) ?? Above(SourceFile())
        ?? throw new InvalidOperationException("Assistant.sln was found neither above the test's folder nor above its sources");

    static string? Above(string start)
    {
        var folder = new DirectoryInfo(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assistant.sln"))) folder = folder.Parent;
        return folder?.FullName;
    }

    static string SourceFile([CallerFilePath] string file = "") => file;
}
