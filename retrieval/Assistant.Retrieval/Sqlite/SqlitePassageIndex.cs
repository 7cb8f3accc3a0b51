using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Assistant.Retrieval.Sqlite;

/// <summary>
/// The passage index in a folder of SQLite files: FTS5 finds candidates, <see cref="Ranking.PassageScorer"/> ranks them. Every call looks
/// which file is live, so a replacement by another process (the command line beside the host) is seen with the next question.
/// </summary>
public sealed class SqlitePassageIndex : IPassageIndex, IDisposable
{
    // A file can be superseded and removed between reading its name and opening it, but hardly ever twice in a row.
    const int OpenAttempts = 5;

    readonly RetrievalOptions options;
    readonly IndexFolder folder;
    readonly Lock switching = new();
    IndexReaders? live;
    bool tidied;

    public SqlitePassageIndex(IOptions<RetrievalOptions> options)
    {
        SqliteNative.Use();
        this.options = options.Value;
        folder = new IndexFolder(this.options.Folder);
    }

    public Task<string?> GetVersionAsync(CancellationToken cancellationToken) => Guard(() =>
    {
        if (folder.LiveFile() is null) return null;
        var (readers, reader) = Rent();
        readers.Return(reader);
        return reader.Version;
    }, cancellationToken);

    public Task<IReadOnlyList<PassageHit>> FindAsync(PassageQuery query, CancellationToken cancellationToken) => Guard(() =>
    {
        var (readers, reader) = Rent();
        try
        {
            // Disposing the registration waits for an interrupt under way: the next question on this reader is not hit by it.
            using var interrupt = cancellationToken.UnsafeRegister(static rented => ((IndexReader)rented!).Interrupt(), reader);
            return reader.Find(query, options, cancellationToken);
        }
        finally
        {
            readers.Return(reader);
        }
    }, cancellationToken);

    public async Task ReplaceAsync(string version, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseSameId(passages);
        try
        {
            using var held = await folder.LockAsync(cancellationToken);
            await Task.Run(() => Build(version, passages, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            throw new SearchUnavailableException($"The index in {options.Folder} cannot be written: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        lock (switching)
        {
            live?.Retire();
            live = null;
        }
    }

    void Build(string version, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken)
    {
        folder.Tidy(LiveFileIfReadable());
        try
        {
            var file = IndexFolder.NewFile(version);
            var unfinished = folder.PathOf(file + ".tmp");
            using (var builder = new IndexBuilder(unfinished))
            {
                foreach (var passage in passages)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    builder.Add(passage);
                }

                builder.Finish(version, cancellationToken);
            }

            folder.Publish(unfinished, file);
        }
        finally
        {
            // The superseded index; or, given up or out of disk, what was built so far.
            folder.Tidy(LiveFileIfReadable());
        }
    }

    // What is broken is about to be replaced; nothing of it is worth keeping.
    string? LiveFileIfReadable()
    {
        try
        {
            return folder.LiveFile();
        }
        catch (SearchUnavailableException)
        {
            return null;
        }
    }

    (IndexReaders Readers, IndexReader Reader) Rent()
    {
        for (var attempt = 1; ; attempt++)
        {
            var file = folder.LiveFile() ?? throw new SearchUnavailableException($"Nothing is indexed yet in {options.Folder}");
            TidyOnce();
            var readers = ReadersOf(file);
            try
            {
                return (readers, readers.Rent());
            }
            catch (SqliteException gone) when (gone.SqliteErrorCode == raw.SQLITE_CANTOPEN && attempt < OpenAttempts && folder.LiveFile() != file)
            {
                // Superseded meanwhile: open its successor.
            }
        }
    }

    IndexReaders ReadersOf(string file)
    {
        lock (switching)
        {
            if (live?.File == file) return live;
            live?.Retire();
            return live = new IndexReaders(file, folder.PathOf(file));
        }
    }

    // A killed writer leaves its half-built file. If somebody writes now, they tidy.
    void TidyOnce()
    {
        if (Interlocked.Exchange(ref tidied, true)) return;
        try
        {
            using var held = folder.TryLock();
            if (held is not null) folder.Tidy(folder.LiveFile());
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            // A reader may be given a folder it must not write to; then tidying is the writer's.
        }
    }

    /// <summary>Runs a read at once, on the caller's thread: it takes milliseconds of computing and SQLite has nothing to await.</summary>
    Task<T> Guard<T>(Func<T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(read());
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        catch (SearchUnavailableException unavailable)
        {
            return Task.FromException<T>(unavailable);
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            return Task.FromException<T>(new SearchUnavailableException($"The index in {options.Folder} cannot be read: {failure.Message}", failure));
        }
    }

    static bool IsUnavailable(Exception failure) => failure is SqliteException or IOException or UnauthorizedAccessException;

    static void RefuseSameId(IReadOnlyCollection<Passage> passages)
    {
        var seen = new HashSet<string>(passages.Count, StringComparer.Ordinal);
        foreach (var passage in passages)
            if (!seen.Add(passage.Id)) throw new ArgumentException($"Two passages have the id {passage.Id}", nameof(passages));
    }
}
