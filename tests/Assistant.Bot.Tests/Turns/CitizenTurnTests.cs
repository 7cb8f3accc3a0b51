using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.TestKit;

namespace Assistant.Bot.Tests.Turns;

public sealed class CitizenTurnTests : IAsyncLifetime
{
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public async Task A_question_a_fact_answers_is_answered_with_its_source()
    {
        var reply = await turn.AskAsync("没有住房可不可以提取公积金");

        reply.Outcome.ShouldBe(TurnOutcome.Answered);
        reply.Guide.ShouldBe("HF-03");
        reply.Said(AnswerPartKind.Conclusion).ShouldBe("可以，本人和配偶都没有自有住房就能提取。[1]");
        reply.Citations[0].ShouldSatisfyAllConditions(
            citation => citation.FactId.ShouldBe("HF-301"),
            citation => citation.Basis.ShouldBe("《住房公积金管理条例》（国务院令第262号）第二十四条（国务院，2019-03-24）"),
            citation => citation.Standing.ShouldBe(CitationStanding.InForce),
            citation => citation.Area.ShouldBe("全国"));
        reply.AsOf.ShouldBe(new DateOnly(2026, 11, 20));
    }

    [Theory]
    [InlineData("没有住房可不可以提曲公基金")]
    [InlineData("沒有住房可不可以提取公積金")]
    [InlineData("没有房子可不可以提取公积金")]
    public async Task Typing_errors_traditional_characters_and_everyday_words_find_the_same(string text)
    {
        var reply = await turn.AskAsync(text);

        reply.Cited()[0].ShouldBe("HF-301");
    }

    [Theory]
    [InlineData("没有住房可不可以提取公积金，热线１２３２９")]
    [InlineData("ＡＰＰ上没有住房可不可以提取公积金")]
    public async Task Full_width_characters_find_the_same(string text)
    {
        var reply = await turn.AskAsync(text);

        reply.Cited().ShouldContain("HF-301");
    }

    [Fact]
    public async Task An_answer_that_depends_on_the_district_asks_for_it()
    {
        var reply = await turn.AskAsync("租房提取公积金每月可以提好多钱");

        reply.Outcome.ShouldBe(TurnOutcome.PartlyAnswered);
        reply.Reason.ShouldBe("district-unknown");
        reply.Said(AnswerPartKind.Conclusion).ShouldStartWith("每人每月1800元");
        reply.Asks[0].ShouldSatisfyAllConditions(ask => ask.Slot.ShouldBe("district"), ask => ask.Choices.ShouldContain("南岸区"));
        reply.Said(AnswerPartKind.Ask).ShouldEndWith("请问您在哪个区县办理？");
        reply.Memory.Topic!.ShouldSatisfyAllConditions(topic => topic.Question.ShouldBe("租房提取公积金每月可以提好多钱"), topic => topic.OpenSlot.ShouldBe("district"));
    }

    [Fact]
    public async Task A_provisional_fact_is_marked_and_says_who_decides_and_where_to_confirm()
    {
        var reply = await turn.AskAsync("租房提取公积金每月可以提好多钱");

        reply.Citations.Single(citation => citation.FactId == "HF-302").Standing.ShouldBe(CitationStanding.Provisional);
        reply.Said(AnswerPartKind.ToConfirm).ShouldContain("以重庆市住房公积金管理中心的最新通知为准");
        reply.Cited().ShouldContain("HF-308");
    }

    [Fact]
    public async Task An_unpublished_fact_is_answered_by_what_is_said_instead()
    {
        var reply = await turn.AskAsync("公租房提取要带啥子证明");

        reply.Outcome.ShouldBe(TurnOutcome.PartlyAnswered);
        reply.Reason.ShouldBe("not-published");
        reply.Said(AnswerPartKind.Conclusion).ShouldStartWith("公租房要带哪些证明，我还没有核实到官方的清单，不敢乱说。");
        reply.Cited().ShouldNotContain("HF-307");
    }

