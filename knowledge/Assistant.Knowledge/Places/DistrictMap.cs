using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Places;

/// <summary>What a question says about places. All ids are of districts in charge on the day asked for.</summary>
public sealed record PlaceReading
{
    public static PlaceReading Nothing { get; } = new();

    /// <summary>Districts named, in the order they were named.</summary>
    public IReadOnlyList<District> Districts { get; init; } = [];

    /// <summary>The district the matter is about: the last named one that is not merely where somebody's hukou or home village is.</summary>
    public District? District { get; init; }

    /// <summary>An abolished name that was used (渝北区); null when none was.</summary>
    public District? OldName { get; init; }

    /// <summary>True when the old name splits over several districts and the town was not said.</summary>
    public bool TownNeeded { get; init; }

    /// <summary>True when Chongqing itself or a place in it is named.</summary>
    public bool NamesChongqing { get; init; }

    /// <summary>A province or city elsewhere that is named; null when none is.</summary>
    public string? OtherRegion { get; init; }
}

/// <summary>
/// All districts, counties and zones of Chongqing with their names now and before, and the names of other regions. Resolves what a
/// citizen calls a place to who is in charge on a day.
/// </summary>
public sealed class DistrictMap
{
    readonly Dictionary<string, District> byId;
    readonly (string Name, District District)[] names;
    readonly (string Name, Town Town)[] townNames;
    readonly string[] notOurs;
    readonly string[] otherRegions;

    public DistrictMap(
        IReadOnlyList<District> districts, IReadOnlyList<Town> towns, IReadOnlyDictionary<string, IReadOnlyList<string>> areas,
        IReadOnlyList<string> notOurs, IReadOnlyList<string> otherRegions)
    {
        Districts = districts;
        Areas = areas;
        byId = districts.ToDictionary(district => district.Id, StringComparer.Ordinal);
        names = Longest(districts.SelectMany(district => district.Names.Append(district.Name)
            .Select(name => (QuestionText.Normalise(name), district))));
        townNames = Longest(towns.SelectMany(town => town.Names.Append(town.Name).Select(name => (QuestionText.Normalise(name), town))));
        this.notOurs = [.. notOurs.Select(QuestionText.Normalise).OrderByDescending(name => name.Length)];
        this.otherRegions = [.. otherRegions.Select(QuestionText.Normalise).OrderByDescending(name => name.Length)];
    }

    public IReadOnlyList<District> Districts { get; }

    /// <summary>Named sets of districts that facts apply to, such as 中心城区: name → ids.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Areas { get; }

    public District? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The district of that name or code in charge on the day; null when there is none, or the name splits and the town is unknown.</summary>
    public District? Resolve(string nameOrCode, DateOnly on)
    {
        if (byId.TryGetValue(nameOrCode, out var byCode)) return InCharge(byCode, "", on, out _);
        var reading = Read(QuestionText.Normalise(nameOrCode), on);
        return reading.District;
    }

    /// <summary>
    /// Area codes whose rules may answer somebody in these districts: nation, city, the districts, and the abolished districts they took
    /// over (whose notices are history, but their own). No district known: every district's, so that examples can be given by name.
    /// </summary>
    public IReadOnlyCollection<string> AreasFor(IReadOnlyCollection<District> districts)
    {
        var areas = new HashSet<string>(StringComparer.Ordinal) { Jurisdiction.Nation, Jurisdiction.Chongqing };
        if (districts.Count == 0)
        {
            areas.UnionWith(byId.Keys);
            return areas;
        }

        foreach (var district in districts)
        {
            areas.Add(district.Id);
            foreach (var former in Districts)
                if (former.Successors.Any(successor => successor.DistrictId == district.Id)) areas.Add(former.Id);
        }

        return areas;
    }

