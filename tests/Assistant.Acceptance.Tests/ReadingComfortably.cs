using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A grandmother with weak eyes (L-70, L-71).</summary>
public sealed class ReadingComfortably(AssistantUnderTest assistant)
{
    [Fact]
    public async Task Large_print_is_24_pixels_and_survives_a_reload_on_every_page_L70()
    {
        await using var grandmother = await assistant.VisitAsync();
        var normal = await FontSizeAsync(grandmother);

        await grandmother.TapAsync("大字版");
        await grandmother.Page.ReloadAsync();
        var large = await FontSizeAsync(grandmother);
        await grandmother.GoToAsync("/purpose.html");

        normal.ShouldBe(18);
        large.ShouldBe(24);
        (await FontSizeAsync(grandmother)).ShouldBe(24);
        await Expect(grandmother.Page.Locator("#large-print")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    // 320 by 256 is what a 1280 by 1024 screen leaves at 400 % zoom.
    [Theory]
    [InlineData(320, 640, false)]
    [InlineData(320, 256, false)]
    [InlineData(320, 640, true)]
    [InlineData(844, 390, false)]
    public async Task Nothing_scrolls_sideways_and_the_send_box_is_in_reach_L71(int width, int height, bool largePrint)
    {
        await using var citizen = await assistant.VisitAsync(width, height);
        if (largePrint) await citizen.TapAsync("大字版");

        await citizen.SendBox.WaitForAsync();
        (await citizen.ScrollsSidewaysAsync()).ShouldBeFalse();
        await citizen.AskAsync("租房能提多少公积金？");
        var answer = await citizen.AnswerAsync();

        (await citizen.ScrollsSidewaysAsync()).ShouldBeFalse();
        await citizen.SendBox.ScrollIntoViewIfNeededAsync();
        await Expect(citizen.SendBox).ToBeInViewportAsync();
        (await answer.BoundingBoxAsync())!.Width.ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData("/purpose.html")]
    [InlineData("/complaint.html")]
    public async Task The_other_pages_do_not_scroll_sideways_either(string page)
    {
        await using var citizen = await assistant.VisitAsync(320, 256, page: page);

        (await citizen.ScrollsSidewaysAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_text_on_the_page_has_seven_to_one_contrast_and_room_between_lines_L71()
    {
        await using var citizen = await assistant.VisitAsync();
        var before = await WeakTextsAsync(citizen);

        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        await Expect(citizen.Page.Locator(".webchat__suggested-action").First).ToBeVisibleAsync();
        var answered = await WeakTextsAsync(citizen);
        await citizen.Citations.First.ClickAsync();
        await Expect(citizen.Dialog).ToBeVisibleAsync();

        before.ShouldBeEmpty();
        answered.ShouldBeEmpty();
        (await WeakTextsAsync(citizen)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_can_be_tapped_is_large_enough_for_a_finger_L71()
    {
        await using var citizen = await assistant.VisitAsync();
        var before = await SmallTargetsAsync(citizen);

        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        await Expect(citizen.Page.Locator(".webchat__suggested-action").First).ToBeVisibleAsync();

        before.ShouldBeEmpty();
        (await SmallTargetsAsync(citizen)).ShouldBeEmpty();
    }

    static async Task<double> FontSizeAsync(Citizen citizen) => double.Parse(
        await citizen.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontSize.replace('px', '')"), CultureInfo.InvariantCulture);

    // Marks inside a sentence and links inside a line of text are as high as the line; so the guidelines allow.
    static Task<string[]> SmallTargetsAsync(Citizen citizen) => citizen.Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('button, footer a, summary, textarea, input:not([type=file])')]
          .filter(element => element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest('p, li, .webchat__keyboard-help'))
          .filter(element => !element.closest('.fresh summary'))
          .map(element => [element, element.getBoundingClientRect()])
          .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
          .map(([element, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`)
        """);

    static Task<string[]> WeakTextsAsync(Citizen citizen) => citizen.Page.EvaluateAsync<string[]>(
        """
        () => {
          const numbers = colour => colour.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const [r, g, b, alpha = 1] = numbers(getComputedStyle(at).backgroundColor);
              if (alpha === 1) return [r, g, b];
            }
            return [255, 255, 255];
          };
          const weak = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.replace(/[\s\u200b]/g, '') || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
            if (element.closest('noscript, script, style, .webchat__keyboard-help, .webchat__live-region-transcript')) continue;
            const box = element.getBoundingClientRect();
            if (box.width <= 1 || box.height <= 1) continue;
            const style = getComputedStyle(element);
            const colours = [light(numbers(style.color)), light(behind(element))].sort((a, b) => b - a);
            const contrast = (colours[0] + 0.05) / (colours[1] + 0.05);
            if (contrast < 7) weak.push(`${contrast.toFixed(1)} ${texts.currentNode.data.slice(0, 30)}`);
            const isParagraph = ['P', 'LI', 'DD'].includes(element.tagName);
            if (isParagraph && parseFloat(style.lineHeight) < 1.49 * parseFloat(style.fontSize)) weak.push(`lines ${style.lineHeight} ${texts.currentNode.data.slice(0, 30)}`);
          }
          const box = document.querySelector('.webchat__send-box-text-box__html-text-area');
          if (box) {
            const hint = light(numbers(getComputedStyle(box, '::placeholder').color));
            if (1.05 / (hint + 0.05) < 7) weak.push(`placeholder ${(1.05 / (hint + 0.05)).toFixed(1)}`);
          }
          return weak;
        }
        """);
}
