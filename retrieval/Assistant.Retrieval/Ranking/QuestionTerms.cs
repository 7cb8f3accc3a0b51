namespace Assistant.Retrieval.Ranking;

/// <summary>A term looked for: how many passages hold it, and what finding it is worth.</summary>
readonly record struct QuestionTerm(string Text, TermKind Kind, bool IsAlone, bool IsOwn, int Passages, double Weight);

/// <summary>
/// A question as weighed terms. Bounded, whatever was asked: a text is read up to <see cref="LongestText"/>, and of its terms the
/// rarest <see cref="MostTerms"/> are looked for.
/// </summary>
sealed class QuestionTerms
{
    /// <summary>More than any question or complaint; each further term costs a look-up.</summary>
    internal const int LongestText = 4000;

    /// <summary>A question has about 40 terms, singles included; a whole message of 200 characters has 256 that carry any weight.</summary>
    internal const int MostTerms = 256;

    /// <summary>FTS5 refuses expressions nested deeper than 256; the rarest 64 find all that matters.</summary>
    const int MostCandidateTerms = 64;

    readonly QuestionTerm[] found;

    QuestionTerms(QuestionTerm[] found, double ownWeight) => (this.found, OwnWeight) = (found, ownWeight);

    /// <summary>The terms that some passage holds, rarest first.</summary>
    public ReadOnlySpan<QuestionTerm> Found => found;

    /// <summary>Weight of all the citizen's own terms, also of those that no passage holds.</summary>
    public double OwnWeight { get; }

    public static QuestionTerms Read(PassageQuery query, int passages, Func<string, int> passagesWith, RetrievalOptions options)
    {
        var terms = new Dictionary<string, QuestionTerm>(StringComparer.Ordinal);

        Add(terms, TextAnalysis.WithoutQuestionWords(TextAnalysis.Fold(Cut(query.Text, LongestText))), isOwn: true);
        var left = LongestText;
        foreach (var expansion in query.Expansions)
        {
            if (left == 0) break;
            var text = Cut(expansion, left);
            left -= text.Length;
            Add(terms, TextAnalysis.Fold(text), isOwn: false);
        }

        var weighed = new QuestionTerm[terms.Count];
        var count = 0;
        foreach (var term in terms.Values)
        {
            var holding = passagesWith(term.Text);
            weighed[count++] = term with { Passages = holding, Weight = Weight(term, holding, passages, options) };
        }

        // Rarest first, by name where equally rare: the same question always keeps the same terms.
        Array.Sort(weighed, static (a, b) => a.Passages != b.Passages
            ? a.Passages.CompareTo(b.Passages)
            : string.CompareOrdinal(a.Text, b.Text));
        var ownWeight = weighed.Where(term => term.IsOwn).Sum(term => term.Weight);
        return new QuestionTerms([.. weighed.SkipWhile(term => term.Passages == 0).Take(MostTerms)], ownWeight);
    }

    /// <summary>
    /// The terms that find candidates, as an FTS5 expression: the rarest that together stand in no more than so many passages, one at
    /// least. Null when nothing can be found.
    /// </summary>
    public string? CandidateExpression(int entries)
    {
        var chosen = new List<string>();
        long read = 0;
        foreach (var term in found)
        {
            // A character that stands alone in the question is the beginning of some indexed pair; see IndexBuilder.
            if (term.Kind == TermKind.Character && !term.IsAlone) continue;
            read += term.Passages;
            if (chosen.Count > 0 && (read > entries || chosen.Count == MostCandidateTerms)) break;
            chosen.Add(term.Kind == TermKind.Character ? $"\"{term.Text}\"*" : $"\"{term.Text}\"");
        }

        return chosen.Count == 0 ? null : string.Join(" OR ", chosen);
    }

    static void Add(Dictionary<string, QuestionTerm> terms, string folded, bool isOwn)
    {
        var known = terms.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var term in TextAnalysis.Terms(folded))
        {
            if (!known.TryGetValue(term.Text, out var earlier))
                known[term.Text] = new QuestionTerm(term.Text.ToString(), term.Kind, term.IsAlone, isOwn, 0, 0);
            else if (term.IsAlone && !earlier.IsAlone)
                known[term.Text] = earlier with { IsAlone = true };
        }
    }

    static double Weight(QuestionTerm term, int holding, int passages, RetrievalOptions options) =>
        Math.Log(1 + ((passages - holding + 0.5) / (holding + 0.5)))
        * (term.Kind == TermKind.Character ? options.CharacterWeight : 1)
        * (term.IsOwn ? 1 : options.ExpansionWeight);

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
