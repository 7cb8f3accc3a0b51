namespace Assistant.Knowledge.Slots;

/// <summary>What a quantity in a text measures, before we know which slot it is for.</summary>
internal enum MentionKind
{
    /// <summary>In months.</summary>
    Duration,

    /// <summary>How old somebody is, in months.</summary>
    Age,

    Date,

    /// <summary>Money, a count or a mere number; <see cref="Mention.Unit"/> tells.</summary>
    Amount,

    /// <summary>0.12 for 12 %.</summary>
    Share,
}

/// <summary>One quantity found in a folded text. Start and end cover the words that soften it, too ("快两年").</summary>
internal sealed record Mention(MentionKind Kind, int Start, int End)
{
    public decimal Least { get; init; }

    public decimal Most { get; init; }

    /// <summary>True for "两年以上": no upper end was said.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The unit it was counted in: 12 for years of a duration in months, the place of the last digit of an amount.</summary>
    public decimal Step { get; init; } = 1;

    /// <summary>元, a measure word, or empty.</summary>
    public string Unit { get; init; } = "";

    public DateOnly Earliest { get; init; }

    public DateOnly Latest { get; init; }

    /// <summary>True for "三月五号": the year is this one, or the last where the day is still ahead and the slot looks back.</summary>
    public bool LacksYear { get; init; }

    /// <summary>True for a year without a month.</summary>
    public bool IsWholeYear { get; init; }

    /// <summary>A day no calendar has.</summary>
    public bool IsImpossible { get; init; }

    /// <summary>True for "-5": nothing we ask for can be less than nothing.</summary>
    public bool IsNegative { get; init; }

    /// <summary>The calendar year it could mean instead of a duration: "26年", "九五年".</summary>
    public int? ShortYear { get; init; }

    /// <summary>For two dates from which to which, or one since which: the whole months between.</summary>
    public (decimal Least, decimal Most)? Months { get; init; }

    /// <summary>The days a duration was counted in; null where it was months or years.</summary>
    public (decimal Least, decimal Most)? Days { get; init; }

    /// <summary>Shown instead of the citizen's words, which must not be kept.</summary>
    public string? SaidInstead { get; init; }
}
