using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Assistant.Tool;

/// <summary>
/// <c>./assistant bench turns</c>: what a turn costs. Server-side time at a steady 50 turns a second; whole Direct Line turns as a ratio to an
/// empty Kestrel endpoint in the same run; start to first answer; resident memory over many turns. The host runs as a process of its own.
/// </summary>
internal static class BenchTurns
{
    const int Runs = 3;

    static readonly string[] Fallback =
    [
        "租房子能取多少公积金", "外地户口的娃儿怎么报小学", "失业金怎么领，要什么材料", "老板拖欠工资三个月了找谁", "信访多久给答复",
        "单位不给交公积金怎么办", "幼儿园几岁能上", "公积金贷款最多能贷多少", "劳动仲裁收费吗", "复查要多少天内提出",
    ];

    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var questions = arguments.Optional("questions") is { } file ? [.. EvalCommand.Read(file).Select(question => question.Text)] : Fallback;
        var turns = arguments.Number("turns", 10_000);

        await ServerSideAsync(arguments, questions, output, cancellationToken);

        await using var host = await HostProcess.StartAsync(arguments, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"start to first answer (built binaries, index present): {host.FirstAnswer.TotalSeconds:0.00} s"));
        await RatioAsync(host, questions, output, cancellationToken);
        await MemoryAsync(host, questions, turns, output, cancellationToken);
        return 0;
    }

    /// <summary>Turns at 50 a second in this process, by the turn's own clock: what the server adds, without sockets.</summary>
    static async Task ServerSideAsync(Arguments arguments, IReadOnlyList<string> questions, TextWriter output, CancellationToken cancellationToken)
    {
        await using var host = await ToolHost.StartAsync(arguments, cancellationToken);
        for (var warm = 0; warm < 100; warm++) await host.AskAsync(questions[warm % questions.Count], null, null, "bench", cancellationToken);

        var medians = new List<(double P50, double P99)>();
        for (var run = 0; run < Runs; run++)
        {
            var underWay = new List<Task<Bot.Turns.TurnReply>>();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (var turn = 0; turn < 500; turn++)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                var text = questions[(run * 500 + turn) % questions.Count];
                underWay.Add(Task.Run(() => host.AskAsync(text, null, null, "bench", cancellationToken), cancellationToken));
            }

            var times = (await Task.WhenAll(underWay)).Select(reply => reply.Latency.TotalMilliseconds).Order().ToArray();
            medians.Add((times[times.Length / 2], times[(int)(times.Length * .99)]));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"server-side turn at 50/s, median of {Runs} runs of 500: p50 {Median(medians.Select(run => run.P50)):0.00} ms, p99 {Median(medians.Select(run => run.P99)):0.00} ms"));
    }

    static async Task RatioAsync(HostProcess host, IReadOnlyList<string> questions, TextWriter output, CancellationToken cancellationToken)
    {
        await using var empty = await EmptyKestrelAsync(cancellationToken);
        var emptyLoad = new HttpLoad(empty.Urls.First());
        using var load = new DirectLineLoad(host.Address);
        await load.RunAsync(questions, 500, 8, cancellationToken);

        var (perSecond, baseline) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            baseline.Add(await emptyLoad.RunAsync(4000, 8, cancellationToken));
            perSecond.Add(await load.RunAsync(questions, 2000, 8, cancellationToken));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"whole Direct Line turns (post, durable log, turn, reply on the socket), median of {Runs} runs: {Median(perSecond):0}/s; empty Kestrel endpoint: {Median(baseline):0}/s; ratio {Median(perSecond) / Median(baseline):0.000}"));
    }

    static async Task MemoryAsync(HostProcess host, IReadOnlyList<string> questions, int turns, TextWriter output, CancellationToken cancellationToken)
    {
        using var load = new DirectLineLoad(host.Address);
        var steps = new List<string>();
        var done = 0;
        while (done < turns)
        {
            var step = Math.Min(2500, turns - done);
            await load.RunAsync(questions, step, 8, cancellationToken);
            done += step;
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"{host.ResidentMegabytes():0} MB after {done}"));
        }

        await output.WriteLineAsync($"resident memory of the host: {string.Join(", ", steps)}");
    }

    static async Task<WebApplication> EmptyKestrelAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/", () => "");
        await app.StartAsync(cancellationToken);
        return app;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Posts to one address from several connections at once; returns requests per second.</summary>
    sealed class HttpLoad(string address)
    {
        public async Task<double> RunAsync(int requests, int connections, CancellationToken cancellationToken)
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new Uri(address) };
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken }, async (_, token) =>
            {
                using var response = await http.PostAsync("/", new StringContent("{}"), token);
                response.EnsureSuccessStatusCode();
            });
            return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }
}
