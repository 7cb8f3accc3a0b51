namespace Assistant.Knowledge.Slots;

/// <summary>
/// Which patterns can hold in a text at all, told by the first two characters of the words they need. Looking there first makes the time of a message
/// depend on what it says and not on how many patterns there are.
/// </summary>
internal sealed class CueIndex
{
    readonly Dictionary<int, List<CueSpans>> bySign = [];
    readonly CueSpans[] unsigned;

    public CueIndex(IEnumerable<CueSpans> cues)
    {
        var all = cues.ToArray();
        unsigned = [.. all.Where(cue => cue.Signs is null)];
        foreach (var cue in all)
            foreach (var key in (cue.Signs ?? []).Select(sign => sign.Length > 1 ? Key(sign[0], sign[1]) : sign[0]).Distinct())
            {
                if (!bySign.TryGetValue(key, out var signed)) bySign[key] = signed = [];
                signed.Add(cue);
            }
    }

    public IReadOnlySet<CueSpans> Possible(string text)
    {
        var possible = new HashSet<CueSpans>(unsigned);
        for (var at = 0; at < text.Length; at++)
        {
            if (bySign.TryGetValue(text[at], out var single)) possible.UnionWith(single);
            if (at + 1 < text.Length && bySign.TryGetValue(Key(text[at], text[at + 1]), out var signed)) possible.UnionWith(signed);
        }

        return possible;
    }

    static int Key(char first, char second) => (first << 16) | second;
}
