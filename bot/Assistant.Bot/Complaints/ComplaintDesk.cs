using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Words;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Complaints;

/// <summary>A complaint about this service. Contact is what the citizen chose to leave, possibly nothing.</summary>
public sealed record Complaint(string Code, DateTimeOffset ReceivedAt, DateOnly Due, string Text, string Contact, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary>
/// Takes complaints and reports about the service itself (L-04): without login, with a code, a published due date and an answer that can
/// be looked up. A complaint is a conversation of its own in the same store, so it is as safe as any message.
/// </summary>
public sealed class ComplaintDesk(IConversationStore store, IOptions<ComplaintOptions> options, TimeProvider time)
{
    const string Channel = "complaint";

    /// <summary>Longest complaint taken, in characters.</summary>
    public const int LongestText = 2000;

    const int LongestContact = 100;

    // Read aloud and typed by hand: no 0/O, 1/I/L, U/V. Ten of 29 make guessing another's code hopeless.
    const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTWXYZ";

    /// <summary>Days within which a complaint is answered.</summary>
    public int DaysToAnswer => options.Value.DaysToAnswer;

    /// <summary>Files a complaint; it is on disk when the call returns. Null when there is no text, or more than is taken.</summary>
    public async Task<Complaint?> FileAsync(string text, string contact, CancellationToken cancellationToken)
    {
        text = QuestionText.Clean(text);
        contact = QuestionText.Clean(contact);
        if (text.Length is 0 or > LongestText || contact.Length > LongestContact) return null;

        var now = time.GetUtcNow();
        var code = RandomNumberGenerator.GetString(CodeLetters, 10);
        var due = ChinaDay.Of(now).AddDays(options.Value.DaysToAnswer);
        await store.OpenAsync(new Conversation { Id = IdOf(code), Citizen = "complainant", Channel = Channel, StartedAt = now }, cancellationToken);
        await store.AppendAsync(
            IdOf(code),
            [new ConversationEntry { Id = "complaint", Kind = EntryKind.CitizenMessage, At = now, Payload = JsonSerializer.Serialize(new Filed(text, contact, due)) }],
            memory: null, cancellationToken);
        return new Complaint(code, now, due, text, contact, null, null);
    }

    /// <summary>The complaint of that code, or null. Case and spaces do not matter.</summary>
    public async Task<Complaint?> FindAsync(string code, CancellationToken cancellationToken)
    {
        code = QuestionText.Normalise(code).ToUpperInvariant();
        if (code.Length != 10 || code.Any(letter => !CodeLetters.Contains(letter))) return null;
        if (await store.FindAsync(IdOf(code), cancellationToken) is not { Channel: Channel }) return null;

        var entries = await store.ReadAsync(IdOf(code), after: 0, take: 50, cancellationToken);
        return entries.Count == 0 ? null : Read(code, entries);
    }

    /// <summary>Complaints not answered yet, oldest first.</summary>
    public async Task<IReadOnlyList<Complaint>> FindOpenAsync(CancellationToken cancellationToken) =>
    [
        .. (await store.FindUnansweredAsync(DateTimeOffset.UnixEpoch, cancellationToken)).Where(item => item.Conversation.Channel == Channel)
            .Select(item => Read(item.Conversation.Id[(Channel.Length + 1)..], [item.Entry])),
    ];

    /// <summary>Records the answer the complainant will see. False when the code is unknown.</summary>
    public async Task<bool> AnswerAsync(string code, string answer, CancellationToken cancellationToken)
    {
        if (await FindAsync(code, cancellationToken) is not { } complaint) return false;
        var now = time.GetUtcNow();
        await store.AppendAsync(
            IdOf(complaint.Code),
            [new ConversationEntry { Id = $"answer-{Guid.NewGuid():N}", Kind = EntryKind.AssistantReply, At = now, ReplyTo = "complaint", Payload = JsonSerializer.Serialize(answer) }],
            memory: null, cancellationToken);
        return true;
    }

    static Complaint Read(string code, IReadOnlyList<ConversationEntry> entries)
    {
        var filed = JsonSerializer.Deserialize<Filed>(entries[0].Payload)!;
        var answer = entries.LastOrDefault(entry => entry.Kind == EntryKind.AssistantReply);
        return new Complaint(
            code, entries[0].At, filed.Due, filed.Text, filed.Contact, answer is null ? null : JsonSerializer.Deserialize<string>(answer.Payload), answer?.At);
    }

    static string IdOf(string code) => $"{Channel}-{code}";

    sealed record Filed(string Text, string Contact, DateOnly Due);
}
