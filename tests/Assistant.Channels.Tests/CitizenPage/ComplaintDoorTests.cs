using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Assistant.Bot.Complaints;

namespace Assistant.Channels.Tests.CitizenPage;

/// <summary>The complaint door over HTTP: what it promises, takes and refuses.</summary>
public sealed class ComplaintDoorTests
{
    [Fact]
    public async Task What_was_filed_is_found_again_by_its_code()
    {
        await using var page = await CitizenPageUnderTest.StartAsync();

        var filed = await CitizenPageUnderTest.JsonAsync(await page.FileAsync("额度说错了"), HttpStatusCode.Created);
        var found = await CitizenPageUnderTest.JsonAsync(await page.SendAsync(HttpMethod.Get, $"/complaints/{filed.GetProperty("code").GetString()}"), HttpStatusCode.OK);

        found.GetProperty("due").GetString().ShouldBe(filed.GetProperty("due").GetString());
        found.GetProperty("state").GetString().ShouldBe("received");
    }

    [Fact]
    public async Task The_promise_is_the_configured_one()
    {
        await using var page = await CitizenPageUnderTest.StartAsync(new ComplaintOptions { DaysToAnswer = 7 });

        var promise = await CitizenPageUnderTest.JsonAsync(await page.SendAsync(HttpMethod.Get, "/complaints/promise"), HttpStatusCode.OK);

        promise.GetProperty("days").GetInt32().ShouldBe(7);
    }

    [Theory]
    [InlineData("complaint.html")]
    [InlineData("purpose.html")]
    public async Task No_page_promises_a_number_of_its_own(string file)
    {
        await using var page = await CitizenPageUnderTest.StartAsync();

        var html = await page.Http.GetStringAsync(file);

        html.ShouldContain("data-promise=");
        html.ShouldNotMatch(@"\d+\s*天内");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_too_large_is_refused_whether_or_not_it_names_its_length(bool chunked)
    {
        await using var page = await CitizenPageUnderTest.StartAsync();
        var body = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('a', 20 * 1024)}}"}""");
        using HttpContent content = chunked ? new UnknownLength(body) : new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var refused = await page.SendAsync(HttpMethod.Post, "/complaints", content);

        (await CitizenPageUnderTest.ErrorAsync(refused, HttpStatusCode.RequestEntityTooLarge)).ShouldBe("MessageSizeTooBig");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"text\":\"   \"}")]
    [InlineData("{\"text\":5}")]
    public async Task What_is_no_complaint_is_refused_in_words(string body)
    {
        await using var page = await CitizenPageUnderTest.StartAsync();

        var refused = await page.SendAsync(HttpMethod.Post, "/complaints", new StringContent(body, Encoding.UTF8, "application/json"));

        (await CitizenPageUnderTest.ErrorAsync(refused, HttpStatusCode.BadRequest)).ShouldBe("BadArgument");
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public async Task The_limit_counts_a_household_as_one(string first, string second, bool sameHousehold)
    {
        await using var page = await CitizenPageUnderTest.StartAsync(new ComplaintOptions { PerMinutePerAddress = 1 });

        (await page.FileAsync("一", first)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var next = await page.FileAsync("二", second);

        if (!sameHousehold)
        {
            next.StatusCode.ShouldBe(HttpStatusCode.Created);
            return;
        }

        (await CitizenPageUnderTest.ErrorAsync(next, HttpStatusCode.TooManyRequests)).ShouldBe("TooManyRequests");
        next.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>A body that is sent in chunks.</summary>
    sealed class UnknownLength(byte[] body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
