using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>Nobody takes the machine for a person, before, during or after (L-01, L-08, L-09, L-11, L-13, L-20).</summary>
public sealed class KnowingItIsAnAi(AssistantUnderTest assistant)
{
    const string Label = "AI辅助生成，以主管部门公布为准";

    [Fact]
    public async Task The_notice_stands_over_the_chat_before_and_after_an_answer_L08_L13()
    {
        await using var citizen = await assistant.VisitAsync();
        await Expect(citizen.Page.Locator("#ai-notice")).ToContainTextAsync("人工智能（AI）回答，不是真人");

        await citizen.TapAsync("租房能提多少公积金？");
        var answer = await citizen.AnswerAsync();

        await Expect(citizen.Page.Locator("#ai-notice")).ToBeInViewportAsync();
        await Expect(answer.Locator(".webchat__text-content__markdown")).ToContainTextAsync(Label);
    }

    [Theory]
    [InlineData(".webchat__bubble:not(.webchat__bubble--from-user) .webchat__text-content__markdown")]
    [InlineData(".webchat__bubble:not(.webchat__bubble--from-user) .webchat__text-content__markdown p")]
    public async Task What_is_copied_out_of_an_answer_in_whole_or_in_part_carries_the_label_L09(string part)
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();

        await citizen.Page.Locator(part).First.EvaluateAsync("element => getSelection().selectAllChildren(element)");
        await citizen.Page.Keyboard.PressAsync("Control+C");
        var copied = await citizen.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        copied.ShouldContain(Label);
        copied.Split(Label).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_citizen_wrote_is_copied_as_it_is()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.AskAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();

        await citizen.OwnMessages.First.Locator(".webchat__text-content").EvaluateAsync("element => getSelection().selectAllChildren(element)");
        await citizen.Page.Keyboard.PressAsync("Control+C");

        (await citizen.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Trim().ShouldBe("租房能提多少公积金？");
    }

    [Fact]
    public async Task Purpose_labels_and_the_handling_of_data_are_one_tap_away_L01_L11_L20()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.Page.GetByRole(AriaRole.Contentinfo).GetByText("服务说明").ClickAsync();

        foreach (var section in (string[])["who", "purpose", "label", "information", "rights", "complaint", "changes"])
            await Expect(citizen.Page.Locator($"h2#{section}")).ToBeVisibleAsync();
        await Expect(citizen.Page.Locator("main")).ToContainTextAsync(Label);
        await Expect(citizen.Page.Locator("main")).Not.ToContainTextAsync("读取中");
    }

    [Fact]
    public async Task The_citizen_is_asked_to_read_the_service_notes_before_the_first_message_L11()
    {
        await using var citizen = await assistant.VisitAsync();

        await Expect(citizen.Page.Locator(".before-use")).ToContainTextAsync("使用前请看服务说明");
    }

    [Fact]
    public async Task Whoever_has_read_the_notes_is_told_when_they_change_L20()
    {
        await using var citizen = await assistant.VisitAsync(page: "/purpose.html");
        var day = await citizen.Page.Locator("#changes + p time").GetAttributeAsync("datetime");
        (await citizen.Page.EvaluateAsync<string>("() => localStorage.getItem('service-notes-read')")).ShouldBe(day);
        await citizen.GoToAsync("/");
        await Expect(citizen.Page.Locator("#notes-changed")).ToBeHiddenAsync();

        await citizen.Page.EvaluateAsync("() => localStorage.setItem('service-notes-read', '2026-01-01')");
        await citizen.Page.ReloadAsync();

        await Expect(citizen.Page.Locator("#notes-changed")).ToBeVisibleAsync();
    }
}
