using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Dialogue;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;
using Assistant.Knowledge.Words;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Questions;

/// <summary>
/// Reads a message into a question: rights the wording, finds the day, the places and the slots, sees how it stands to what was said
/// before, and joins it with the question it goes on with.
/// </summary>
public sealed class QuestionReader(QuestionClassifiers classifiers, IOptions<DialogueOptions> options, TimeProvider time)
{
    // Longer than the longest question that is answered: a cry for help may stand at the end of a long letter.
    const int LongestRead = 20_000;

    const int LongestPlace = 30;

    // The classifier is not asked which domain it is, only which it cannot be.
    const double LikelyDomain = 0.1;

    // Question and answers together stay a question.
    const int LongestJoined = 500;

    // What may stand beside a place name in a mere answer such as "我在渝中区办".
    static readonly string[] AnswerWords = ["我们", "我", "在", "是", "的", "办", "住", "区县", "这边", "那边", "。", "，", "!", "！", ",", ".", "嘛", "哦", "呢", "吧", "哈"];

    public Question Read(CitizenMessage message, ConversationMemory memory, KnowledgeContent content)
    {
        var today = message.Today ?? ChinaDay.Today(time);
        var text = content.Lexicon.Correct(QuestionText.Clean(message.Text.Length > LongestRead ? message.Text[..LongestRead] : message.Text));
        var key = QuestionText.Normalise(text);
        var places = content.Places.Read(key, today);
        memory = Known(memory.WithoutWhatIsOlderThan(time.GetUtcNow() - options.Value.Retention), content);

        var open = memory.Asked?.Slot ?? memory.Topic?.OpenSlot;
        var reading = content.SlotReader.Read(text, today, open, InPlay(key, memory, content));
        var move = content.Dialogue.MoveOf(key) ?? InsteadOfAnAnswer(key, open, reading, content);
        var thread = DialogueThread.Read(key, reading, memory, content, content.Guard.DomainsNamedIn(key).Count > 0, move is not null);
        var isOnlyAPlace = IsOnlyAPlace(key, places);
        if (isOnlyAPlace && memory.Topic is { } topic) thread = thread with { Topic = topic, Continues = true };
        if (thread.Continues) move = null;
        if (move is not null && GoOn(move.Move, memory, open, text) is var (resumed, remaining, again))
            (thread, memory, text, move) = (DialogueThread.New with { Topic = resumed, Continues = true }, remaining, again, null);

        var joined = Join(text, thread, content);
        if (joined != text) places = content.Places.Read(QuestionText.Normalise(joined), today);
        var joinedKey = QuestionText.Normalise(joined);
        var domains = content.Guard.DomainsNamedIn(joinedKey);
        var given = Given(message, memory, reading, thread, content, today);
        return new Question
        {
            Content = content,
            Message = text,
            Text = joined,
            Key = joinedKey,
            Today = today,
            Memory = memory,
            Reading = reading,
            Given = given,
            Thread = thread,
            Move = move,
            Places = places,
            Districts = places.Districts.Count > 0 ? places.Districts : Known(given, content),
            Domains = domains,
            AsksFor = content.Lexicon.KindsAskedFor(key),
            Expansions = content.Lexicon.Expand(joinedKey, domains),
            IsOnlyAPlace = isOnlyAPlace && !thread.Continues,
            AnsweredSlot = thread.Continues && reading.Problems.Count == 0 ? open : null,
        };
    }

    /// <summary>The rule under discussion with what is known, and the domains the message or the matters before it are about.</summary>
    SlotsInPlay InPlay(string key, ConversationMemory memory, KnowledgeContent content)
    {
        var inputs = memory.Topic?.Rule is { } rule ? content.Rules.Rules[rule].Inputs.Select(slot => slot.Id).ToArray() : [];
        var judged = classifiers.For(content).JudgeGuide(content, key);
        var domains = content.Guides.Values.GroupBy(guide => guide.Domain).Where(domain => domain.Sum(guide => judged.GetValueOrDefault(guide.Id)) >= LikelyDomain).Select(domain => domain.Key)
            .Concat(content.Guard.DomainsNamedIn(key)).Concat(memory.Topics.Select(topic => content.Guides[topic.Guide].Domain)).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return new SlotsInPlay(inputs, memory.Slots.ToDictionary(entry => entry.Key, entry => entry.Value.Value), domains);
    }

