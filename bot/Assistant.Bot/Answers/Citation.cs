namespace Assistant.Bot.Answers;

/// <summary>What a part of the answer is for; the order of the members is the order on the page.</summary>
public enum AnswerPartKind
{
    /// <summary>结论: the first sentence, answers what was asked.</summary>
    Conclusion,

    /// <summary>对您的情况: what follows from what the citizen said.</summary>
    Situation,

    /// <summary>怎么办: steps, materials, further facts; <see cref="AnswerPart.Items"/> is a list.</summary>
    Details,

    /// <summary>什么情况会不一样: what would change a rule's result; <see cref="AnswerPart.Items"/> is a list.</summary>
    Change,

    /// <summary>另一个问题: the answer to a second question in the same message.</summary>
    Second,

    /// <summary>还要确认: what is not known or not official yet, who decides, where to confirm it.</summary>
    ToConfirm,

    /// <summary>The one question back; quick replies stand in <see cref="Turns.TurnReply.Asks"/>.</summary>
    Ask,

    /// <summary>The offer of a person, first-hand, when the matter needs one.</summary>
    Person,
}

/// <summary>A part of an answer: a paragraph, a list, or both.</summary>
public sealed record AnswerPart(AnswerPartKind Kind, string Text, IReadOnlyList<string> Items)
{
    public AnswerPart(AnswerPartKind kind, string text) : this(kind, text, [])
    {
    }
}

/// <summary>How far a cited fact may be relied on.</summary>
public enum CitationStanding
{
    /// <summary>现行: official text or page.</summary>
    InForce,

    /// <summary>暂按转载口径: from a repost; the authority's latest notice decides.</summary>
    Provisional,

    /// <summary>往年样例: one year's or one district's practice, not this year's rule.</summary>
    Sample,
}

/// <summary>
/// One numbered source of an answer, complete enough to be shown alone: the fact in full, and the documents it rests on down to number,
/// article and date.
/// </summary>
public sealed record Citation
{
    /// <summary>1-based; <c>[1]</c> in the text.</summary>
    public required int Number { get; init; }

    public required string FactId { get; init; }

    /// <summary>Title of the guide the fact belongs to.</summary>
    public required string Title { get; init; }

    /// <summary>The fact as published.</summary>
    public required string Statement { get; init; }

    /// <summary>Document, number, article, issuer and date in one line, Chinese.</summary>
    public required string Basis { get; init; }

    /// <summary>全国, 重庆市, or the names of the districts.</summary>
    public required string Area { get; init; }

    public required CitationStanding Standing { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Short words for the reader, such as <c>2025年口径</c>; may be empty.</summary>
    public string Note { get; init; } = "";
}
