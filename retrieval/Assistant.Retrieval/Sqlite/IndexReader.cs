using System.Text.Json;
using Assistant.Retrieval.Ranking;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assistant.Retrieval.Sqlite;

/// <summary>One open connection to one index file, with its statements prepared. One question at a time.</summary>
sealed class IndexReader : IDisposable
{
    // Filtered before the best are taken. CROSS JOIN keeps SQLite from turning the loop around; ordered by the engine's own rank (not by
    // bm25(), which is the same number) only as many rows are looked up here as it takes to fill the candidates: half the time.
    const string OnlyWhatHolds = """
        CROSS JOIN holds h ON h.passage = {0}
        WHERE {1} MATCH $match AND ($day IS NULL OR (h.first_day <= $day AND h.last_day >= $day))
          AND ($areas IS NULL OR h.everywhere
               OR EXISTS (SELECT 1 FROM areas a WHERE a.passage = h.passage AND a.area IN (SELECT value FROM json_each($areas))))
        """;

    readonly SqliteConnection connection;
    readonly SqliteCommand countTerm;
    readonly SqliteCommand anyDayAnywhere;
    readonly SqliteCommand filtered;

    /// <summary>Opens the file and makes sure it is an index of ours.</summary>
    public IndexReader(string path)
    {
        // immutable: the file never changes once it has its name, so SQLite need not lock or look for a journal.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = $"{new Uri(path).AbsoluteUri}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            // No memory map: a file cut short under a map kills the process, a read of it is only an error.
            Execute("PRAGMA mmap_size = 0; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;");
            if (Number("PRAGMA application_id") != IndexBuilder.ApplicationId || Number("PRAGMA user_version") != IndexBuilder.Layout)
                throw new SearchUnavailableException($"{path} is not an index of this version of the program; build it anew");
            (Version, Statistics) = ReadAbout(path);
            countTerm = Prepare("SELECT passages FROM terms WHERE term = $term", "$term");
            anyDayAnywhere = Prepare(
                CandidateQuery("WHERE passage_terms MATCH $match", "WHERE question_terms MATCH $match"),
                "$match", "$most");
            filtered = Prepare(
                CandidateQuery(string.Format(null, OnlyWhatHolds, "f.rowid", "passage_terms"),
                    string.Format(null, OnlyWhatHolds, "q.passage", "question_terms")),
                "$match", "$most", "$day", "$areas");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public string Version { get; }

    public IndexStatistics Statistics { get; }

    /// <summary>Ranks: candidates by the full-text engine, then all their terms exactly.</summary>
    public IReadOnlyList<PassageHit> Find(PassageQuery query, RetrievalOptions options, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(query.Take, 1, 1000);
        var terms = QuestionTerms.Read(query, Statistics.Passages, PassagesWith, options);
        if (terms.CandidateExpression(options.CandidateEntries) is not { } match) return [];

        var scorer = new PassageScorer(terms, Statistics, options);
        var hits = new List<PassageHit>();
        using var candidates = Candidates(query, match, Math.Max(options.Candidates, take)).ExecuteReader();
        while (candidates.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (score, coverage) = scorer.Score(candidates.GetString(2), candidates.GetString(3), candidates.GetString(4));
            hits.Add(new PassageHit(candidates.GetString(0), candidates.GetString(1), score, coverage));
        }

        hits.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
        if (hits.Count > take) hits.RemoveRange(take, hits.Count - take);
        return hits;
    }

    /// <summary>Stops the statement under way, from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection.Handle);

    public void Dispose() => connection.Dispose();

    SqliteCommand Candidates(PassageQuery query, string match, int most)
    {
        var command = query.On is null && query.Areas is null ? anyDayAnywhere : filtered;
        command.Parameters["$match"].Value = match;
        command.Parameters["$most"].Value = most;
        if (command == anyDayAnywhere) return command;

        command.Parameters["$day"].Value = query.On is { } day ? day.DayNumber : DBNull.Value;
        command.Parameters["$areas"].Value = query.Areas is { } areas ? JsonSerializer.Serialize(areas) : DBNull.Value;
        return command;
    }

    int PassagesWith(string term)
    {
        countTerm.Parameters[0].Value = term;
        return countTerm.ExecuteScalar() is long passages ? (int)passages : 0;
    }

    (string Version, IndexStatistics Statistics) ReadAbout(string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM about";
        using var row = command.ExecuteReader();
        if (!row.Read()) throw new SearchUnavailableException($"{path} is incomplete; build it anew");
        return (row.GetString(0), new IndexStatistics(row.GetInt32(1),
            new TextLength(row.GetDouble(2), row.GetDouble(3)),
            new TextLength(row.GetDouble(4), row.GetDouble(5)),
            new TextLength(row.GetDouble(6), row.GetDouble(7))));
    }

    static string CandidateQuery(string passagesThat, string questionsThat) => $"""
        SELECT p.name, p.grp, p.title, p.text, p.questions
        FROM (SELECT id FROM (SELECT f.rowid AS id FROM passage_terms f {passagesThat} ORDER BY f.rank LIMIT $most)
              UNION
              SELECT id FROM (SELECT q.passage AS id FROM question_terms f CROSS JOIN questions q ON q.id = f.rowid {questionsThat}
                              ORDER BY f.rank LIMIT $most)) c
        CROSS JOIN passages p ON p.id = c.id
        """;

    void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    long Number(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.AddWithValue(name, DBNull.Value);
        command.Prepare();
        return command;
    }
}
