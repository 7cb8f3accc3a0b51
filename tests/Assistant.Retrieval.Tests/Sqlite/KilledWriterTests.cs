using System.Collections;
using System.Diagnostics;
using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval.Tests.Sqlite;

/// <summary>
/// Kills a real process (SIGKILL) while it writes index after index. The child is this assembly, started with
/// <see cref="WriterCommand"/>; it reports each step on its output, and the kill follows a chosen step.
/// </summary>
public sealed class KilledWriterTests
{
    internal const string WriterCommand = "write-indexes";
    const int Passages = 400;

    [Fact]
    public async Task After_a_kill_at_any_moment_a_whole_index_is_there()
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;

        // Before the first is live, at the start, middle and end of a later one, and right after several are done.
        string[] moments = ["1 reads 200", "1 done", "2 reads 1", "3 reads 200", "3 reads 399", "4 done", "5 reads 399", "6 done", "7 reads 399"];
        foreach (var moment in moments)
        {
            await WriteUntilKilledAsync(folder.Path, moment, token);

            using var index = Open(folder.Path);
            if (await index.GetVersionAsync(token) is { } version)
            {
                var hits = await index.FindAsync(new PassageQuery("社会保险") { Take = 1000 }, token);
                hits.Count.ShouldBe(Passages, moment);
                hits.ShouldAllBe(hit => hit.Group == version, moment);
                Directory.EnumerateFiles(folder.Path, "*.tmp").ShouldBeEmpty(moment);
            }
            else
                moment.ShouldStartWith("1 reads");
        }

        using var last = Open(folder.Path);
        await last.ReplaceAsync("after", [Passage("after", 0)], token);
        (await last.FindAsync(new PassageQuery("社会保险"), token)).ShouldHaveSingleItem().Group.ShouldBe("after");
    }

    internal static async Task<int> WriteForeverAsync(string folder)
    {
        using var index = Open(folder);
        for (var version = 1; ; version++)
        {
            await index.ReplaceAsync(
                $"{version}",
                [.. Enumerable.Range(0, Passages).Select(i => Passage($"{version}", i) with { Questions = new ReportedQuestions($"{version} reads {i}") })],
                CancellationToken.None);
            Console.WriteLine($"{version} done");
        }
    }

    static async Task WriteUntilKilledAsync(string folder, string moment, CancellationToken cancellationToken)
    {
        using var writer = Process.Start(new ProcessStartInfo
        {
            FileName = "dotnet",
            ArgumentList = { typeof(KilledWriterTests).Assembly.Location, WriterCommand, folder },
            RedirectStandardOutput = true,
        })!;
        try
        {
            string? line;
            do line = await writer.StandardOutput.ReadLineAsync(cancellationToken);
            while (line is not null && line != moment);
            line.ShouldBe(moment, "the writer ended by itself");
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(CancellationToken.None);
        }
    }

    static SqlitePassageIndex Open(string folder) => new(Options.Create(new RetrievalOptions { Folder = folder }));

    static Passage Passage(string version, int number) => new() { Id = $"{version}-{number}", Group = version, Text = $"社会保险 {number}" };

    /// <summary>No questions at all, but says when the builder asks for them.</summary>
    sealed class ReportedQuestions(string step) : IReadOnlyList<string>
    {
        public int Count => 0;

        public string this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<string> GetEnumerator()
        {
            Console.WriteLine(step);
            yield break;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
