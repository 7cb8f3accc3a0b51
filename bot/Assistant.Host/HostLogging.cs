using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Filters;

namespace Assistant.Host;

/// <summary>Logs to the console, one line an event: ids, counts, durations. No citizen text reaches a log, at any level.</summary>
internal static class HostLogging
{
    public static void AddHostLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
                // Program says these in a sentence; the framework would print its stack trace besides.
                .Filter.ByExcluding(entry => Matching.FromSource("Microsoft.Extensions.Hosting")(entry) && entry.Exception is { } failure && StartRefusal.Of(failure) is not null)
                .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")
                .CreateLogger(),
            dispose: true);
    }
}
