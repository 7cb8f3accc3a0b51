using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Gives each quantity to one slot: the one whose word stands nearest in the clause; the slot we asked for where no word decides. A clause
/// that holds nothing but a quantity ("公积金一直没断过，三年多了") takes the words of the clause before it.
/// </summary>
internal sealed partial class Assignment(IReadOnlyList<NearWords> slots)
{
    // An asked slot takes what no other slot's word stands near to.
    const int AskedDistance = 30;

    // What the matter under discussion expects, and what it asked for, is meant rather than a slot of the same kind with a short word near …
    const int ExpectedDistance = 10;
    const int ExpectedAndAskedDistance = 8;

    // … which stands as much farther away.
    const int ShortWord = 2;
    const int UnexpectedCosts = 12;

    // Clauses after this one; a letter without a full stop is not one question.
    const int LongestSentence = 8;

    public IReadOnlyList<Claim> Assign(ReadingText reading, IReadOnlyList<Clause> clauses, IReadOnlyList<Mention> mentions, int correctedFrom, DateOnly today, string? asked, SlotsInPlay play)
    {
        var claims = new List<Claim>();
        var at = 0;
        foreach (var group in mentions.GroupBy(mention => ClauseOf(clauses, mention, ref at)))
        {
            var clause = clauses[group.Key];
            var sentence = Sentence(clauses, group.Key);
            // "10月28提交的到今天没动静": up to today is how long, not when.
            var own = group.Where(mention => !IsUntilNow(reading.Folded, mention)).Where(mention => mention.SaidInstead is not null || !OwnCase.IsOnlyAsked(reading.Folded, clause, sentence, mention))
                .Where(mention => !Correction.IsDenied(reading.Folded, mention.Start) && !OwnCase.IsInterruption(reading.Folded, mention) && !Bystander.IsMeant(reading.Folded, mention.Start)).ToArray();
            claims.AddRange(own.Select(mention => Step(reading, mention, correctedFrom, play)).OfType<Claim>());
            own = [.. own.Where(mention => !claims.Exists(claim => claim.Start == mention.Start && claim.End == mention.End) && !Outlook.IsWait(reading.Folded, mention))];
            var pairs = own.SelectMany(mention => Unambiguous([.. Pairs(reading, clause, mention, today, asked, play, correctedFrom)], play)).ToList();
            foreach (var mention in own.Where(mention => pairs.TrueForAll(pair => pair.Mention != mention || pair.IsWeak)))
                if (IsBare(reading.Folded, clause, mention)) pairs.AddRange(FromBefore(reading, clauses, group.Key, mention, claims, correctedFrom, today, play));
            var several = Comparison.Compares(Text(reading, clause)) || Comparison.LeavesOpen(Text(reading, clause)) || (correctedFrom > clause.Start && correctedFrom < clause.End);
            claims.AddRange([.. Take(reading.Folded, pairs, several, claims, correctedFrom)]);
        }

        return claims;
    }

    /// <summary>What is known, moved by "晚一天" or "再交两个月"; supposed unless it corrects.</summary>
    Claim? Step(ReadingText reading, Mention mention, int correctedFrom, SlotsInPlay play)
    {
        var said = reading.Said(mention.Start, mention.End);
        return Outlook.Step(reading.Folded, mention, said, slots, play) is var (slot, value) ? new(slot, value, null, said, mention.Start, mention.End, IsSupposed: correctedFrom < 0 || mention.Start < correctedFrom) : null;
    }

    /// <summary>By the words of the clause before; in a correction also further back ("公积金交了三年，说错了，是五年").</summary>
    List<Pair> FromBefore(ReadingText reading, IReadOnlyList<Clause> clauses, int index, Mention mention, List<Claim> claims, int correctedFrom, DateOnly today, SlotsInPlay play)
    {
        var repeats = correctedFrom >= 0 || Text(reading, clauses[index]).Contains("具体", StringComparison.Ordinal);
        for (var before = index - 1; before >= Math.Max(0, index - (correctedFrom >= 0 ? 3 : 1)) && clauses[before].Sentence == clauses[index].Sentence; before--)
        {
            var pairs = Pairs(reading, clauses[before], mention, today, null, play, correctedFrom).Where(pair => !pair.IsWeak).Where(pair => repeats || !claims.Exists(claim => claim.Slot.Id == pair.Slot.Id)).ToList();
            if (pairs.Count > 0) return pairs;
        }

        return [];
    }

    /// <summary>Of several expected slots of one kind the one that is known already is changed; where that does not tell, none is meant.</summary>
    static List<Pair> Unambiguous(List<Pair> pairs, SlotsInPlay play)
    {
        var expected = pairs.FindAll(pair => pair.IsWeak && !pair.IsAsked);
        if (expected.Count < 2) return pairs;
        var known = expected.FindAll(pair => play.Known.ContainsKey(pair.Slot.Id));
        return pairs.FindAll(pair => !expected.Contains(pair) || (known.Count == 1 && pair == known[0]));
    }

