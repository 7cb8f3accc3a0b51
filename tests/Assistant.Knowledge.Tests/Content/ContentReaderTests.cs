using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.TestKit;

namespace Assistant.Knowledge.Tests.Content;

public sealed class ContentReaderTests : IDisposable
{
    const string HousingFund = ContentFolder.HousingFund;
    const string Enrolment = ContentFolder.Enrolment;

    readonly ContentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_complete_folder_is_read_without_problems()
    {
        var reading = ContentReader.Read(folder.Path);

        reading.Problems.ShouldBeEmpty();
        reading.Content!.Guides.Keys.ShouldBe(["HF-03", "ENR-01"], ignoreOrder: true);
        reading.Content.Facts["HF-302"].ShouldSatisfyAllConditions(
            fact => fact.Kind.ShouldBe(FactKind.Amounts),
            fact => fact.State.ShouldBe(ReviewState.Provisional),
            fact => fact.Basis.Single().Source.Date.ShouldBe("2025-11"),
            fact => fact.Needs.ShouldBe(["district", "housing_type"]));
        reading.Content.Facts["HF-303"].Applies.Areas.ShouldBe(["500108"]);
    }

    // One row, one mistake: where it is made, what is written instead of what, the text on whose line it is reported, and words of the reason.
    public static TheoryData<string, string, string, string, string> Mistakes { get; } = new()
    {
        { HousingFund, "title: 租房提取", "titel: 租房提取", "titel:", "unknown field 'titel'" },
        { HousingFund, "id: HF-302-2023", "id: HF-301", "    kind: 额度\n    level: C\n    state: provisional\n    lead: 每人每月1500元", "fact 'HF-301' exists twice" },
        { HousingFund, "id: HF-308", "id: ENR-101", "    kind: 渠道\n    level: B\n    state: published\n    lead: 可以打12329", "fact 'ENR-101' exists twice" },
        { HousingFund, "id: HF-03", "id: HF-04", "id: HF-04", "must be called HF-04.yaml" },
        { "sources/sample.yaml", "id: L-GJJ", "id: L-YW", "kind: regulation", "source 'L-YW' exists twice" },
        { "slots/common.yaml", "id: housing_type", "id: district", "name: 所租住房类型", "slot 'district' exists twice" },
        { "districts.yaml", "id: \"500103\"", "id: \"500101\"", "渝中区", "district '500101' exists twice" },
        { HousingFund, "source: L-GJJ, article", "source: L-XYZ, article", "source: L-XYZ", "source 'L-XYZ' is in no sources file" },
        { HousingFund, "from: 2019-03-24", "from: 2019-13-24", "from: 2019-13-24", "not a date" },
        { HousingFund, "from: 2019-03-24", "from: 24.3.2019", "from: 24.3.2019", "not a date" },
        { HousingFund, "from: 2019-03-24", "from: 0219-03-24", "from: 0219-03-24", "not a plausible date" },
        { "sources/sample.yaml", "date: 2018-12-29", "date: 2018年", "date: 2018年", "not a date" },
        { HousingFund, "to: 2022-12-31", "to: 2022-01-01", "to: 2022-01-01", "before it begins" },
        { HousingFund, "state: published", "state: provisional", "state: provisional", "level A is published, not provisional" },
        { HousingFund, "state: provisional", "state: published", "state: published\n    lead: 每人每月1800", "level C is provisional, not published" },
        { HousingFund, "state: unpublished", "state: published", "state: published\n    reason", "level M is unpublished, not published" },
        { HousingFund, "lead: 每人每月1800元", "lead: 每人每月1900元", "lead: 每人每月1900元", "'1900' is in the lead but not in the statement" },
        { HousingFund, "    reason: 没有见到原文\n", "", "id: HF-307", "HF-307 is unpublished without a 'reason'" },
        { HousingFund, "    instead: 公租房要带哪些证明，我还没有核实到官方的清单，不敢乱说。\n", "", "id: HF-307", "without what is said 'instead'" },
        { HousingFund, "needs: [district, housing_type]", "needs: [distrikt]", "needs: [distrikt]", "slot 'distrikt' is not in slots/" },
        { HousingFund, "slots: [district, housing_type]", "slots: [street]", "slots: [street]", "slot 'street' is not in slots/" },
        { HousingFund, "applies: [南岸区]", "applies: [南山区]", "applies: [南山区]", "'南山区' is neither a district nor an area" },
        { HousingFund, "applies: national", "applies: 全国", "applies: 全国", "expected a list" },
        { HousingFund, "related: [ENR-01]", "related: [ENR-99]", "id: HF-03", "guide 'ENR-99' does not exist" },
        { HousingFund, "related: [ENR-01]", "related: [ENR-01]\nfirst: [ENR-99]", "id: HF-03", "guide 'ENR-99' does not exist" },
        { HousingFund, "overview: [HF-301", "overview: [HF-399", "id: HF-03", "fact 'HF-399' of overview or confirm does not exist" },
        { HousingFund, "overview: [HF-301", "overview: [HF-307", "id: HF-03", "fact 'HF-307' of overview or confirm is unpublished" },
        { HousingFund, "confirm: [HF-308]", "confirm: [HF-309]", "id: HF-03", "fact 'HF-309' of overview or confirm does not exist" },
        { HousingFund, "kind: 对象", "kind: 其他", "kind: 其他", "'kind' is '其他'; allowed: 对象" },
        { HousingFund, "level: A", "level: E", "level: E", "'level' is 'E'" },
        { HousingFund, "domain: housing-fund", "domain: housing", "domain: housing", "'domain' is 'housing'; allowed: enrolment" },
        { HousingFund, "title: 租房提取\n", "", "id: HF-03", "'title' is missing" },
        { HousingFund, "    lead: 可以，本人和配偶都没有自有住房就能提取。\n", "", "id: HF-301", "HF-301: 'lead' is missing" },
        { HousingFund, "    basis: [{source: L-GJJ, article: 第二十四条}]\n", "", "id: HF-301", "a statement without a source is not said" },
        { HousingFund, "    from: 2019-03-24\n", "", "id: HF-301", "HF-301: 'from' is missing" },
        { HousingFund, "    applies: national\n", "", "id: HF-301", "'applies' is missing" },
        { HousingFund, "    asks:\n      - 线上申请几天到账\n", "", "id: HF-306", "without 'asks' nobody finds it" },
        { HousingFund, "cues: [冻结]", "cues: [\"!冻结\"]", "cues: [\"!冻结\"]", "not a pattern" },
        { HousingFund, "cues: [冻结]", "cues: [/(冻结/]", "cues: [/(冻结/]", "not a regular expression" },
        { HousingFund, "cues: [冻结]", "cues: []", "sign: 账户被冻结", "a sign without cues is never seen" },
        { Enrolment, "sample_year: 2025", "sample_year: 去年", "sample_year: 去年", "not a whole number" },
        { Enrolment, "sample_year: 2025", "sample_year: 20255", "sample_year: 20255", "not a plausible year" },
        { "guard.yaml", "action: hand-over", "action: handover", "action: handover", "'action' is 'handover'; allowed: refuse, hand-over" },
        { "guard.yaml", "handover: true", "handover: yes", "handover: yes", "not true or false" },
        { "guard.yaml", "  petition: [信访|投诉]", "  petitions: [信访|投诉]", "petitions:", "unknown field 'petitions'" },
        { "guard.yaml", "sure_from: 0.6", "sure_from: 60%", "sure_from: 60%", "not a number from 0 to 1" },
        { "guard.yaml", "sure_from: 0.6", "sure_from: 1.6", "sure_from: 1.6", "not a number from 0 to 1" },
        { "guard.yaml", "    sure_from: 0.6\n", "", "    action: hand-over\n    handover: true\n    reply: 您现在安全吗？{fact", "'sure_from' is missing" },
        { "examples.yaml", "reason: unsafe", "reason: unsave", "reason: unsave", "reason 'unsave' is not among the intents" },
        { "examples.yaml", "    asks:\n      - 我要举报假合同骗提公积金\n      - 在哪里查公积金余额\n", "", "reason: served", "examples without 'asks' teach nothing" },
        { "districts.yaml", "id: \"500157\"\n    central: true\n  - id: \"500112\"", "id: \"500158\"\n    central: true\n  - id: \"500112\"", "- id: \"500158\"", "successor '500158' is no district" },
        { "districts.yaml", "district: \"500157\", formerly: \"500105\"", "district: \"500999\", formerly: \"500105\"", "500999", "'500999' is no district" },
        { "districts.yaml", "complement_of: 中心城区", "complement_of: 城区", "name: 中心城区以外", "area '城区' is not defined above" },
        { "terms.yaml", "means: [住房]", "means: []", "say: [房子]", "a term needs words that are said and words they mean" },
        { "terms.yaml", "積积", "積", "traditional:", "not a pair" },
        { "wording.yaml", "premise: ", "premisse: ", "empty: ", "the sentence 'premise' is missing" },
        { "dialogue.yaml", "- move: hold\n", "- move: helo\n", "- move: helo\n", "'move' is 'helo'; allowed: greeting" },
        { "dialogue.yaml", "- move: hold\n", "- move: recall\n", "- move: review", "the move 'hold' must be there once" },
        { "dialogue.yaml", "- move: hold\n", "- move: recall\n", "- move: review", "the move 'recall' must be there once" },
        { "dialogue.yaml", "    longest: 30\n", "    longest: 90\n", "    longest: 90\n", "'longest' is from 1 to 60 characters" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_file_line_and_reason(string file, string right, string wrong, string onTheLineOf, string reason)
    {
        folder.Edit(file, right, wrong);

        var reading = ContentReader.Read(folder.Path);

        reading.Content.ShouldBeNull();
        var problem = reading.Problems.First(problem => problem.Reason.Contains(reason, StringComparison.Ordinal));
        problem.File.ShouldBe(file);
        problem.Line.ShouldBeInRange(folder.LineOf(file, onTheLineOf) - 1, folder.LineOf(file, onTheLineOf));
    }

    [Theory]
    [InlineData(ContentFolder.HousingFund, "不敢乱说。", "{fact:HF-399}", "id: HF-307", "id: HF-308")]
    [InlineData(ContentFolder.HousingFund, "不敢乱说。", "{fact:HF-307}", "id: HF-307", "id: HF-308")]
    [InlineData("guard.yaml", "{fact:HF-308}我这就", "{fact:HF-307}我这就", "id: crisis", "id: personal-records")]
    [InlineData("guard.yaml", "您现在安全吗？{fact:HF-308}", "您现在安全吗？{fact:HF-307}", "intents:", "escalation:")]
    [InlineData("guard.yaml", "{fact:HF-308}我这就", "{fact:HF-999}我这就", "id: crisis", "id: personal-records")]
    public void A_mark_of_a_fact_that_may_not_be_cited_is_named_with_file_line_and_reason(string file, string right, string wrong, string from, string to)
    {
        folder.Edit(file, right, wrong);

        var problem = ContentReader.Read(folder.Path).Problems.Single();

        problem.File.ShouldBe(file);
        problem.Reason.ShouldContain("is no published fact");
        problem.Line.ShouldBeInRange(folder.LineOf(file, from), folder.LineOf(file, to) - 1);
    }

    [Fact]
    public void A_file_that_is_no_YAML_is_named_with_its_line()
    {
        folder.Edit(HousingFund, "title: 租房提取", "title: \"租房提取");

        var problem = ContentReader.Read(folder.Path).Problems.First(problem => problem.File == HousingFund);

        problem.Reason.ShouldStartWith("not valid YAML");
        problem.Line.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_prepared_reply_on_a_fact_that_will_end_is_a_problem_before_it_ends()
    {
        using var folder = new ContentFolder();
        folder.Edit(HousingFund, "    from: 2020-01-01\n", "    from: 2020-01-01\n    to: 2030-06-30\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.Reason.Contains("ends on 2030-06-30", StringComparison.Ordinal));
    }

    [Fact]
    public void An_inline_map_that_is_not_closed_is_a_problem_of_its_file()
    {
        using var folder = new ContentFolder();
        File.WriteAllText(Path.Combine(folder.Path, "districts.yaml"), "districts:\n  - {name: 江北区\n  - {name: 渝中区, names: [渝中]}\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "districts.yaml" && problem.Reason.StartsWith("not valid YAML", StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_written_twice_is_a_problem()
    {
        folder.Edit(HousingFund, "title: 租房提取", "title: 租房提取\ntitle: 租房提取公积金");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == HousingFund && problem.Reason.StartsWith("not valid YAML", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_guide_in_two_files_is_a_problem()
    {
        folder.Write("guides/petition/HF-03.yaml", folder.Read(HousingFund));

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem =>
            problem.File == "guides/petition/HF-03.yaml" && problem.Reason.StartsWith("guide 'HF-03' exists twice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("slots/common.yaml")]
    [InlineData("districts.yaml")]
    [InlineData("terms.yaml")]
    [InlineData("guard.yaml")]
    [InlineData("examples.yaml")]
    [InlineData("wording.yaml")]
    [InlineData("dialogue.yaml")]
    [InlineData("sources/sample.yaml")]
    [InlineData(ContentFolder.HousingFund)]
    public void An_empty_file_is_a_problem(string file)
    {
        folder.Write(file, "# nothing\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(new ContentProblem(file, 1, "the file is empty"));
    }

    [Theory]
    [InlineData("districts.yaml")]
    [InlineData("terms.yaml")]
    [InlineData("guard.yaml")]
    [InlineData("examples.yaml")]
    [InlineData("wording.yaml")]
    [InlineData("dialogue.yaml")]
    public void A_missing_file_is_a_problem(string file)
    {
        folder.Delete(file);

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == file && problem.Reason.StartsWith("cannot be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("slots/common.yaml")]
    [InlineData("districts.yaml")]
    [InlineData("terms.yaml")]
    [InlineData("guard.yaml")]
    [InlineData("examples.yaml")]
    [InlineData("wording.yaml")]
    [InlineData("dialogue.yaml")]
    [InlineData("sources/sample.yaml")]
    [InlineData(ContentFolder.HousingFund)]
    public void A_file_of_another_shape_is_a_problem(string file)
    {
        folder.Write(file, "一句话\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == file && problem.Line == 1);
    }

    [Fact]
    public void A_file_nobody_reads_is_a_problem()
    {
        folder.Write("gaurd.yaml", "rules: []\n");

        ContentReader.Read(folder.Path).Problems.ShouldContain(new ContentProblem("gaurd.yaml", 1, "nothing reads this file; is its name right?"));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_a_problem_and_no_exception()
    {
        File.CreateSymbolicLink(Path.Combine(folder.Path, "guides/enrolment/ENR-02.yaml"), Path.Combine(folder.Path, "nowhere"));

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "guides/enrolment/ENR-02.yaml");
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_one_problem()
    {
        ContentReader.Read(Path.Combine(folder.Path, "nowhere")).Problems.Single().Reason.ShouldContain("does not exist");
    }

    [Fact]
    public void A_folder_without_guides_is_a_problem()
    {
        folder.Delete(HousingFund).Delete(Enrolment);

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.Reason == "there is no guide");
    }

    [Fact]
    public void Every_mistake_is_named_not_only_the_first()
    {
        folder.Edit(HousingFund, "level: A", "level: E").Edit(Enrolment, "from: 2018-12-29", "from: bald").Edit("slots/common.yaml", "name: 办理区县", "nam: 办理区县");

        ContentReader.Read(folder.Path).Problems.Select(problem => problem.File).Distinct().ShouldBe([Enrolment, HousingFund, "slots/common.yaml"], ignoreOrder: true);
    }

    [Fact]
    public void Guides_that_wait_for_each_other_in_a_circle_are_named_where_they_do()
    {
        folder.Edit(HousingFund, "related: [ENR-01]", "related: [ENR-01]\nfirst: [ENR-01]").Edit(Enrolment, "related: [HF-03]", "related: [HF-03]\nfirst: [HF-03]");

        ContentReader.Read(folder.Path).Problems.ShouldBe(
            [
                new(HousingFund, folder.LineOf(HousingFund, "first:"), "guides wait for each other: HF-03 → ENR-01 → HF-03"),
                new(Enrolment, folder.LineOf(Enrolment, "first:"), "guides wait for each other: ENR-01 → HF-03 → ENR-01"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void A_guide_that_waits_for_itself_is_a_problem()
    {
        folder.Edit(HousingFund, "related: [ENR-01]", "related: [ENR-01]\nfirst: [HF-03]");

        ContentReader.Read(folder.Path).Problems.Single().Reason.ShouldBe("guides wait for each other: HF-03 → HF-03");
    }

    [Fact]
    public void A_guide_that_waits_for_another_is_no_problem()
    {
        folder.Edit(HousingFund, "related: [ENR-01]", "related: [ENR-01]\nfirst: [ENR-01]");

        ContentReader.Read(folder.Path).Content!.Guides["HF-03"].First.ShouldBe(["ENR-01"]);
    }

    [Fact]
    public void A_dialogue_without_a_move_is_a_problem()
    {
        var text = folder.Read("dialogue.yaml");
        var (from, to) = (text.IndexOf("  - move: hold\n", StringComparison.Ordinal), text.IndexOf("  - move: ", text.IndexOf("  - move: hold\n", StringComparison.Ordinal) + 10, StringComparison.Ordinal));
        folder.Write("dialogue.yaml", text[..from] + text[to..]);

        var problem = ContentReader.Read(folder.Path).Problems.Single();

        (problem.File, problem.Reason).ShouldBe(("dialogue.yaml", "the move 'hold' must be there once"));
    }

    [Fact]
    public void A_fact_that_applies_nowhere_is_a_problem()
    {
        folder.Edit(HousingFund, "applies: [南岸区]", "applies: []");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == HousingFund);
    }

    [Theory]
    [InlineData("{fact: HF-308}")]
    [InlineData("{fact:hf-308}")]
    [InlineData("{HF-308}")]
    [InlineData("{fact:HF-308")]
    public void A_mark_that_is_none_is_a_problem(string mark)
    {
        folder.Edit("guard.yaml", "{fact:HF-308}我这就", mark + "我这就");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "guard.yaml");
    }

    [Fact]
    public void A_fixed_sentence_that_says_nothing_is_a_problem()
    {
        folder.Write("wording.yaml", string.Join('\n', folder.Read("wording.yaml").Split('\n').Select(line => line.StartsWith("took-too-long:", StringComparison.Ordinal) ? "took-too-long:" : line)));

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "wording.yaml");
    }

    [Fact]
    public void A_rule_of_the_guard_that_matches_nothing_is_a_problem()
    {
        folder.Edit("guard.yaml", "    cues:\n      - 不想活|活不下去\n", "");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "guard.yaml");
    }

    [Fact]
    public void Districts_that_succeed_each_other_in_a_circle_are_a_problem()
    {
        folder.Edit("districts.yaml", "name: 两江新区, names: [两江], from: \"2026-01-25\"", "name: 两江新区, names: [两江], to: \"2026-02-01\", successors: [{id: \"500105\"}]");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "districts.yaml");
    }

    [Fact]
    public void A_typing_error_whose_right_word_contains_it_is_a_problem()
    {
        folder.Edit("terms.yaml", "write: [提曲]", "write: [公积]").Edit("terms.yaml", "right: 提取", "right: 公积金");

        ContentReader.Read(folder.Path).Problems.ShouldContain(problem => problem.File == "terms.yaml");
    }

    [Fact]
    public void The_version_changes_with_every_byte_and_only_then()
    {
        var first = ContentReader.Read(folder.Path).Content!.Version;
        var again = ContentReader.Read(folder.Path).Content!.Version;
        folder.Edit(HousingFund, "江南大道8号，工作日办理", "江南大道8号，工作日办理的");
        var edited = ContentReader.Read(folder.Path).Content!.Version;

        again.ShouldBe(first);
        edited.ShouldNotBe(first);
    }
}
