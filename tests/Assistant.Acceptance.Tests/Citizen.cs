using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Assistant.Acceptance.Tests;

/// <summary>A citizen before the web page: what they do and what they see. Notes whatever the browser complains about.</summary>
public sealed class Citizen : IAsyncDisposable
{
    readonly IBrowserContext context;

    public Citizen(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        Page.SetDefaultTimeout(20_000);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add($"{message.Type}: {message.Text}");
        };
        Page.PageError += (_, error) => Complaints.Add(error);
        Page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the browser's console, a refused content policy among them.</summary>
    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    public ILocator SendBox => Page.Locator(".webchat__send-box-text-box__html-text-area");

    public ILocator Answers => Page.Locator(".webchat__bubble:not(.webchat__bubble--from-user)");

    public ILocator OwnMessages => Page.Locator(".webchat__bubble--from-user");

    public ILocator Citations => Page.Locator(".webchat__link-definitions__list-item-box");

    public ILocator Dialog => Page.Locator("dialog[open]");

    public ILocator Line => Page.Locator("#line");

    public Task GoToAsync(string page) => Page.GotoAsync(page);

    public Task TapAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    public async Task AskAsync(string question)
    {
        await SendBox.FillAsync(question);
        await SendBox.PressAsync("Enter");
    }

    /// <summary>The n-th answer, once it is there.</summary>
    public async Task<ILocator> AnswerAsync(int number = 1)
    {
        var answer = Answers.Nth(number - 1);
        try
        {
            await answer.WaitForAsync();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"no answer {number}; the page shows:\n{await Page.Locator("body").InnerTextAsync()}\nand the browser said:\n{string.Join('\n', Complaints)}");
        }
        return answer;
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    public async Task TabToAsync(ILocator element, int atMost = 60)
    {
        for (var presses = 0; presses < atMost; presses++)
        {
            if (await element.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{element} was not reached with {atMost} times Tab");
    }

    public async Task<bool> ScrollsSidewaysAsync() => await Page.EvaluateAsync<bool>(
        """
        () => [document.documentElement, ...document.querySelectorAll('main, main *')].some(element => {
          if (element.closest('.webchat__keyboard-help')) return false; // Lies unseen until the keyboard calls it.
          const style = getComputedStyle(element);
          const scrolls = element === document.documentElement || ['auto', 'scroll'].includes(style.overflowX);
          return scrolls && element.scrollWidth > element.clientWidth + 1;
        })
        """);

    public async Task<(string ConversationId, string Token)> ConversationAsync()
    {
        var kept = JsonNode.Parse(await Page.EvaluateAsync<string>("() => sessionStorage.getItem('conversation')"))!;
        return ((string)kept["conversationId"]!, (string)kept["token"]!);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
