namespace Assistant.Retrieval;

/// <summary>
/// One piece of text that can be found: a fact of a service guide, or a passage of a document. What may be found on which day and in
/// which area is part of the passage, so that the filter runs before the ranking.
/// </summary>
public sealed record Passage
{
    /// <summary>Unique in the index; a fact keeps its own id.</summary>
    public required string Id { get; init; }

    /// <summary>What the passage belongs to: a guide id such as <c>HF-03</c>, or a document id.</summary>
    public required string Group { get; init; }

    public string Title { get; init; } = "";

    public required string Text { get; init; }

    /// <summary>Everyday ways of asking for exactly this passage; matched one by one, the best counts.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>Area codes the passage holds in (<c>CN</c>, <c>500000</c>, <c>500103</c>). Empty: holds everywhere.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>First day of validity; null: since ever.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day of validity, inclusive; null: open.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>What is asked of the index: words, the day they are asked for, and the areas whose rules may answer.</summary>
public sealed record PassageQuery(string Text)
{
    /// <summary>Further words for the same thing (official terms for everyday ones). They count less than the citizen's own.</summary>
    public IReadOnlyList<string> Expansions { get; init; } = [];

    /// <summary>Only passages valid on this day; null: any.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Only passages of these areas (and those that hold everywhere); null: any.</summary>
    public IReadOnlyCollection<string>? Areas { get; init; }

    /// <summary>How many hits at most, 1 to 1000.</summary>
    public int Take { get; init; } = 10;
}

/// <summary>
/// A passage found. <see cref="Score"/> orders the hits of one query (higher is better, never negative); it is not comparable between queries.
/// <see cref="Coverage"/> is: the share, 0 to 1, of the query's own weight (sum of the inverse document frequencies of its terms) that the
/// passage or its best question contains.
/// </summary>
public sealed record PassageHit(string Id, string Group, double Score, double Coverage);
