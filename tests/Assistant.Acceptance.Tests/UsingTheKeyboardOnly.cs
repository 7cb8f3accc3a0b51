using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A citizen without a mouse (L-70, L-71).</summary>
public sealed class UsingTheKeyboardOnly(AssistantUnderTest assistant)
{
    [Fact]
    public async Task From_opening_the_page_to_the_answer_and_its_basis_no_mouse_is_needed_L71()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();
        var keyboard = citizen.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        await Expect(citizen.Page.Locator("#skip")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(citizen.SendBox).ToBeFocusedAsync();
        await keyboard.TypeAsync("租房能提多少公积金？");
        await keyboard.PressAsync("Enter");
        await citizen.AnswerAsync();
        // The conversation is one stop; Enter goes into the last message, as the keyboard help there says.
        await citizen.Page.Locator("#person").FocusAsync();
        await citizen.TabToAsync(citizen.Page.Locator(".webchat__basic-transcript"));
        await keyboard.PressAsync("Enter");
        await citizen.TabToAsync(citizen.Citations.First);
        await keyboard.PressAsync("Enter");

        await Expect(citizen.Dialog).ToContainTextAsync("依据");
        (await citizen.Dialog.InnerTextAsync()).ShouldMatch(@"20\d\d-\d\d");
        await keyboard.PressAsync("Escape");
        await Expect(citizen.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_starter_question_and_a_suggestion_work_from_the_keyboard()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.TabToAsync(citizen.Page.Locator("[data-question]").First);
        await citizen.Page.Keyboard.PressAsync("Enter");
        await citizen.AnswerAsync();
        await citizen.TabToAsync(citizen.Page.Locator(".webchat__suggested-action").First);
        await citizen.Page.Keyboard.PressAsync("Enter");

        await citizen.AnswerAsync(2);
    }

    [Fact]
    public async Task The_focus_can_be_seen_wherever_it_is()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();

        for (var stop = 0; stop < 14; stop++)
        {
            await citizen.Page.Keyboard.PressAsync("Tab");
            var seen = await citizen.Page.EvaluateAsync<string>(
                """
                () => {
                  const focused = document.activeElement;
                  if (focused === document.body) return 'end';
                  const style = getComputedStyle(focused);
                  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? 'seen' : focused.outerHTML.slice(0, 120);
                }
                """);
            seen.ShouldBeOneOf("seen", "end");
        }
    }

    [Fact]
    public async Task A_screen_reader_is_told_an_answer_once_and_in_the_page_language()
    {
        await using var citizen = await assistant.VisitAsync();
        await citizen.SendBox.WaitForAsync();
        await citizen.Page.EvaluateAsync(
            """
            () => {
              window.told = [];
              for (const region of document.querySelectorAll('[aria-live], [role=log], [role=status], [role=alert]'))
                new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => window.told.push(node.textContent))))
                  .observe(region, { childList: true, subtree: true });
            }
            """);

        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        await citizen.Page.WaitForFunctionAsync("() => window.told.some(words => words.includes('AI辅助生成'))");

        var told = await citizen.Page.EvaluateAsync<string[]>("() => window.told");
        told.Count(words => words.Contains("AI辅助生成", StringComparison.Ordinal)).ShouldBe(1);
        (await citizen.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("zh-CN");
    }
}
