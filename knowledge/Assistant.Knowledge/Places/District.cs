namespace Assistant.Knowledge.Places;

/// <summary>A district, county, autonomous county or functional zone, now or in the past.</summary>
public sealed record District
{
    /// <summary>Official code (<c>500103</c>), or <c>zone-…</c> for zones that have none.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True for one of the districts of the central city (中心城区).</summary>
    public bool Central { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Last day it was in charge; null: still is.</summary>
    public DateOnly? To { get; init; }

    public IReadOnlyList<Successor> Successors { get; init; } = [];

    public string Website { get; init; } = "";

    public bool InForceOn(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}

/// <summary>Who took over. With <see cref="Towns"/>: only those towns; without: all the rest.</summary>
public sealed record Successor(string DistrictId, IReadOnlyList<string> Towns);

/// <summary>A town or street whose district is not obvious from its name, mostly because of the rezoning of 2026-01-25.</summary>
public sealed record Town(string Name, IReadOnlyList<string> Names, string DistrictId, string FormerDistrictId, bool Ambiguous);