    [Fact]
    public async Task The_notice_about_reposts_is_said_only_beside_a_repost()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder().Append(ContentFolder.Enrolment, """

              - id: ENR-106
                kind: 材料
                level: M
                state: unpublished
                reason: 没有见到原文
                instead: 转学要带哪些东西，我还没有核实到。
                applies: chongqing
                asks: [转学带哪些东西]

            """));

        var reply = await other.AskAsync("小学转学带哪些东西");

        reply.Said(AnswerPartKind.Conclusion).ShouldStartWith("转学要带哪些东西，我还没有核实到。");
        reply.Citations.ShouldAllBe(citation => citation.Standing != CitationStanding.Provisional);
        reply.Said().ShouldNotContain("转载");
    }

    [Fact]
    public async Task A_figure_in_what_is_said_instead_does_not_withhold_the_fact_beside_it()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit(ContentFolder.HousingFund, "不敢乱说。", "也可以打12345问。")
            .Edit(ContentFolder.HousingFund, "- 有自有住房还能不能提", "- 公租房提取要带啥子证明"));

        var reply = await other.AskAsync("公租房提取要带啥子证明");

        reply.Outcome.ShouldBe(TurnOutcome.PartlyAnswered);
        reply.Said().ShouldContain("也可以打12345问。");
        reply.Cited().ShouldContain("HF-301");
    }

    [Fact]
    public async Task A_question_back_that_holds_a_figure_is_asked_beside_where_to_confirm()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit("slots/common.yaml", "ask: 请问您租的是哪一类房？", "ask: 请问您是2025年5月8日以前租的吗？")
            .Edit(ContentFolder.HousingFund, "confirm: [HF-308]", "confirm: [ENR-103]"));

        var reply = await other.AskAsync("在南岸租房提取公积金每月可以提好多钱");

        reply.Asks.ShouldNotBeEmpty();
        reply.Said(AnswerPartKind.Ask).ShouldEndWith("请问您是2025年5月8日以前租的吗？");
        reply.Said(AnswerPartKind.ToConfirm).ShouldContain("最新通知为准");
    }

    [Fact]
    public async Task One_years_practice_is_shown_as_a_sample()
    {
        var reply = await turn.AskAsync("渝中区小学好久开始报名");

        reply.Citations.Single(citation => citation.FactId == "ENR-104").Standing.ShouldBe(CitationStanding.Sample);
        reply.Said(AnswerPartKind.ToConfirm).ShouldContain("往年样例");
    }

    [Fact]
    public async Task Without_a_district_a_local_rule_is_named_as_an_example()
    {
        var reply = await turn.AskAsync("公积金窗口在哪里");

        reply.Said(AnswerPartKind.Conclusion).ShouldMatch("^各区县规定不同，先举(南岸|綦江)区的例子：\\1区的窗口在");
    }

    [Fact]
    public async Task A_general_question_is_answered_by_the_overview()
    {
        var reply = await turn.AskAsync("孩子上小学怎么报名", district: "南岸区");

        reply.Cited().Take(3).ShouldBe(["ENR-101", "ENR-102", "ENR-103"]);
    }

    [Fact]
    public async Task An_overview_that_begins_with_a_local_fact_is_said_all_the_same()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit(ContentFolder.HousingFund, "overview: [HF-301, HF-302, HF-308]", "overview: [HF-303, ENR-103]"));

        var reply = await other.AskAsync("我想用公积金交房租");

        reply.Outcome.ShouldNotBe(TurnOutcome.InternalError, string.Join('\n', other.Log.Lines));
    }

    [Fact]
    public async Task A_matter_of_ours_without_a_fact_finds_nothing_and_says_so()
    {
        var reply = await turn.AskAsync("失业了怎么办");

        reply.Outcome.ShouldBe(TurnOutcome.NothingFound);
        reply.Citations.ShouldBeEmpty();
        reply.Said().ShouldContain("没有找到可以引用的正式依据");
    }

    [Fact]
    public async Task What_is_not_our_matter_is_refused()
    {
        var reply = await turn.AskAsync("红烧肉咋个炖");

        reply.Outcome.ShouldBe(TurnOutcome.Refused);
        reply.Reason.ShouldBe("out-of-scope");
    }

    [Theory]
    [InlineData("我们20多个人一起租房，怎么提取公积金", "多人共同的事")]
    [InlineData("账户冻结了，租房还能不能提取公积金", "账户被冻结")]
    public async Task A_sign_that_a_person_is_needed_offers_one_first_hand(string text, string sign)
    {
        var reply = await turn.AskAsync(text);

        reply.Handover.ShouldBeTrue();
        reply.Parts[^1].Kind.ShouldBe(AnswerPartKind.Person);
        reply.Parts[^1].Text.ShouldContain(sign);
    }

    [Fact]
    public async Task Follow_ups_are_a_few_questions_not_answered_yet()
    {
        var reply = await turn.AskAsync("几岁可以上小学", district: "南岸区");

        reply.FollowUps.Count.ShouldBeLessThanOrEqualTo(2);
        var answered = reply.Cited().SelectMany(id => turn.Knowledge.Current.Facts[id].Asks);
        reply.FollowUps.Intersect(answered).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_mark_has_its_citation_and_every_citation_its_mark()
    {
        var reply = await turn.AskAsync("租房提取公积金怎么办");

        reply.Citations.Select(citation => citation.Number).ShouldBe(Enumerable.Range(1, reply.Citations.Count));
        foreach (var citation in reply.Citations) reply.Said().ShouldContain($"[{citation.Number}]");
    }

    [Fact]
    public async Task What_was_remembered_survives_a_turn_that_finds_nothing()
    {
        var memory = Memories.In("500108") with { Topics = [new Topic { Guide = "HF-03", Question = "租房提取公积金怎么办" }] };

        var nothing = await turn.AskAsync("失业了怎么办", memory);
        var outOfScope = await turn.AskAsync("红烧肉咋个炖", memory);

        nothing.Memory.District.ShouldBe("500108");
        outOfScope.Memory.District.ShouldBe("500108");
    }

    [Fact]
    public async Task A_publication_in_mid_turn_changes_nothing_for_that_turn()
    {
        turn.Index.Find = async (query, cancellationToken) =>
        {
            turn.Index.Find = null;
            var hits = await turn.Index.FindAsync(query, cancellationToken);
            turn.Folder.Edit(ContentFolder.HousingFund, "可以，本人和配偶都没有自有住房就能提取。", "可以提取。");
            (await turn.Knowledge.ReloadAsync(cancellationToken)).ShouldBeEmpty();
            return hits;
        };

        var during = await turn.AskAsync("没有住房可不可以提取公积金");
        var after = await turn.AskAsync("没有住房可不可以提取公积金");

        during.Said(AnswerPartKind.Conclusion).ShouldBe("可以，本人和配偶都没有自有住房就能提取。[1]");
        after.Said(AnswerPartKind.Conclusion).ShouldBe("可以提取。[1]");
    }
}
