using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// The bare words of choices said as a short clause ("单身，没得房") while their slot is in play, also when another was asked for. A word that two slots
/// in play share answers the one we asked for or none. In a short answer to what we asked the word may also stand among others ("跑美团的"). Prepared once.
/// </summary>
internal sealed class ShortAnswers
{
    const int LongestClause = 8;
    const int LongestAnswer = 16;
    const int LongestPart = 10;
    const int LongestMessage = 120;
    const int ShortestTellingWord = 2;

    // Said beside the answer to something else, a word must be longer to be meant.
    const int ShortestWordBeside = 4;

    // Said after a question for something else, these answer that.
    static readonly HashSet<string> Plain = ["有", "没有", "没得", "没", "无", "是", "不是", "对", "对头", "不", "都不是", "都没有", "其他", "要", "不要", "能", "不能"];

    // What was or might be is not the answer.
    static readonly string[] NotNow = ["以前", "原来", "之前", "卖了", "如果", "要是"];

    readonly Dictionary<string, List<(Slot Slot, string Value)>> words = new(StringComparer.Ordinal);

    readonly Dictionary<string, (string Word, string Value)[]> telling;
    readonly Slot[] choices;

    public ShortAnswers(IEnumerable<Slot> slots)
    {
        choices = [.. slots.Where(slot => slot.Kind == SlotKind.Choice)];
        telling = choices.ToDictionary(
            slot => slot.Id,
            slot => slot.Values.SelectMany(value => value.Bare.Append(value.Value).Select(QuestionText.Normalise).Where(IsTelling).Distinct().Select(word => (word, value.Value))).ToArray());
        foreach (var slot in choices)
            foreach (var value in slot.Values)
                foreach (var word in value.Bare.Append(value.Value).Select(QuestionText.Normalise).Where(word => word.Length > 0).Distinct())
                {
                    if (!words.TryGetValue(word, out var meant)) words[word] = meant = [];
                    meant.Add((slot, value.Value));
                }
    }

    public IEnumerable<Claim> Read(ReadingText reading, IReadOnlyList<Clause> clauses, Slot? asked, SlotsInPlay play)
    {
        if (asked is null && play.Inputs.Count == 0) yield break;
        var text = reading.Folded;
        foreach (var clause in clauses)
        {
            if (clause.End - clause.Start > LongestClause || (clause.End < text.Length && text[clause.End] == '?')) continue;
            var said = text[clause.Start..clause.End];
            var word = words.ContainsKey(said) ? said : BareAnswer.Stripped(said);
            if (!words.TryGetValue(word, out var meant)) continue;
            var slot = meant.Exists(entry => entry.Slot == asked) ? asked : asked is not null && Plain.Contains(word) ? null : OnlyOne(meant, play);
            if (slot is null) continue;
            var own = reading.Said(clause.Start, clause.End);
            yield return new(slot, new ChoiceValue(own, [.. meant.Where(entry => entry.Slot == slot).Select(entry => entry.Value)]), null, own, clause.Start, clause.End);
        }
    }

    /// <summary>
    /// What the words in a short answer mean for the slot we asked for, and for the other choices in play where the word is long enough to mean nothing
    /// else ("五年零三个月登记也搞了"). Words that mean several values not said as one mean none.
    /// </summary>
    public IEnumerable<Claim> Among(ReadingText reading, IReadOnlyList<Clause> clauses, Slot? asked, SlotsInPlay play)
    {
        var inPlay = choices.Where(slot => slot == asked || play.Expects(slot)).ToArray();
        var text = reading.Folded;
        if (inPlay.Length == 0 || text.Length > LongestMessage || OwnCase.IsQuestion(BareAnswer.Stripped(text)) || Array.Exists(NotNow, text.Contains)) return [];
        var whole = new Clause(0, text.Length, 0);
        var parts = text.Length <= LongestAnswer ? [whole] : clauses.Where(clause => clause.End - clause.Start <= LongestPart).ToArray();
        return inPlay.SelectMany(slot => parts.Select(part => Find(slot, reading, part, slot == asked && part == whole ? ShortestTellingWord : ShortestWordBeside)).OfType<Claim>());
    }

    Claim? Find(Slot slot, ReadingText reading, Clause part, int shortestWord)
    {
        var text = reading.Folded[..part.End];
        var candidates = telling[slot.Id];
        var found = new List<(string Value, int Start, int End)>();
        foreach (var (word, value) in candidates.Where(entry => entry.Word.Length >= shortestWord))
            for (var at = text.IndexOf(word, part.Start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
                if (!CueSpans.IsDenied(text, (at, at + word.Length), []) && !Correction.IsDenied(text, at) && !text[Math.Max(0, at - 4)..at].Contains("不是", StringComparison.Ordinal)) found.Add((value, at, at + word.Length));
        // A word inside a longer one says nothing of its own.
        found.RemoveAll(inner => found.Exists(outer => outer.Start <= inner.Start && outer.End >= inner.End && outer.End - outer.Start > inner.End - inner.Start));
        var places = found.GroupBy(entry => (entry.Start, entry.End)).Select(place => place.Select(entry => entry.Value).Distinct().ToArray()).ToArray();
        if (places.Length == 0) return shortestWord == ShortestTellingWord ? Denied(slot, candidates, reading) : null;
        var common = places.Aggregate((one, other) => [.. one.Intersect(other)]);
        if (common.Length == 0) return null;
        var (start, end) = (found.Min(entry => entry.Start), found.Max(entry => entry.End));
        return new(slot, new ChoiceValue(reading.Said(start, end), common), null, reading.Said(start, end), start, end);
    }

    /// <summary>"不是本地的": the values but the one that is denied.</summary>
    static Claim? Denied(Slot asked, (string Word, string Value)[] candidates, ReadingText reading)
    {
        var text = reading.Folded;
        var denied = candidates.Select(entry => (entry.Value, At: text.IndexOf(entry.Word, StringComparison.Ordinal), entry.Word.Length))
            .Where(entry => entry.At >= 0 && CueSpans.Denied(text, entry.At, entry.At + entry.Length) is not null).ToArray();
        if (denied.Select(entry => entry.Value).Distinct().ToArray() is not [var only]) return null;
        var said = reading.Said(0, text.Length);
        return new(asked, new ChoiceValue(said, [.. asked.Values.Select(value => value.Value).Where(value => value != only)]), null, said, denied[0].At, denied[0].At + denied[0].Length);
    }

    /// <summary>有, 还没 and the like stand in sentences about other things too.</summary>
    static bool IsTelling(string word) => word.Length >= ShortestTellingWord && !Plain.Contains(word) && (word.Length > ShortestTellingWord || word[0] is not ('没' or '不' or '无' or '有' or '是' or '还' or '都'));

    static Slot? OnlyOne(List<(Slot Slot, string Value)> meant, SlotsInPlay play) =>
        meant.Select(entry => entry.Slot).Where(play.Expects).Distinct().ToArray() is [var only] ? only : null;
}
