using Assistant.Bot.Conversations;

namespace Assistant.Channels.Tests.Conversations;

/// <summary>What every <see cref="IConversationStore"/> promises.</summary>
public abstract class ConversationStoreContract
{
    static readonly DateTimeOffset Morning = new(2026, 11, 20, 1, 0, 0, 123, TimeSpan.Zero);

    protected abstract IConversationStore Store { get; }

    [Fact]
    public async Task A_conversation_is_found_as_it_was_opened()
    {
        var opened = await Store.OpenAsync(NewConversation("a"), default);

        var found = await Store.FindAsync("a", default);

        found.ShouldBe(opened);
        found.ShouldBe(NewConversation("a"));
    }

    [Fact]
    public async Task Opening_again_changes_nothing()
    {
        await Store.OpenAsync(NewConversation("a"), default);

        var again = await Store.OpenAsync(NewConversation("a") with { Citizen = "c-other", Channel = "cli" }, default);

        again.ShouldBe(NewConversation("a"));
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
        var memory = new ConversationMemory { District = "500103", PendingSlot = "district", PendingQuestion = "能不能读一年级", Guide = "JY-01" };

        await Store.AppendAsync("a", [Reply("r1", to: "m1")], memory, default);
        await Store.AppendAsync("a", [Message("m2")], null, default);

        (await Store.FindAsync("a", default))!.Memory.ShouldBe(memory);
    }

    [Fact]
    public async Task A_repeated_reply_does_not_turn_the_memory_back()
    {
        await Store.OpenAsync(NewConversation("a"), default);
        await Store.AppendAsync("a", [Reply("r1", to: "m1")], new ConversationMemory { Guide = "first" }, default);
        await Store.AppendAsync("a", [Reply("r2", to: "m2")], new ConversationMemory { Guide = "second" }, default);

        await Store.AppendAsync("a", [Reply("r1", to: "m1")], new ConversationMemory { Guide = "first" }, default);

        (await Store.FindAsync("a", default))!.Memory.Guide.ShouldBe("second");
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

    static ConversationEntry Reply(string id, string to) =>
        new() { Id = id, Kind = EntryKind.AssistantReply, At = Morning, ReplyTo = to, Payload = "{}" };
}
