using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>The district a message names, by <see cref="DistrictMap"/>. An old name that splits leaves all its heirs possible.</summary>
internal sealed class DistrictReading(DistrictMap places)
{
    readonly Dictionary<string, string[]> ownNames = places.Districts.GroupBy(district => district.Id).ToDictionary(
        group => group.Key,
        group => group.SelectMany(district => district.Names.Append(district.Name)).Select(QuestionText.Normalise).Where(name => name.Length > 1).Distinct().OrderByDescending(name => name.Length).ToArray());

    readonly string[] names = [.. places.Districts.SelectMany(district => district.Names.Append(district.Name)).Select(QuestionText.Normalise)
        .Where(name => name.Length > 1).Distinct().OrderByDescending(name => name.Length)];

    public IEnumerable<Claim> Read(Slot slot, ReadingText reading, int correctedFrom, DateOnly today)
    {
        var text = reading.Folded;
        var from = correctedFrom > 0 && correctedFrom < text.Length && places.Read(text[correctedFrom..], today).Districts.Count > 0 ? correctedFrom : 0;
        var read = places.Read(from > 0 ? text[from..] : text, today);
        if (read.Districts.Count == 0) yield break;

        if (read.Districts.Count > 1 && !read.TownNeeded && Comparison.Compares(text))
        {
            foreach (var district in read.Districts) yield return Of(slot, reading, from, [district.Id], district.Name);
            yield break;
        }

        var ids = read.District is { } one ? [one.Id] : read.TownNeeded ? [.. read.Districts.Select(district => district.Id)] : Array.Empty<string>();
        if (ids.Length == 0) yield break;
        var claim = Of(slot, reading, from, ids, read.District?.Name ?? read.OldName?.Name ?? "");
        if (claim.End == 0 || from > 0 || !Correction.IsDenied(text, claim.Start)) yield return claim;
    }

    /// <summary>With the citizen's word for it where one of the district's names stands; a town's name is told by the district's.</summary>
    Claim Of(Slot slot, ReadingText reading, int from, string[] ids, string name)
    {
        var candidates = ids is [var only] ? ownNames.GetValueOrDefault(only, []).Concat(names) : names;
        foreach (var candidate in candidates)
        {
            var at = reading.Folded.LastIndexOf(candidate, StringComparison.Ordinal);
            if (at < from) continue;
            var said = reading.Said(at, at + candidate.Length);
            return new(slot, new ChoiceValue(said, ids), null, said, at, at + candidate.Length);
        }

        return new(slot, new ChoiceValue(name, ids), null, name, 0, 0);
    }
}
