namespace Assistant.TestKit;

/// <summary>
/// A small, valid content folder of its own for one test: two guides with a handful of facts, and the real sentences of the assistant and
/// the real ways of steering a conversation. A test breaks or changes exactly one thing in it.
/// </summary>
public sealed class ContentFolder : IDisposable
{
    public const string HousingFund = "guides/housing-fund/HF-03.yaml";
    public const string Enrolment = "guides/enrolment/ENR-01.yaml";
    public const string Qualifies = "rules/housing-fund/HF-R03.yaml";
    public const string Limit = "rules/housing-fund/HF-R04.yaml";

    readonly string root = Directory.CreateTempSubdirectory("content-").FullName;

    public ContentFolder()
    {
        CopyFrom("SampleContent");
        foreach (var file in (string[])["wording.yaml", "dialogue.yaml"]) Write(file, File.ReadAllText(System.IO.Path.Combine(Repository.Root, "knowledge/content", file)));
        Directory.CreateDirectory(Data);
    }

    /// <summary>Adds two rules of the housing fund with their slots and rates, and the calendar of 2026 (<c>SampleRules</c>).</summary>
    public ContentFolder WithRules() => CopyFrom("SampleRules");

    /// <summary>The content folder.</summary>
    public string Path => System.IO.Path.Combine(root, "content");

    /// <summary>An empty folder beside it, for the index and the last good copy.</summary>
    public string Data => System.IO.Path.Combine(root, "data");

    public string Read(string file) => File.ReadAllText(At(file));

    public ContentFolder Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
        return this;
    }

    /// <summary>Replaces the first occurrence of a text; throws when the sample no longer holds it.</summary>
    public ContentFolder Edit(string file, string old, string @new)
    {
        var text = Read(file);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return at >= 0
            ? Write(file, string.Concat(text.AsSpan(0, at), @new, text.AsSpan(at + old.Length)))
            : throw new InvalidOperationException($"{file} does not contain '{old}'");
    }

    public ContentFolder Append(string file, string text) => Write(file, Read(file) + text);

    public ContentFolder Delete(string file)
    {
        File.Delete(At(file));
        return this;
    }

    /// <summary>The 1-based line of a text in a file.</summary>
    public int LineOf(string file, string text)
    {
        var at = Read(file).IndexOf(text, StringComparison.Ordinal);
        return at >= 0 ? Read(file).AsSpan(0, at).Count('\n') + 1 : throw new InvalidOperationException($"{file} does not contain '{text}'");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    ContentFolder CopyFrom(string folder)
    {
        var sample = System.IO.Path.Combine(Repository.Root, "tests/Assistant.TestKit", folder);
        foreach (var file in Directory.EnumerateFiles(sample, "*.yaml", SearchOption.AllDirectories))
            Write(System.IO.Path.GetRelativePath(sample, file), File.ReadAllText(file));
        return this;
    }

    string At(string file) => System.IO.Path.Combine(Path, file);
}
