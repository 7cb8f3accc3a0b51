using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Assistant.Bot;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Channels.DirectLine.Turns;
using Assistant.TestKit;

namespace Assistant.Channels.Tests.DirectLine;

public sealed class ConversationLifeTests
{
    [Fact]
    public async Task A_question_comes_back_as_echo_and_then_its_answer()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        var id = await citizen.SayAsync("公积金怎么提取？", "client-1");
        var activities = await stream.NextAsync(2);

        var echo = activities[0];
        echo.GetProperty("id").GetString().ShouldBe(id);
        echo.GetProperty("text").GetString().ShouldBe("公积金怎么提取？");
        echo.GetProperty("textFormat").GetString().ShouldBe("plain");
        echo.GetProperty("channelData").GetProperty("clientActivityID").GetString().ShouldBe("client-1");
        echo.GetProperty("timestamp").GetString().ShouldBe("2026-11-20T01:00:00.000Z");
        echo.GetProperty("from").GetProperty("role").GetString().ShouldBe("user");
        var reply = activities[1];
        reply.GetProperty("replyToId").GetString().ShouldBe(id);
        reply.GetProperty("from").GetProperty("role").GetString().ShouldBe("bot");
        reply.GetProperty("text").GetString()!.ShouldContain("答：公积金怎么提取？");
        stream.Watermark.ShouldBe("2");
    }

    [Fact]
    public async Task Typing_is_shown_while_the_turn_runs_and_moves_no_watermark()
    {
        var answer = new TaskCompletionSource<TurnReply>();
        await using var server = await DirectLineUnderTest.StartAsync((_, _) => answer.Task);
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        await citizen.SayAsync("您好");
        await stream.NextAsync(1);
        var typing = JsonDocument.Parse((await stream.FrameAsync())!).RootElement;
        await server.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(4));
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        var again = JsonDocument.Parse((await stream.FrameAsync())!).RootElement;
        answer.SetResult(DirectLineUnderTest.Saying("您好，请讲。"));

        foreach (var frame in new[] { typing, again })
        {
            frame.GetProperty("activities")[0].GetProperty("type").GetString().ShouldBe("typing");
            frame.TryGetProperty("watermark", out _).ShouldBeFalse();
        }
        (await stream.NextAsync(1))[0].GetProperty("type").GetString().ShouldBe("message");
        (await citizen.ReadAsync()).ShouldAllBe(activity => activity.GetProperty("type").GetString() == "message");
    }

    [Fact]
    public async Task A_lost_stream_is_taken_up_where_it_broke_off()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var first = await citizen.ListenAsync();
        await citizen.SayAsync("一");
        await first.NextAsync(2);
        await first.DisposeAsync();

        await citizen.SayAsync("二");
        await using var second = await citizen.ResumeAsync(first.Watermark);
        var missed = await second.NextAsync(2);
        await citizen.SayAsync("三");
        var live = await second.NextAsync(2);

        missed[0].GetProperty("text").GetString().ShouldBe("二");
        live[0].GetProperty("text").GetString().ShouldBe("三");
        second.Watermark.ShouldBe("6");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("999999")]
    public async Task A_stream_without_a_place_in_our_log_starts_from_the_beginning(string watermark)
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await citizen.SayAsync("一");

        await using var stream = await citizen.ResumeAsync(watermark);

        (await stream.NextAsync(2))[0].GetProperty("text").GetString().ShouldBe("一");
    }

    [Fact]
    public async Task A_restart_keeps_the_conversation_the_token_and_the_citizen()
    {
        var before = await DirectLineUnderTest.StartAsync();
        var citizen = await before.OpenWebChatAsync();
        await using (var stream = await citizen.ListenAsync())
        {
            await citizen.SayAsync("一");
            await stream.NextAsync(2);
        }
        await before.StopAsync();
        await before.DisposeAsync();

        await using var after = await DirectLineUnderTest.StartAsync(folder: before.Folder, clock: before.Clock);
        var same = new CitizenUnderTest(after, citizen.ConversationId, citizen.Token);
        await using var resumed = await same.ResumeAsync("2");
        await same.SayAsync("二");

        (await resumed.NextAsync(2))[0].GetProperty("text").GetString().ShouldBe("二");
        (await same.ReadAsync()).Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_message_a_crash_left_without_reply_is_answered_after_the_restart()
    {
        var before = await DirectLineUnderTest.StartAsync((_, _) => throw new InvalidOperationException("crash"));
        var citizen = await before.OpenWebChatAsync();
        var id = await citizen.SayAsync("一");
        await before.StopAsync();
        await before.DisposeAsync();

        await using var after = await DirectLineUnderTest.StartAsync(folder: before.Folder, clock: before.Clock);
        var same = new CitizenUnderTest(after, citizen.ConversationId, citizen.Token);
        await using var stream = await same.ResumeAsync("1");
        var reply = (await stream.NextAsync(1))[0];

        reply.GetProperty("replyToId").GetString().ShouldBe(id);
        (await after.Store.FindUnansweredAsync(DateTimeOffset.MinValue, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_older_than_a_day_or_of_another_channel_is_not_taken_up()
    {
        var clock = new ManualClock();
        var store = new InMemoryConversationStore();
        await LeaveAsync("old", "webchat", clock.GetUtcNow().AddHours(-25));
        await LeaveAsync("cli", "cli", clock.GetUtcNow());
        await LeaveAsync("ours", "webchat", clock.GetUtcNow());

        var asked = new TaskCompletionSource<string>();
        await using var after = await DirectLineUnderTest.StartAsync(
            (message, _) =>
            {
                asked.TrySetResult(message.ConversationId).ShouldBeTrue();
                return DirectLineUnderTest.Echoing(message, default);
            },
            clock: clock, store: store);

        (await asked.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("ours");

        async Task LeaveAsync(string id, string channel, DateTimeOffset at)
        {
            await store.OpenAsync(new Conversation { Id = id, Citizen = "c", Channel = channel, StartedAt = at }, default);
            var entry = new ConversationEntry { Id = "m", Kind = EntryKind.CitizenMessage, At = at, Payload = """{"text":"您好"}""" };
            await store.AppendAsync(id, [entry], null, default);
        }
    }

    [Fact]
    public async Task A_message_sent_again_is_one_message_with_one_answer()
    {
        var turns = 0;
        await using var server = await DirectLineUnderTest.StartAsync((message, _) =>
        {
            Interlocked.Increment(ref turns);
            return DirectLineUnderTest.Echoing(message, default);
        });
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => citizen.SayAsync("一", "client-1")));
        await stream.NextAsync(2);
        var late = await citizen.SayAsync("一", "client-1");

        ids.Append(late).Distinct().Count().ShouldBe(1);
        (await citizen.ReadAsync()).Length.ShouldBe(2);
        turns.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_sent_at_once_are_answered_in_the_order_of_the_log()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => citizen.SayAsync($"{n}", $"client-{n}")));
        var activities = await stream.NextAsync(24);

        var questions = activities.Where(activity => !activity.TryGetProperty("replyToId", out _)).Select(activity => activity.GetProperty("id").GetString());
        var answers = activities.Where(activity => activity.TryGetProperty("replyToId", out _)).Select(activity => activity.GetProperty("replyToId").GetString());
        answers.ShouldBe(questions);
        (await citizen.ReadAsync()).Select(activity => activity.GetProperty("id").GetString())
            .ShouldBe(activities.Select(activity => activity.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_message_stored_later_is_not_answered_earlier()
    {
        var store = new HeldConversationStore();
        await using var server = await DirectLineUnderTest.StartAsync(store: store);
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        var first = citizen.SayAsync("一");
        await store.FirstAppended.Task;
        var second = citizen.SayAsync("二");
        await store.SecondLookedUp.Task;
        // A whole round trip of somebody else: time enough for the second to overtake, if anything let it.
        await (await server.OpenWebChatAsync()).SendAsync(HttpMethod.Get, "/activities");
        store.Release.SetResult();
        await Task.WhenAll(first, second);

        (await stream.NextAsync(4)).Where(activity => activity.TryGetProperty("replyToId", out _))
            .Select(activity => activity.GetProperty("replyToId").GetString()).ShouldBe([await first, await second]);
    }

    [Fact]
    public async Task When_too_many_wait_a_message_is_kept_and_answered_later()
    {
        var answer = new TaskCompletionSource<TurnReply>();
        await using var server = await DirectLineUnderTest.StartAsync((_, _) => answer.Task, turnOptions: new TurnOptions { QueueLength = 1 });
        var first = await server.OpenWebChatAsync();
        var second = await server.OpenWebChatAsync();
        await using var stream = await first.ListenAsync();
        await first.SayAsync("一");
        var id = await second.SayAsync("二");
        server.Clock.Advance(UnansweredPickup.Interval);
        var before = await second.ReadAsync();
        answer.SetResult(DirectLineUnderTest.Saying("好。"));
        await stream.NextAsync(2);
        await using var replies = await second.ListenAsync();
        await server.SweepUntilAsync(async () => (await second.ReadAsync()).Length == 2);

        before.Length.ShouldBe(1);
        (await replies.NextAsync(2))[1].GetProperty("replyToId").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task A_reply_that_could_not_be_stored_is_brought_again()
    {
        var turns = 0;
        await using var server = await DirectLineUnderTest.StartAsync((message, _) => Interlocked.Increment(ref turns) == 1
            ? throw new ServiceUnavailableException("the store is down")
            : DirectLineUnderTest.Echoing(message, default));
        var citizen = await server.OpenWebChatAsync();

        await citizen.SayAsync("一");
        await server.SweepUntilAsync(async () => (await citizen.ReadAsync()).Length == 2);
        server.Clock.Advance(UnansweredPickup.Interval);

        turns.ShouldBe(2);
    }

    [Fact]
    public async Task What_runs_is_not_run_a_second_time()
    {
        var turns = 0;
        var answer = new TaskCompletionSource<TurnReply>();
        var store = new FlakyConversationStore();
        await using var server = await DirectLineUnderTest.StartAsync((_, _) =>
        {
            Interlocked.Increment(ref turns);
            return answer.Task;
        }, store: store);
        var citizen = await server.OpenWebChatAsync();
        await citizen.SayAsync("一");

        var before = store.LookUps;
        await server.SweepUntilAsync(() => Task.FromResult(store.LookUps >= before + 2));
        answer.SetResult(DirectLineUnderTest.Saying("好。"));
        await server.SweepUntilAsync(async () => (await citizen.ReadAsync()).Length == 2);

        turns.ShouldBe(1);
    }

    [Fact]
    public async Task Neither_a_store_that_is_down_nor_a_broken_entry_ends_the_pickup()
    {
        var clock = new ManualClock();
        var store = new FlakyConversationStore { FailingLookUps = 2 };
        await store.OpenAsync(new Conversation { Id = "a", Citizen = "c", Channel = "webchat", StartedAt = clock.GetUtcNow() }, default);
        await store.AppendAsync("a", [Left("bad", "no JSON"), Left("good", """{"text":"您好"}""")], null, default);
        var asked = new TaskCompletionSource<string>();

        await using var server = await DirectLineUnderTest.StartAsync(
            (message, _) =>
            {
                asked.TrySetResult(message.TurnId);
                return DirectLineUnderTest.Echoing(message, default);
            },
            clock: clock, store: store);
        await server.SweepUntilAsync(() => Task.FromResult(asked.Task.IsCompleted));

        (await asked.Task).ShouldBe("good");
        var lookUps = store.LookUps;
        await server.SweepUntilAsync(() => Task.FromResult(store.LookUps >= lookUps + 20));
        server.Log.Lines.Count(line => line.Contains("bad could not be taken up")).ShouldBeInRange(1, 8);

        ConversationEntry Left(string id, string payload) =>
            new() { Id = id, Kind = EntryKind.CitizenMessage, At = clock.GetUtcNow(), Payload = payload };
    }

    [Fact]
    public async Task Silence_is_broken_by_an_empty_frame_and_the_clients_own_are_taken()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        await stream.SendAsync("");
        await stream.SendAsync("");
        await server.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(15));
        server.Clock.Advance(TimeSpan.FromSeconds(15));
        var frame = await stream.FrameAsync();
        await citizen.SayAsync("一");

        frame.ShouldBe("");
        (await stream.NextAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_newer_stream_closes_the_older_one()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        await using var older = await citizen.ListenAsync();

        await using var newer = await citizen.ListenAsync();
        var goodbye = await older.FrameAsync();
        await citizen.SayAsync("一");

        goodbye.ShouldBeNull();
        older.Goodbye.ShouldBe((WebSocketCloseStatus.NormalClosure, "collision"));
        (await newer.NextAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stop_ends_streams_and_turns_in_an_orderly_way()
    {
        var answer = new TaskCompletionSource<TurnReply>();
        await using var server = await DirectLineUnderTest.StartAsync((_, _) => answer.Task);
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();
        await citizen.SayAsync("一");
        await stream.NextAsync(1);

        var stopping = server.StopAsync();
        while (await stream.FrameAsync() is not null)
        {
        }
        answer.SetResult(DirectLineUnderTest.Saying("好。"));
        await stopping;

        stream.Goodbye.Status.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        (await server.Store.ReadAsync(citizen.ConversationId, 0, 10, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Starting_twice_is_the_same_conversation_and_resuming_opens_what_was_never_started()
    {
        await using var server = await DirectLineUnderTest.StartAsync();
        var citizen = await server.OpenWebChatAsync();
        var again = await DirectLineUnderTest.JsonAsync(await citizen.SendAsync(HttpMethod.Post, ""), HttpStatusCode.Created);
        var generated = await DirectLineUnderTest.JsonAsync(
            await server.Http.PostAsync("/v3/directline/tokens/generate", null), HttpStatusCode.OK);
        var early = new CitizenUnderTest(
            server, generated.GetProperty("conversationId").GetString()!, generated.GetProperty("token").GetString()!);

        var tooEarly = await early.SendAsync(HttpMethod.Get, "/activities");
        await using var stream = await early.ResumeAsync("-");

        again.GetProperty("conversationId").GetString().ShouldBe(citizen.ConversationId);
        generated.GetProperty("expires_in").GetInt32().ShouldBe(1800);
        (await DirectLineUnderTest.ErrorAsync(tooEarly, HttpStatusCode.NotFound)).ShouldBe("ConversationNotFound");
        await early.SayAsync("一");
        (await stream.NextAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_turn_remembers_is_stored_with_its_reply()
    {
        await using var server = await DirectLineUnderTest.StartAsync((_, _) => Task.FromResult(
            DirectLineUnderTest.Saying("好。") with { Memory = Memories.InYuzhong }));
        var citizen = await server.OpenWebChatAsync();
        await using var stream = await citizen.ListenAsync();

        await citizen.SayAsync("我在渝中区");
        await stream.NextAsync(2);

        (await server.Store.FindAsync(citizen.ConversationId, default))!.Memory.District.ShouldBe("500103");
    }

    [Theory]
    [InlineData(TurnOutcome.TookTooLong)]
    [InlineData(TurnOutcome.ServiceUnavailable)]
    [InlineData(TurnOutcome.InternalError)]
    public async Task A_turn_that_failed_forgets_nothing(TurnOutcome outcome)
    {
        await using var server = await DirectLineUnderTest.StartAsync((_, _) => Task.FromResult(new TurnReply { Outcome = outcome }));
        var citizen = await server.OpenWebChatAsync();
        await server.Store.AppendAsync(citizen.ConversationId, [], Memories.InYuzhong, default);
        await using var stream = await citizen.ListenAsync();

        await citizen.SayAsync("要哪些材料？");
        await stream.NextAsync(2);

        (await server.Store.FindAsync(citizen.ConversationId, default))!.Memory.District.ShouldBe("500103");
    }
}
