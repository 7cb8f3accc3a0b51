using Assistant.Knowledge.Content;
using Assistant.Retrieval;
using Assistant.Retrieval.Sqlite;
using Assistant.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge.Tests;

public sealed class KnowledgeBaseTests : IDisposable
{
    readonly ContentFolder folder = new();
    readonly RecordingLogger log = new();
    readonly SqlitePassageIndex index;
    readonly KnowledgeBase knowledge;

    public KnowledgeBaseTests()
    {
        index = new SqlitePassageIndex(Options.Create(new RetrievalOptions { Folder = Path.Combine(folder.Data, "index") }));
        knowledge = Restarted();
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        index.Dispose();
        folder.Dispose();
        log.Dispose();
    }

    [Fact]
    public void Nothing_is_known_before_the_first_load()
    {
        knowledge.IsLoaded.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => knowledge.Current);
    }

    [Fact]
    public async Task Content_goes_live_with_its_index()
    {
        (await knowledge.ReloadAsync(Token)).ShouldBeEmpty();

        knowledge.Current.Facts.Keys.ShouldContain("HF-301");
        (await index.GetVersionAsync(Token)).ShouldBe(ContentPassages.IndexVersion(knowledge.Current));
        (await FindAsync("线上申请几天到账", new DateOnly(2027, 2, 1))).ShouldBe("HF-306");
    }

    [Fact]
    public async Task Edited_content_goes_live_and_the_index_follows()
    {
        await knowledge.ReloadAsync(Token);
        var before = knowledge.Current.Version;
        folder.Edit(ContentFolder.HousingFund, "- 热线电话是多少", "- 喊人接电话打几号");

        (await knowledge.ReloadAsync(Token)).ShouldBeEmpty();

        knowledge.Current.Version.ShouldNotBe(before);
        (await index.GetVersionAsync(Token)).ShouldBe(ContentPassages.IndexVersion(knowledge.Current));
        (await FindAsync("喊人接电话打几号", new DateOnly(2026, 11, 20))).ShouldBe("HF-308");
    }

    [Fact]
    public async Task A_broken_edit_changes_nothing_and_is_told()
    {
        await knowledge.ReloadAsync(Token);
        var (live, indexed) = (knowledge.Current, await index.GetVersionAsync(Token));
        folder.Edit(ContentFolder.HousingFund, "level: A", "level: X");

        var problems = await knowledge.ReloadAsync(Token);

        problems.ShouldContain(problem => problem.File == ContentFolder.HousingFund);
        knowledge.Current.ShouldBeSameAs(live);
        (await index.GetVersionAsync(Token)).ShouldBe(indexed);
        log.Lines.ShouldContain(line => line.Contains("Content not published: " + ContentFolder.HousingFund, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_with_broken_files_serves_the_last_good_copy()
    {
        await knowledge.ReloadAsync(Token);
        var good = knowledge.Current.Version;
        folder.Edit(ContentFolder.HousingFund, "level: A", "level: X");
        var restarted = Restarted();

        (await restarted.ReloadAsync(Token)).ShouldNotBeEmpty();

        restarted.Current.Version.ShouldBe(good);
    }

    [Fact]
    public async Task A_start_without_the_content_folder_serves_the_last_good_copy()
    {
        await knowledge.ReloadAsync(Token);
        Directory.Move(folder.Path, folder.Path + "-away");
        var restarted = Restarted();

        (await restarted.ReloadAsync(Token)).ShouldNotBeEmpty();

        restarted.IsLoaded.ShouldBeTrue();
        Directory.Move(folder.Path + "-away", folder.Path);
    }

    [Fact]
    public async Task A_start_with_a_file_that_cannot_be_opened_serves_the_last_good_copy()
    {
        await knowledge.ReloadAsync(Token);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "guides/enrolment/ENR-02.yaml"), Path.Combine(folder.Path, "nowhere"));
        var restarted = Restarted();

        (await restarted.ReloadAsync(Token)).ShouldNotBeEmpty();

        restarted.IsLoaded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_with_broken_files_and_no_copy_serves_nothing_and_says_why()
    {
        folder.Edit(ContentFolder.HousingFund, "level: A", "level: X");

        (await knowledge.ReloadAsync(Token)).ShouldNotBeEmpty();

        knowledge.IsLoaded.ShouldBeFalse();
    }

    [Fact]
    public async Task Mended_files_replace_the_last_good_copy()
    {
        await knowledge.ReloadAsync(Token);
        folder.Edit(ContentFolder.HousingFund, "level: A", "level: X");
        var restarted = Restarted();
        await restarted.ReloadAsync(Token);
        folder.Edit(ContentFolder.HousingFund, "level: X", "level: A").Edit(ContentFolder.HousingFund, "note: 2026年口径", "note: 2026年的口径");

        (await restarted.ReloadAsync(Token)).ShouldBeEmpty();

        restarted.Current.Facts["HF-302"].Note.ShouldBe("2026年的口径");
    }

    [Fact]
    public async Task A_damaged_index_is_rebuilt()
    {
        await knowledge.ReloadAsync(Token);
        var damaged = new DamagedIndex(index);
        var restarted = new KnowledgeBase(damaged, KnowledgeOptions, new LoggerFactory([log]).CreateLogger<KnowledgeBase>());

        (await restarted.ReloadAsync(Token)).ShouldBeEmpty();

        damaged.Replaced.ShouldBe(1);
    }

    [Fact]
    public async Task An_index_that_is_up_to_date_is_left_alone()
    {
        await knowledge.ReloadAsync(Token);
        var files = Directory.GetFiles(Path.Combine(folder.Data, "index")).Order().ToArray();

        await Restarted().ReloadAsync(Token);

        Directory.GetFiles(Path.Combine(folder.Data, "index")).Order().ShouldBe(files);
    }

    [Fact]
    public async Task Reloads_at_once_and_readers_beside_them_see_whole_content_only()
    {
        await knowledge.ReloadAsync(Token);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var content = knowledge.Current;
                content.Facts.Values.ShouldAllBe(fact => content.Guides.ContainsKey(fact.Guide));
            }
        }, Token);

        for (var round = 0; round < 5; round++)
        {
            folder.Append(ContentFolder.HousingFund, $"# {round}\n");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => knowledge.ReloadAsync(Token), Token)));
        }

        await done.CancelAsync();
        await reader;
        (await index.GetVersionAsync(Token)).ShouldBe(ContentPassages.IndexVersion(knowledge.Current));
        knowledge.Current.Version.ShouldBe(ContentReader.Read(folder.Path).Content!.Version);
    }

    [Fact]
    public async Task An_unpublished_fact_is_found_by_its_questions_and_never_by_its_statement()
    {
        folder.Edit(ContentFolder.HousingFund, "    reason: 没有见到原文", "    statement: 要带蓝色封面的租赁备案证明。\n    reason: 没有见到原文");
        await knowledge.ReloadAsync(Token);

        ContentPassages.Of(knowledge.Current).Single(passage => passage.Id == "HF-307").Text.ShouldBeEmpty();
        (await FindAsync("公租房提取要带啥子证明", new DateOnly(2026, 11, 20))).ShouldBe("HF-307");
    }

    IOptions<KnowledgeOptions> KnowledgeOptions => Options.Create(new KnowledgeOptions { ContentFolder = folder.Path, DataFolder = folder.Data });

    KnowledgeBase Restarted() => new(index, KnowledgeOptions, new LoggerFactory([log]).CreateLogger<KnowledgeBase>());

    async Task<string> FindAsync(string text, DateOnly on) => (await index.FindAsync(new PassageQuery(text) { On = on }, Token))[0].Id;

    sealed class DamagedIndex(IPassageIndex inner) : IPassageIndex
    {
        public int Replaced { get; private set; }

        public Task<string?> GetVersionAsync(CancellationToken cancellationToken) => throw new SearchUnavailableException("damaged");

        public Task ReplaceAsync(string version, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken)
        {
            Replaced++;
            return inner.ReplaceAsync(version, passages, cancellationToken);
        }

        public Task<IReadOnlyList<PassageHit>> FindAsync(PassageQuery query, CancellationToken cancellationToken) => inner.FindAsync(query, cancellationToken);
    }
}
