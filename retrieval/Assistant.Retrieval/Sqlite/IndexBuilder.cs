using System.Runtime.InteropServices;
using System.Text;
using Assistant.Retrieval.Ranking;
using Microsoft.Data.Sqlite;

namespace Assistant.Retrieval.Sqlite;

/// <summary>
/// Writes one complete index file. No journal and no waiting for the disk while it is written: nobody reads the file before it is
/// finished, flushed and renamed by <see cref="IndexFolder"/>.
/// </summary>
sealed class IndexBuilder : IDisposable
{
    /// <summary>In the head of the file: which program wrote it ("CQCA"), and in which layout. A change of layout needs a new number.</summary>
    internal const int ApplicationId = 0x43514341;
    internal const int Layout = 1;

    // The full-text tables hold pairs and words as tokens separated by spaces, so the plain ascii tokenizer is right: it splits at
    // ASCII punctuation and leaves everything else alone. They keep no text of their own (content='').
    const string Schema = """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE;
        CREATE TABLE passages(id INTEGER PRIMARY KEY, name TEXT NOT NULL, grp TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, questions TEXT NOT NULL);
        CREATE TABLE holds(passage INTEGER PRIMARY KEY, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, everywhere INTEGER NOT NULL);
        CREATE TABLE areas(passage INTEGER NOT NULL, area TEXT NOT NULL, PRIMARY KEY(passage, area)) WITHOUT ROWID;
        CREATE TABLE questions(id INTEGER PRIMARY KEY, passage INTEGER NOT NULL);
        CREATE TABLE terms(term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE about(version TEXT NOT NULL, passages INTEGER NOT NULL,
            title_characters REAL NOT NULL, title_pairs REAL NOT NULL, text_characters REAL NOT NULL, text_pairs REAL NOT NULL,
            question_characters REAL NOT NULL, question_pairs REAL NOT NULL);
        CREATE VIRTUAL TABLE passage_terms USING fts5(body, content='', tokenize='ascii');
        CREATE VIRTUAL TABLE question_terms USING fts5(body, content='', tokenize='ascii');
        BEGIN;
        """;

    readonly SqliteConnection connection;
    readonly SqliteCommand addPassage, addHolds, addArea, addQuestion, addPassageTerms, addQuestionTerms;
    readonly Dictionary<string, TermCount> counts = new(StringComparer.Ordinal);
    readonly Dictionary<string, TermCount>.AlternateLookup<ReadOnlySpan<char>> countOf;
    readonly StringBuilder tokens = new();
    TextLength titles, texts, questions;
    int passageCount, questionCount;

    public IndexBuilder(string path)
    {
        countOf = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Layout};");
        Execute(Schema);
        addPassage = Prepare("INSERT INTO passages VALUES($1, $2, $3, $4, $5, $6)", 6);
        addHolds = Prepare("INSERT INTO holds VALUES($1, $2, $3, $4)", 4);
        addArea = Prepare("INSERT OR IGNORE INTO areas VALUES($1, $2)", 2);
        addQuestion = Prepare("INSERT INTO questions VALUES($1, $2)", 2);
        addPassageTerms = Prepare("INSERT INTO passage_terms(rowid, body) VALUES($1, $2)", 2);
        addQuestionTerms = Prepare("INSERT INTO question_terms(rowid, body) VALUES($1, $2)", 2);
    }

    public void Add(Passage passage)
    {
        var id = ++passageCount;
        var title = TextAnalysis.Fold(passage.Title);
        var text = TextAnalysis.Fold(passage.Text);
        var folded = passage.Questions.Select(TextAnalysis.Fold).ToList();

        tokens.Clear();
        titles += Read(title, id);
        texts += Read(text, id);
        Run(addPassageTerms, id, tokens.ToString());
        foreach (var question in folded)
        {
            tokens.Clear();
            questions += Read(question, id);
            Run(addQuestion, ++questionCount, id);
            Run(addQuestionTerms, questionCount, tokens.ToString());
        }

        Run(addPassage, id, passage.Id, passage.Group, title, text, string.Join('\n', folded));
        Run(addHolds, id,
            passage.ValidFrom?.DayNumber ?? DateOnly.MinValue.DayNumber,
            passage.ValidTo?.DayNumber ?? DateOnly.MaxValue.DayNumber,
            passage.Areas.Count == 0 ? 1 : 0);
        foreach (var area in passage.Areas) Run(addArea, id, area);
    }

    public void Finish(string version, CancellationToken cancellationToken)
    {
        AddTermCounts(cancellationToken);
        Execute("INSERT INTO passage_terms(passage_terms) VALUES('optimize'); INSERT INTO question_terms(question_terms) VALUES('optimize');");
        cancellationToken.ThrowIfCancellationRequested();

        using var about = Prepare("INSERT INTO about VALUES($1, $2, $3, $4, $5, $6, $7, $8)", 8);
        var (title, text, question) = (Mean(titles, passageCount), Mean(texts, passageCount), Mean(questions, questionCount));
        Run(about, version, passageCount, title.Characters, title.Pairs, text.Characters, text.Pairs, question.Characters, question.Pairs);
        Execute("COMMIT;");
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[addPassage, addHolds, addArea, addQuestion, addPassageTerms, addQuestionTerms])
            command.Dispose();
        connection.Dispose();
    }

    /// <summary>
    /// Counts the terms of one text and appends its tokens. Of a Chinese run these are its pairs and its last character: so every
    /// character begins exactly one token, and a character asked for alone is found as a prefix.
    /// </summary>
    TextLength Read(string folded, int passage)
    {
        int characters = 0, pairs = 0;
        foreach (var term in TextAnalysis.Terms(folded))
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(countOf, term.Text, out _);
            if (count.LastPassage != passage) count = new TermCount(count.Passages + 1, passage);

            if (term.Kind == TermKind.Character) characters++;
            else pairs++;
            if (term.Kind != TermKind.Character || term.EndsRun) tokens.Append(term.Text).Append(' ');
        }

        return new TextLength(characters, pairs);
    }

    void AddTermCounts(CancellationToken cancellationToken)
    {
        // In the order of the key: each row goes to the end of the tree.
        var sorted = counts.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        using var addTerm = Prepare("INSERT INTO terms VALUES($1, $2)", 2);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            Run(addTerm, sorted[i].Key, sorted[i].Value.Passages);
        }
    }

    static TextLength Mean(TextLength sum, int count) => count == 0 ? default : 1.0 / count * sum;

    void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    readonly record struct TermCount(int Passages, int LastPassage);
}
