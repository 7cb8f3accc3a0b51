using Assistant.Knowledge.Content;
using Assistant.Retrieval;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Knowledge;

/// <summary>
/// The content that is live. A reload that finds a problem changes nothing: what was live stays live and the problems are told. The
/// last good content is kept in the data folder, so that a start with broken files still serves citizens. Safe for concurrent readers.
/// </summary>
public sealed partial class KnowledgeBase(IPassageIndex index, IOptions<KnowledgeOptions> options, ILogger<KnowledgeBase> logger)
{
    readonly SemaphoreSlim reloading = new(1);
    volatile KnowledgeContent? current;

    /// <summary>The live content. Throws <see cref="InvalidOperationException"/> before the first successful <see cref="ReloadAsync"/>.</summary>
    public KnowledgeContent Current => current ?? throw new InvalidOperationException("the content was not loaded yet");

    public bool IsLoaded => current is not null;

    /// <summary>Called with checked and indexed content just before it goes live, for whoever must prepare for it.</summary>
    public event Action<KnowledgeContent>? GoingLive;

    string LastGood => Path.Combine(Path.GetFullPath(options.Value.DataFolder), "content-live");

    /// <summary>
    /// Reads the content folder, checks it, indexes it when it changed, and makes it live. Returns the problems, none when it went live.
    /// At the first load broken content falls back to the last good copy, when there is one.
    /// </summary>
    public async Task<IReadOnlyList<ContentProblem>> ReloadAsync(CancellationToken cancellationToken)
    {
        await reloading.WaitAsync(cancellationToken);
        try
        {
            var reading = ContentReader.Read(options.Value.ContentFolder);
            foreach (var problem in reading.Problems) Log.Problem(logger, problem.File, problem.Line, problem.Reason);

            if (reading.Content is { } fresh)
            {
                // The index is asked as well: another process may have put its own content there.
                if (fresh.Version == current?.Version && await LiveIndexVersionAsync(cancellationToken) == ContentPassages.IndexVersion(fresh)) return [];
                await GoLiveAsync(fresh, cancellationToken);
                KeepLastGood();
            }
            else if (current is null && ContentReader.Read(LastGood).Content is { } lastGood)
            {
                Log.FellBack(logger, lastGood.Version);
                await GoLiveAsync(lastGood, cancellationToken);
            }

            return reading.Problems;
        }
        finally
        {
            reloading.Release();
        }
    }

    async Task GoLiveAsync(KnowledgeContent content, CancellationToken cancellationToken)
    {
        if (await LiveIndexVersionAsync(cancellationToken) != ContentPassages.IndexVersion(content))
            await index.ReplaceAsync(ContentPassages.IndexVersion(content), ContentPassages.Of(content), cancellationToken);
        GoingLive?.Invoke(content);
        current = content;
        Log.Live(logger, content.Version, content.Guides.Count, content.Facts.Count);
    }

    async Task<string?> LiveIndexVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await index.GetVersionAsync(cancellationToken);
        }
        catch (SearchUnavailableException failure)
        {
            Log.IndexUnreadable(logger, failure); // a damaged index is rebuilt, not mourned
            return null;
        }
    }

    void KeepLastGood()
    {
        var source = Path.GetFullPath(options.Value.ContentFolder);
        var fresh = LastGood + ".new";
        try
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            foreach (var file in Directory.EnumerateFiles(source, "*.yaml", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(fresh, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            if (ContentReader.VersionOf(fresh) != current?.Version) return; // edited while we copied: the next reload brings its own copy
            if (Directory.Exists(LastGood)) Directory.Delete(LastGood, recursive: true);
            Directory.Move(fresh, LastGood);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.CopyFailed(logger, failure); // the content is live all the same; only the safety copy is missing
        }
    }

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Content {Version} is live: {Guides} guides, {Facts} facts")]
        public static partial void Live(ILogger logger, string version, int guides, int facts);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Content not published: {File}:{Line}: {Reason}")]
        public static partial void Problem(ILogger logger, string file, int line, string reason);

        [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The content folder is broken; serving the last good content {Version}")]
        public static partial void FellBack(ILogger logger, string version);

        [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The index cannot be read and is rebuilt")]
        public static partial void IndexUnreadable(ILogger logger, Exception failure);

        [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "No safety copy of the content could be kept")]
        public static partial void CopyFailed(ILogger logger, Exception failure);
    }
}
