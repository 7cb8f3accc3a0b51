namespace Assistant.Retrieval;

/// <summary>
/// Terms in, hits out. Safe for many readers at once and one writer. Reading never sees a half-written index: a replacement is built
/// aside and becomes visible at once, also when the process is killed in between. Cancellation is honoured before and during both
/// calls. Throws <see cref="SearchUnavailableException"/> when the engine cannot be reached or its data cannot be read.
/// </summary>
public interface IPassageIndex
{
    /// <summary>Version of the passages that are live, as given to <see cref="ReplaceAsync"/>; null when nothing was ever indexed.</summary>
    Task<string?> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Replaces everything by these passages under a new version.</summary>
    Task ReplaceAsync(string version, IReadOnlyCollection<Passage> passages, CancellationToken cancellationToken);

    /// <summary>The best passages for a query, best first; empty when nothing matches.</summary>
    Task<IReadOnlyList<PassageHit>> FindAsync(PassageQuery query, CancellationToken cancellationToken);
}

/// <summary>The search engine cannot answer now: not reachable, its file unreadable, or nothing indexed yet.</summary>
public sealed class SearchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
