using System.Net;

namespace Assistant.Channels.Tests.CitizenPage;

/// <summary>What every answer tells the browser.</summary>
public sealed class PageHeadersTests
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/breaks", HttpStatusCode.ServiceUnavailable)]
    public async Task Every_answer_carries_them_a_failed_one_too(string path, HttpStatusCode expected)
    {
        await using var page = await CitizenPageUnderTest.StartAsync();

        var answer = await page.SendAsync(HttpMethod.Get, path);

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task A_page_connects_to_its_own_host_only()
    {
        await using var page = await CitizenPageUnderTest.StartAsync();
        var own = page.Http.BaseAddress!.Authority;

        var policy = (await page.SendAsync(HttpMethod.Get, "/")).Headers.GetValues("Content-Security-Policy").Single();

        policy.Split("; ").ShouldContain($"connect-src 'self' blob: ws://{own} wss://{own}");
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Only_an_encrypted_visit_is_told_to_stay_encrypted(string scheme, bool told)
    {
        await using var page = await CitizenPageUnderTest.StartAsync();

        var answer = await page.SendAsync(HttpMethod.Get, "/", scheme: scheme);

        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(told);
    }
}
