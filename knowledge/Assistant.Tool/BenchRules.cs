using System.Diagnostics;
using System.Globalization;
using Assistant.Knowledge.Content;

namespace Assistant.Tool;

/// <summary>
/// <c>./assistant bench rules</c>: what it costs to decide one case, over every case that ships with the rules, on one thread; median and
/// slowest of the medians of several runs, and the same as a ratio to hashing one kilobyte in the same run.
/// </summary>
internal static class BenchRules
{
    const int Runs = 21;
    const int Hashes = 100;

    public static int Run(Arguments arguments, TextWriter output)
    {
        var folder = arguments.Optional("content") ?? "knowledge/content";
        if (ContentReader.Read(folder).Content is not { } content)
        {
            output.WriteLine($"{folder} has problems; ./assistant check names them");
            return 1;
        }

        var cases = content.Rules.Rules.Values.SelectMany(rule => rule.Cases.Select(test => (Rule: rule, test.On,
            Given: rule.Inputs.Where(slot => test.Given.ContainsKey(slot.Name)).ToDictionary(slot => slot.Id, slot => test.Given[slot.Name])))).ToArray();
        var times = cases.Select(_ => new double[Runs]).ToArray();
        var hash = new double[Runs];
        var kilobyte = new byte[1024];
        for (var run = -3; run < Runs; run++)
        {
            for (var index = 0; index < cases.Length; index++)
            {
                var (rule, on, given) = cases[index];
                var took = Time(() => content.Rules.Decide(rule, given, on));
                if (run >= 0) times[index][run] = took;
            }

            var hashed = Time(() =>
            {
                for (var time = 0; time < Hashes; time++) System.Security.Cryptography.SHA256.HashData(kilobyte);
            });
            if (run >= 0) hash[run] = hashed / Hashes;
        }

        var medians = times.Select(Median).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cases.Length} cases of {content.Rules.Rules.Count} rules, {Runs} runs: median {Median(medians) * 1000:0.0} µs, slowest {medians.Max() * 1000:0.0} µs; {Median(medians) / Median(hash):0.0} times a hash of one kilobyte"));
        return 0;
    }

    static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