    /// <summary>Said in more words than a move has, while a question waits that gets no answer by it.</summary>
    static MoveDefinition? InsteadOfAnAnswer(string key, string? open, SlotReading reading, KnowledgeContent content) =>
        open is null || reading.Values.Count > 0 ? null
        : DialogueRules.Any(content.Dialogue.Drops, key) ? content.Dialogue.Of(DialogueMove.Cancel)
        : DialogueRules.Any(content.Dialogue.Declines, key) ? content.Dialogue.Of(DialogueMove.DontKnow)
        : null;

    static string NameOf(Domain domain) => domain switch
    {
        Domain.Enrolment => "enrolment",
        Domain.HousingFund => "housing-fund",
        Domain.Employment => "employment",
        Domain.Petition => "petition",
    };

    /// <summary>
    /// Moves that are answered by answering the matter again: 跳过 without the slot that was asked, 再说一遍 as before, 继续 where it was left.
    /// Null for every other move, and where there is nothing to go on with.
    /// </summary>
    static (Topic Topic, ConversationMemory Memory, string Text)? GoOn(DialogueMove move, ConversationMemory memory, string? open, string text) => move switch
    {
        DialogueMove.Skip or DialogueMove.DontKnow when memory.Topic is { } topic && open is not null => (topic, memory with { Skipped = [.. memory.Skipped, open], Asked = null }, ""),
        DialogueMove.Repeat or DialogueMove.Simpler when memory.Topic is { } topic && memory.Last is not null => (topic, memory with { Asked = null }, memory.Last.Question),
        DialogueMove.Resume when (memory.Topics.FirstOrDefault(topic => topic.OpenSlot is not null) ?? memory.Topics.ElementAtOrDefault(1)) is { } topic => (topic, memory with { Asked = null }, ""),
        _ => null,
    };

    /// <summary>A memory may be older than the content: what the content no longer knows is forgotten.</summary>
    static ConversationMemory Known(ConversationMemory memory, KnowledgeContent content) => memory with
    {
        Topics = [.. memory.Topics.Where(topic => content.Guides.ContainsKey(topic.Guide))
            .Select(topic => topic with
            {
                Rule = topic.Rule is { } rule && content.Rules.Rules.ContainsKey(rule) ? rule : null,
                OpenSlot = topic.OpenSlot is { } slot && content.Slots.ContainsKey(slot) ? slot : null,
            })],
        Asked = memory.Asked is { } asked && content.Slots.ContainsKey(asked.Slot) ? asked : null,
    };

    /// <summary>What goes on with a matter is searched together with it: an answer with its question, a question without its subject with the name of the matter.</summary>
    static string Join(string text, DialogueThread thread, KnowledgeContent content)
    {
        if (thread.Topic is not { } topic) return text;
        var joined = thread.Continues ? text.StartsWith(topic.Question, StringComparison.Ordinal) ? text : $"{topic.Question} {text}".TrimEnd() : $"{SubjectOf(topic, content)} {text}";
        return joined.Length <= LongestJoined ? joined : text;
    }

    /// <summary>What a matter is called: by its rule when one decides it, otherwise by the first everyday name of its guide.</summary>
    static string SubjectOf(Topic topic, KnowledgeContent content) =>
        topic.Rule is { } rule ? content.Rules.Rules[rule].Name : content.Guides[topic.Guide].Names.FirstOrDefault() ?? "";

    /// <summary>
    /// What is known of this case: remembered, then said now, then supposed now. Of somebody else only what was said now holds, and the
    /// place; what a correction leaves without value is no longer known.
    /// </summary>
    static Dictionary<string, SlotValue> Given(
        CitizenMessage message, ConversationMemory memory, SlotReading reading, DialogueThread thread, KnowledgeContent content, DateOnly today)
    {
        var given = new Dictionary<string, SlotValue>(StringComparer.Ordinal);
        foreach (var (slot, remembered) in memory.Slots)
            if (content.Slots.ContainsKey(slot) && (!thread.IsAboutAnother || slot == "district")) given[slot] = remembered.Value;
        if (message.District is { } district && content.Places.Resolve(district, today) is { } known) given["district"] = new ChoiceValue(known.Name, [known.Id]);
        foreach (var problem in reading.Problems) given.Remove(problem.Slot);
        foreach (var (slot, value) in reading.Values) given[slot] = value;
        foreach (var (slot, values) in reading.Alternatives)
            if (values is [var supposed]) given[slot] = supposed;
        return given;
    }

    static IReadOnlyList<District> Known(Dictionary<string, SlotValue> given, KnowledgeContent content) =>
        given.GetValueOrDefault("district") is ChoiceValue { OneOf: [var id] } && content.Places.Find(id) is { } district ? [district] : [];

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
