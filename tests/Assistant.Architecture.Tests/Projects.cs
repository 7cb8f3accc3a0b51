using System.Xml.Linq;

namespace Assistant.Architecture.Tests;

/// <summary>A project of the repository as its file describes it.</summary>
public sealed record Project(string Name, string File, IReadOnlyList<string> References);

/// <summary>Finds the repository from the test's own folder and reads its project files.</summary>
public static class Projects
{
    static readonly string[] Rooms = ["bot", "retrieval", "knowledge", "channels", "voice"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> Production() => Read(Rooms);

    public static IReadOnlyList<Project> All() => Read([.. Rooms, "tests"]);

    static IReadOnlyList<Project> Read(string[] rooms) =>
    [
        .. rooms.Select(room => Path.Combine(Root, room)).Where(Directory.Exists)
            .SelectMany(room => Directory.EnumerateFiles(room, "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => new Project(
                Path.GetFileNameWithoutExtension(file), file,
                [.. XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))])),
    ];

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assistant.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Assistant.sln was not found above the test's folder");
    }
}
