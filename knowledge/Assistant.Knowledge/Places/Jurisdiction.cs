namespace Assistant.Knowledge.Places;

/// <summary>Where a fact holds: the whole country, all of Chongqing, or named districts.</summary>
public sealed record Jurisdiction
{
    public const string Nation = "CN";

    /// <summary>Code of Chongqing as a whole.</summary>
    public const string Chongqing = "500000";

    /// <summary>Area codes: <see cref="Nation"/>, <see cref="Chongqing"/>, or ids of districts.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>In words for a citation: 全国, 重庆市, 万州区 …</summary>
    public required string Label { get; init; }

    /// <summary>True when it holds for some districts only.</summary>
    public bool IsLocal => Areas is not [Nation] and not [Chongqing];

    public static Jurisdiction National { get; } = new() { Areas = [Nation], Label = "全国" };

    public static Jurisdiction City { get; } = new() { Areas = [Chongqing], Label = "重庆市" };
}
