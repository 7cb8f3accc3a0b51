using System.Globalization;
using Assistant.Bot.Turns;

namespace Assistant.Tool;

/// <summary>Counts what an evaluation asks: right guide, expected facts cited, refusals right and wrong, a person offered, nothing forbidden cited.</summary>
internal sealed class EvalScores
{
    readonly SortedDictionary<string, Tally> domains = new(StringComparer.Ordinal);
    readonly Tally all = new();
    readonly List<string> misses = [];

    public int Count => all.Questions;

    public Tally All => all;

    public IReadOnlyList<string> Misses => misses;

    public void Add(EvalQuestion question, EvalResult result)
    {
        var domain = question.Domain ?? "all";
        if (!domains.TryGetValue(domain, out var ofDomain)) domains[domain] = ofDomain = new Tally();
        foreach (var problem in Tally.Compare(question, result, ofDomain, all))
            misses.Add($"{question.Id}\t{problem}\t{question.Text}");
    }

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{"domain",-14}{"n",5}{"guide",9}{"facts",9}{"refused",9}{"wrongly",9}{"person",9}{"forbidden",11}{"p50 ms",9}{"p99 ms",9}");
        foreach (var (domain, tally) in domains) await output.WriteLineAsync(tally.Row(domain));
        if (domains.Count > 1) await output.WriteLineAsync(all.Row("all"));
    }

    public Task WriteMissesAsync(string file) => File.WriteAllLinesAsync(file, misses);

    /// <summary>Counts of one domain, or of all.</summary>
    internal sealed class Tally
    {
        readonly List<double> latencies = [];

        public int Questions { get; private set; }

        public Share Guide { get; private set; }

        public Share Facts { get; private set; }

        public Share Refused { get; private set; }

        public Share RefusedWrongly { get; private set; }

        public Share Person { get; private set; }

        public int Forbidden { get; private set; }

        public static IEnumerable<string> Compare(EvalQuestion question, EvalResult result, params Tally[] tallies)
        {
            var refused = result.Outcome == TurnOutcome.Refused;
            var guides = question.RightGuides();
            var cited = result.Citations.Select(citation => citation.Fact).ToHashSet(StringComparer.Ordinal);
            var missing = question.RightFacts().Where(fact => !cited.Contains(fact)).ToArray();
            var forbidden = (question.Never ?? []).Where(cited.Contains).ToArray();
            var expected = question.RightFacts().Count;

            foreach (var tally in tallies)
            {
                tally.Questions++;
                tally.latencies.Add(result.LatencyMs);
                if (question.ShouldRefuse) tally.Refused = tally.Refused.Plus(refused);
                else tally.RefusedWrongly = tally.RefusedWrongly.Plus(refused);
                if (!question.ShouldRefuse && guides.Count > 0) tally.Guide = tally.Guide.Plus(result.Guide is not null && guides.Contains(result.Guide));
                if (!question.ShouldRefuse) tally.Facts = new Share(tally.Facts.Hits + expected - missing.Length, tally.Facts.Of + expected);
                if (question.ShouldEscalate) tally.Person = tally.Person.Plus(result.Handover);
                tally.Forbidden += forbidden.Length;
            }

            if (question.ShouldRefuse && !refused) yield return $"not refused ({result.Outcome}, {result.Guide})";
            if (!question.ShouldRefuse && refused) yield return $"refused wrongly ({result.Reason})";
            if (!question.ShouldRefuse && guides.Count > 0 && (result.Guide is null || !guides.Contains(result.Guide))) yield return $"guide {result.Guide} instead of {string.Join('/', guides)}";
            if (!question.ShouldRefuse && missing.Length > 0) yield return $"facts {string.Join(',', missing)} not among {string.Join(',', cited)}";
            if (question.ShouldEscalate && !result.Handover) yield return "no person offered";
            if (forbidden.Length > 0) yield return $"cited forbidden {string.Join(',', forbidden)}";
        }

        public string Row(string name)
        {
            var sorted = latencies.Order().ToArray();
            return $"{name,-14}{Questions,5}{Guide,9}{Facts,9}{Refused,9}{RefusedWrongly,9}{Person,9}{Forbidden,11}"
                + string.Create(CultureInfo.InvariantCulture, $"{Percentile(sorted, .5),9:0.00}{Percentile(sorted, .99),9:0.00}");
        }

        static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];
    }

    /// <summary>Hits of a number of cases, printed as a percentage.</summary>
    internal readonly record struct Share(int Hits, int Of)
    {
        public double Value => Of == 0 ? 1 : (double)Hits / Of;

        public Share Plus(bool hit) => new(Hits + (hit ? 1 : 0), Of + 1);

        public override string ToString() => Of == 0 ? "–" : (100 * Value).ToString("0.0", CultureInfo.InvariantCulture) + "%";
    }
}
