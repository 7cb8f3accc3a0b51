using System.Collections;

namespace Assistant.Retrieval.Tests;

/// <summary>What every passage index promises. An adapter inherits this and says only how one is made.</summary>
public abstract class PassageIndexContract
{
    static readonly DateOnly NewYear = new(2026, 1, 1);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A new index in which nothing was ever put.</summary>
    protected abstract Task<IPassageIndex> CreateAsync();

    [Fact]
    public async Task Before_the_first_replacement_there_is_no_version_and_no_search()
    {
        var index = await CreateAsync();

        (await index.GetVersionAsync(Token)).ShouldBeNull();
        await Should.ThrowAsync<SearchUnavailableException>(() => index.FindAsync(new PassageQuery("公积金"), Token));
    }

    [Fact]
    public async Task An_index_without_passages_finds_nothing()
    {
        var index = await CreateAsync();

        await index.ReplaceAsync("empty", [], Token);

        (await index.GetVersionAsync(Token)).ShouldBe("empty");
        (await index.FindAsync(new PassageQuery("公积金"), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replacement_leaves_nothing_of_what_was_there()
    {
        var index = await FilledAsync(Passage("old", "住房公积金提取"));

        await index.ReplaceAsync("2", [Passage("new", "失业保险金申领")], Token);

        (await index.GetVersionAsync(Token)).ShouldBe("2");
        (await index.FindAsync(new PassageQuery("公积金"), Token)).ShouldBeEmpty();
        (await IdsAsync(index, new PassageQuery("失业保险金"))).ShouldBe(["new"]);
    }

    [Theory]
    [InlineData("提取公积金要带什么材料")]
    [InlineData("提取 公积金")]
    [InlineData("ＧＪＪ提取")]
    [InlineData("退休")]
    [InlineData("退")]
    [InlineData("休")]
    [InlineData("12329")]
    public async Task A_passage_is_found_by_words_of_its_title_its_text_and_its_questions(string question)
    {
        var index = await FilledAsync(
            Passage("HF-1", "退休后可以办理销户提取") with { Title = "住房公积金", Questions = ["gjj怎么提取", "打12329有用吗"] },
            Passage("EM-1", "失业保险金按月发放"));

        (await IdsAsync(index, new PassageQuery(question))).ShouldBe(["HF-1"]);
    }

    [Fact]
    public async Task The_best_of_its_questions_counts_not_their_number()
    {
        var index = await FilledAsync(
            Passage("many", "内容相同") with { Questions = [.. Enumerable.Range(0, 40).Select(i => $"押金第{i}问")] },
            Passage("exact", "内容相同") with { Questions = ["合同到期房东不退押金"] });

        var hits = await index.FindAsync(new PassageQuery("合同到期房东不退押金"), Token);

        hits.Select(hit => hit.Id).ShouldBe(["exact", "many"]);
        hits[0].Coverage.ShouldBe(1, 1e-9);
        hits[1].Coverage.ShouldBeLessThan(0.5);
    }

    [Fact]
    public async Task More_questions_do_not_push_a_passage_down()
    {
        var index = await FilledAsync(
            Passage("a", "户籍迁移"),
            Passage("b", "户籍迁移") with { Questions = ["孩子跟谁姓", "本子丢了", "要多久", "学校让转出", "不想办"] });

        var hits = await index.FindAsync(new PassageQuery("户籍迁移"), Token);

        hits[0].Score.ShouldBe(hits[1].Score, 1e-9);
        hits.Select(hit => hit.Id).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-06-30", true)]
    [InlineData("2026-07-01", false)]
    [InlineData(null, true)]
    public async Task A_passage_holds_from_its_first_to_its_last_day(string? day, bool holds)
    {
        var index = await FilledAsync(
            Passage("limited", "灵活就业缴存补贴") with { ValidFrom = NewYear, ValidTo = new DateOnly(2026, 6, 30) });

        var hits = await index.FindAsync(
            new PassageQuery("缴存补贴") { On = day is null ? null : DateOnly.Parse(day, null) }, Token);

        hits.Any().ShouldBe(holds);
    }

    [Theory]
    [InlineData(new[] { "500103" }, new[] { "city+yuzhong", "everywhere", "yuzhong" })]
    [InlineData(new[] { "500000" }, new[] { "city+yuzhong", "everywhere" })]
    [InlineData(new string[0], new[] { "everywhere" })]
    [InlineData(null, new[] { "city+yuzhong", "everywhere", "jiangbei", "yuzhong" })]
    public async Task Only_passages_of_the_areas_asked_for_and_those_that_hold_everywhere_are_found(string[]? areas, string[] expected)
    {
        var index = await FilledAsync(
            Passage("everywhere", "小学入学登记"),
            Passage("yuzhong", "小学入学登记") with { Areas = ["500103"] },
            Passage("jiangbei", "小学入学登记") with { Areas = ["500105"] },
            Passage("city+yuzhong", "小学入学登记") with { Areas = ["500000", "500103"] });

        (await IdsAsync(index, new PassageQuery("入学登记") { Areas = areas })).ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_does_not_hold_takes_no_place_from_what_does(bool inQuestions)
    {
        var better = Enumerable.Range(0, 3000).Select(i => Passage($"other-{i}", "入学登记入学登记") with
        {
            Areas = [i % 2 == 0 ? "500105" : "500103"],
            ValidTo = i % 2 == 0 ? null : NewYear,
            Questions = inQuestions ? ["入学登记"] : [],
        });
        var index = await FilledAsync([.. better, Passage("mine", "其他各种事项以及需要注意的入学登记") with { Areas = ["500103"] }]);

        var ids = await IdsAsync(index, new PassageQuery("入学登记") { Areas = ["500103"], On = NewYear.AddDays(1), Take = 1 });

        ids.ShouldBe(["mine"]);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1000, 400)]
    [InlineData(int.MaxValue, 400)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public async Task No_more_hits_come_than_asked_for(int take, int expected)
    {
        var index = await FilledAsync([.. Enumerable.Range(0, 400).Select(i => Passage($"p{i:D3}", "养老保险"))]);

        var ids = await IdsAsync(index, new PassageQuery("养老保险") { Take = take });

        ids.Count.ShouldBe(expected);
        ids[0].ShouldBe("p000");
    }

    [Fact]
    public async Task Hits_come_best_first_with_coverage_between_nothing_and_all()
    {
        var index = await FilledAsync(
            Passage("all", "工伤认定申请期限为三十日"), Passage("some", "工伤保险待遇"), Passage("none", "婚姻登记"));

        var hits = await index.FindAsync(new PassageQuery("工伤认定申请期限"), Token);

        hits.Select(hit => hit.Id).ShouldBe(["all", "some"]);
        hits[0].Score.ShouldBeGreaterThan(hits[1].Score);
        hits[0].Coverage.ShouldBe(1, 1e-9);
        hits[1].Coverage.ShouldBeInRange(0.01, 0.6);
    }

    [Fact]
    public async Task Words_that_no_passage_knows_lower_the_coverage_and_question_words_do_not()
    {
        var index = await FilledAsync(Passage("p", "住房公积金提取"), Passage("q", "居住证办理"));

        var plain = (await index.FindAsync(new PassageQuery("公积金提取"), Token))[0].Coverage;
        var asked = (await index.FindAsync(new PassageQuery("请问公积金怎么提取呢？"), Token))[0].Coverage;
        var strange = (await index.FindAsync(new PassageQuery("火星移民飞船公积金提取"), Token))[0].Coverage;

        asked.ShouldBe(plain, 0.2);
        strange.ShouldBeLessThan(0.6);
    }

    [Fact]
    public async Task Expansions_find_but_count_less_than_the_citizens_own_words()
    {
        var index = await FilledAsync(Passage("own", "炒鱿鱼"), Passage("official", "解除合同"));

        var hits = await index.FindAsync(new PassageQuery("炒鱿鱼") { Expansions = ["解除合同"] }, Token);

        hits.Select(hit => hit.Id).ShouldBe(["own", "official"]);
        hits[1].Coverage.ShouldBe(0);
    }

    [Fact]
    public async Task Two_passages_may_not_share_an_id()
    {
        var index = await FilledAsync(Passage("kept", "户口迁移"));

        await Should.ThrowAsync<ArgumentException>(() => index.ReplaceAsync("2", [Passage("a", "一"), Passage("a", "二")], Token));

        (await index.GetVersionAsync(Token)).ShouldBe("1");
    }

    [Fact]
    public async Task A_reader_sees_one_version_or_the_next_never_a_mixture()
    {
        const int passages = 40, versions = 25;
        var index = await CreateAsync();
        await index.ReplaceAsync("v0", Version(0), Token);

        var writing = Task.Run(async () =>
        {
            for (var version = 1; version <= versions; version++) await index.ReplaceAsync($"v{version}", Version(version), Token);
        }, Token);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = new List<int>();
            do
            {
                var hits = await index.FindAsync(new PassageQuery("社会保险") { Take = 1000 }, Token);
                hits.Count.ShouldBe(passages);
                seen.Add(hits.Select(hit => int.Parse(hit.Group, null)).Distinct().ShouldHaveSingleItem());
            } while (!writing.IsCompleted);
            return seen;
        }, Token)).ToList();

        await writing;
        foreach (var seen in await Task.WhenAll(readers)) seen.ShouldBe(seen.Order());
        (await index.GetVersionAsync(Token)).ShouldBe($"v{versions}");

        static Passage[] Version(int version) =>
            [.. Enumerable.Range(0, passages).Select(i => Passage($"{version}-{i}", "社会保险") with { Group = $"{version}" })];
    }

    [Fact]
    public async Task Many_may_ask_at_once()
    {
        var index = await FilledAsync([.. Enumerable.Range(0, 50).Select(i => Passage($"p{i}", $"第{i}号 事项"))]);

        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            Task.Run(() => IdsAsync(index, new PassageQuery($"{i % 50}") { Take = 1 }), Token)));

        found.Select(ids => ids.Single()).ShouldBe(Enumerable.Range(0, 200).Select(i => $"p{i % 50}"));
    }

