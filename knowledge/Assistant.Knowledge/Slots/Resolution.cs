namespace Assistant.Knowledge.Slots;

/// <summary>
/// One value per slot out of all that was said about it. After a correction only what follows it counts; of two that can both hold the
/// narrower; compared or supposed values are alternatives; a choice between "A或者B" stays open; all else is a contradiction.
/// </summary>
internal sealed class Resolution(string text, int correctedFrom)
{
    readonly Dictionary<string, SlotValue> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<SlotValue>> alternatives = new(StringComparer.Ordinal);
    readonly List<SlotProblem> problems = [];
    readonly HashSet<string> corrected = new(StringComparer.Ordinal);

    public SlotReading Resolve(IEnumerable<Claim> claims)
    {
        foreach (var group in claims.GroupBy(claim => claim.Slot.Id)) Resolve(group.Key, [.. group]);
        return new SlotReading { Values = values, Alternatives = alternatives, Problems = problems, Corrected = corrected };
    }

    void Resolve(string slot, List<Claim> claims)
    {
        if (claims.Exists(claim => claim.IsSupposed))
        {
            alternatives[slot] = Distinct(claims.FindAll(claim => claim is { IsSupposed: true, Value: not null }));
            claims = claims.FindAll(claim => !claim.IsSupposed);
            if (claims.Count == 0) return;
        }

        if (correctedFrom >= 0)
        {
            var after = claims.FindAll(claim => claim.Start >= correctedFrom);
            if (after.Count > 0)
            {
                claims = after;
                corrected.Add(slot);
            }
        }

        var said = claims.FindAll(claim => claim.Value is not null);
        if (said.Count == 0)
        {
            problems.Add(new(slot, claims[0].Problem!.Value, claims[0].Said));
            return;
        }

        var distinct = Distinct(said);
        if ((!alternatives.ContainsKey(slot) && Comparison.Supposes(text)) || (distinct.Count > 1 && Comparison.Compares(text))) alternatives[slot] = distinct;
        else if (Narrowest(distinct) is { } one) values[slot] = one;
        else if (claims[0].Slot.Kind == SlotKind.Count && WithParts(said) is { } whole) values[slot] = whole;
        else if (distinct.TrueForAll(value => value is ChoiceValue) && Comparison.LeavesOpen(text))
            values[slot] = new ChoiceValue(Both(distinct), [.. distinct.Cast<ChoiceValue>().SelectMany(value => value.OneOf).Distinct()]);
        else if (distinct.TrueForAll(value => value is NumberValue) && Comparison.LeavesOpen(text))
            values[slot] = new NumberValue(Both(distinct), distinct.Cast<NumberValue>().Min(value => value.Least), distinct.Cast<NumberValue>().Max(value => value.Most));
        else problems.Add(new(slot, SlotProblemKind.Contradiction, Both(distinct)));
    }

    static List<SlotValue> Distinct(List<Claim> claims)
    {
        var distinct = new List<SlotValue>();
        foreach (var value in claims.Select(claim => claim.Value!))
            if (!distinct.Exists(value.MeansSameAs)) distinct.Add(value);
        return distinct;
    }

    static string Both(List<SlotValue> values) => ReadingText.Short(string.Join("、", values.Select(value => value.Said)));

    /// <summary>The count that the others are parts of: "有两套，一套在老家".</summary>
    static NumberValue? WithParts(List<Claim> said)
    {
        var counts = said.OrderBy(claim => claim.Start).Select(claim => (NumberValue)claim.Value!).ToArray();
        return counts.Skip(1).Sum(part => part.Most) <= counts[0].Least ? counts[0] : null;
    }

    /// <summary>The one value that all others contain: "三年多，具体是三年零两个月".</summary>
    static SlotValue? Narrowest(List<SlotValue> values) => values.Find(value => values.TrueForAll(other => Contains(other, value)));

    static bool Contains(SlotValue outer, SlotValue inner) => (outer, inner) switch
    {
        (NumberValue a, NumberValue b) => a.Least <= b.Least && a.Most >= b.Most,
        (DateValue a, DateValue b) => a.Earliest <= b.Earliest && a.Latest >= b.Latest,
        (ChoiceValue a, ChoiceValue b) => b.OneOf.All(a.OneOf.Contains),
        _ => outer.MeansSameAs(inner),
    };
}
