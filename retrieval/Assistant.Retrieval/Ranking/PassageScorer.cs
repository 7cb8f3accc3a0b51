namespace Assistant.Retrieval.Ranking;

/// <summary>How long texts are on average, counted in characters of Chinese runs and in pairs and words.</summary>
readonly record struct TextLength(double Characters, double Pairs)
{
    public static TextLength operator +(TextLength a, TextLength b) => new(a.Characters + b.Characters, a.Pairs + b.Pairs);

    public static TextLength operator *(double factor, TextLength a) => new(factor * a.Characters, factor * a.Pairs);
}

/// <summary>What BM25 must know of the whole index.</summary>
readonly record struct IndexStatistics(int Passages, TextLength MeanTitle, TextLength MeanText, TextLength MeanQuestion);

/// <summary>
/// BM25F (Robertson 2004) of one question against one passage at a time: mentions in title, text and the best everyday question are
/// added up per term, each relative to the length it stands in, and only then saturate. So a term that stands in both text and question is
/// not rewarded twice, and a passage without questions is not punished. For one question and one thread.
/// </summary>
sealed class PassageScorer
{
    readonly RetrievalOptions options;
    readonly QuestionTerms question;
    readonly TextLength meanPassage;
    readonly TextLength meanQuestion;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places;
    readonly double[] inPassage;
    readonly double[] inQuestion;

    // Most characters of a passage begin no term of the question; asking here first spares the hashing.
    readonly bool[] mayBegin = new bool[4096];

    public PassageScorer(QuestionTerms question, IndexStatistics statistics, RetrievalOptions options)
    {
        this.options = options;
        this.question = question;
        meanPassage = (options.TitleWeight * statistics.MeanTitle) + statistics.MeanText;
        meanQuestion = statistics.MeanQuestion;

        var found = question.Found;
        var placeOf = new Dictionary<string, int>(found.Length, StringComparer.Ordinal);
        for (var i = 0; i < found.Length; i++)
        {
            placeOf.Add(found[i].Text, i);
            mayBegin[found[i].Text[0] % mayBegin.Length] = true;
        }

        places = placeOf.GetAlternateLookup<ReadOnlySpan<char>>();
        inPassage = new double[found.Length];
        inQuestion = new double[found.Length];
    }

    /// <summary>Score and coverage of a passage; its texts folded, its questions one per line.</summary>
    public (double Score, double Coverage) Score(ReadOnlySpan<char> title, ReadOnlySpan<char> text, ReadOnlySpan<char> questions)
    {
        Array.Clear(inPassage);
        var length = Count(title, options.TitleWeight, inPassage) + Count(text, 1, inPassage);
        Divide(inPassage, length, meanPassage, 1);

        Array.Clear(inQuestion);
        var best = Sum();
        if (questions.IsEmpty) return best;

        foreach (var line in questions.Split('\n'))
        {
            Array.Clear(inQuestion);
            Divide(inQuestion, Count(questions[line], 1, inQuestion), meanQuestion, options.QuestionWeight);
            var withQuestion = Sum();
            if (withQuestion.Score > best.Score) best = withQuestion;
        }

        return best;
    }

    TextLength Count(ReadOnlySpan<char> folded, double weight, double[] mentions)
    {
        int characters = 0, pairs = 0;
        foreach (var term in TextAnalysis.Terms(folded))
        {
            if (term.Kind == TermKind.Character) characters++;
            else pairs++;
            if (mayBegin[term.Text[0] % mayBegin.Length] && places.TryGetValue(term.Text, out var place)) mentions[place] += weight;
        }

        return weight * new TextLength(characters, pairs);
    }

    void Divide(double[] mentions, TextLength length, TextLength mean, double weight)
    {
        var byCharacters = weight / Norm(length.Characters, mean.Characters);
        var byPairs = weight / Norm(length.Pairs, mean.Pairs);
        for (var i = 0; i < mentions.Length; i++)
            mentions[i] *= question.Found[i].Kind == TermKind.Character ? byCharacters : byPairs;
    }

    double Norm(double length, double mean) =>
        mean > 0 ? 1 - options.LengthPenalty + (options.LengthPenalty * length / mean) : 1;

    (double Score, double Coverage) Sum()
    {
        double score = 0, covered = 0;
        var found = question.Found;
        for (var i = 0; i < found.Length; i++)
        {
            var mentions = inPassage[i] + inQuestion[i];
            if (mentions == 0) continue;
            score += found[i].Weight * mentions * (options.Saturation + 1) / (mentions + options.Saturation);
            if (found[i].IsOwn) covered += found[i].Weight;
        }

        return (score, question.OwnWeight > 0 ? Math.Clamp(covered / question.OwnWeight, 0, 1) : 0);
    }
}
