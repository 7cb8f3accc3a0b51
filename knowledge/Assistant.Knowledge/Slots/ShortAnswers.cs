using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// The bare words of choices said as a short clause ("单身，没得房") while their slot is in play, also when another was asked for. A word that two slots
/// in play share answers the one we asked for or none. Prepared once.
/// </summary>
internal sealed class ShortAnswers
{
    const int LongestClause = 8;

    // Said after a question for something else, these answer that.
    static readonly HashSet<string> Plain = ["有", "没有", "没得", "没", "无", "是", "不是", "对", "对头", "不", "都不是", "都没有", "其他", "要", "不要", "能", "不能"];

    readonly Dictionary<string, List<(Slot Slot, string Value)>> words = new(StringComparer.Ordinal);

    public ShortAnswers(IEnumerable<Slot> slots)
    {
        foreach (var slot in slots.Where(slot => slot.Kind == SlotKind.Choice))
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

    static Slot? OnlyOne(List<(Slot Slot, string Value)> meant, SlotsInPlay play) =>
        meant.Select(entry => entry.Slot).Where(play.Expects).Distinct().ToArray() is [var only] ? only : null;
}
