using Assistant.Bot.Conversations;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Questions;

/// <summary>Reads a message into a question: rights the wording, finds the day and the places, and joins an answer to our question back with the question that waits for it.</summary>
public sealed class QuestionReader(TimeProvider time)
{
    // The mainland keeps one time all year round; the process runs with invariant globalisation and may lack zone data.
    static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    // What may stand beside a place name in a mere answer such as "我在渝中区办".
    static readonly string[] AnswerWords = ["我们", "我", "在", "是", "的", "办", "住", "区县", "这边", "那边", "。", "，", "!", "！", ",", ".", "嘛", "哦", "呢", "吧", "哈"];

    public Question Read(CitizenMessage message, ConversationMemory memory, KnowledgeContent content)
    {
        var today = message.Today ?? DateOnly.FromDateTime(time.GetUtcNow().ToOffset(ChinaStandardTime).DateTime);
        var text = content.Lexicon.Correct(QuestionText.Clean(message.Text));
        var places = content.Places.Read(QuestionText.Normalise(text), today);

        var answersPendingSlot = memory.PendingQuestion is not null && IsOnlyAPlace(QuestionText.Normalise(text), places);
        if (answersPendingSlot) text = $"{memory.PendingQuestion} {text}";

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
            Expansions = content.Lexicon.Expand(key, domains),
            AnswersPendingSlot = answersPendingSlot,
        };
    }

    static bool IsOnlyAPlace(string key, PlaceReading places)
    {
        if (places.Districts is not [var district]) return false;
        var rest = key;
        foreach (var name in district.Names.Append(district.Name).Concat(places.OldName is { } old ? old.Names.Append(old.Name) : []).OrderByDescending(name => name.Length))
            rest = rest.Replace(QuestionText.Normalise(name), "", StringComparison.Ordinal);
        foreach (var word in AnswerWords) rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length <= 4; // a town's name may remain ("渝北区统景镇")
    }
}
