using System.Diagnostics;
using System.Text.Json;

namespace Assistant.Channels.Tests.DirectLine;

/// <summary>
/// The client Web Chat is built on, against our server. Needs node and a folder where
/// <c>npm install botframework-directlinejs xhr2 ws</c> was run.
/// </summary>
public sealed class RealClientTests
{
    [Fact]
    public async Task DirectLineJS_talks_to_us_and_comes_back_after_a_lost_connection()
    {
        var folder = Environment.GetEnvironmentVariable("ASSISTANT_TEST_DIRECTLINEJS");
        Assert.SkipWhen(folder is null, "set ASSISTANT_TEST_DIRECTLINEJS");
        await using var server = await DirectLineUnderTest.StartAsync();

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RealClient", "talk.mjs"));
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(server.Http.BaseAddress!.ToString().TrimEnd('/'));
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = await node.StandardOutput.ReadToEndAsync(patience.Token);

        output.ShouldNotBeNullOrWhiteSpace(await errors);
        using var seen = JsonDocument.Parse(output);
        seen.RootElement.GetProperty("echoIsOurs").GetBoolean().ShouldBeTrue(output);
        seen.RootElement.GetProperty("voted").GetBoolean().ShouldBeTrue(output);
        seen.RootElement.GetProperty("refused").GetInt32().ShouldBe(400, output);
        seen.RootElement.GetProperty("reconnected").GetBoolean().ShouldBeTrue(output);
        seen.RootElement.GetProperty("replyText").GetString()!.ShouldContain("答：您好");
        seen.RootElement.GetProperty("missedText").GetString()!.ShouldContain("答：断线时");
        seen.RootElement.GetProperty("statuses").EnumerateArray().Select(status => status.GetString())
            .ShouldBe(["Uninitialized", "Connecting", "Online"], "a lost stream is no lost connection to this client: " + output);
    }
}
