using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Assistant.TestKit;

namespace Assistant.Acceptance.Tests;

/// <summary>What the operator reads when the host cannot start here, and what others on the machine cannot read when it can.</summary>
public sealed class StartingTheHost : IAsyncDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assistant-start-");

    [Fact]
    public async Task A_second_host_on_the_same_data_is_turned_away_in_a_sentence()
    {
        await using var first = new HostProcess();
        await first.StartAsync();

        var (code, said) = await RunAsync($"--Data={first.DataFolder}");

        code.ShouldBe(3);
        said.ShouldContain($"another assistant is already working on {first.DataFolder}");
        said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task After_a_crash_the_data_is_free_again()
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        await host.KillAsync();

        await Should.NotThrowAsync(host.StartAsync);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, said) = await RunAsync($"--Data={folder.FullName}", $"--Urls=http://{taken.LocalEndpoint}");

        code.ShouldBe(3);
        said.ShouldContain("address already in use");
        said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_a_sentence()
    {
        var file = Path.Combine(folder.FullName, "a-file");
        await File.WriteAllTextAsync(file, "");

        var (code, said) = await RunAsync($"--Data={Path.Combine(file, "data")}");

        code.ShouldBe(3);
        said.ShouldContain("cannot be written");
        said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_is_said_in_a_sentence()
    {
        var (code, said) = await RunAsync($"--Data={folder.FullName}", "--Turn:Budget=soon");

        code.ShouldBe(3);
        said.ShouldContain("Turn:Budget");
        said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_new_data_folder_opens_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits");
        var data = Path.Combine(folder.FullName, "new", "data");

        // A start that is refused later is as good, and quicker.
        await RunAsync($"--Data={data}", "--Turn:Budget=soon");

        Mode(data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    static UnixFileMode Mode(string path) => new DirectoryInfo(path).UnixFileMode;

    /// <summary>Runs a host that is expected to leave by itself.</summary>
    static async Task<(int Code, string Said)> RunAsync(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Assistant.Host.dll"));
        if (!settings.Any(setting => setting.StartsWith("--Urls", StringComparison.Ordinal))) start.ArgumentList.Add("--Urls=http://127.0.0.1:0");
        foreach (var setting in settings) start.ArgumentList.Add(setting);
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        return (process.ExitCode, string.Concat(await said));
    }
}
