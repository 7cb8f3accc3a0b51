using System.Text.Json.Serialization;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// What a citizen said about one slot, typed. It may be inexact: "三年多" is 36 to 47 months, "去年九月" is a month of days. Rules compute with
/// the whole span, so that nothing is assumed.
/// </summary>
/// <param name="Said">The citizen's own words for it, shown back so that a wrong one can be corrected.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NumberValue), "number")]
[JsonDerivedType(typeof(DateValue), "date")]
[JsonDerivedType(typeof(ChoiceValue), "choice")]
[JsonDerivedType(typeof(TextValue), "text")]
public abstract record SlotValue(string Said)
{
    /// <summary>True when a single value is meant.</summary>
    [JsonIgnore]
    public abstract bool IsExact { get; }

    /// <summary>True when both mean the same, whatever words were used.</summary>
    public abstract bool MeansSameAs(SlotValue other);
}

/// <summary>A number in the unit of its slot: months, years, 元, a count, a calendar year, a fraction (0.12 is 12 %). Both ends inclusive.</summary>
public sealed record NumberValue(string Said, decimal Least, decimal Most) : SlotValue(Said)
{
    [JsonIgnore]
    public override bool IsExact => Least == Most;

    public override bool MeansSameAs(SlotValue other) => other is NumberValue number && number.Least == Least && number.Most == Most;
}

/// <summary>A day, or one of the days from the first to the last.</summary>
public sealed record DateValue(string Said, DateOnly Earliest, DateOnly Latest) : SlotValue(Said)
{
    [JsonIgnore]
    public override bool IsExact => Earliest == Latest;

    public override bool MeansSameAs(SlotValue other) => other is DateValue date && date.Earliest == Earliest && date.Latest == Latest;
}

/// <summary>One of the values of a choice slot, or several that are still possible; for a district, its code.</summary>
public sealed record ChoiceValue(string Said, IReadOnlyList<string> OneOf) : SlotValue(Said)
{
    [JsonIgnore]
    public override bool IsExact => OneOf.Count == 1;

    public override bool MeansSameAs(SlotValue other) => other is ChoiceValue choice && choice.OneOf.Order().SequenceEqual(OneOf.Order());

    public bool Equals(ChoiceValue? other) => other is not null && Said == other.Said && OneOf.SequenceEqual(other.OneOf);

    public override int GetHashCode() => HashCode.Combine(Said, OneOf.Count);
}

/// <summary>A name or a place, never computed with.</summary>
public sealed record TextValue(string Said) : SlotValue(Said)
{
    [JsonIgnore]
    public override bool IsExact => true;

    public override bool MeansSameAs(SlotValue other) => other is TextValue text && text.Said == Said;
}
