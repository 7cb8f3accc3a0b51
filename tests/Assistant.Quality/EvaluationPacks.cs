using System.Text.Json;
using Assistant.Tool;

namespace Assistant.Quality;

/// <summary>
/// The evaluation packs, answered by the whole bot and scored against <c>thresholds.json</c>. The thresholds only go up. The questions measure;
/// they are never material for content, cues or examples.
/// </summary>
public sealed class EvaluationPacks(ITestOutputHelper output)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task The_projects_own_questions_are_answered_as_well_as_before() =>
        await ScoreAsync(Path.Combine(AppContext.BaseDirectory, "questions.jsonl"), "own");

    [Fact]
    public async Task The_shared_development_questions_are_answered_as_asked()
    {
        var file = Path.Combine(Root, "..", "shared", "facts", "eval-dev.jsonl");
        Assert.SkipUnless(File.Exists(file), "needs ../shared/facts/eval-dev.jsonl, which is not part of the repository");

        await ScoreAsync(file, "shared");
    }

    async Task ScoreAsync(string file, string name)
    {
        var data = Directory.CreateTempSubdirectory("assistant-quality-");
        try
        {
            var scores = new EvalScores();
            await using (var host = await ToolHost.StartAsync(
                new Arguments(["eval", "--content", Path.Combine(Root, "knowledge", "content"), "--data", data.FullName]), TestContext.Current.CancellationToken))
            {
                foreach (var question in EvalCommand.Read(file))
                {
                    // The packs were written on this day; a question without a date of its own is asked on it for ever.
                    var today = question.Today is { } text ? Arguments.ReadDate(text) : new DateOnly(2026, 11, 20);
                    var reply = await host.AskAsync(question.Text, question.District, today, "eval", TestContext.Current.CancellationToken);
                    scores.Add(question, EvalResult.Of(question.Id, reply));
                }
            }

            using var table = new StringWriter();
            await scores.WriteAsync(table);
            output.WriteLine(table.ToString());
            foreach (var miss in scores.Misses) output.WriteLine(miss);

            var least = JsonSerializer.Deserialize<Dictionary<string, Thresholds>>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "thresholds.json")), Json)![name];
            scores.ShouldSatisfyAllConditions(
                () => scores.All.Guide.Value.ShouldBeGreaterThanOrEqualTo(least.Guide, "right guide"),
                () => scores.All.Facts.Value.ShouldBeGreaterThanOrEqualTo(least.Facts, "expected facts cited"),
                () => scores.All.Refused.Value.ShouldBeGreaterThanOrEqualTo(least.Refused, "refused when it must"),
                () => scores.All.RefusedWrongly.Value.ShouldBeLessThanOrEqualTo(least.RefusedWrongly, "refused wrongly"),
                () => scores.All.Person.Value.ShouldBeGreaterThanOrEqualTo(least.Person, "a person offered when it must"),
                () => scores.All.Forbidden.ShouldBeLessThanOrEqualTo(least.Forbidden, "facts that must not be cited"));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    internal static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assistant.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Assistant.sln was not found above the test's folder");
    }

    sealed record Thresholds(double Guide, double Facts, double Refused, double RefusedWrongly, double Person, int Forbidden);
}
