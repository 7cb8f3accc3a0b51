using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.DataProtection;

namespace Assistant.Channels.Tests.DirectLine;

public sealed class AccessTests
{
    public static TheoryData<string, string> Doors => new()
    {
        { "GET", "" },
        { "GET", "/activities" },
        { "POST", "/activities" },
        { "POST", "/upload" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Without_a_token_no_door_opens(string method, string path)
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        var response = await citizen.SendAsync(new HttpMethod(method), path + "?", token: null);

        (await DirectLineUnderTest.ErrorAsync(response, HttpStatusCode.Unauthorized)).ShouldBe("Unauthorized");
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task The_token_of_one_citizen_does_not_open_the_conversation_of_another(string method, string path)
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var other = await server.OpenWebChatAsync();

        var response = await citizen.SendAsync(new HttpMethod(method), path + "?", token: other.Token);

        (await DirectLineUnderTest.ErrorAsync(response, HttpStatusCode.Forbidden)).ShouldBe("Forbidden");
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task An_expired_token_says_so_and_the_conversation_lives_on_with_a_fresh_one(string method, string path)
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var refreshed = await RefreshAsync(server, citizen.Token);
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        var kept = (await DirectLineUnderTest.JsonAsync(await RefreshAsync(server, citizen.Token), HttpStatusCode.OK)).GetProperty("token").GetString();
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        var expired = await citizen.SendAsync(new HttpMethod(method), path + "?");
        var tooLate = await RefreshAsync(server, citizen.Token);
        var resumed = await citizen.SendAsync(HttpMethod.Get, "?watermark=0", token: kept);

        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DirectLineUnderTest.ErrorAsync(expired, HttpStatusCode.Forbidden)).ShouldBe("TokenExpired");
        (await DirectLineUnderTest.ErrorAsync(tooLate, HttpStatusCode.Forbidden)).ShouldBe("TokenExpired");
        resumed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stream_token_opens_its_stream_only_and_not_for_long()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var other = await server.OpenWebChatAsync();
        var streamToken = Regex.Match(citizen.StreamUrl, "t=(.+)$").Groups[1].Value;

        var asAccess = await citizen.SendAsync(HttpMethod.Get, "/activities", token: streamToken);
        (await DirectLineUnderTest.ErrorAsync(asAccess, HttpStatusCode.Forbidden)).ShouldBe("Forbidden");
        await RefusedAsync(citizen.StreamUrl.Replace(citizen.ConversationId, other.ConversationId));
        await RefusedAsync(citizen.StreamUrl.Replace(streamToken, citizen.Token));
        await RefusedAsync(Regex.Replace(citizen.StreamUrl, "t=.+$", ""));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(citizen.StreamUrl);

        static async Task RefusedAsync(string url) => await Should.ThrowAsync<WebSocketException>(() => StreamUnderTest.OpenAsync(url));
    }

    [Fact]
    public async Task A_stream_address_fetched_without_a_socket_is_a_bad_request()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();

        var response = await server.Http.GetAsync(citizen.StreamUrl.Replace("ws://", "http://"));

