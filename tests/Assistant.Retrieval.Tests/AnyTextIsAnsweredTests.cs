using Assistant.Retrieval.Sqlite;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval.Tests;

public sealed class AnyTextIsAnsweredTests
{
    static readonly Gen<string> Syntax = Gen.Elements(
        "社会", "保险", "\"", "'", "\"\"", "--", ";", "/*", "*/", " OR ", " AND ", " NOT ", "NEAR(", ")", "*", "^", ":", "{", "}", "-", "+",
        "$match", "?1", "\\", "%", "_", "\0", "DROP TABLE passages", "passage_terms", "rowid", "😀", "\ud800");

    [Fact]
    public async Task Any_text_gets_an_ordered_answer()
    {
        using var folder = new TemporaryFolder();
        using var index = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = folder.Path }));
        await index.ReplaceAsync("1", [.. Enumerable.Range(0, 200).Select(Passage)], TestContext.Current.CancellationToken);

        var anyText = Gen.OneOf(Syntax.ListOf().Select(string.Concat), TextAnalysisTests.AnyText.Generator).ToArbitrary();
        Prop.ForAll(anyText, anyText, (text, other) =>
        {
            var query = new PassageQuery(text) { Expansions = [other], Areas = [other], On = new DateOnly(2026, 1, 1), Take = 1000 };
            var hits = index.FindAsync(query, CancellationToken.None).GetAwaiter().GetResult();
            var again = index.FindAsync(query, CancellationToken.None).GetAwaiter().GetResult();
            return hits.SequenceEqual(again)
                && hits.All(hit => hit is { Score: >= 0, Coverage: >= 0 and <= 1 })
                && hits.Zip(hits.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score);
        }).QuickCheckThrowOnFailure();
    }

    static Passage Passage(int number) => new()
    {
        Id = $"p{number}",
        Group = "g",
        Title = number % 3 == 0 ? "社会 rowid" : "",
        Text = $"保险 match passages {number} drop table",
        Questions = number % 2 == 0 ? ["社会保险怎么办"] : [],
    };
}
