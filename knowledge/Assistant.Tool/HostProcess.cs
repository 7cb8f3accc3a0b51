using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Assistant.Tool;

/// <summary>The real host as a process of its own, on a free port with a data folder of its own; ended by its id.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    readonly Process process;
    readonly string data;

    HostProcess(Process process, string data, Uri address)
    {
        this.process = process;
        this.data = data;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Time from starting the process to the first answer on the socket, with the index already built.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    public static async Task<HostProcess> StartAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var dll = arguments.Optional("host") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Assistant.Host", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Assistant.Host.dll"));
        if (!File.Exists(dll)) throw new UsageException($"the host is not built: {dll}");
        var data = Directory.CreateTempSubdirectory("assistant-bench-").FullName;

        // The first start builds the index; the second is the one a restart at 3 a.m. sees.
        await using (await LaunchAsync(dll, data, cancellationToken))
        {
        }

        Directory.CreateDirectory(data);
        var started = Stopwatch.GetTimestamp();
        var host = await LaunchAsync(dll, data, cancellationToken);
        host.keepData = false;
        using var load = new DirectLineLoad(host.Address);
        await load.RunAsync(["租房子能取多少公积金"], 1, 1, cancellationToken);
        host.FirstAnswer = Stopwatch.GetElapsedTime(started);
        return host;
    }

    bool keepData = true;

    static async Task<HostProcess> LaunchAsync(string dll, string data, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                dll, "--Urls", address.ToString(), "--Data", data, "--Knowledge:ContentFolder", Path.GetFullPath("knowledge/content"),
                "--CitizenPage:Folder", Path.GetFullPath("channels/webchat/wwwroot"),
                "--DirectLine:TokensPerMinutePerAddress", "100000", "--DirectLine:MessagesPerMinute", "10000",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new UsageException("the host could not be started");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new HostProcess(process, data, address);
        await host.UntilReadyAsync(cancellationToken);
        return host;
    }

    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        while (true)
        {
            try
            {
                using var response = await http.GetAsync("/health/ready", either.Token);
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                if (process.HasExited) throw new UsageException("the host stopped at once; try ./assistant run");
            }

            await Task.Delay(10, either.Token);
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (!keepData) Directory.Delete(data, recursive: true);
    }
}
