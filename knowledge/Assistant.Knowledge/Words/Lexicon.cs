using System.Text;
using Assistant.Knowledge.Guides;

namespace Assistant.Knowledge.Words;

/// <summary>One line of the terms file: words people say, and the official terms they mean; with a domain, only in questions that may be about it.</summary>
public sealed record TermEntry(IReadOnlyList<string> Say, IReadOnlyList<string> Means, Domain? Domain);

/// <summary>
/// The terms file: everyday and dialect words with the official terms they mean, common typing errors, and traditional characters. Turns
/// what a citizen typed into the words the facts use, without changing what was asked.
/// </summary>
public sealed class Lexicon
{
    readonly (string Say, TermEntry Entry)[] terms;
    readonly (string Wrong, string Right)[] typos;
    readonly Dictionary<char, char> simplified;
    readonly IReadOnlyList<(FactKind Kind, IReadOnlyList<CuePattern> Cues)> asksFor;
    readonly IReadOnlyList<string> dialect;

    public Lexicon(
        IReadOnlyList<TermEntry> entries, IReadOnlyList<(string Wrong, string Right)> typos, IReadOnlyDictionary<char, char> simplified,
        IReadOnlyList<(FactKind Kind, IReadOnlyList<CuePattern> Cues)> asksFor, IReadOnlyList<string> dialect)
    {
        this.asksFor = asksFor;
        this.dialect = dialect;
        Entries = entries;
        terms = [.. entries.SelectMany(entry => entry.Say.Select(say => (Say: QuestionText.Normalise(say), Entry: entry)))
            .Where(term => term.Say.Length > 0).OrderByDescending(term => term.Say.Length)];
        this.typos = [.. typos.Select(typo => (QuestionText.Normalise(typo.Wrong), typo.Right))
            .Where(typo => typo.Item1.Length > 0).OrderByDescending(typo => typo.Item1.Length)];
        this.simplified = new(simplified);
    }

    public IReadOnlyList<TermEntry> Entries { get; }

    /// <summary>The kinds of fact a normalised question asks for by its question words ("多少", "带什么", "多久"); empty when it asks for none in particular.</summary>
    public IReadOnlyList<FactKind> KindsAskedFor(string normalisedText) =>
        [.. asksFor.Where(entry => entry.Cues.Any(cue => cue.Matches(normalisedText))).Select(entry => entry.Kind).Distinct()];

    /// <summary>True for words we understand and do not speak: dialect is never imitated.</summary>
    public bool IsDialect(string text) => dialect.Any(word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>The text with traditional characters simplified and known typing errors righted. Keeps spaces and punctuation.</summary>
    public string Correct(string text)
    {
        var characters = new StringBuilder(text.Length);
        foreach (var character in text) characters.Append(simplified.GetValueOrDefault(character, character));
        var corrected = characters.ToString();
        foreach (var (wrong, right) in typos) corrected = corrected.Replace(wrong, right, StringComparison.OrdinalIgnoreCase);
        return corrected;
    }

    /// <summary>
    /// Official terms for the everyday words in a normalised text, each once. A shorter word inside a longer one that was already read is
    /// not read again. Entries of a domain count only when the text names that domain, or none.
    /// </summary>
    public IReadOnlyList<string> Expand(string normalisedText, IReadOnlyList<Domain> domains)
    {
        var rest = normalisedText;
        var found = new List<string>();
        foreach (var (say, entry) in terms)
        {
            if (entry.Domain is { } domain && domains.Count > 0 && !domains.Contains(domain)) continue;
            if (!rest.Contains(say, StringComparison.Ordinal)) continue;
            rest = rest.Replace(say, "\n", StringComparison.Ordinal);
            foreach (var term in entry.Means)
                if (!found.Contains(term) && !normalisedText.Contains(term, StringComparison.Ordinal)) found.Add(term);
        }

        return found;
    }
}
