using Assistant.Retrieval.Sqlite;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval.Tests.Sqlite;

public sealed class SqlitePassageIndexTests : PassageIndexContract, IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<SqlitePassageIndex> opened = [];

    [Fact]
    public async Task What_was_indexed_is_there_after_a_restart()
    {
        await Open().ReplaceAsync("1", [Passage("p", "社会保险")], Token);

        var restarted = Open();

        (await restarted.GetVersionAsync(Token)).ShouldBe("1");
        (await IdsAsync(restarted, new PassageQuery("社会保险"))).ShouldBe(["p"]);
    }

    [Fact]
    public async Task A_replacement_by_another_process_is_seen_with_the_next_question()
    {
        var (host, commandLine) = (Open(), Open());
        await host.ReplaceAsync("1", [Passage("old", "社会保险")], Token);
        await host.FindAsync(new PassageQuery("社会保险"), Token);

        await commandLine.ReplaceAsync("2", [Passage("new", "社会保险")], Token);

        (await host.GetVersionAsync(Token)).ShouldBe("2");
        (await IdsAsync(host, new PassageQuery("社会保险"))).ShouldBe(["new"]);
    }

    [Fact]
    public async Task The_same_version_may_be_built_again_with_other_passages()
    {
        var index = Open();
        await index.ReplaceAsync("1", [Passage("old", "社会保险")], Token);
        await index.FindAsync(new PassageQuery("社会保险"), Token);

        await index.ReplaceAsync("1", [Passage("new", "社会保险")], Token);

        (await IdsAsync(index, new PassageQuery("社会保险"))).ShouldBe(["new"]);
    }

    [Fact]
    public async Task Several_writers_take_turns()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Open().ReplaceAsync($"{i}", [Passage($"{i}", "社会保险")], Token)));

        var reader = Open();
        var version = await reader.GetVersionAsync(Token);
        (await IdsAsync(reader, new PassageQuery("社会保险"))).ShouldBe([version!]);
        Files("index-*").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_that_waits_for_another_can_give_up()
    {
        var index = await CreateAsync();
        using var other = new IndexFolder(folder.Path).TryLock();
        using var giveUp = new CancellationTokenSource();

        var waiting = index.ReplaceAsync("1", [], giveUp.Token);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Superseded_and_half_built_files_are_removed()
    {
        await Open().ReplaceAsync("1", [Passage("p", "社会保险")], Token);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "index-0123456789abcdef-01234567.db.tmp"), "half", Token);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "index-0123456789abcdef-89abcdef.db"), "old", Token);

        await Open().FindAsync(new PassageQuery("社会保险"), Token);

        Files("index-*").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_replacement_given_up_leaves_no_file_behind()
    {
        var index = Open();
        using var giveUp = new CancellationTokenSource();
        var passages = Enumerable.Range(0, 10).Select(i => Passage($"p{i}", "社会保险") with
        {
            Questions = i == 5 ? new CancelsWhenRead(giveUp) : [],
        }).ToList();

        await Should.ThrowAsync<OperationCanceledException>(() => index.ReplaceAsync("1", passages, giveUp.Token));

        Files("index-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_not_made_by_reading()
    {
        (await Open().GetVersionAsync(Token)).ShouldBeNull();

        Directory.Exists(folder.Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("overwritten")]
    [InlineData("cut short")]
    [InlineData("emptied")]
    [InlineData("gone")]
    [InlineData("pointer names nothing")]
    [InlineData("pointer leads out of the folder")]
    [InlineData("of another layout")]
    public async Task A_damaged_index_is_unavailable_until_it_is_replaced(string damage)
    {
        await Open().ReplaceAsync("1", [.. Enumerable.Range(0, 2000).Select(i => Passage($"p{i}", $"社会保险 {i}"))], Token);
        Damage(damage);

        var index = Open();
        await Should.ThrowAsync<SearchUnavailableException>(() => index.FindAsync(new PassageQuery("社会保险"), Token));
        await index.ReplaceAsync("2", [Passage("repaired", "社会保险")], Token);

        (await index.GetVersionAsync(Token)).ShouldBe("2");
        (await IdsAsync(index, new PassageQuery("社会保险"))).ShouldBe(["repaired"]);
    }

    [Fact]
    public async Task Flipped_bits_give_an_answer_or_an_unavailable_search_nothing_else()
    {
        await Open().ReplaceAsync("1", [.. Enumerable.Range(0, 300).Select(i => Passage($"p{i}", $"社会保险 {i}") with { Questions = [$"社保{i}"] })], Token);
        var file = Files("index-*.db").Single();
        var sound = await File.ReadAllBytesAsync(file, Token);
        var random = new Random(20260101);

        for (var round = 0; round < 150; round++)
        {
            var damaged = (byte[])sound.Clone();
            for (var i = 0; i < 20; i++) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, damaged, Token);
            using var index = Open();

            try
            {
                await index.FindAsync(new PassageQuery($"社会保险 {round}") { Areas = ["500000"] }, Token);
            }
            catch (SearchUnavailableException)
            {
            }
        }
    }

    public void Dispose()
    {
        opened.ForEach(index => index.Dispose());
        folder.Dispose();
    }

    protected override Task<IPassageIndex> CreateAsync() => Task.FromResult<IPassageIndex>(Open());

    SqlitePassageIndex Open()
    {
        var index = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = folder.Path }));
        opened.Add(index);
        return index;
    }

    List<string> Files(string pattern) => [.. Directory.EnumerateFiles(folder.Path, pattern)];

    void Damage(string damage)
    {
        var (file, pointer) = (Files("index-*.db").Single(), Path.Combine(folder.Path, "current"));
        switch (damage)
        {
            case "overwritten":
                File.WriteAllText(file, new string('x', 100_000));
                break;
            case "cut short":
                using (var open = File.OpenWrite(file)) open.SetLength(open.Length / 3);
                break;
            case "emptied":
                File.WriteAllText(file, "");
                break;
            case "gone":
                File.Delete(file);
                break;
            case "pointer names nothing":
                File.WriteAllText(pointer, "");
                break;
            case "pointer leads out of the folder":
                File.WriteAllText(pointer, "../" + Path.GetFileName(file));
                break;
            case "of another layout":
                using (var open = File.OpenWrite(file))
                {
                    // The user version in SQLite's file header, https://www.sqlite.org/fileformat.html.
                    open.Position = 60;
                    open.Write([0, 0, 0, 99]);
                }

                break;
        }
    }
}
