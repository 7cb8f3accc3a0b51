using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A citizen on a train, and a server that is being renewed.</summary>
public sealed class LosingTheConnection(AssistantUnderTest assistant)
{
    static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 30_000 };

    [Fact]
    public async Task When_the_server_is_killed_and_comes_back_the_conversation_goes_on_with_what_was_typed()
    {
        await using var host = new HostProcess();
        await using var citizen = await VisitAsync(host);
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        var (before, _) = await citizen.ConversationAsync();

        await citizen.SendBox.FillAsync("小学报名要带哪些证件？");
        await host.KillAsync();
        await Expect(citizen.Line).ToContainTextAsync("连接断了，正在重新连接");
        await Expect(citizen.Line).ToContainTextAsync("您写的内容还在");
        await host.StartAsync();
        await Expect(citizen.Line).ToContainTextAsync("已经连上", Patiently);

        await Expect(citizen.SendBox).ToHaveValueAsync("小学报名要带哪些证件？");
        await citizen.SendBox.PressAsync("Enter");
        await citizen.AnswerAsync(2);
        (await citizen.ConversationAsync()).ConversationId.ShouldBe(before);
        (await citizen.OwnMessages.CountAsync()).ShouldBe(2);
        (await citizen.Answers.CountAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_while_the_line_is_down_goes_out_by_itself_when_it_is_back(bool byButton)
    {
        await using var host = new HostProcess();
        await using var citizen = await VisitAsync(host);
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();

        await host.KillAsync();
        await Expect(citizen.Line).ToContainTextAsync("连接断了");
        if (byButton) await citizen.Page.Locator(".webchat__suggested-action").First.ClickAsync();
        else await citizen.AskAsync("小学报名要带哪些证件？");
        await Expect(citizen.Line).ToContainTextAsync("一连上就为您发送");
        (await citizen.OwnMessages.CountAsync()).ShouldBe(1);
        await host.StartAsync();

        await citizen.OwnMessages.Nth(1).WaitForAsync(new() { Timeout = 30_000 });
        await citizen.AnswerAsync(2);
        await Expect(citizen.SendBox).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_is_sent_before_the_first_connection_is_there_is_not_lost()
    {
        await using var citizen = await assistant.VisitAsync(page: "/purpose.html");
        var mayConnect = new TaskCompletionSource();
        await citizen.Page.RouteAsync("**/conversations/*", async route =>
        {
            await mayConnect.Task;
            await route.ContinueAsync();
        });
        await citizen.GoToAsync("/");

        await citizen.AskAsync("租房能提多少公积金？");
        await Expect(citizen.Line).ToContainTextAsync("一连上就为您发送");
        mayConnect.SetResult();

        await citizen.AnswerAsync();
    }

    [Fact]
    public async Task Two_windows_do_not_fight_over_one_conversation()
    {
        const string Words = "对话已在另一个窗口打开，请在那里继续；要在这里继续请刷新页面。";
        await using var citizen = await assistant.VisitAsync();
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        var kept = await citizen.Page.EvaluateAsync<string>("() => sessionStorage.getItem('conversation')");
        // As the browser does when a tab is duplicated.
        var second = new Citizen(citizen.Page.Context, await citizen.Page.Context.NewPageAsync());
        await second.Page.AddInitScriptAsync($"sessionStorage.setItem('conversation', {JsonSerializer.Serialize(kept)})");

        await second.GoToAsync("/");
        await Expect(citizen.Line).ToHaveTextAsync(Words);
        var requests = citizen.Requests.Count;
        await citizen.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await citizen.AskAsync("小学报名要带哪些证件？");
        await second.AnswerAsync();
        await second.AskAsync("失业金能领几个月？");
        await second.AnswerAsync(2);

        await Expect(citizen.Line).ToHaveTextAsync(Words);
        await Expect(citizen.SendBox).ToHaveValueAsync("小学报名要带哪些证件？");
        (await citizen.OwnMessages.CountAsync()).ShouldBe(1);
        // DirectLineJS by itself would come back after 3 to 15 seconds.
        await second.Page.WaitForTimeoutAsync(16_000);
        citizen.Requests.Count.ShouldBe(requests);
        await citizen.Page.ReloadAsync();
        await citizen.AnswerAsync(2);
        await Expect(second.Line).ToHaveTextAsync(Words);
    }

    [Fact]
    public async Task A_reload_brings_the_same_conversation_back()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        var (before, _) = await citizen.ConversationAsync();

        await citizen.Page.ReloadAsync();
        await citizen.AnswerAsync();

        (await citizen.ConversationAsync()).ConversationId.ShouldBe(before);
        (await citizen.OwnMessages.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_token_begins_a_new_conversation_and_says_so()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();
        await citizen.Page.AddInitScriptAsync(
            "if (!sessionStorage.getItem('tampered')) { sessionStorage.setItem('tampered', 'yes'); "
            + "sessionStorage.setItem('conversation', JSON.stringify({ conversationId: 'gone', token: 'refused' })); }");

        await citizen.Page.ReloadAsync();

        await Expect(citizen.Line).ToContainTextAsync("现在是新的对话");
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
    }

    [Fact]
    public async Task Where_no_socket_gets_through_the_conversation_works_all_the_same()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.Page.RouteWebSocketAsync("**/stream**", socket => _ = socket.CloseAsync());
        await citizen.Page.ReloadAsync();

        await citizen.TapAsync("租房能提多少公积金？");

        await citizen.AnswerAsync();
    }

    [Fact]
    public async Task When_the_chat_window_does_not_load_the_page_says_what_to_do()
    {
        await using var citizen = await assistant.VisitAsync(page: "/purpose.html");
        await citizen.Page.RouteAsync("**/webchat.js", route => route.AbortAsync());

        await citizen.GoToAsync("/");

        await Expect(citizen.Page.Locator("#not-yet-help")).ToContainTextAsync("12345");
        await Expect(citizen.Page.Locator("#not-yet-help")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_scripts_the_page_says_what_to_do()
    {
        await using var citizen = await assistant.VisitAsync(scripts: false);

        await Expect(citizen.Page.Locator(".noscript")).ToContainTextAsync("12345");
    }

    async Task<Citizen> VisitAsync(HostProcess host)
    {
        // Skips before a second host is started in vain.
        await (await assistant.VisitAsync(page: "/purpose.html")).DisposeAsync();
        await host.StartAsync();
        return await assistant.VisitAsync(at: host);
    }
}
