using System.Text.RegularExpressions;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Questions;

/// <summary>
/// Two questions in one message are both answered. A message is taken apart at its sentences; what is told before a question belongs to it.
/// When both parts lead to the same facts it was one question after all.
/// </summary>
public sealed partial class SeveralQuestions
{
    // More than two answers are no answer on a telephone.
    const int Most = 2;

    // Shorter than this asks nothing on its own ("真的吗?").
    const int ShortestQuestion = 5;

    // Lines of the second answer beside its first sentence.
    const int MostDetails = 2;

    /// <summary>The questions of a message, each with what was told before it; the message itself when it is one.</summary>
    public IReadOnlyList<Question> Split(Question question)
    {
        if (question.Thread.Continues || question.Thread.IsElliptic) return [question];
        if (question.Thread.Compares) return Compared().Match(question.Text) is { Success: true } pair && question.Reading.Alternatives.Count == 0
            ? [Part(question, pair.Groups[1].Value + pair.Groups[3].Value), Part(question, pair.Groups[2].Value + pair.Groups[3].Value)]
            : [question];
        var told = "";
        var asked = new List<string>();
        foreach (var sentence in Sentences(question))
        {
            if (sentence.Length >= ShortestQuestion && Asks().IsMatch(QuestionText.Normalise(sentence))) asked.Add(sentence);
            else if (asked.Count == 0) told += sentence + "，";
        }

        return asked.Count < 2 ? [question] : [.. asked.Take(Most).Select(text => Part(question, told + text))];
    }

    /// <summary>One reply out of several: the first whole, of the second its answer and what is most needed. The same answer twice is one.</summary>
    public TurnReply Join(Question question, IReadOnlyList<TurnReply> replies)
    {
        var first = replies[0];
        if (replies.Count == 1) return first;
        var second = replies[1];
        if (!IsAnswer(first)) return second;
        if (!IsAnswer(second) || IsSame(first, second)) return first;

        var numbers = new Dictionary<int, int>();
        var citations = first.Citations.ToList();
        foreach (var citation in second.Citations)
        {
            var known = citations.FindIndex(other => other.FactId == citation.FactId);
            if (known < 0) citations.Add(citation with { Number = citations.Count + 1 });
            numbers[citation.Number] = known < 0 ? citations.Count : citations[known].Number;
        }

        string Renumbered(string text) => Mark().Replace(text, mark => $"[{numbers[int.Parse(mark.Groups[1].ValueSpan, provider: null)]}]");
        var parts = first.Parts.Where(part => part.Kind is not AnswerPartKind.Ask).ToList();
        parts.Add(new AnswerPart(AnswerPartKind.Second, string.Join("", second.Parts.Where(part => part.Kind == AnswerPartKind.Conclusion).Select(part => Renumbered(part.Text))),
            [.. second.Parts.Where(part => part.Kind == AnswerPartKind.Details).SelectMany(part => part.Items).Take(MostDetails).Select(Renumbered)]));
        // One thing is asked at a time; what the first question waits for comes first.
        var asks = first.Asks.Count > 0 ? first.Asks : second.Asks;
        if (asks.Count > 0) parts.Add(new AnswerPart(AnswerPartKind.Ask, asks[0].Question));
        var used = parts.SelectMany(part => part.Items.Append(part.Text)).SelectMany(text => Mark().Matches(text)).Select(mark => int.Parse(mark.Groups[1].ValueSpan, provider: null)).ToHashSet();
        return first with
        {
            Outcome = first.Outcome == TurnOutcome.Answered ? second.Outcome : first.Outcome,
            Rule = first.Rule ?? second.Rule,
            Result = string.Join("；", new[] { first.Result, second.Result }.Where(result => result.Length > 0)),
            Decisions = [.. first.Decisions, .. second.Decisions],
            Parts = parts,
            Citations = [.. citations.Where(citation => used.Contains(citation.Number))],
            Asks = asks,
            FollowUps = [.. first.FollowUps.Concat(second.FollowUps).Distinct()],
        };
    }

    static bool IsAnswer(TurnReply reply) => reply.Outcome is TurnOutcome.Answered or TurnOutcome.PartlyAnswered or TurnOutcome.AskedBack;

    static bool IsSame(TurnReply one, TurnReply other) =>
        (one.Rule is not null && one.Rule == other.Rule) || one.Citations.FirstOrDefault()?.FactId == other.Citations.FirstOrDefault()?.FactId;

    static Question Part(Question whole, string text)
    {
        var key = QuestionText.Normalise(text);
        var domains = whole.Content.Guard.DomainsNamedIn(key);
        return whole with
        {
            Text = text,
            Key = key,
            Domains = domains.Count > 0 ? domains : whole.Domains,
            AsksFor = whole.Content.Lexicon.KindsAskedFor(key),
            Expansions = whole.Content.Lexicon.Expand(key, domains),
        };
    }

    static IEnumerable<string> Sentences(Question question)
    {
        var text = question.Text;
        foreach (var word in question.Content.Dialogue.Also.OrderByDescending(word => word.Length)) text = text.Replace(word, "。" + word, StringComparison.Ordinal);
        return Ends().Split(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0);
    }

    [GeneratedRegex("(?<=[?？])|[!！。；;\n]")]
    private static partial Regex Ends();

    [GeneratedRegex("[?？]|[吗么]$|多少|好多|怎么|咋|啥|什么|哪|好久|多久|几[个岁时年天]|(.)[不没]\\1|[行得可以能要会够]不$|没有?$|撒$")]
    private static partial Regex Asks();

    /// <summary>复查和复议哪个快: what is compared, and what is asked of both.</summary>
    [GeneratedRegex("^[^，,]{0,6}?([一-鿿a-z0-9]{2,8}?)(?:和|跟|与|同|还是|比)([一-鿿a-z0-9]{2,8}?)((?:哪|谁|有|是不是|一不一样|的?区别|不同|差|相比|比较|分别|各).{0,24})$")]
    private static partial Regex Compared();

    [GeneratedRegex(@"\[(\d{1,2})\]")]
    private static partial Regex Mark();
}
