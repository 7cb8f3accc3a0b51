using System.Xml.Linq;

namespace Assistant.Architecture.Tests;

/// <summary>Who may use whom. Read from the project files, so that a reference nobody uses yet is seen as well.</summary>
public sealed class DependencyTable
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Assistant.Retrieval"] = [],
        ["Assistant.Knowledge"] = ["Assistant.Retrieval"],
        ["Assistant.Bot"] = ["Assistant.Knowledge", "Assistant.Retrieval"],
        ["Assistant.Bot.Adapters"] = ["Assistant.Bot", "Assistant.Retrieval"],
        ["Assistant.Channels.DirectLine"] = ["Assistant.Bot"],
        ["Assistant.Channels.CitizenPage"] = ["Assistant.Bot"],
        ["Assistant.Host"] = ["Assistant.Bot", "Assistant.Bot.Adapters", "Assistant.Knowledge", "Assistant.Retrieval", "Assistant.Channels.CitizenPage", "Assistant.Channels.DirectLine"],
        ["Assistant.Tool"] = ["Assistant.Bot", "Assistant.Bot.Adapters", "Assistant.Knowledge", "Assistant.Retrieval", "Assistant.Channels.CitizenPage", "Assistant.Channels.DirectLine"],
    };

    [Fact]
    public void Every_project_uses_only_what_the_table_allows()
    {
        var violations =
            from project in Projects.Production()
            from used in project.References.Except(Allowed.GetValueOrDefault(project.Name, []))
            select $"{project.Name} → {used}";

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void The_table_names_every_project_and_no_other()
    {
        Projects.Production().Select(project => project.Name).ShouldBe(Allowed.Keys, ignoreOrder: true);
    }

    [Fact]
    public void A_project_that_is_used_exists_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Projects.Root, "Assistant.sln"));

        Projects.All().Where(project => !solution.Contains($"{project.Name}.csproj", StringComparison.Ordinal)).Select(project => project.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Package_versions_stand_in_one_file_only()
    {
        var versioned =
            from project in Projects.All()
            from package in XDocument.Load(project.File).Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
            select $"{project.Name}: {package.Attribute("Include")?.Value}";

        versioned.ShouldBeEmpty();
    }
}
