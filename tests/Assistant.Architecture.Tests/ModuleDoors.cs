using System.Text.RegularExpressions;

namespace Assistant.Architecture.Tests;

/// <summary>Rules of the house that are visible in the sources.</summary>
public sealed partial class ModuleDoors
{
    [Fact]
    public void A_channel_shows_its_doors_and_its_options_only()
    {
        var open =
            from project in Projects.Production().Where(project => project.Name.StartsWith("Assistant.Channels.", StringComparison.Ordinal))
            from file in Sources(project)
            from Match type in PublicType().Matches(File.ReadAllText(file))
            let name = type.Groups[1].Value
            where !name.EndsWith("Services", StringComparison.Ordinal) && !name.EndsWith("Endpoints", StringComparison.Ordinal) && !name.EndsWith("Options", StringComparison.Ordinal)
            select $"{project.Name}: {name}";

        open.ShouldBeEmpty();
    }

    [Fact]
    public void The_bot_knows_no_web_server_no_SQL_and_no_vendor()
    {
        var foreign =
            from file in Sources(Projects.Production().Single(project => project.Name == "Assistant.Bot"))
            from line in File.ReadLines(file)
            where line.StartsWith("using ", StringComparison.Ordinal) && Foreign().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line}";

        foreign.ShouldBeEmpty();
    }

    [Fact]
    public void Every_suppressed_warning_says_why_on_its_line()
    {
        var silent =
            from project in Projects.Production()
            from file in Sources(project)
            from line in File.ReadLines(file)
            where (line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) || line.Contains("[SuppressMessage", StringComparison.Ordinal))
                && !line.Contains("//", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        silent.ShouldBeEmpty();
    }

    static IEnumerable<string> Sources(Project project) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(project.File)!, "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"^public (?:static |sealed |abstract |partial |readonly )*(?:class|record|struct|interface|enum|delegate)\s+(?:struct\s+)?(\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"Microsoft\.AspNetCore|Microsoft\.Data|Dapper|Npgsql|OpenAI|Qdrant|Serilog")]
    private static partial Regex Foreign();
}
