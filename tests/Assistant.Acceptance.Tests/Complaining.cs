using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A citizen is not content with an answer (L-04) or wants their data back (L-02).</summary>
public sealed class Complaining(AssistantUnderTest assistant)
{
    [Fact]
    public async Task A_complaint_gives_a_code_with_a_date_and_the_code_finds_it_again_L04()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.Page.GetByText("投诉和反馈").ClickAsync();
        await Expect(citizen.Page.Locator("main")).ToContainTextAsync("15天内答复");
        await citizen.Page.Locator("#text").FillAsync("说的公积金额度和窗口说的不一样");
        await citizen.TapAsync("提交");
        await Expect(citizen.Page.Locator("#receipt")).ToBeVisibleAsync();
        var code = await citizen.Page.Locator("#receipt-code").InnerTextAsync();
        var due = await citizen.Page.Locator("#receipt-due").InnerTextAsync();
        await citizen.Page.ReloadAsync();
        await citizen.Page.Locator("#code").FillAsync(code.ToLowerInvariant());
        await citizen.TapAsync("查询");

        await Expect(citizen.Page.Locator("#found-state")).ToHaveTextAsync("已收到，正在处理");
        await Expect(citizen.Page.Locator("#found-due")).ToHaveTextAsync(due);
        due.ShouldMatch(@"^\d{4}年\d{1,2}月\d{1,2}日$");
    }

    [Fact]
    public async Task An_unknown_code_and_an_empty_complaint_are_answered_in_words()
    {
        await using var citizen = await assistant.VisitAsync(page: "/complaint.html");

        await citizen.Page.Locator("#code").FillAsync("2222222222");
        await citizen.TapAsync("查询");
        await Expect(citizen.Page.Locator("#find-error")).ToContainTextAsync("没有找到这个编号");
        await citizen.TapAsync("提交");

        await Expect(citizen.Page.Locator("#file-error")).ToContainTextAsync("请写一写是什么情况");
        await Expect(citizen.Page.Locator("#text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Access_correction_and_deletion_can_be_asked_for_without_a_login_L02()
    {
        await using var citizen = await assistant.VisitAsync(page: "/complaint.html");

        await citizen.Page.Locator("#kind").SelectOptionAsync("我的个人信息：查阅、复制、更正、删除");
        await citizen.Page.Locator("#text").FillAsync("请删除我今天上午的对话");
        await citizen.TapAsync("提交");

        await Expect(citizen.Page.Locator("#receipt")).ToBeVisibleAsync();
    }
}