    /// <summary>Reads the places out of a question in normal form (<see cref="QuestionText.Normalise"/>).</summary>
    public PlaceReading Read(string text, DateOnly on)
    {
        var masked = notOurs.Aggregate(text, static (masked, name) => masked.Replace(name, new string('#', name.Length), StringComparison.Ordinal));

        var towns = new List<(int At, Town Town)>();
        foreach (var (name, town) in townNames)
            if (masked.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at) towns.Add((at, town));

        var named = new List<(int At, District District)>();
        foreach (var (name, district) in names)
        {
            for (var at = masked.IndexOf(name, StringComparison.Ordinal); at >= 0; at = masked.IndexOf(name, at + name.Length, StringComparison.Ordinal))
                named.Add((at, district));
            masked = masked.Replace(name, new string('#', name.Length), StringComparison.Ordinal); // a short name inside a longer one is not a second place
        }

        foreach (var (name, _) in townNames) masked = masked.Replace(name, new string('#', name.Length), StringComparison.Ordinal);
        named.Sort(static (a, b) => a.At.CompareTo(b.At));
        var found = new List<(int At, District District)>();
        District? oldName = null;
        var townNeeded = false;
        foreach (var (at, district) in named)
        {
            var town = towns.Where(entry => entry.Town.FormerDistrictId == district.Id || entry.Town.DistrictId == district.Id)
                .Select(entry => entry.Town).FirstOrDefault();
            var inCharge = town is not null && byId.TryGetValue(town.DistrictId, out var ofTown) && ofTown.InForceOn(on)
                ? ofTown
                : InCharge(district, text, on, out townNeeded);
            if (inCharge is null) continue;
            if (inCharge.Id != district.Id) oldName = district;
            found.Add((at, inCharge));
        }

        foreach (var (at, town) in towns.OrderBy(static entry => entry.At))
        {
            if (town.Ambiguous || found.Count > 0) continue; // an ambiguous name counts only beside its district's
            if (byId.TryGetValue(town.DistrictId, out var district) && InCharge(district, town.Name, on, out _) is { } inCharge) found.Add((at, inCharge));
            else if (byId.TryGetValue(town.FormerDistrictId, out var former) && former.InForceOn(on)) found.Add((at, former));
        }

        var about = found.LastOrDefault(entry => !IsOrigin(text, entry.At)).District ?? (found.Count == 1 ? found[0].District : null);
        string? other = null;
        foreach (var region in otherRegions)
        {
            if (!masked.Contains(region, StringComparison.Ordinal)) continue;
            other = region;
            break;
        }

        return new PlaceReading
        {
            Districts = [.. found.Select(static entry => entry.District).Distinct()],
            District = about,
            OldName = oldName,
            TownNeeded = townNeeded,
            NamesChongqing = found.Count > 0 || masked.Contains("重庆", StringComparison.Ordinal) || masked.Contains('渝'),
            OtherRegion = other,
        };
    }

    District? InCharge(District district, string text, DateOnly on, out bool townNeeded)
    {
        townNeeded = false;
        if (district.InForceOn(on) || district.Successors.Count == 0) return district;

        var byTown = district.Successors.FirstOrDefault(successor => successor.Towns.Any(town => text.Contains(town, StringComparison.Ordinal)));
        var heir = byTown ?? district.Successors.FirstOrDefault(static successor => successor.Towns.Count == 0) ?? district.Successors[0];
        townNeeded = byTown is null && district.Successors.Count > 1;
        return byId.TryGetValue(heir.DistrictId, out var next) ? InCharge(next, text, on, out _) : null;
    }

    /// <summary>True for "户口在綦江": where somebody comes from, not where the matter is.</summary>
    static bool IsOrigin(string text, int at)
    {
        var before = text[Math.Max(0, at - 4)..at];
        return before.Contains("户口", StringComparison.Ordinal) || before.Contains("户籍", StringComparison.Ordinal)
            || before.Contains("老家", StringComparison.Ordinal) || before.EndsWith("来自", StringComparison.Ordinal);
    }

    static (string Name, T Item)[] Longest<T>(IEnumerable<(string Name, T Item)> names) =>
        [.. names.Where(static entry => entry.Name.Length > 1).DistinctBy(static entry => entry.Name).OrderByDescending(static entry => entry.Name.Length)];
}
