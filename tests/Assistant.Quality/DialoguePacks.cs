using System.Text.Json;
using Assistant.Tool;

namespace Assistant.Quality;

/// <summary>
/// Dialogues, paraphrases and phrasings of what citizens say of themselves, written by people who saw neither rules nor code, scored against
/// <c>thresholds.json</c>. The thresholds only go up.
/// </summary>
public sealed class DialoguePacks(ITestOutputHelper output) : IAsyncLifetime
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("assistant-dialogues-");
    ToolHost host = null!;

    public async ValueTask InitializeAsync() =>
        host = await ToolHost.StartAsync(new Arguments(["eval", "--content", Path.Combine(EvaluationPacks.Root, "knowledge", "content"), "--data", data.FullName]), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Dialogues_go_as_expected()
    {
        var scores = new DialogueScores();
        foreach (var dialogue in EvalDialogues.Read(FileOf("dialogues.jsonl")))
            scores.Add(dialogue, await EvalDialogues.PlayAsync(host, dialogue, new Arguments([]), TestContext.Current.CancellationToken));

        using var table = new StringWriter();
        await scores.WriteAsync(table);
        output.WriteLine(table.ToString());
        foreach (var miss in scores.Misses) output.WriteLine(miss);
        scores.Share.ShouldBeGreaterThanOrEqualTo(Least("dialogues"));
    }

    [Fact]
    public async Task Paraphrases_get_one_answer()
    {
        var groups = EvalParaphrases.Read(FileOf("paraphrases.jsonl"));
        var different = await EvalParaphrases.DifferencesAsync(host, groups, TestContext.Current.CancellationToken);

        foreach (var difference in different) output.WriteLine(difference);
        (1 - (double)different.Count / groups.Count).ShouldBeGreaterThanOrEqualTo(Least("paraphrases"));
    }

    [Fact]
    public void What_citizens_say_of_themselves_is_read_as_meant()
    {
        var phrasings = EvalSlots.Read(FileOf("slots.jsonl"));
        var misses = EvalSlots.Misses(phrasings, host);

        foreach (var miss in misses) output.WriteLine(miss);
        (1 - (double)misses.Count / phrasings.Count).ShouldBeGreaterThanOrEqualTo(Least("slots"));
    }

    static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, name);

    static double Least(string pack) =>
        JsonDocument.Parse(File.ReadAllText(FileOf("thresholds.json"))).RootElement.GetProperty(pack).GetProperty("least").GetDouble();
}
