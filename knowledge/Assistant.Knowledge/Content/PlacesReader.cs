using Assistant.Knowledge.Places;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads <c>districts.yaml</c>: the districts with their successors, the towns, the named areas and the places that are not ours.</summary>
internal static class PlacesReader
{
    public static DistrictMap Read(string folder, List<ContentProblem> problems)
    {
        var reading = YamlReading.Open(folder, "districts.yaml", problems, out var root);
        if (root is null) return new DistrictMap([], [], new Dictionary<string, IReadOnlyList<string>>(), [], []);

        var map = reading.Map(root, "districts", "towns", "areas", "not_ours", "other_regions");
        var districts = ReadDistricts(reading, map);
        var ids = districts.Select(district => district.Id).ToHashSet(StringComparer.Ordinal);
        CheckSuccessors(reading, map, ids);
        CheckCircles(reading, map, districts);

        return new DistrictMap(
            districts,
            ReadTowns(reading, map, ids),
            ReadAreas(reading, map, districts),
            [.. map.Nodes("not_ours").Select(node => reading.Map(node, "name", "why").Text("name"))],
            ReadOtherRegions(reading, map));
    }

    static List<District> ReadDistricts(YamlReading reading, YamlMap map)
    {
        var districts = new List<District>();
        foreach (var node in map.Nodes("districts"))
        {
            var fields = reading.Map(node, "id", "name", "kind", "names", "from", "to", "successors", "part_of", "central", "website", "level", "note");
            var district = new District
            {
                Id = fields.Text("id"),
                Name = fields.Text("name"),
                Names = fields.Texts("names"),
                Central = fields.Flag("central"),
                From = fields.Date("from"),
                To = fields.Date("to"),
                Website = fields.OptionalText("website"),
                Successors = [.. fields.Nodes("successors").Select(successor => reading.Map(successor, "id", "towns")).Select(successor => new Successor(successor.Text("id"), successor.Texts("towns")))],
            };
            if (districts.Any(other => other.Id == district.Id)) reading.Report(node, $"district '{district.Id}' exists twice");
            else districts.Add(district);
            if (district.To is not null && district.Successors.Count == 0) reading.Report(node, $"{district.Name} ended and nobody succeeds it");
        }

        return districts;
    }

    static void CheckSuccessors(YamlReading reading, YamlMap map, HashSet<string> ids)
    {
        foreach (var node in map.Nodes("districts"))
        {
            foreach (var successor in reading.List(YamlReading.Child(node, "successors")))
                if (YamlReading.Child(successor, "id") is YamlScalarNode { Value: { } id } && !ids.Contains(id))
                    reading.Report(successor, $"successor '{id}' is no district");
        }
    }

    static void CheckCircles(YamlReading reading, YamlMap map, List<District> districts)
    {
        var byId = districts.DistinctBy(district => district.Id).ToDictionary(district => district.Id, StringComparer.Ordinal);
        foreach (var district in districts)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var next = new Queue<string>(district.Successors.Select(successor => successor.DistrictId));
            while (next.TryDequeue(out var id))
            {
                if (id == district.Id)
                {
                    reading.Report(map.At("districts"), $"{district.Name} succeeds itself by way of its successors");
                    break;
                }

                if (seen.Add(id) && byId.TryGetValue(id, out var successor))
                    foreach (var further in successor.Successors) next.Enqueue(further.DistrictId);
            }
        }
    }

    static List<Town> ReadTowns(YamlReading reading, YamlMap map, HashSet<string> districtIds)
    {
        var towns = new List<Town>();
        foreach (var node in map.Nodes("towns"))
        {
            var fields = reading.Map(node, "name", "also", "district", "formerly", "ambiguous", "level", "note");
            var town = new Town(fields.Text("name"), fields.Texts("also"), fields.Text("district"), fields.OptionalText("formerly"), fields.Flag("ambiguous"));
            if (!districtIds.Contains(town.DistrictId)) reading.Report(fields.At("district"), $"'{town.DistrictId}' is no district");
            towns.Add(town);
        }

        return towns;
    }

    static Dictionary<string, IReadOnlyList<string>> ReadAreas(YamlReading reading, YamlMap map, List<District> districts)
    {
        var areas = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var node in map.Nodes("areas"))
        {
            var fields = reading.Map(node, "name", "names", "ids", "complement_of", "undecided", "level", "note");
            var name = fields.Text("name");
            var complement = fields.OptionalText("complement_of");
            var ids = complement.Length == 0
                ? fields.Texts("ids")
                : [.. districts.Select(district => district.Id).Except(areas.GetValueOrDefault(complement, [])).Except(fields.Texts("undecided"))];
            foreach (var id in ids.Where(id => districts.All(district => district.Id != id))) reading.Report(node, $"'{id}' is no district");
            if (complement.Length > 0 && !areas.ContainsKey(complement)) reading.Report(node, $"area '{complement}' is not defined above");
            areas[name] = ids;
        }

        return areas;
    }

    /// <summary>Full and short names of provinces and cities elsewhere.</summary>
    static IReadOnlyList<string> ReadOtherRegions(YamlReading reading, YamlMap map)
    {
        if (map["other_regions"] is not { } node) return [];
        var kinds = reading.Map(node, "provinces", "cities");
        var names = new List<string>();
        foreach (var entry in kinds.Nodes("provinces"))
        {
            var fields = reading.Map(entry, "name", "names", "note");
            names.AddRange(fields.Texts("names").Append(fields.Text("name")));
        }

        foreach (var ofProvince in kinds["cities"] is YamlMappingNode cities ? cities.Children.Values : [])
            names.AddRange(reading.List(ofProvince).Select(reading.Scalar));
        return names;
    }
}
