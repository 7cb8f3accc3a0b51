using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.TestKit;

namespace Assistant.Acceptance.Tests;

/// <summary>The assistant's own process on a free port with data of its own. It can be killed and started again on both.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    static readonly TimeSpan SlowestStart = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("assistant-");
    readonly StringBuilder said = new();
    readonly HttpClient client = new();
    Process? process;

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    public string DataFolder => data.FullName;

    /// <summary>Starts the process and waits until it can answer.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Assistant.Host.dll"),
                $"--Urls={Address}",
                $"--Data={data.FullName}",
                $"--Knowledge:ContentFolder={Environment.GetEnvironmentVariable("ASSISTANT_TEST_CONTENT") ?? "knowledge/content"}",
                "--CitizenPage:Folder=channels/webchat/wwwroot",
                // All citizens of the stories come from one address.
                "--DirectLine:TokensPerMinutePerAddress=10000",
                "--Complaints:PerMinutePerAddress=1000",
            },
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var patience = new CancellationTokenSource(SlowestStart);
        while (!await IsReadyAsync(patience.Token))
        {
            if (process.HasExited || patience.IsCancellationRequested) throw new InvalidOperationException($"The host did not come up:\n{said}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>Ends the process at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Everything of a conversation as the server holds it.</summary>
    public async Task<JsonArray> ReadConversationAsync(string conversationId, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/v3/directline/conversations/{conversationId}/activities");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["activities"]!.AsArray();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        client.Dispose();
        data.Delete(recursive: true);
    }

    async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync($"{Address}/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    void Hear(string? line)
    {
        // Its first words say why it does not come up; the health checks after them only repeat that.
        lock (said)
            if (said.Length < 2000) said.AppendLine(line);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
