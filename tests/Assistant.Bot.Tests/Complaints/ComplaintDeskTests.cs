using Assistant.Bot.Complaints;
using Assistant.Bot.Conversations;
using Assistant.TestKit;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Complaints;

public sealed class ComplaintDeskTests
{
    readonly InMemoryConversationStore store = new();
    readonly ManualClock clock = new();
    readonly ComplaintDesk desk;

    public ComplaintDeskTests() => desk = new ComplaintDesk(store, Options.Create(new ComplaintOptions()), clock);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task L04_a_complaint_gets_a_code_and_a_due_date_and_can_be_looked_up()
    {
        var filed = await desk.FileAsync("回答错了", "13800000000", Token);

        var found = await desk.FindAsync(filed!.Code, Token);

        filed.Code.Length.ShouldBe(10);
        filed.Code.ShouldAllBe(letter => "23456789ABCDEFGHJKMNPQRSTWXYZ".Contains(letter));
        filed.Due.ShouldBe(new DateOnly(2026, 12, 5));
        found.ShouldBe(filed);
    }

    [Fact]
    public async Task The_due_date_counts_from_the_day_in_China()
    {
        clock.Advance(TimeSpan.FromHours(15)); // 16:00 UTC: midnight of the 21st in Chongqing

        (await desk.FileAsync("回答错了", "", Token))!.Due.ShouldBe(new DateOnly(2026, 12, 6));
    }

    [Fact]
    public async Task Case_spaces_and_full_width_letters_of_a_code_do_not_matter()
    {
        var code = (await desk.FileAsync("回答错了", "", Token))!.Code;

        (await desk.FindAsync(code.ToLowerInvariant(), Token)).ShouldNotBeNull();
        (await desk.FindAsync($" {code[..5]} {code[5..]}\n", Token)).ShouldNotBeNull();
        (await desk.FindAsync(string.Concat(code.Select(letter => (char)(letter + 0xFEE0))), Token)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAA")]
    [InlineData("OOOOOOOOOO")]
    [InlineData("AAAA")]
    [InlineData("../../../x")]
    [InlineData("\ud800")]
    public async Task A_code_nobody_was_given_finds_nothing(string code)
    {
        (await desk.FindAsync(code, Token)).ShouldBeNull();
        (await desk.AnswerAsync(code, "谢谢", Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_conversation_is_not_a_complaint()
    {
        await store.OpenAsync(new Conversation { Id = "complaint-AAAAAAAAAA", Citizen = "x", Channel = "webchat", StartedAt = clock.GetUtcNow() }, Token);

        (await desk.FindAsync("AAAAAAAAAA", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_is_seen_by_the_complainant_and_closes_the_complaint()
    {
        var filed = (await desk.FileAsync("回答错了", "", Token))!;
        var other = (await desk.FileAsync("太慢", "", Token))!;
        clock.Advance(TimeSpan.FromDays(2));

        (await desk.AnswerAsync(filed.Code.ToLowerInvariant(), "已经改正", Token)).ShouldBeTrue();

        var found = (await desk.FindAsync(filed.Code, Token))!;
        found.Answer.ShouldBe("已经改正");
        found.AnsweredAt.ShouldBe(clock.GetUtcNow());
        (await desk.FindOpenAsync(Token)).Select(open => open.Code).ShouldBe([other.Code]);
    }

    [Fact]
    public async Task A_second_answer_takes_the_place_of_the_first()
    {
        var filed = (await desk.FileAsync("回答错了", "", Token))!;
        await desk.AnswerAsync(filed.Code, "已经改正", Token);
        clock.Advance(TimeSpan.FromMinutes(1));
        await desk.AnswerAsync(filed.Code, "已经改正，谢谢", Token);

        (await desk.FindAsync(filed.Code, Token))!.Answer.ShouldBe("已经改正，谢谢");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\u200B", "")]
    public async Task A_complaint_without_text_is_not_taken(string text, string contact) => (await desk.FileAsync(text, contact, Token)).ShouldBeNull();

    [Fact]
    public async Task A_complaint_longer_than_the_limit_is_not_taken()
    {
        (await desk.FileAsync(new string('字', ComplaintDesk.LongestText), "", Token)).ShouldNotBeNull();
        (await desk.FileAsync(new string('字', ComplaintDesk.LongestText + 1), "", Token)).ShouldBeNull();
        (await desk.FileAsync("回答错了", new string('1', 101), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_complaint_with_any_characters_is_kept_as_it_reads()
    {
        var filed = (await desk.FileAsync("<b>\"回答'\0错\u200B了\ud800</b>", "", Token))!;

        (await desk.FindAsync(filed.Code, Token))!.Text.ShouldBe("<b>\"回答'错了</b>");
    }
}
