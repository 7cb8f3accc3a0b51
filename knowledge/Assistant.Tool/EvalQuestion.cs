using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Tool;

/// <summary>
/// One line of a questions file. Labels are read in two spellings: ours (<c>guide</c>, <c>facts</c>, <c>escalate</c>, <c>refuse</c>) and that
/// of the shared development set (<c>expected_service_item</c>, <c>expected_facts</c>, <c>must_escalate</c>, <c>must_refuse</c>).
/// Unknown fields are ignored.
/// </summary>
internal sealed record EvalQuestion
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public string? Today { get; init; }

    public string? District { get; init; }

    public string? Domain { get; init; }

    public string? Slice { get; init; }

    /// <summary>One guide id, or a list of equally right ones.</summary>
    public JsonElement? Guide { get; init; }

    public IReadOnlyList<string>? Facts { get; init; }

    public IReadOnlyList<string>? Never { get; init; }

    public bool? Escalate { get; init; }

    public bool? Refuse { get; init; }

    [JsonPropertyName("expected_service_item")]
    public string? ExpectedServiceItem { get; init; }

    [JsonPropertyName("expected_facts")]
    public IReadOnlyList<string>? ExpectedFacts { get; init; }

    [JsonPropertyName("must_escalate")]
    public bool? MustEscalate { get; init; }

    [JsonPropertyName("must_refuse")]
    public bool? MustRefuse { get; init; }

    [JsonIgnore]
    public bool HasLabels => MustRefuse is not null || Refuse is not null;

    [JsonIgnore]
    public bool ShouldRefuse => MustRefuse ?? Refuse ?? false;

    [JsonIgnore]
    public bool ShouldEscalate => MustEscalate ?? Escalate ?? false;

    /// <summary>Guide ids that are right; empty when the question is in no guide.</summary>
    public IReadOnlyList<string> RightGuides()
    {
        if (ExpectedServiceItem is { } item)
        {
            var id = item.Split(' ')[0];
            return id.StartsWith("OOS", StringComparison.Ordinal) ? [] : [id];
        }

        return Guide switch
        {
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Select(guide => guide.GetString()!)],
            _ => [],
        };
    }

    /// <summary>Ids of the facts that must be cited; the shared set writes the statement behind the id.</summary>
    public IReadOnlyList<string> RightFacts() => [.. (ExpectedFacts ?? Facts ?? []).Select(fact => fact.Split('：', ':')[0].Trim())];
}
