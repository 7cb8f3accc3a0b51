using System.Text.Json;

namespace Assistant.Tool;

/// <summary>One line of a dialogues file: what a citizen says turn by turn, and what is expected of the replies. Unknown fields are ignored.</summary>
internal sealed record DialogueScript
{
    public required string Id { get; init; }

    public string? Today { get; init; }

    public string? District { get; init; }

    public string? Slice { get; init; }

    public required IReadOnlyList<ScriptedTurn> Turns { get; init; }
}

/// <summary>One thing said, and what is expected of the reply; nothing is expected where <see cref="Expect"/> is null.</summary>
internal sealed record ScriptedTurn
{
    public required string User { get; init; }

    public Expectation? Expect { get; init; }
}

/// <summary>
/// What is expected of one reply. A field that is absent is not looked at. <c>outcome</c>, <c>guide</c>, <c>rule</c> and <c>result</c> are one
/// value or a list of equally right ones. <c>asks</c>: each named slot is asked; a list within the list means any of it; empty means nothing
/// is asked. <c>facts</c>: each is cited. <c>says</c>: one of these words is in the answer.
/// </summary>
internal sealed record Expectation
{
    public JsonElement? Outcome { get; init; }

    public JsonElement? Guide { get; init; }

    public JsonElement? Rule { get; init; }

    public JsonElement? Result { get; init; }

    public IReadOnlyList<JsonElement>? Asks { get; init; }

    public IReadOnlyList<string>? Facts { get; init; }

    public IReadOnlyList<string>? Says { get; init; }

    public bool? Handover { get; init; }

    /// <summary>What the reply does not meet, in words; empty when it meets everything.</summary>
    public IEnumerable<string> Unmet(DialogueTurnResult reply)
    {
        if (!IsOneOf(Outcome, reply.Outcome.ToString())) yield return $"outcome {reply.Outcome} instead of {Outcome}";
        if (!IsOneOf(Guide, reply.Guide)) yield return $"guide {reply.Guide} instead of {Guide}";
        if (!IsOneOf(Rule, reply.Rule)) yield return $"rule {reply.Rule} instead of {Rule}";
        if (!IsOneOf(Result, reply.Result)) yield return $"result '{reply.Result}' instead of {Result}";
        if (Asks is { Count: 0 } && reply.Asks.Count > 0) yield return $"asks {string.Join(',', reply.Asks)} where nothing may be asked";
        foreach (var ask in Asks ?? [])
            if (!Values(ask).Any(reply.Asks.Contains)) yield return $"asks {string.Join(',', reply.Asks)} instead of {ask}";
        var missing = (Facts ?? []).Except(reply.Citations.Select(citation => citation.Fact)).ToArray();
        if (missing.Length > 0) yield return $"facts {string.Join(',', missing)} not among {string.Join(',', reply.Citations.Select(citation => citation.Fact))}";
        if (Says is { Count: > 0 } && !Says.Any(words => reply.Answer.Contains(words, StringComparison.Ordinal))) yield return $"says none of {string.Join('/', Says)}";
        if (Handover is { } handover && handover != reply.Handover) yield return $"handover {reply.Handover}";
    }

    /// <summary>Several results of one reply stand beside each other; each counts.</summary>
    static bool IsOneOf(JsonElement? expected, string? actual) =>
        expected is null || Values(expected.Value).Any(value => value == actual || (actual ?? "").Split('；').Contains(value));

    static IEnumerable<string> Values(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(value => value.ToString()) : [element.ToString()];
}
