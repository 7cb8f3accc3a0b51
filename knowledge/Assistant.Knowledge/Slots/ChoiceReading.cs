namespace Assistant.Knowledge.Slots;

/// <summary>The values of one slot that are said by phrase: the cues of a choice, and what <see cref="Slot.Says"/> lists. Prepared once.</summary>
internal sealed class ChoiceReading
{
    // A value's name this long is said on purpose; 有 or 是 is in every second sentence.
    const int ShortestTellingName = 3;

    // Of many values the others say too little.
    const int MostValuesToDeny = 5;

    readonly Slot slot;
    readonly (string Value, CueSpans Cue)[] cues;
    readonly (SlotSaying Saying, CueSpans Cue)[] sayings;

    // 没有 denies what 有 says.
    readonly (string Value, string Name)[] names;

    public ChoiceReading(Slot slot)
    {
        this.slot = slot;
        names = [.. slot.Values.Select(value => (value.Value, value.Value.StartsWith('有') ? value.Value[1..] : value.Value)).Where(entry => entry.Item2.Length >= ShortestTellingName)];
        cues = [.. slot.Values.SelectMany(value => value.Cues.Select(cue => (value.Value, new CueSpans(cue))))];
        sayings = [.. slot.Says.SelectMany(saying => saying.Cues.Select(cue => (saying, new CueSpans(cue))))];
    }

    /// <summary>All its patterns, to find out which of them can hold in a text.</summary>
    public IEnumerable<CueSpans> Cues => cues.Select(entry => entry.Cue).Concat(sayings.Select(entry => entry.Cue));

    /// <summary>What the possible patterns say of the slot; the others cannot hold in this text.</summary>
    public IEnumerable<Claim> Read(ReadingText reading, string normalised, bool asked, IReadOnlySet<CueSpans> possible, Func<string, TypedMention> readAnswer)
    {
        if (!asked && (!MayDeny(reading.Folded) || !Array.Exists(names, entry => reading.Folded.Contains(entry.Name, StringComparison.Ordinal))) && !Array.Exists(cues, entry => possible.Contains(entry.Cue)) && !Array.Exists(sayings, entry => possible.Contains(entry.Cue))) yield break;
        var found = new List<(string Value, int Start, int End)>();
        foreach (var (value, cue) in cues)
            if (possible.Contains(cue) && cue.Find(reading.Folded, normalised) is var (start, end)) found.Add((value, start, end));
        if (asked && found.Count == 0)
            foreach (var value in slot.Values.Where(value => value.Value.Length >= ShortestTellingName))
                if (reading.Folded.IndexOf(value.Value, StringComparison.Ordinal) is >= 0 and var at && !Correction.IsDenied(reading.Folded, at) && !CueSpans.IsDenied(reading.Folded, (at, at + value.Value.Length), [])) found.Add((value.Value, at, at + value.Value.Length));

        // The same words may mean several values ("读小学"): one of them.
        foreach (var same in found.GroupBy(entry => entry.Value).Select(group => group.MaxBy(entry => entry.End - entry.Start)).GroupBy(entry => (entry.Start, entry.End)))
        {
            var (start, end) = same.Key;
            if (found.Any(other => same.All(entry => entry.Value != other.Value) && other.Start <= start && other.End >= end && other.End - other.Start > end - start)) continue;
            var said = reading.Said(start, end);
            yield return new(slot, new ChoiceValue(said, [.. same.Select(entry => entry.Value)]), null, said, start, end);
        }

        if (found.Count == 0 && Denied(reading, possible) is { } others) yield return others;
        foreach (var (saying, cue) in sayings)
            if (possible.Contains(cue) && cue.Find(reading.Folded, normalised) is var (start, end) && Of(saying, reading.Said(start, end), start, end, readAnswer) is { } claim)
                yield return claim;
    }

    /// <summary>"不是单身": where exactly one value is denied, the others remain.</summary>
    Claim? Denied(ReadingText reading, IReadOnlySet<CueSpans> possible)
    {
        if (slot.Values.Count is < 2 or > MostValuesToDeny || !MayDeny(reading.Folded)) return null;
        (string Value, int Start, int End)? denied = null;
        foreach (var (value, start, end) in DeniedValues(reading.Folded, possible))
        {
            if (denied is { } other && other.Value != value) return null;
            denied ??= (value, start, end);
        }

        if (denied is not { } only) return null;
        var said = reading.Said(only.Start, only.End);
        return new(slot, new ChoiceValue(said, [.. slot.Values.Select(value => value.Value).Where(value => value != only.Value)]), null, said, only.Start, only.End);
    }

    IEnumerable<(string Value, int Start, int End)> DeniedValues(string text, IReadOnlySet<CueSpans> possible)
    {
        foreach (var (value, cue) in cues)
            if (possible.Contains(cue) && cue.FindDenied(text) is var (start, end)) yield return (value, start, end);
        foreach (var (value, name) in names)
            if (text.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at && CueSpans.Denied(text, at, at + name.Length) is var (from, to)) yield return (value, from, to);
    }

    static bool MayDeny(string text) => text.AsSpan().IndexOfAny('不', '没', '莫') >= 0 || text.Contains('非');

    Claim? Of(SlotSaying saying, string said, int start, int end, Func<string, TypedMention> readAnswer)
    {
        if (slot.Kind == SlotKind.Choice) return new(slot, new ChoiceValue(said, [saying.Value]), null, said, start, end);
        var typed = readAnswer(saying.Value);
        return !typed.IsOfKind ? null : new(slot, typed.Value is null ? null : typed.Value with { Said = said }, typed.Problem, said, start, end);
    }
}
