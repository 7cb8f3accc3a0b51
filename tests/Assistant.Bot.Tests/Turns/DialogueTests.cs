using Assistant.Bot.Answers;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Tests.Turns;

/// <summary>Places, and what a turn remembers for the next one.</summary>
public sealed class DialogueTests : IAsyncLifetime
{
    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync();

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Theory]
    [InlineData("南岸区")]
    [InlineData("南岸")]
    [InlineData("我在南岸区办")]
    [InlineData(" 南岸 嘛。")]
    public async Task The_district_that_was_asked_for_joins_the_question_that_waits(string answer)
    {
        var asked = await turn.AskAsync("租房提取公积金每月可以提好多钱");

        var reply = await turn.AskAsync(answer, asked.Memory);

        reply.Cited().ShouldContain("HF-302");
        reply.Reason.ShouldBeEmpty();
        reply.Memory.District.ShouldBe("500108");
        reply.Asks.ShouldNotContain(ask => ask.Slot == "district");
    }

    [Fact]
    public async Task A_quick_reply_to_another_question_back_joins_as_well()
    {
        var asked = await turn.AskAsync("在南岸租房提取公积金每月可以提好多钱");
        asked.Memory.Asked!.Slot.ShouldBe("housing_type");

        var reply = await turn.AskAsync(asked.Asks[0].Choices[0], asked.Memory);

        reply.Outcome.ShouldBe(TurnOutcome.Answered);
        reply.Cited().ShouldContain("HF-302");
    }

    [Fact]
    public async Task A_new_question_leaves_the_one_that_waits()
    {
        var asked = await turn.AskAsync("租房提取公积金每月可以提好多钱");

        var reply = await turn.AskAsync("南岸区几岁可以上小学", asked.Memory);

        reply.Guide.ShouldBe("ENR-01");
        reply.Cited().ShouldContain("ENR-101");
    }

    [Fact]
    public async Task The_district_is_remembered_and_a_new_one_takes_its_place()
    {
        var first = await turn.AskAsync("在南岸公积金窗口在哪里");
        var second = await turn.AskAsync("公积金窗口在哪里", first.Memory);
        var third = await turn.AskAsync("綦江的公积金窗口在哪里", second.Memory);

        first.Cited()[0].ShouldBe("HF-303");
        second.Cited()[0].ShouldBe("HF-303");
        third.Cited()[0].ShouldBe("HF-304");
        third.Memory.District.ShouldBe("500110");
    }

    [Fact]
    public async Task What_the_channel_knows_of_the_district_counts_before_what_is_remembered()
    {
        var reply = await turn.AskAsync("公积金窗口在哪里", Memories.In("500108"), district: "綦江区");

        reply.Cited()[0].ShouldBe("HF-304");
    }

    [Fact]
    public async Task A_district_nobody_knows_is_no_district()
    {
        var reply = await turn.AskAsync("公积金窗口在哪里", Memories.In("x"), district: "<b>");

        reply.Said(AnswerPartKind.Conclusion).ShouldStartWith("各区县规定不同");
    }

    [Fact]
    public async Task An_abolished_district_is_explained()
    {
        var reply = await turn.AskAsync("江北区公积金额度是多少");

        reply.Said(AnswerPartKind.Situation).ShouldBe("江北区已经撤销，这件事现在归两江新区。");
        reply.Memory.District.ShouldBe("500157");
    }

    [Fact]
    public async Task Before_it_was_abolished_a_district_needs_no_explanation()
    {
        var reply = await turn.AskAsync("江北区公积金额度是多少", today: new DateOnly(2026, 1, 24));

        reply.Parts.ShouldNotContain(part => part.Kind == AnswerPartKind.Situation);
        reply.Memory.District.ShouldBe("500105");
    }

    [Fact]
    public async Task An_abolished_district_that_was_split_is_explained_part_by_part()
    {
        var reply = await turn.AskAsync("渝北区公积金额度是多少");

        reply.Said(AnswerPartKind.Situation).ShouldBe("渝北区已经撤销：大湾镇、统景镇归北碚区，其余归两江新区。");
        reply.Cited().ShouldContain("HF-302");
    }

    [Fact]
    public async Task An_abolished_district_that_was_split_is_not_guessed_but_asked_for()
    {
        var asked = await turn.AskAsync("渝北区公积金额度是多少");

        asked.Memory.District.ShouldBeNull("which district is not known before the town is");
        asked.Asks.ShouldContain(ask => ask.Slot == "district");
    }

    [Fact]
    public async Task A_town_that_is_told_next_joins_the_question_that_waits()
    {
        var asked = await turn.AskAsync("租房提取公积金每月可以提好多钱");

        var reply = await turn.AskAsync("渝北区统景镇", asked.Memory);

        reply.Cited().ShouldContain("HF-302");
        reply.Memory.District.ShouldBe("500109");
        reply.Said(AnswerPartKind.Situation).ShouldBe("渝北区已经撤销，这件事现在归北碚区。");
    }

    [Fact]
    public async Task A_district_the_channel_knows_by_a_name_that_was_split_is_not_guessed()
    {
        var reply = await turn.AskAsync("租房提取公积金每月可以提好多钱", district: "渝北区");

        reply.Memory.District.ShouldBeNull();
        reply.Reason.ShouldBe("district-unknown");
    }

    [Fact]
    public async Task Where_somebody_comes_from_is_not_where_the_matter_is()
    {
        var reply = await turn.AskAsync("户口在綦江，人在南岸，公积金窗口在哪里");

        reply.Cited()[0].ShouldBe("HF-303");
        reply.Memory.District.ShouldBe("500108");
    }

    [Fact]
    public async Task Today_is_the_day_in_China()
    {
        turn.Clock.Advance(TimeSpan.FromHours(16)); // 01:00 + 16 h = 17:00 UTC: past midnight in Chongqing

        (await turn.AskAsync("没有住房可不可以提取公积金")).AsOf.ShouldBe(new DateOnly(2026, 11, 21));
    }
}
