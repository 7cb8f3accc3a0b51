using Assistant.TestKit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Assistant.Acceptance.Tests.AssistantUnderTest))]
// One browser and one host on a small machine: stories one after the other are calmer, and no slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Assistant.Acceptance.Tests;

/// <summary>The real program with the real content, and a real browser before it. Stories skip where there is no Chromium or no chat bundle.</summary>
public sealed class AssistantUnderTest : IAsyncLifetime
{
    const string Chromium = "/usr/bin/chromium";

    static readonly string Bundle = Path.Combine(Repository.Root, "channels/webchat/wwwroot/lib/webchat");

    // Nothing of Chromium's own may reach for the network.
    static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    IPlaywright? playwright;
    IBrowser? browser;

    public HostProcess Host { get; } = new();

    static string? Missing =>
        !File.Exists(Chromium) ? $"{Chromium} is missing: apt-get install chromium"
        : !Directory.Exists(Bundle) ? "the chat bundle is missing: cd channels/webchat && npm ci && npm run bundle"
        : null;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        await Host.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    /// <summary>A citizen with a browser of their own, on a phone unless told otherwise, before a host unless told otherwise the shared one.</summary>
    public async Task<Citizen> VisitAsync(int width = 390, int height = 844, HostProcess? at = null, string page = "/", bool scripts = true)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = (at ?? Host).Address,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "zh-CN",
            JavaScriptEnabled = scripts,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        var citizen = new Citizen(context, await context.NewPageAsync());
        await citizen.GoToAsync(page);
        return citizen;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await Host.DisposeAsync();
    }
}
