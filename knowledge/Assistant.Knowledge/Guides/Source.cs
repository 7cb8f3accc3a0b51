namespace Assistant.Knowledge.Guides;

/// <summary>A document facts rest on. <see cref="Date"/> is as exact as known: <c>2018-12-29</c>, <c>2025-11</c> or <c>2022</c>.</summary>
public sealed record Source
{
    public required string Id { get; init; }

    /// <summary>law, regulation, notice, page or report.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Document number such as 渝教基发〔2016〕22号; empty when it has none or it is not known.</summary>
    public string Number { get; init; } = "";

    public required string Issuer { get; init; }

    public required string Date { get; init; }

    public string InForce { get; init; } = "";

    /// <summary>True when the official text or page was read; false when only a repost was.</summary>
    public required bool Official { get; init; }

    /// <summary>Where it was read; for officials who check it again, never shown to citizens.</summary>
    public string Seen { get; init; } = "";
}
