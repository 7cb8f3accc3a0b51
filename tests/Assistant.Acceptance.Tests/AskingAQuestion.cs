using System.Text.Json.Nodes;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A mother asks about school.</summary>
public sealed class AskingAQuestion(AssistantUnderTest assistant)
{
    [Fact]
    public async Task A_mother_taps_a_starter_question_then_asks_her_own_and_both_answers_name_their_basis()
    {
        await using var mother = await assistant.VisitAsync();

        await mother.TapAsync("外地户口的孩子能在重庆读小学吗？");
        var first = await mother.AnswerAsync();
        await mother.AskAsync("小学报名要带哪些证件？");
        var second = await mother.AnswerAsync(2);

        await Expect(mother.OwnMessages.First).ToContainTextAsync("外地户口的孩子能在重庆读小学吗？");
        await Expect(first.Locator(".webchat__link-definitions__list-item-box").First).ToBeVisibleAsync();
        await Expect(second.Locator(".webchat__link-definitions__list-item-box").First).ToBeVisibleAsync();
        await Expect(mother.Page.Locator("#starters")).Not.ToHaveAttributeAsync("open", "");
    }

    public static TheoryData<string> Starters =>
    [
        "外地户口的孩子能在重庆读小学吗？", "小学报名要带哪些证件？", "租房能提多少公积金？", "单位欠缴公积金怎么办？",
        "失业金能领几个月？", "老板拖欠工资找谁？", "信访件多久能办完？", "对信访答复不满意怎么办？",
    ];

    [Theory]
    [MemberData(nameof(Starters))]
    public async Task Every_starter_question_gets_an_answer_with_a_basis(string question)
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.TapAsync(question);

        await citizen.AnswerAsync();
        (await citizen.Citations.CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_first_sentence_of_a_long_answer_is_on_the_screen()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.TapAsync("租房能提多少公积金？");
        var answer = await citizen.AnswerAsync();

        await Expect(citizen.Page.Locator(".webchat__suggested-actions")).ToBeVisibleAsync();
        await Expect(answer.Locator("p").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task While_an_answer_is_looked_for_the_page_says_so_in_words()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.Page.RouteWebSocketAsync("**/stream**", socket =>
        {
            var server = socket.ConnectToServer();
            server.OnMessage(frame =>
            {
                // The answer itself never comes.
                if (frame.Text?.Contains("AIGeneratedContent", StringComparison.Ordinal) != true) socket.Send(frame.Text ?? "");
            });
            socket.OnMessage(frame => server.Send(frame.Text ?? ""));
            // An answer can be faster than the word that it is being looked for.
            socket.Send("""{"activities":[{"type":"typing","id":"t","timestamp":"2026-11-20T08:00:00Z","from":{"id":"assistant","role":"bot"}}]}""");
        });
        await citizen.Page.ReloadAsync();

        await Expect(citizen.Page.Locator(".working")).ToHaveTextAsync("正在查政策依据…");
    }

    [Fact]
    public async Task A_vote_is_stored_and_the_citizen_is_told_so()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();

        await citizen.TapAsync("有用");

        await Expect(citizen.Line).ToContainTextAsync("已经记下：有用");
        var (conversationId, token) = await citizen.ConversationAsync();
        var stored = await assistant.Host.ReadConversationAsync(conversationId, token);
        stored.OfType<JsonObject>().ShouldContain(activity => (string?)activity["name"] == "feedback" && (bool)activity["value"]!["useful"]!);
    }

    [Fact]
    public async Task A_person_can_be_asked_for_in_one_step_L72()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.TapAsync("转人工");

        await Expect(citizen.OwnMessages.First).ToContainTextAsync("转人工");
        await citizen.AnswerAsync();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_sent_and_the_citizen_is_told_why()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();

        await citizen.Page.Locator(".webchat__upload-button--file-input").SetInputFilesAsync(
            new Microsoft.Playwright.FilePayload { Name = "房产证.png", MimeType = "image/png", Buffer = new byte[4 * 1024 * 1024 + 1] });

        await Expect(citizen.Line).ToContainTextAsync("不能超过4MB");
    }

    [Fact]
    public async Task A_picture_is_taken_and_answered()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

        await citizen.Page.Locator(".webchat__upload-button--file-input").SetInputFilesAsync(
            new Microsoft.Playwright.FilePayload { Name = "房产证.png", MimeType = "image/png", Buffer = png });
        await Expect(citizen.Line).ToContainTextAsync("已选好1个文件");
        await citizen.SendBox.PressAsync("Enter");

        await Expect(await citizen.AnswerAsync()).ToContainTextAsync("文件收到了");
        await Expect(citizen.Line).ToBeEmptyAsync();
        citizen.Complaints.ShouldBeEmpty();
    }
}
