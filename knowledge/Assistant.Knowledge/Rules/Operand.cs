namespace Assistant.Knowledge.Rules;

/// <summary>
/// A value while a rule is computed. It knows which slots keep it from being exact, so that the one question back is the right one.
/// </summary>
/// <param name="Open">Names of the slots that are unknown or inexact below this value; empty when it is exact.</param>
internal abstract record Operand(IReadOnlyList<string> Open)
{
    public static IReadOnlyList<string> Nothing { get; } = [];

    public static IReadOnlyList<string> Together(Operand first, Operand second) =>
        first.Open.Count == 0 ? second.Open : second.Open.Count == 0 ? first.Open : [.. first.Open.Union(second.Open)];
}

/// <summary>A number, or any between two; both ends inclusive.</summary>
internal sealed record Amount(decimal Least, decimal Most, IReadOnlyList<string> Open) : Operand(Open)
{
    public static Amount Exactly(decimal value) => new(value, value, Nothing);

    public bool IsExact => Least == Most;
}

/// <summary>A day, or any between two; both ends inclusive.</summary>
internal sealed record Day(DateOnly Earliest, DateOnly Latest, IReadOnlyList<string> Open) : Operand(Open)
{
    public static Day Exactly(DateOnly value) => new(value, value, Nothing);

    public bool IsExact => Earliest == Latest;
}

/// <summary>One of a list of values that are still possible.</summary>
internal sealed record Options(IReadOnlyList<string> OneOf, IReadOnlyList<string> Open) : Operand(Open);

/// <summary>Holds, does not, or undecided (null) until the open slots are known.</summary>
internal sealed record Truth(bool? Holds, IReadOnlyList<string> Open) : Operand(Open)
{
    /// <summary>The rate or calendar year without which it cannot be decided; null when it is not that.</summary>
    public string? Lacks { get; init; }

    public static Truth Of(bool holds) => new(holds, Nothing);
}

/// <summary>A text as the citizen said it.</summary>
internal sealed record Words(string Text) : Operand(Nothing);

/// <summary>Nothing is known of it yet.</summary>
internal sealed record Unknown(IReadOnlyList<string> Open) : Operand(Open);

/// <summary>A rate or a calendar year that nobody has published or entered; named, never guessed.</summary>
internal sealed record Missing(string What) : Operand(Nothing);
