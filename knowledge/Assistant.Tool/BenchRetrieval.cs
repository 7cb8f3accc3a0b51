using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Retrieval;
using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Tool;

/// <summary>
/// <c>./assistant bench retrieval --corpus FILE --queries FILE</c>: builds an index of its own, asks every query on one thread and prints
/// how well and how fast it found what is marked as relevant: a table for people and one line of JSON for a script.
/// </summary>
internal static class BenchRetrieval
{
    const int Deepest = 100;

    static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static async Task<int> RunAsync(string corpus, string queries, TextWriter output, CancellationToken cancellationToken)
    {
        List<Passage> passages;
        List<Query> questions;
        try
        {
            var known = new HashSet<string>();
            passages = await ReadAsync<Article, Passage>(corpus,
                article => known.Add(article.Id) ? article.ToPassage() : throw new JsonException($"the id {article.Id} stands there twice"),
                cancellationToken);
            questions = await ReadAsync<Query, Query>(queries, query => query.Checked(), cancellationToken);
        }
        catch (BadFile bad)
        {
            await output.WriteLineAsync(bad.Message);
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("assistant-bench-");
        try
        {
            using var index = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = folder.FullName }));
            var started = Stopwatch.GetTimestamp();
            await index.ReplaceAsync("bench", passages, cancellationToken);
            var building = Stopwatch.GetElapsedTime(started);

            await PrintAsync(await MeasureAsync(index, questions, cancellationToken) with
            {
                Passages = passages.Count,
                IndexSeconds = Math.Round(building.TotalSeconds, 2),
            }, output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<Result> MeasureAsync(SqlitePassageIndex index, List<Query> questions, CancellationToken cancellationToken)
    {
        // Once round unmeasured: compiling the code and opening the file are not the speed of a question.
        foreach (var question in questions.Take(50)) await FindAsync(index, question, cancellationToken);

        var sums = new Dictionary<int, double> { [1] = 0, [5] = 0, [10] = 0, [100] = 0 };
        double reciprocal = 0, gain = 0;
        var times = new List<double>(questions.Count);
        foreach (var question in questions)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await FindAsync(index, question, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

            var relevant = question.Relevant.ToHashSet();
            foreach (var depth in sums.Keys)
                sums[depth] += (double)found.Take(depth).Count(relevant.Contains) / relevant.Count;
            reciprocal += found.Take(10).Select((id, rank) => relevant.Contains(id) ? 1.0 / (rank + 1) : 0).FirstOrDefault(value => value > 0);
            gain += found.Take(10).Select((id, rank) => relevant.Contains(id) ? Discount(rank) : 0).Sum()
                / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(Discount);
        }

        times.Sort();
        var count = questions.Count;
        return new Result(count, Share(sums[1]), Share(sums[5]), Share(sums[10]), Share(sums[100]), Share(reciprocal), Share(gain),
            Math.Round(times[count / 2], 2), Math.Round(times[Math.Min(count - 1, count * 95 / 100)], 2));

        double Share(double sum) => Math.Round(sum / count, 4);
    }

    static async Task<List<string>> FindAsync(SqlitePassageIndex index, Query question, CancellationToken cancellationToken) =>
        [.. (await index.FindAsync(new PassageQuery(question.Text) { Take = Deepest }, cancellationToken)).Select(hit => hit.Id)];

    static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    static async Task PrintAsync(Result result, TextWriter output)
    {
        var json = JsonSerializer.SerializeToElement(result);
        foreach (var (name, value) in json.EnumerateObject().Select(property => (property.Name, property.Value)))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {value,10}"));
        await output.WriteLineAsync(json.GetRawText());
    }

    static async Task<List<TItem>> ReadAsync<TLine, TItem>(string file, Func<TLine, TItem> read, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) throw new BadFile($"{file}: no such file");

        var items = new List<TItem>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                items.Add(read(JsonSerializer.Deserialize<TLine>(line, Lines) ?? throw new JsonException("null is no entry")));
            }
            catch (JsonException wrong)
            {
                throw new BadFile($"{file}, line {number}: {wrong.Message.Split(" Path: ")[0]}");
            }
        }

        return items.Count > 0 ? items : throw new BadFile($"{file}: nothing in it");
    }

    sealed record Article(string Id, string Text, string? Title = null)
    {
        public Passage ToPassage() => new() { Id = Id, Group = Id, Title = Title ?? "", Text = Text };
    }

    sealed record Query(string Text, IReadOnlyList<string> Relevant)
    {
        public Query Checked() => Relevant.Count > 0 ? this : throw new JsonException("relevant is empty");
    }

    sealed record Result(
        [property: JsonPropertyName("queries")] int Queries,
        [property: JsonPropertyName("recall@1")] double Recall1,
        [property: JsonPropertyName("recall@5")] double Recall5,
        [property: JsonPropertyName("recall@10")] double Recall10,
        [property: JsonPropertyName("recall@100")] double Recall100,
        [property: JsonPropertyName("mrr@10")] double Mrr10,
        [property: JsonPropertyName("ndcg@10")] double Ndcg10,
        [property: JsonPropertyName("p50_ms")] double P50Milliseconds,
        [property: JsonPropertyName("p95_ms")] double P95Milliseconds)
    {
        [JsonPropertyName("passages")]
        public int Passages { get; init; }

        [JsonPropertyName("index_seconds")]
        public double IndexSeconds { get; init; }
    }

    sealed class BadFile(string message) : Exception(message);
}
