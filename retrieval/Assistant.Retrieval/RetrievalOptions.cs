using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Assistant.Retrieval;

/// <summary>
/// Where the index lives and how passages are ranked. Section <c>Retrieval</c>. The weights were chosen on four public collections
/// together (<c>./assistant bench retrieval</c>), never on a single question; they may change without building the index anew.
/// </summary>
public sealed class RetrievalOptions
{
    /// <summary>Folder of the index files; made when missing. Several processes may share it.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; init; } = "data/index";

    /// <summary>
    /// BM25's k1: how much a second and third mention of a word still adds. Above the usual 1.2, because articles of law name their
    /// subject again and again.
    /// </summary>
    [Range(0.1, 5)]
    public double Saturation { get; init; } = 1.5;

    /// <summary>BM25's b: how far a long passage must mention a word more often to count the same. Less than .75 was worse everywhere.</summary>
    [Range(0, 1)]
    public double LengthPenalty { get; init; } = 0.75;

    /// <summary>A mention in the title counts as so many in the text. One is clearly worse, three no better.</summary>
    [Range(0.1, 10)]
    public double TitleWeight { get; init; } = 2;

    /// <summary>
    /// Weight of a single character beside pairs and words: enough to bring 退房押金 and 押金退还 together, too little to find by
    /// characters alone.
    /// </summary>
    [Range(0, 1)]
    public double CharacterWeight { get; init; } = 0.4;

    /// <summary>
    /// A mention in the best everyday question counts as so many in the text: somebody wrote that question down for exactly this
    /// passage.
    /// </summary>
    [Range(0, 10)]
    public double QuestionWeight { get; init; } = 2;

    /// <summary>Weight of an expansion beside a word of the citizen's own.</summary>
    [Range(0, 1)]
    public double ExpansionWeight { get; init; } = 0.5;

    /// <summary>How many candidates the full-text engine hands over for exact ranking.</summary>
    [Range(10, 2000)]
    public int Candidates { get; init; } = 200;

    /// <summary>
    /// How many entries of the full-text index one question may read to find candidates, rarest terms first. Bounds the time of
    /// a question however long it is; common terms still count in the exact ranking. On 57,793 articles 20,000 finds no better and takes
    /// twice as long; 2,000 loses.
    /// </summary>
    [Range(1000, 10_000_000)]
    public int CandidateEntries { get; init; } = 8_000;
}

[OptionsValidator]
internal sealed partial class ValidateRetrievalOptions : IValidateOptions<RetrievalOptions>;