        (await DirectLineUnderTest.ErrorAsync(response, HttpStatusCode.BadRequest)).ShouldBe("BadArgument");
    }

    [Fact]
    public async Task With_a_secret_only_its_holder_gets_tokens()
    {
        const string Secret = "a-secret-of-the-city-2026";
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { Secret = Secret });

        (await DirectLineUnderTest.ErrorAsync(await PostAsync("tokens/generate", null), HttpStatusCode.Unauthorized)).ShouldBe("Unauthorized");
        (await DirectLineUnderTest.ErrorAsync(await PostAsync("tokens/generate", "wrong"), HttpStatusCode.Forbidden)).ShouldBe("Forbidden");
        (await PostAsync("tokens/generate", Secret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("conversations", Secret)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PostAsync("conversations", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        Task<HttpResponseMessage> PostAsync(string path, string? bearer)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/" + path) { Content = JsonContent.Create(new { user = new { id = "dl_x" } }) };
            if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            return server.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task Anonymous_tokens_are_held_down_per_address_and_minute()
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { TokensPerMinutePerAddress = 2 });
        await GenerateAsync();
        await GenerateAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(20));

        var refused = await GenerateAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(40));
        var taken = await GenerateAsync();

        (await DirectLineUnderTest.ErrorAsync(refused, HttpStatusCode.TooManyRequests)).ShouldBe("TooManyRequests");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(40));
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);

        Task<HttpResponseMessage> GenerateAsync() => server.Http.PostAsync("/v3/directline/tokens/generate", null);
    }

    [Fact]
    public async Task No_log_record_holds_a_token_or_a_word_of_the_citizen()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var streamToken = Regex.Match(citizen.StreamUrl, "t=(.+)$").Groups[1].Value;
        await using var stream = await citizen.ListenAsync();

        await citizen.SayAsync("我的电话是13900001111");
        await stream.NextAsync(2);
        await citizen.PostAsync("{ 13900001111");

        server.Log.Lines.ShouldNotBeEmpty();
        server.Log.Lines.ShouldAllBe(line => !line.Contains(streamToken) && !line.Contains(citizen.Token) && !line.Contains("13900001111"));
    }

    [Fact]
    public async Task A_page_of_another_origin_is_let_in_when_named_and_only_then()
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { AllowedOrigins = ["https://www.cq.gov.cn"] });

        var named = await PreflightAsync("https://www.cq.gov.cn");
        var unnamed = await PreflightAsync("https://example.com");

        named.Headers.GetValues("Access-Control-Allow-Origin").Single().ShouldBe("https://www.cq.gov.cn");
        named.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("x-ms-bot-agent");
        unnamed.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();

        Task<HttpResponseMessage> PreflightAsync(string origin)
        {
            var request = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/conversations");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent,x-requested-with");
            return server.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("https://zs.cq.gov.cn/", "wss://zs.cq.gov.cn/v3/directline/conversations/")]
    [InlineData("http://10.0.0.1:8080/bot", "ws://10.0.0.1:8080/bot/v3/directline/conversations/")]
    public async Task The_stream_is_under_the_configured_public_address(string publicBase, string expected)
    {
        await using var server = await DirectLineUnderTest.StartAsync(options: new DirectLineOptions { PublicBase = publicBase });

        var citizen = await server.OpenWebChatAsync();

        citizen.StreamUrl.ShouldStartWith(expected);
    }

    [Fact]
    public async Task What_is_not_served_has_an_error_body_too()
    {
        await using var server = await DirectLineUnderTest.StartAsync();

        var session = await DirectLineUnderTest.JsonAsync(await server.Http.GetAsync("/v3/directline/session/getsessionid"), HttpStatusCode.OK);
        var elsewhere = await server.Http.GetAsync("/v3/directline/attachments/1");

        session.GetProperty("sessionId").GetString().ShouldBe("");
        (await DirectLineUnderTest.ErrorAsync(elsewhere, HttpStatusCode.NotFound)).ShouldBe("NotFound");
    }

    [Fact]
    public void A_token_says_after_opening_what_was_closed_into_it()
    {
        var token = new CitizenToken(TokenPurpose.Stream, "abc", "c-1", DateTimeOffset.FromUnixTimeMilliseconds(1795136400123));
        var seal = new TokenSeal(new EphemeralDataProtectionProvider());

        seal.Open(seal.Close(token)).ShouldBe(token);
    }

    [Fact]
    public void An_altered_token_never_opens()
    {
        var seal = new TokenSeal(new EphemeralDataProtectionProvider());
        var text = seal.Close(new CitizenToken(TokenPurpose.Access, "abc", "c-1", DateTimeOffset.UnixEpoch));
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        var alterations =
            from at in Gen.Choose(0, text.Length - 1)
            from letter in Gen.Elements(Letters.ToCharArray())
            where text[at] != letter
            from altered in Gen.Elements(
                text[..at] + letter + text[(at + 1)..], text[..at] + text[(at + 1)..], text[..at] + letter + text[at..], text[..at], text + letter)
            where altered != text
            select altered;

        Prop.ForAll(alterations.ToArbitrary(), altered => seal.Open(altered) is null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        foreach (var letter in Letters.Where(letter => letter != text[^1]))
            seal.Open(text[..^1] + letter).ShouldBeNull();
    }

    [Fact]
    public void No_text_at_all_opens_unless_we_wrote_it()
    {
        var seal = new TokenSeal(new EphemeralDataProtectionProvider());

        Prop.ForAll<string?>(text => seal.Open(text ?? "") is null).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        seal.Open(new string('A', 100_000)).ShouldBeNull();
    }

    static Task<HttpResponseMessage> RefreshAsync(DirectLineUnderTest server, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/refresh");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return server.Http.SendAsync(request);
    }
}
