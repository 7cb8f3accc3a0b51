using System.Text.RegularExpressions;
using Assistant.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>The page asks nobody but its own server and gives the browser nothing to complain about.</summary>
public sealed partial class KeepingToItself(AssistantUnderTest assistant)
{
    [Fact]
    public async Task A_whole_visit_leaves_no_complaint_in_the_console_and_no_request_to_anybody_else()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.TapAsync("租房能提多少公积金？");
        await citizen.AnswerAsync();
        await citizen.Citations.First.ClickAsync();
        await Expect(citizen.Dialog).ToBeVisibleAsync();
        await citizen.Page.Keyboard.PressAsync("Escape");
        await citizen.GoToAsync("/purpose.html");
        await citizen.GoToAsync("/complaint.html");

        citizen.Complaints.ShouldBeEmpty();
        citizen.Requests.ShouldAllBe(address => address.StartsWith(assistant.Host.Address, StringComparison.Ordinal) || address.StartsWith("blob:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scripts_run_from_our_own_files_only()
    {
        await using var citizen = await assistant.VisitAsync();

        var policy = (await citizen.Page.ReloadAsync())!.Headers["content-security-policy"];

        policy.ShouldNotContain("unsafe-eval");
        policy.Split(';').ShouldNotContain(rule => rule.TrimStart().StartsWith("script-src", StringComparison.Ordinal) && rule.Contains("unsafe-inline", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_loads_the_version_of_the_chat_window_that_is_pinned()
    {
        var folder = Path.Combine(Repository.Root, "channels/webchat");
        var pinned = Version().Match(File.ReadAllText(Path.Combine(folder, "package.json"))).Groups["version"].Value;

        pinned.ShouldMatch(@"^\d+\.\d+\.\d+$");
        foreach (var file in (string[])["wwwroot/index.html", "wwwroot/scripts/chat.js"])
            File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"/lib/webchat/{pinned}/webchat.js");
    }

    [GeneratedRegex("\"botframework-webchat\": \"(?<version>[^\"]+)\"")]
    private static partial Regex Version();
}
