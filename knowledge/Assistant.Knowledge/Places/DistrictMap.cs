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
    readonly (string Name, District[] Districts)[] names; // one name may have belonged to several, one after the other
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
        names = Longest(districts.SelectMany(district => district.Names.Append(district.Name).Select(name => (Name: QuestionText.Normalise(name), district)))
            .GroupBy(entry => entry.Name, entry => entry.district).Select(group => (group.Key, group.ToArray())));
        townNames = Longest(towns.SelectMany(town => town.Names.Append(town.Name).Select(name => (Name: QuestionText.Normalise(name), town)))
            .DistinctBy(entry => entry.Name));
        this.notOurs = [.. notOurs.Select(QuestionText.Normalise).OrderByDescending(name => name.Length)];
        this.otherRegions = [.. otherRegions.Select(QuestionText.Normalise).OrderByDescending(name => name.Length)];
    }

    public IReadOnlyList<District> Districts { get; }

    /// <summary>Named sets of districts that facts apply to, such as 中心城区: name → ids.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Areas { get; }

    public District? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The district of that name or code in charge on the day; null when there is none, or when it was split and the town is unknown.</summary>
    public District? Resolve(string nameOrCode, DateOnly on) =>
        byId.TryGetValue(nameOrCode, out var byCode)
            ? HeirsOf(byCode, "", on) is [var only] ? only : null
            : Read(QuestionText.Normalise(nameOrCode), on).District;

    /// <summary>
    /// Area codes whose rules may answer somebody in these districts: nation, city, the districts, and the abolished districts they took
    /// over as a whole or but for some towns (whose notices are history, but their own). No district known: every district's, so that examples can be given by name.
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
                if (former.Successors.Any(successor => successor.DistrictId == district.Id && successor.Towns.Count == 0)) areas.Add(former.Id);
        }

        return areas;
    }

    /// <summary>Reads the places out of a question in normal form (<see cref="QuestionText.Normalise"/>).</summary>
    public PlaceReading Read(string text, DateOnly on)
    {
        var masked = notOurs.Aggregate(text, Mask);

        var towns = new List<(int At, Town Town)>();
        foreach (var (name, town) in townNames)
            if (masked.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at) towns.Add((at, town));

        var named = new List<(int At, District District)>();
        var regions = text;
        foreach (var (name, candidates) in names)
        {
            if (!masked.Contains(name, StringComparison.Ordinal)) continue;
            var district = candidates.FirstOrDefault(candidate => candidate.InForceOn(on)) ?? candidates.FirstOrDefault(candidate => candidate.To < on);
            for (var at = masked.IndexOf(name, StringComparison.Ordinal); at >= 0 && district is not null; at = masked.IndexOf(name, at + name.Length, StringComparison.Ordinal))
                named.Add((at, district));
            masked = Mask(masked, name); // a short name inside a longer one is not a second place
            regions = Mask(regions, name);
        }

        foreach (var (name, _) in townNames) regions = Mask(regions, name);
        named.Sort(static (a, b) => a.At.CompareTo(b.At));
        var found = new List<(int At, District District)>();
        District? oldName = null;
        var townNeeded = false;
        foreach (var (at, district) in named)
        {
            var heirs = towns.Where(entry => entry.Town.FormerDistrictId == district.Id && HasMoved(entry.Town, on))
                .Select(entry => byId[entry.Town.DistrictId]).FirstOrDefault() is { } ofTown
                ? [ofTown]
                : HeirsOf(district, text, on);
            if (heirs.Any(heir => heir.Id != district.Id)) oldName = district;
            townNeeded |= heirs.Count > 1;
            found.AddRange(heirs.Select(heir => (at, heir)));
        }

        foreach (var (at, town) in towns.OrderBy(static entry => entry.At))
        {
            if (town.Ambiguous || found.Count > 0) continue; // an ambiguous name counts only beside its district's
            var id = HasMoved(town, on) || town.FormerDistrictId.Length == 0 ? town.DistrictId : town.FormerDistrictId;
            if (byId.TryGetValue(id, out var district) && district.InForceOn(on)) found.Add((at, district));
        }

        var mentioned = found.Select(static entry => entry.District).Distinct().ToArray();
        var about = found.LastOrDefault(entry => !IsOrigin(text, entry.At)).District ?? (mentioned is [var only] ? only : null);
        if (townNeeded && HeirsOf(oldName!, text, on).Contains(about)) about = null; // one of several heirs: not known which

        return new PlaceReading
        {
            Districts = mentioned,
            District = about,
            OldName = oldName,
            TownNeeded = townNeeded,
            NamesChongqing = found.Count > 0 || masked.Contains("重庆", StringComparison.Ordinal) || masked.Contains('渝'),
            OtherRegion = otherRegions.FirstOrDefault(region => regions.Contains(region, StringComparison.Ordinal)),
        };
    }

    /// <summary>
    /// The text with every place elsewhere called alike, for whoever judges what is asked and not where: what is true of a question about 杭州
    /// is true of one about 贵阳. Places of Chongqing keep their names.
    /// </summary>
    public string WithoutOtherRegions(string text, string replacement)
    {
        foreach (var region in otherRegions)
            if (text.Contains(region, StringComparison.Ordinal)) text = text.Replace(region, replacement, StringComparison.Ordinal);
        return text;
    }

    /// <summary>
    /// Who is in charge of what a district was: itself while it is; after that its heirs. Several when it was split and the text names none of the
    /// towns that went to one of them. Empty before it existed.
    /// </summary>
    IReadOnlyList<District> HeirsOf(District district, string text, DateOnly on)
    {
        if (district.InForceOn(on)) return [district];
        if (!(district.To < on)) return [];

        var byTown = district.Successors.FirstOrDefault(successor => successor.Towns.Any(town => text.Contains(town, StringComparison.Ordinal)));
        var heirs = byTown is not null ? [byTown] : district.Successors;
        return [.. heirs.Select(heir => byId.GetValueOrDefault(heir.DistrictId)).OfType<District>().SelectMany(heir => HeirsOf(heir, text, on)).Distinct()];
    }

    /// <summary>True when the town has gone over to its present district: the former one has ended, or the present one has begun.</summary>
    bool HasMoved(Town town, DateOnly on) =>
        byId.TryGetValue(town.FormerDistrictId, out var former) && byId.TryGetValue(town.DistrictId, out var present)
        && present.InForceOn(on) && (!former.InForceOn(on) || present.From is not null);

    static string Mask(string text, string name) => text.Replace(name, new string('#', name.Length), StringComparison.Ordinal);

    /// <summary>True for "户口在綦江": where somebody comes from, not where the matter is.</summary>
    static bool IsOrigin(string text, int at)
    {
        var before = text[Math.Max(0, at - 4)..at];
        return before.Contains("户口", StringComparison.Ordinal) || before.Contains("户籍", StringComparison.Ordinal)
            || before.Contains("老家", StringComparison.Ordinal) || before.EndsWith("来自", StringComparison.Ordinal);
    }

    static (string Name, T Item)[] Longest<T>(IEnumerable<(string Name, T Item)> names) =>
        [.. names.Where(static entry => entry.Name.Length > 1).OrderByDescending(static entry => entry.Name.Length)];
}
