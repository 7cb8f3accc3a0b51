using Assistant.Bot.Conversations;
using Assistant.Knowledge.Slots;
using Assistant.TestKit;

namespace Assistant.Channels.Tests.Conversations;

/// <summary>What every <see cref="IConversationStore"/> promises.</summary>
public abstract class ConversationStoreContract
{
    static readonly DateTimeOffset Morning = new(2026, 11, 20, 1, 0, 0, 123, TimeSpan.Zero);

    protected abstract IConversationStore Store { get; }

    /// <summary>The store's own time.</summary>
    protected ManualClock Clock { get; } = new(Morning);

    [Fact]
    public async Task A_conversation_is_found_as_it_was_opened()
    {
        var opened = await Store.OpenAsync(NewConversation("a"), default);

        var found = await Store.FindAsync("a", default);

        found.ShouldBeEquivalentTo(opened);
        found.ShouldBeEquivalentTo(NewConversation("a"));
    }

    [Fact]
    public async Task Opening_again_changes_nothing()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        var again = await Store.OpenAsync(NewConversation("a") with { Citizen = "c-other", Channel = "cli" }, default);

        again.ShouldBeEquivalentTo(NewConversation("a"));
    }

    [Fact]
    public async Task An_unknown_conversation_is_null_and_has_no_log()
    {
        (await Store.FindAsync("nobody", default)).ShouldBeNull();
        (await Store.ReadAsync("nobody", 0, 10, default)).ShouldBeEmpty();
        (await Store.FindEntryAsync("nobody", "x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_numbered_from_one_and_read_back_whole_in_order()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        var first = Message("m1") with { ClientId = "client-1", Payload = """{"text":"公积金怎么提取？🏠"}""" };
        var second = Reply("r1", to: "m1");

        var stored = await Store.AppendAsync("a", [first, second], null, default);

        stored.ShouldBe([first with { Sequence = 1 }, second with { Sequence = 2 }]);
        (await Store.ReadAsync("a", 0, 10, default)).ShouldBe(stored);
    }

    [Fact]
    public async Task Reading_starts_after_the_given_number_and_takes_no_more_than_asked()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Message("m1"), Message("m2"), Message("m3"), Message("m4")], null, default);

        (await Store.ReadAsync("a", 1, 2, default)).Select(entry => entry.Id).ShouldBe(["m2", "m3"]);
        (await Store.ReadAsync("a", 4, 2, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Conversations_number_their_entries_for_themselves()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("a", [Message("m1")], null, default);

        var stored = await Store.AppendAsync("b", [Message("m1")], null, default);

        stored.Single().Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_the_client_sent_before_is_not_stored_again()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Message("m1") with { ClientId = "client-1" }], null, default);

        var again = await Store.AppendAsync("a", [Message("m2") with { ClientId = "client-1" }, Message("m3")], null, default);

        again.Select(entry => (entry.Id, entry.Sequence)).ShouldBe([("m1", 1), ("m3", 2)]);
    }

    [Fact]
    public async Task The_same_client_id_in_another_conversation_is_another_message()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("a", [Message("m1") with { ClientId = "client-1" }], null, default);

        var stored = await Store.AppendAsync("b", [Message("m2") with { ClientId = "client-1" }], null, default);

        stored.Single().Id.ShouldBe("m2");
    }

    [Fact]
    public async Task An_id_is_stored_once()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Reply("r1", to: "m1")], null, default);

        var again = await Store.AppendAsync("a", [Reply("r1", to: "m1") with { Payload = """{"text":"other"}""" }], null, default);

        again.Single().Payload.ShouldBe("{}");
        (await Store.ReadAsync("a", 0, 10, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Memory_is_replaced_with_the_entries_it_came_with()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        await Store.AppendAsync("a", [Reply("r1", to: "m1")], Memories.Full, default);
        await Store.AppendAsync("a", [Message("m2")], null, default);

        var memory = (await Store.FindAsync("a", default))!.Memory;
        memory.Json().ShouldBe(Memories.Full.Json());
        memory.Slots.Values.Select(slot => slot.Value).ShouldBe(Memories.Full.Slots.Values.Select(slot => slot.Value));
        memory.District.ShouldBe("500103");
        memory.Topic.ShouldBe(Memories.Full.Topic);
    }

    [Fact]
    public async Task Memory_with_any_text_in_it_is_read_back_as_it_was()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        var memory = new ConversationMemory { Slots = new Dictionary<string, RememberedSlot> { ["零\u200b'\"\\\0"] = new(new TextValue("'); DROP TABLE entry; -- 😀 </script> {}"), Morning) } };

        await Store.AppendAsync("a", [], memory, default);

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(memory.Json());
    }

    [Fact]
    public async Task A_conversation_opened_with_a_memory_has_it()
    {
        var opened = await Store.OpenAsync(NewConversation("a") with { Memory = Memories.Full }, default);

        opened.Memory.Json().ShouldBe(Memories.Full.Json());
    }

    [Fact]
    public async Task A_repeated_reply_does_not_turn_the_memory_back()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Reply("r1", to: "m1")], About("first"), default);
        await Store.AppendAsync("a", [Reply("r2", to: "m2")], About("second"), default);

        await Store.AppendAsync("a", [Reply("r1", to: "m1")], About("first"), default);

        (await Store.FindAsync("a", default))!.Memory.Topic!.Guide.ShouldBe("second");
    }

    [Fact]
    public async Task A_memory_that_was_not_written_for_long_enough_is_forgotten_and_the_log_stays()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Message("m1"), Reply("r1", to: "m1")], Memories.Full, default);
        Clock.Advance(TimeSpan.FromDays(1));

        (await Store.ForgetMemoriesAsync(Morning.AddSeconds(1), default)).ShouldBe(1);

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(new ConversationMemory().Json());
        (await Store.ReadAsync("a", 0, 10, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_memory_written_at_the_moment_itself_or_later_is_kept()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("a", [], Memories.Full, default);
        Clock.Advance(TimeSpan.FromDays(1));
        await Store.AppendAsync("b", [], About("later"), default);

        (await Store.ForgetMemoriesAsync(Morning, default)).ShouldBe(0);

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(Memories.Full.Json());
        (await Store.FindAsync("b", default))!.Memory.Topic!.Guide.ShouldBe("later");
    }

    [Fact]
    public async Task A_conversation_in_use_keeps_its_memory_but_for_what_was_said_too_long_ago()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        Clock.Advance(TimeSpan.FromDays(6));
        var said = new RememberedSlot(new TextValue("今天说的"), Clock.GetUtcNow());
        var memory = About("matter") with { Slots = new Dictionary<string, RememberedSlot> { ["old"] = new(new TextValue("早先说的"), Morning), ["new"] = said } };
        await Store.AppendAsync("a", [], memory, default);

        (await Store.ForgetMemoriesAsync(Morning.AddDays(1), default)).ShouldBe(1);
        (await Store.ForgetMemoriesAsync(Morning.AddDays(1), default)).ShouldBe(0);

        var kept = (await Store.FindAsync("a", default))!.Memory;
        kept.Topic!.Guide.ShouldBe("matter");
        kept.Slots.ShouldHaveSingleItem().Value.ShouldBe(said);
    }

    [Fact]
    public async Task What_is_left_of_a_memory_is_forgotten_when_its_own_time_comes()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        Clock.Advance(TimeSpan.FromDays(6));
        await Store.AppendAsync("a", [], About("matter") with { Slots = new Dictionary<string, RememberedSlot> { ["old"] = new(new TextValue("早先说的"), Morning) } }, default);
        await Store.ForgetMemoriesAsync(Morning.AddDays(1), default);

        (await Store.ForgetMemoriesAsync(Morning.AddDays(6), default)).ShouldBe(0);
        (await Store.ForgetMemoriesAsync(Morning.AddDays(6).AddSeconds(1), default)).ShouldBe(1);

        (await Store.FindAsync("a", default))!.Memory.Topic.ShouldBeNull();
    }

    [Fact]
    public async Task What_remembers_nothing_has_nothing_to_forget()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("b", [], Memories.Full, default);
        await Store.AppendAsync("b", [Message("m1")], new ConversationMemory(), default);

        (await Store.ForgetMemoriesAsync(Morning.AddYears(1), default)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_said_before_is_there_once_the_citizen_had_it_forgotten()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [], Memories.Full, default);

        await Store.AppendAsync("a", [Reply("r1", to: "m1")], new ConversationMemory { Replies = 1 }, default);

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(new ConversationMemory { Replies = 1 }.Json());
    }

    [Fact]
    public async Task A_cancelled_forgetting_does_not_begin()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [], Memories.Full, default);

        await Should.ThrowAsync<OperationCanceledException>(() => Store.ForgetMemoriesAsync(Morning.AddYears(1), new CancellationToken(canceled: true)));

        (await Store.FindAsync("a", default))!.Memory.Json().ShouldBe(Memories.Full.Json());
    }

    [Fact]
    public async Task Forgetting_while_conversations_go_on_loses_no_entry_and_no_new_memory()
    {
        foreach (var n in Enumerable.Range(0, 10)) await Store.OpenAsync(NewConversation($"c{n}") with { Memory = Memories.Full }, default);
        Clock.Advance(TimeSpan.FromDays(8));

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(n => new[]
        {
            Task.Run(() => Store.AppendAsync($"c{n}", [Message("m1")], About("now"), default) as Task),
            Task.Run(() => Store.ForgetMemoriesAsync(Morning.AddDays(1), default) as Task),
        }));

        foreach (var n in Enumerable.Range(0, 10))
        {
            (await Store.FindAsync($"c{n}", default))!.Memory.Topic!.Guide.ShouldBe("now");
            (await Store.ReadAsync($"c{n}", 0, 10, default)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Appending_to_a_conversation_nobody_opened_is_a_fault()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Store.AppendAsync("nobody", [Message("m1")], null, default));
    }

    [Fact]
    public async Task An_entry_is_found_by_id_in_its_own_conversation_only()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("a", [Reply("r1", to: "m1")], null, default);

        (await Store.FindEntryAsync("a", "r1", default))!.Kind.ShouldBe(EntryKind.AssistantReply);
        (await Store.FindEntryAsync("b", "r1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Messages_without_a_reply_are_found_oldest_first_and_not_older_than_asked()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.OpenAsync(NewConversation("b"), default);
        await Store.AppendAsync("a", [Message("old") with { At = Morning.AddDays(-2) }], null, default);
        await Store.AppendAsync("a", [Message("answered"), Reply("r1", to: "answered")], null, default);
        await Store.AppendAsync("a", [Message("later") with { At = Morning.AddMinutes(2) }], null, default);
        await Store.AppendAsync("b", [Message("sooner") with { At = Morning.AddMinutes(1) }], null, default);

        var unanswered = await Store.FindUnansweredAsync(Morning.AddDays(-1), default);

        unanswered.Select(item => (item.Conversation.Id, item.Entry.Id)).ShouldBe([("b", "sooner"), ("a", "later")]);
    }

    [Fact]
    public async Task Only_a_reply_answers_a_message()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        var feedback = Message("f1") with { Kind = EntryKind.Feedback, ReplyTo = "m1" };
        await Store.AppendAsync("a", [Message("m1"), feedback], null, default);

        var unanswered = await Store.FindUnansweredAsync(Morning.AddDays(-1), default);

        unanswered.Single().Entry.Id.ShouldBe("m1");
    }

    [Fact]
    public async Task Concurrent_appends_lose_nothing_and_leave_no_gap()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => Store.AppendAsync("a", [Message($"m{n}")], null, default))));

        var log = await Store.ReadAsync("a", 0, 100, default);
        log.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
    }

    [Fact]
    public async Task Concurrent_repeats_of_one_message_are_stored_once()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        var stored = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Task.Run(() => Store.AppendAsync("a", [Message($"m{n}") with { ClientId = "same" }], null, default))));

        stored.Select(entries => entries.Single().Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_write_does_not_begin()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.AppendAsync("a", [Message("m1")], null, new CancellationToken(canceled: true)));

        (await Store.ReadAsync("a", 0, 10, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'); DROP TABLE entry; --")]
    [InlineData("a\0b")]
    [InlineData("零\u200b宽\u202e")]
    public async Task Any_text_may_stand_in_any_field(string text)
    {
        await Store.OpenAsync(NewConversation(text), default);
        var entry = Message(text) with { ClientId = text, ReplyTo = text, Payload = text };

        await Store.AppendAsync(text, [entry], null, default);

        (await Store.ReadAsync(text, 0, 10, default)).ShouldBe([entry with { Sequence = 1 }]);
    }

    protected static Conversation NewConversation(string id) =>
        new() { Id = id, Citizen = "c-1", Channel = "webchat", StartedAt = Morning };

    protected static ConversationEntry Message(string id) =>
        new() { Id = id, Kind = EntryKind.CitizenMessage, At = Morning, Payload = "{}" };

    static ConversationMemory About(string guide) => new() { Topics = [new Topic { Guide = guide, Question = "问题" }] };

    static ConversationEntry Reply(string id, string to) =>
        new() { Id = id, Kind = EntryKind.AssistantReply, At = Morning, ReplyTo = to, Payload = "{}" };
}
