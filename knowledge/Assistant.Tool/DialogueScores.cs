using System.Globalization;
using System.Text;

namespace Assistant.Tool;

/// <summary>Counts met expectations: of turns that have any, by slice and field.</summary>
internal sealed class DialogueScores
{
    readonly SortedDictionary<string, (int Met, int Of)> slices = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> unmetFields = new(StringComparer.Ordinal);
    readonly List<string> misses = [];

    /// <summary>Turns with expectations, and those that met all of them.</summary>
    public int Expectations { get; private set; }

    public int Met { get; private set; }

    public double Share => Expectations == 0 ? 1 : (double)Met / Expectations;

    public IReadOnlyList<string> Misses => misses;

    public void Add(DialogueScript dialogue, DialogueResult result)
    {
        foreach (var (turn, reply, index) in dialogue.Turns.Zip(result.Turns, Enumerable.Range(1, dialogue.Turns.Count)))
        {
            if (turn.Expect is not { } expect) continue;
            var unmet = expect.Unmet(reply).ToArray();
            var slice = dialogue.Slice ?? "all";
            var (met, of) = slices.GetValueOrDefault(slice);
            slices[slice] = (met + (unmet.Length == 0 ? 1 : 0), of + 1);
            Expectations++;
            if (unmet.Length == 0) Met++;
            foreach (var problem in unmet)
            {
                var field = problem.Split(' ')[0];
                unmetFields[field] = unmetFields.GetValueOrDefault(field) + 1;
                misses.Add($"{dialogue.Id}.{index}\t{problem}\t{turn.User}");
            }
        }
    }

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{"slice",-20}{"turns",7}{"as expected",13}");
        foreach (var (slice, (met, of)) in slices) await output.WriteLineAsync($"{slice,-20}{of,7}{Percent(met, of),13}");
        if (slices.Count > 1) await output.WriteLineAsync($"{"all",-20}{Expectations,7}{Percent(Met, Expectations),13}");
        var unmet = unmetFields.Aggregate(new StringBuilder(), (text, field) => text.Append(CultureInfo.InvariantCulture, $" {field.Key} {field.Value}"));
        if (unmet.Length > 0) await output.WriteLineAsync($"not met:{unmet}");
    }

    static string Percent(int met, int of) => (100.0 * met / of).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
