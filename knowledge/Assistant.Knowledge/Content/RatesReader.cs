using System.Globalization;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Rules;

namespace Assistant.Knowledge.Content;

/// <summary>Reads <c>rates/*.yaml</c>: numbers that change with time, each period with the fact that states it.</summary>
internal static class RatesReader
{
    /// <summary><paramref name="slotNames"/>: names a rate may not have, since an expression could mean either.</summary>
    public static Dictionary<string, Rate> Read(string folder, string[] files, IReadOnlyDictionary<string, Fact> facts, IReadOnlySet<string> slotNames, List<ContentProblem> problems)
    {
        var rates = new Dictionary<string, Rate>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.StartsWith("rates/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            foreach (var node in root is null ? [] : reading.Map(root, "rates").Nodes("rates"))
            {
                var map = reading.Map(node, "name", "unit", "values");
                var rate = new Rate(map.Text("name"), map.Text("unit"), [.. map.Nodes("values").Select(value => ReadValue(reading, value, facts)).OfType<RateValue>()]);
                if (!rates.TryAdd(rate.Name, rate)) reading.Report(map.At("name"), $"rate '{rate.Name}' exists twice");
                if (slotNames.Contains(rate.Name)) reading.Report(map.At("name"), $"'{rate.Name}' is already the name of a slot");
                foreach (var (earlier, later) in rate.Values.Zip(rate.Values.Skip(1)))
                    if (earlier.To is null || earlier.To >= later.From) reading.Report(map.At("values"), $"rate '{rate.Name}' has two values on {later.From:yyyy-MM-dd}; in order of their days, each ends before the next begins");
            }
        }

        return rates;
    }

    static RateValue? ReadValue(YamlReading reading, YamlDotNet.RepresentationModel.YamlNode node, IReadOnlyDictionary<string, Fact> facts)
    {
        var map = reading.Map(node, "from", "to", "value", "fact");
        var text = map.Text("value");
        var percent = text.EndsWith('%');
        if (!decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            reading.Report(map.At("value"), $"'{text}' is not a number");
            return null;
        }

        if (map.Date("from") is not { } from)
        {
            reading.Report(node, "'from' is missing");
            return null;
        }

        var value = new RateValue(from, map.Date("to"), percent ? number / 100 : number, map.Text("fact"));
        if (value.To < value.From) reading.Report(map.At("to"), "ends before it begins");
        if (!facts.TryGetValue(value.Fact, out var fact)) reading.Report(map.At("fact"), $"fact '{value.Fact}' does not exist");
        else if (!fact.MayBeCited) reading.Report(map.At("fact"), $"fact '{value.Fact}' is unpublished: its number may not be used");
        else if (!Numbers.In(fact.Statement).Contains(text.TrimEnd('%'))) reading.Report(map.At("value"), $"fact '{value.Fact}' does not state {text}");
        return value;
    }
}
