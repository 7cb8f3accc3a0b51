using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge;

/// <summary>
/// Publishes an edited content folder without a restart. Looks at names, sizes and times of the files at an interval: file events are not
/// delivered on every file system an office uses.
/// </summary>
internal sealed partial class ContentWatch(
    KnowledgeBase knowledge, IOptions<KnowledgeOptions> options, TimeProvider time, ILogger<ContentWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int? seen = null; // the first look always reads: an edit may have come between the load at start and now
        using var timer = new PeriodicTimer(options.Value.LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Fingerprint() is not { } now || now == seen) continue;
            try
            {
                var problems = await knowledge.ReloadAsync(stoppingToken);
                // A reload that failed, or met a file it could not open, is tried again at the next look.
                if (!problems.Any(problem => problem.Reason.StartsWith("cannot be read", StringComparison.Ordinal))) seen = now;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.ReloadFailed(logger, failure);
            }
        }
    }

    int? Fingerprint()
    {
        var hash = new HashCode();
        try
        {
            foreach (var file in new DirectoryInfo(options.Value.ContentFolder).EnumerateFiles("*.yaml", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                hash.Add(file.FullName);
                hash.Add(file.Length);
                hash.Add(file.LastWriteTimeUtc);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // a folder that is being replaced or closed to us: looked at again
        }

        return hash.ToHashCode();
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Reloading the content failed; the old content stays live")]
        public static partial void ReloadFailed(ILogger logger, Exception failure);
    }
}
