using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval.Tests;

/// <summary>
/// How well the index finds, on public collections that do not belong to this repository. Only quality: time depends on the machine, see
/// <c>./assistant bench retrieval</c>.
/// </summary>
public sealed class PublicBenchTests
{
    [Fact]
    public async Task Everyday_questions_find_their_articles_of_law()
    {
        var measured = await MeasureAsync("stard_domain");

        measured.Gain10.ShouldBeGreaterThanOrEqualTo(0.43);
    }

    [Fact]
    public async Task Questions_on_official_notices_find_their_passage()
    {
        var measured = await MeasureAsync("ncp");

        measured.Recall5.ShouldBeGreaterThanOrEqualTo(0.89);
    }

    [Fact]
    public async Task Questions_written_beside_a_text_find_it_first()
    {
        var measured = await MeasureAsync("cmrc2018");

        measured.Recall1.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    static async Task<(double Recall1, double Recall5, double Gain10)> MeasureAsync(string collection, [CallerFilePath] string here = "")
    {
        var bench = Path.GetFullPath(Path.Combine(here, "../../../../shared/data/bench", collection));
        Assert.SkipWhen(!Directory.Exists(bench), $"needs {bench}, which is not part of the repository");

        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var index = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = folder.Path }));
        await index.ReplaceAsync("1", Read(bench, "corpus.jsonl", line => new Passage
        {
            Id = line.GetProperty("id").GetString()!,
            Group = "",
            Title = line.GetProperty("title").GetString()!,
            Text = line.GetProperty("text").GetString()!,
        }), token);
        var queries = Read(bench, "queries.jsonl", line => (
            Text: line.GetProperty("text").GetString()!,
            Relevant: line.GetProperty("relevant").EnumerateArray().Select(id => id.GetString()!).ToHashSet()));

        double recall1 = 0, recall5 = 0, gain10 = 0;
        foreach (var (text, relevant) in queries)
        {
            var found = (await index.FindAsync(new PassageQuery(text), token)).Select(hit => relevant.Contains(hit.Id)).ToList();
            recall1 += (double)found.Take(1).Count(hit => hit) / relevant.Count;
            recall5 += (double)found.Take(5).Count(hit => hit) / relevant.Count;
            gain10 += found.Select((hit, rank) => hit ? Discount(rank) : 0).Sum() / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(Discount);
        }

        return (recall1 / queries.Count, recall5 / queries.Count, gain10 / queries.Count);
    }

    static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    static List<T> Read<T>(string folder, string file, Func<JsonElement, T> read) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Select(line => read(JsonDocument.Parse(line).RootElement))];
}
