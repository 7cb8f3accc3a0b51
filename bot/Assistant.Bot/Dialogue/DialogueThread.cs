using System.Text.RegularExpressions;
using Assistant.Bot.Conversations;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Dialogue;
using Assistant.Knowledge.Slots;

namespace Assistant.Bot.Dialogue;

/// <summary>
/// How a message stands to what was said before: a new matter, the answer to our question, a changed circumstance, a question without its
/// subject, or the return to an earlier matter.
/// </summary>
public sealed partial record DialogueThread
{
    // A longer message names its subject.
    const int LongestElliptic = 14;

    // A longer supposition has its own subject.
    const int LongestSupposed = 10;

    // A longer one tells a new story.
    const int LongestAnswer = 40;

    public static DialogueThread New { get; } = new();

    /// <summary>The matter it goes on with; null: a new one, or none.</summary>
    public Topic? Topic { get; init; }

    /// <summary>It answers or changes something of <see cref="Topic"/> and asks nothing else: the matter is decided again.</summary>
    public bool Continues { get; init; }

    /// <summary>What it says is supposed, not claimed: used for this answer and not remembered.</summary>
    public bool Supposes { get; init; }

    /// <summary>The pattern by which somebody else is named; null when nobody is.</summary>
    public string? Person { get; init; }

    /// <summary>It is about somebody else than before: what was remembered of a person does not hold for them.</summary>
    public bool IsAboutAnother { get; init; }

    /// <summary>Two things are compared.</summary>
    public bool Compares { get; init; }

    /// <summary>It asks something without naming its subject.</summary>
    public bool IsElliptic { get; init; }

    /// <summary>
    /// Reads it. <paramref name="namesMatter"/>: the message uses words of one of our domains; <paramref name="isMove"/>: it is a move such
    /// as a greeting, unless it states what we asked.
    /// </summary>
    public static DialogueThread Read(string key, SlotReading reading, ConversationMemory memory, KnowledgeContent content, bool namesMatter, bool isMove)
    {
        var rules = content.Dialogue;
        var thread = new DialogueThread
        {
            Compares = DialogueRules.Any(rules.Comparison, key),
            Supposes = DialogueRules.Any(rules.Hypothetical, key),
            Person = rules.Others.FirstOrDefault(cue => cue.Matches(key))?.Source,
        };
        if (thread.Person is not null && thread.Person != memory.Person) thread = thread with { IsAboutAnother = true };
        if (memory.Topics.Count == 0) return thread;

        var stated = reading.Values.Keys.Concat(reading.Alternatives.Keys).Concat(reading.Problems.Select(problem => problem.Slot)).ToHashSet(StringComparer.Ordinal);
        var concerned = memory.Topics.FirstOrDefault(topic => Concerns(topic, stated, content));
        var asks = IsQuestion().IsMatch(key);

        if (DialogueRules.Any(rules.Back, key) && Named(key, memory, content) is { } earlier)
            return thread with { Topic = earlier, Continues = !asks || concerned == earlier };
        if (concerned is not null && (reading.AnswersOnly || !asks || thread.Supposes || DialogueRules.Any(rules.Correction, key)) && !thread.Compares)
            return thread with { Topic = concerned, Continues = true };
        if (isMove) return thread;
        // "我兄弟才上了二十天班，也没签，他可以要不？": the same question for somebody else.
        if (concerned is not null && thread.Person is not null && key.Length <= LongestAnswer && SameForAnother().IsMatch(key)) return thread with { Topic = concerned, Continues = true };
        if (concerned is not null && !namesMatter) return thread with { Topic = concerned };
        // Asked, and told something that asks nothing: an answer, even where we cannot read it.
        if (memory.Asked is not null && !asks && !namesMatter && key.Length <= LongestAnswer && Han().IsMatch(key)) return thread with { Topic = memory.Topic, Continues = true };
        // "如果是租房呢" in the middle of enrolment changes the case; it does not begin the matter whose word it uses.
        if (thread.Supposes && key.Length <= LongestSupposed && BareSupposition().IsMatch(key)) return thread with { Topic = memory.Topic, IsElliptic = true };
        return !namesMatter && key.Length <= LongestElliptic && (DialogueRules.Any(rules.Elliptic, key) || thread.Supposes || thread.Compares)
            ? thread with { Topic = memory.Topic, IsElliptic = true }
            : thread;
    }

    /// <summary>True when something stated is what the matter waits for or depends on.</summary>
    static bool Concerns(Topic topic, HashSet<string> stated, KnowledgeContent content) =>
        (topic.OpenSlot is { } open && stated.Contains(open))
        || (topic.Rule is { } id && content.Rules.Rules.TryGetValue(id, out var rule) && rule.Inputs.Any(slot => stated.Contains(slot.Id)));

    /// <summary>The earlier matter a message returns to: the one whose name it holds, otherwise the one that still waits, otherwise the one before.</summary>
    static Topic? Named(string key, ConversationMemory memory, KnowledgeContent content) =>
        memory.Topics.FirstOrDefault(topic => content.Guides.TryGetValue(topic.Guide, out var guide) && guide.Names.Any(name => key.Contains(name, StringComparison.Ordinal)))
        ?? memory.Topics.FirstOrDefault(topic => topic.OpenSlot is not null)
        ?? memory.Topics.ElementAtOrDefault(1)
        ?? memory.Topic;

    [GeneratedRegex("^[那哦嗯]*(如果|要是|假如|假设|换成).{1,8}[呢喃咧]?[?？]?$")]
    private static partial Regex BareSupposition();

    [GeneratedRegex("[他她]?(也|又|还)?(算不算|算吗|有没得|有没有|可不可以|可以要?不|可以吗|能不能|能不|行不行|得行不|够不够|要得不|有份没得|[他她]呢|[领要贷提补]得?到?不)[了嘛哦呢?？!！。]*$")]
    private static partial Regex SameForAnother();

    [GeneratedRegex("[一-鿿]")]
    private static partial Regex Han();

    [GeneratedRegex("[?？]|[吗么呢][?？!！。]?$|多少|好多|几[个岁时年天]|怎么|咋|啥|什么|哪|谁|好久|多久|(.)[不没]\\1|[行得可以能要会是有对到成办收给算够]不[?？]?$|没有?[?？]?$|不[?？]$|撒[?？]?$")]
    private static partial Regex IsQuestion();
}
