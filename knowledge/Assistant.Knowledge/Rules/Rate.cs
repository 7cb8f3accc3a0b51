namespace Assistant.Knowledge.Rules;

/// <summary>One period of a rate, and the fact that states it.</summary>
public sealed record RateValue(DateOnly From, DateOnly? To, decimal Value, string Fact);

/// <summary>A number that changes with time, such as a yearly standard. A day without a value is said to be without one.</summary>
public sealed record Rate(string Name, string Unit, IReadOnlyList<RateValue> Values)
{
    /// <summary>The value of the day; null when none is known.</summary>
    public RateValue? On(DateOnly day) => Values.FirstOrDefault(value => value.From <= day && (value.To is null || value.To >= day));
}