    IEnumerable<Pair> Pairs(ReadingText reading, Clause clause, Mention unplaced, DateOnly today, string? asked, SlotsInPlay play, int correctedFrom)
    {
        var said = unplaced.SaidInstead ?? reading.Said(unplaced.Start, unplaced.End);
        bool isUnexpected(Slot slot) => !play.Expects(slot) && slots.Any(other => other.Slot.Kind == slot.Kind && play.Expects(other.Slot));
        foreach (var words in slots)
        {
            var isAsked = words.Slot.Id == asked;
            if (!isAsked && !play.Reads(words.Slot)) continue;
            var mention = play.WithYear(unplaced, words.Slot);
            var isExpected = play.Expects(words.Slot) && IsDefinite(mention, reading, correctedFrom);
            var typed = SlotTyping.Type(mention, words.Slot, said, reading.Folded, today, isAsked || ((isExpected || (correctedFrom >= 0 && play.Known.ContainsKey(words.Slot.Id))) && mention.Kind == MentionKind.Date));
            if (!typed.IsOfKind || words.IsForbidden(reading.Folded, clause, mention)) continue;
            if (words.Nearest(reading.Folded, clause, mention) is { } nearest)
                yield return new(unplaced, words.Slot, typed, said, isAsked ? Math.Min(nearest.Distance, AskedDistance) : nearest.Distance + Detour(words.Slot, mention) + (isUnexpected(words.Slot) && nearest.Length <= ShortWord ? UnexpectedCosts : 0), nearest.Length, isAsked, IsWeak: false);
            // "2021年3月开始交的" tells a duration; only who was asked for one says it so.
            else if (isAsked) yield return new(unplaced, words.Slot, typed, said, mention.Months is not null && words.Slot.Kind == SlotKind.Months ? 0 : isExpected ? ExpectedAndAskedDistance : AskedDistance, 0, true, IsWeak: true);
            else if (isExpected) yield return new(unplaced, words.Slot, typed, said, ExpectedDistance, 0, false, IsWeak: true);
        }
    }

    /// <summary>"今年九月" beside a question names the term, not a birthday: a day that nobody claims must be a whole day, or take back or suppose one.</summary>
    static bool IsDefinite(Mention mention, ReadingText reading, int correctedFrom) =>
        mention.Kind != MentionKind.Date || (mention.Earliest == mention.Latest && !DurationReading.StartsAt(reading.Folded, mention.Start, "今")) || correctedFrom >= 0 || Comparison.Supposes(reading.Folded);

    /// <summary>A day is first of all a day: only where no other slot wants it as near, its year alone counts.</summary>
    static int Detour(Slot slot, Mention mention) =>
        (slot.Kind == SlotKind.Year && mention.Kind == MentionKind.Date && !mention.IsWholeYear ? 6 : 0)
        + (slot.Kind is SlotKind.Months or SlotKind.Years && mention.Kind == MentionKind.Date ? 2 : 0)
        + (slot.Kind == SlotKind.Date && mention.Kind == MentionKind.Duration ? 4 : 0)
        + (mention.Kind == MentionKind.Amount && mention.Unit.Length == 0 && slot.Kind == SlotKind.Count ? 2 : 0);

    static IEnumerable<Claim> Take(string text, List<Pair> pairs, bool several, List<Claim> before, int correctedFrom)
    {
        var takenMentions = new HashSet<Mention>(ReferenceEqualityComparer.Instance);
        var takenSlots = new HashSet<string>();
        // What is a value of one slot is no slip about another ("贷六十万", when we asked for how many years).
        foreach (var pair in pairs.OrderBy(pair => pair.Typed.Value is null).ThenBy(pair => pair.Distance).ThenByDescending(pair => pair.IsAsked).ThenByDescending(pair => pair.Length).ThenBy(pair => pair.Mention.Start))
        {
            if (takenMentions.Contains(pair.Mention) || (!several && takenSlots.Contains(pair.Slot.Id))) continue;
            if (pair.IsWeak && correctedFrom < 0 && before.Exists(claim => claim.Slot.Id == pair.Slot.Id)) continue;
            takenMentions.Add(pair.Mention);
            takenSlots.Add(pair.Slot.Id);
            yield return new(pair.Slot, pair.Typed.Value, pair.Typed.Problem, pair.Said, pair.Mention.Start, pair.Mention.End, pair.Typed.Value is not null && Outlook.IsReached(text, pair.Mention));
        }
    }

    static bool IsUntilNow(string text, Mention mention) =>
        mention.Kind == MentionKind.Date && mention.Start > 0 && text[mention.Start - 1] is '到' or '至' && DurationReading.StartsAt(text, mention.Start, "今");

    static bool IsBare(string text, Clause clause, Mention mention)
    {
        var rest = string.Concat(text.AsSpan(clause.Start, Math.Max(0, mention.Start - clause.Start)), text.AsSpan(Math.Min(mention.End, clause.End)..clause.End));
        return rest.Length <= 12 && Filling().Replace(rest, "").Length == 0;
    }

    static int ClauseOf(IReadOnlyList<Clause> clauses, Mention mention, ref int from)
    {
        while (from + 1 < clauses.Count && clauses[from + 1].Start <= mention.Start) from++;
        return from;
    }

    static Clause Sentence(IReadOnlyList<Clause> clauses, int index)
    {
        var last = index;
        while (last + 1 < clauses.Count && last - index < LongestSentence && clauses[last + 1].Sentence == clauses[index].Sentence) last++;
        return clauses[index] with { Start = clauses[clauses[index].Sentence].Start, End = clauses[last].End };
    }

    static string Text(ReadingText reading, Clause clause) => reading.Folded[clause.Start..clause.End];

    [GeneratedRegex("应该是|共计|合计|总计|具体|准确|大概|差不多|一共|总共|已经|现在|目前|我们|刚刚|也就|就是|出生|生的|[我有是都也才就到满了的吧呢嘛哦啊呀哈交缴买办放生共]", RegexOptions.CultureInvariant)]
    private static partial Regex Filling();

    sealed record Pair(Mention Mention, Slot Slot, TypedMention Typed, string Said, int Distance, int Length, bool IsAsked, bool IsWeak);
}
