namespace Assistant.Knowledge.Guides;

/// <summary>What a fact is about, as citizens look for it.</summary>
public enum FactKind
{
    /// <summary>对象: who qualifies.</summary>
    Qualifies,

    /// <summary>材料</summary>
    Materials,

    /// <summary>步骤</summary>
    Steps,

    /// <summary>时限</summary>
    TimeLimits,

    /// <summary>费用</summary>
    Fees,

    /// <summary>额度: amounts, rates, formulas.</summary>
    Amounts,

    /// <summary>渠道: where and how, phone numbers.</summary>
    Channels,

    /// <summary>例外</summary>
    Exceptions,

    /// <summary>权利</summary>
    Rights,

    /// <summary>规则: principles, duties, discipline.</summary>
    Rules,

    /// <summary>变更: what changed.</summary>
    Changes,

    /// <summary>概况</summary>
    Overview,
}

/// <summary>How well a fact is known, as in the fact sheets.</summary>
public enum FactLevel
{
    /// <summary>Official text read.</summary>
    A,

    /// <summary>Official page read.</summary>
    B,

    /// <summary>Repost read; to be checked against the original.</summary>
    C,

    /// <summary>Sources contradict each other.</summary>
    D,

    /// <summary>Memory, unverified.</summary>
    M,
}

public enum ReviewState
{
    Published,

    /// <summary>Published with the notice that the authority's latest notice decides.</summary>
    Provisional,

    /// <summary>Never asserted.</summary>
    Unpublished,
}

/// <summary>A document a fact rests on, down to the article.</summary>
public sealed record FactBasis(Source Source, string Article);

/// <summary>
/// One statement a citizen may be told, with what it rests on, where and when it holds. Facts are never deleted or renumbered: a rule
/// that ended keeps its fact with a last day.
/// </summary>
public sealed record Fact
{
    public required string Id { get; init; }

    /// <summary>Id of the guide it belongs to.</summary>
    public required string Guide { get; init; }

    public required FactKind Kind { get; init; }

    public required FactLevel Level { get; init; }

    public required ReviewState State { get; init; }

    /// <summary>Why it is not published, or what was left out of it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What a citizen is told instead of an unpublished fact.</summary>
    public string Instead { get; init; } = "";

    /// <summary>The direct first sentence.</summary>
    public string Lead { get; init; } = "";

    public string Statement { get; init; } = "";

    public IReadOnlyList<FactBasis> Basis { get; init; } = [];

    public required Places.Jurisdiction Applies { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null: open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The year whose practice this describes; null when it is a rule.</summary>
    public int? SampleYear { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Slots the answer depends on, most important first.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Everyday ways of asking for it.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    public bool MayBeCited => State != ReviewState.Unpublished;

    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}
