using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>
/// Reads one YAML file into values and collects every problem with its line instead of stopping at the first: an official who edits a
/// guide wants the whole list.
/// </summary>
internal sealed class YamlReading(string file, List<ContentProblem> problems)
{
    public string File => file;

    public static YamlReading Open(string folder, string relativePath, List<ContentProblem> problems, out YamlNode? root)
    {
        var reading = new YamlReading(relativePath, problems);
        root = null;
        try
        {
            using var text = new StreamReader(Path.Combine(folder, relativePath));
            var stream = new YamlStream();
            stream.Load(text);
            if (stream.Documents.Count == 1) root = stream.Documents[0].RootNode;
            else problems.Add(new(relativePath, 1, stream.Documents.Count == 0 ? "the file is empty" : "one document per file"));
        }
        catch (YamlException failure)
        {
            problems.Add(new(relativePath, (int)failure.Start.Line, $"not valid YAML: {failure.Message}"));
        }
        catch (InvalidOperationException failure)
        {
            // YamlDotNet's scanner loses its footing on an inline map that is not closed, and does not say where.
            problems.Add(new(relativePath, 1, $"not valid YAML: {failure.Message} Look for a '{{' or '[' that is not closed."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(relativePath, 1, $"cannot be read: {failure.Message}"));
        }

        return reading;
    }

    public void Report(YamlNode at, string reason) => problems.Add(new(file, (int)at.Start.Line, reason));

    /// <summary>The map behind a node with the keys it may have; an unknown key is a problem (a typing error would otherwise drop a field silently).</summary>
    public YamlMap Map(YamlNode node, params string[] keys)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, "expected a map of fields");
            return new YamlMap(this, node, []);
        }

        var fields = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!keys.Contains(name)) Report(key, $"unknown field '{name}'; known here: {string.Join(", ", keys)}");
            fields[name] = value;
        }

        return new YamlMap(this, node, fields);
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node)
    {
        switch (node)
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                return [.. list.Children];
            default:
                Report(node, "expected a list");
                return [];
        }
    }

    /// <summary>The value under a key; null when the node is no map or has no such key.</summary>
    public static YamlNode? Child(YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public string Scalar(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } value }) return value.Trim();
        Report(node, "expected a single value");
        return "";
    }
}

/// <summary>The fields of one map. Each accessor reports what is missing or malformed at the right line and goes on with an empty value.</summary>
internal sealed class YamlMap(YamlReading reading, YamlNode node, Dictionary<string, YamlNode> fields)
{
    public YamlNode Node => node;

    public YamlNode? this[string key] => fields.GetValueOrDefault(key);

    public YamlNode At(string key) => fields.GetValueOrDefault(key) ?? node;

    public string Text(string key)
    {
        var value = OptionalText(key);
        if (value.Length == 0) reading.Report(At(key), $"'{key}' is missing");
        return value;
    }

    public string OptionalText(string key) => fields.TryGetValue(key, out var value) ? reading.Scalar(value) : "";

    public IReadOnlyList<string> Texts(string key) =>
        [.. reading.List(this[key]).Select(reading.Scalar).Where(text => text.Length > 0)];

    public IReadOnlyList<YamlNode> Nodes(string key) => reading.List(this[key]);

    public DateOnly? Date(string key)
    {
        var value = OptionalText(key);
        if (value.Length == 0) return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        reading.Report(At(key), $"'{key}' is '{value}', not a date like 2026-09-20");
        return null;
    }

    public int? Number(string key)
    {
        var value = OptionalText(key);
        if (value.Length == 0) return null;
        if (int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        reading.Report(At(key), $"'{key}' is '{value}', not a whole number");
        return null;
    }

    /// <summary>A number from 0 to 1.</summary>
    public double Share(string key)
    {
        var value = Text(key);
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1) return share;
        if (value.Length > 0) reading.Report(At(key), $"'{key}' is '{value}', not a number from 0 to 1");
        return 1;
    }

    public bool Flag(string key)
    {
        var value = OptionalText(key);
        if (value is not ("" or "true" or "false")) reading.Report(At(key), $"'{key}' is '{value}', not true or false");
        return value == "true";
    }

    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> values)
    {
        var value = Text(key);
        if (values.TryGetValue(value, out var found)) return found;
        if (value.Length > 0) reading.Report(At(key), $"'{key}' is '{value}'; allowed: {string.Join(", ", values.Keys)}");
        return values.Values.First();
    }
}
