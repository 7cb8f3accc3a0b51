using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Questions;

/// <summary>Reads a message into a question: rights the wording, finds the day and the places, and joins an answer to our question back with the question that waits for it.</summary>
public sealed class QuestionReader(TimeProvider time)
{
    // Longer than the longest question that is answered: a cry for help may stand at the end of a long letter.
    const int LongestRead = 20_000;

    const int LongestPlace = 30;

    // Question and answers together stay a question.
    const int LongestJoined = 500;

    // A quick reply, or an answer typed like one.
    const int LongestAnswer = 12;

    // What may stand beside a place name in a mere answer such as "我在渝中区办".
    static readonly string[] AnswerWords = ["我们", "我", "在", "是", "的", "办", "住", "区县", "这边", "那边", "。", "，", "!", "！", ",", ".", "嘛", "哦", "呢", "吧", "哈"];

    public Question Read(CitizenMessage message, ConversationMemory memory, KnowledgeContent content)
    {
        var today = message.Today ?? ChinaDay.Today(time);
        var text = content.Lexicon.Correct(QuestionText.Clean(message.Text.Length > LongestRead ? message.Text[..LongestRead] : message.Text));
        var places = content.Places.Read(QuestionText.Normalise(text), today);

        var isOnlyAPlace = IsOnlyAPlace(QuestionText.Normalise(text), places);
        var answersPendingSlot = memory.PendingQuestion is { } pending && pending.Length + text.Length <= LongestJoined
            && (isOnlyAPlace || AnswersSlot(QuestionText.Normalise(text), memory.PendingSlot, content));
        if (answersPendingSlot)
        {
            text = $"{memory.PendingQuestion} {text}";
            places = content.Places.Read(QuestionText.Normalise(text), today);
        }

        var key = QuestionText.Normalise(text);
        var domains = content.Guard.DomainsNamedIn(key);
        var known = message.District ?? memory.District;
        return new Question
        {
            Content = content,
            Text = text,
            Key = key,
            Today = today,
            Places = places,
            Districts = places.Districts.Count > 0
                ? places.Districts
                : known is not null && content.Places.Resolve(known, today) is { } remembered ? [remembered] : [],
            Domains = domains,
            AsksFor = content.Lexicon.KindsAskedFor(key),
            Expansions = content.Lexicon.Expand(key, domains),
            IsOnlyAPlace = isOnlyAPlace && !answersPendingSlot,
            LastGuide = memory.Guide,
            AnsweredSlot = answersPendingSlot ? memory.PendingSlot : null,
        };
    }

    /// <summary>One of the quick replies we offered, or a few words that state what we asked for.</summary>
    static bool AnswersSlot(string key, string? pendingSlot, KnowledgeContent content) =>
        pendingSlot is not null && content.Slots.TryGetValue(pendingSlot, out var slot)
        && (slot.Choices.Any(choice => QuestionText.Normalise(choice) == key)
            || (pendingSlot != "district" && key.Length is > 0 and <= LongestAnswer && slot.IsStatedIn(key) && content.Guard.DomainsNamedIn(key).Count == 0));

    static bool IsOnlyAPlace(string key, PlaceReading places)
    {
        if (places.Districts.Count == 0 || key.Length > LongestPlace) return false;
        var rest = key;
        foreach (var name in places.Districts.SelectMany(district => district.Names.Append(district.Name)).Concat(places.OldName is { } old ? old.Names.Append(old.Name) : []).OrderByDescending(name => name.Length))
            rest = rest.Replace(QuestionText.Normalise(name), "", StringComparison.Ordinal);
        foreach (var word in AnswerWords) rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length <= 4; // a town's name may remain ("渝北区统景镇")
    }
}