    [Fact]
    public async Task Who_has_hung_up_gets_no_answer()
    {
        var index = await FilledAsync(Passage("p", "社会保险"));
        var hungUp = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => index.FindAsync(new PassageQuery("社会保险"), hungUp));
        await Should.ThrowAsync<OperationCanceledException>(() => index.GetVersionAsync(hungUp));
        await Should.ThrowAsync<OperationCanceledException>(() => index.ReplaceAsync("2", [], hungUp));
        (await index.GetVersionAsync(Token)).ShouldBe("1");
    }

    [Fact]
    public async Task Hanging_up_in_the_middle_of_a_search_ends_it()
    {
        var index = await FilledAsync(Passage("p", "社会保险"));
        using var hangUp = new CancellationTokenSource();
        var query = new PassageQuery("社会保险") { Expansions = new CancelsWhenRead(hangUp) };

        await Should.ThrowAsync<OperationCanceledException>(() => index.FindAsync(query, hangUp.Token));

        (await IdsAsync(index, new PassageQuery("社会保险"))).ShouldBe(["p"]);
    }

    [Fact]
    public async Task A_replacement_given_up_half_way_changes_nothing()
    {
        var index = await FilledAsync(Passage("old", "社会保险"));
        using var giveUp = new CancellationTokenSource();
        var passages = Enumerable.Range(0, 500).Select(i => Passage($"p{i}", "社会保险") with
        {
            Questions = i == 250 ? new CancelsWhenRead(giveUp) : [],
        }).ToList();

        await Should.ThrowAsync<OperationCanceledException>(() => index.ReplaceAsync("2", passages, giveUp.Token));

        (await index.GetVersionAsync(Token)).ShouldBe("1");
        (await IdsAsync(index, new PassageQuery("社会保险"))).ShouldBe(["old"]);
    }

    [Theory]
    [MemberData(nameof(UnusualTexts))]
    public async Task Unusual_text_is_indexed_and_asked_without_harm(string name, string text)
    {
        var index = await FilledAsync(
            Passage("plain", "社会保险") with { Questions = [text, ""], Areas = ["500000"] },
            Passage("unusual", text) with { Title = text, Questions = [text] });

        var hits = await index.FindAsync(
            new PassageQuery(text) { Expansions = [text, ""], Areas = ["500000", text], On = NewYear }, Token);

        hits.ShouldAllBe(hit => hit.Score >= 0 && hit.Coverage >= 0 && hit.Coverage <= 1, name);
        (await IdsAsync(index, new PassageQuery("社会保险"))).ShouldContain("plain");
    }

    public static TheoryData<string, string> UnusualTexts => new()
    {
        { "empty", "" },
        { "blank", " \t\r\n　" },
        { "NUL", "\0社\0会\0" },
        { "quotes", "\"社会\" '保险' `x`" },
        { "SQL", "'; DROP TABLE passages; --" },
        { "full-text syntax", "社会 AND OR NOT NEAR(保险, 2) ^社 col:x - + * ( { }" },
        { "unclosed", "\"(((" },
        { "emoji", "😀👩‍👩‍👧社会❤️保险🇨🇳" },
        { "half a surrogate pair", "社\ud83d会\udc00" },
        { "rare ideographs", "𠮷野家𪚥" },
        { "right to left", "‮社会‏ مرحبا" },
        { "combining", "e\u0301\u0301\u0301 ก็็็" },
        { "one character 20,000 times", new string('社', 20_000) },
        { "20,000 different characters", new string([.. Enumerable.Range(0x4E00, 20_000).Select(code => (char)code)]) },
        { "a word of 20,000 letters", new string('a', 20_000) },
        { "20,000 quotes", new string('"', 20_000) },
        { "5,000 words", string.Join(' ', Enumerable.Range(0, 5000)) },
        { "only question words", "请问怎么办呢？" },
    };

    protected static Passage Passage(string id, string text) => new() { Id = id, Group = id, Text = text };

    protected static async Task<IReadOnlyList<string>> IdsAsync(IPassageIndex index, PassageQuery query) =>
        [.. (await index.FindAsync(query, Token)).Select(hit => hit.Id)];

    protected async Task<IPassageIndex> FilledAsync(params Passage[] passages)
    {
        var index = await CreateAsync();
        await index.ReplaceAsync("1", passages, Token);
        return index;
    }

    /// <summary>A list of one text that gives up the call when it is read: an instant in the middle that every run meets.</summary>
    protected sealed class CancelsWhenRead(CancellationTokenSource source) : IReadOnlyList<string>
    {
        public int Count => 1;

        public string this[int index] => GiveUp();

        public IEnumerator<string> GetEnumerator()
        {
            yield return GiveUp();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        string GiveUp()
        {
            source.Cancel();
            return "养老";
        }
    }
}
