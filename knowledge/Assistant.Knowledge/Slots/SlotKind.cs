namespace Assistant.Knowledge.Slots;

/// <summary>How a slot's value is typed, read and compared.</summary>
public enum SlotKind
{
    /// <summary>A district's code, <see cref="ChoiceValue"/>.</summary>
    District,

    /// <summary>A day, <see cref="DateValue"/>.</summary>
    Date,

    /// <summary>A day of birth, said as a date or as an age, <see cref="DateValue"/>.</summary>
    Birthdate,

    /// <summary>A calendar year, <see cref="NumberValue"/>.</summary>
    Year,

    /// <summary>A duration in months, <see cref="NumberValue"/>.</summary>
    Months,

    /// <summary>A duration in years, <see cref="NumberValue"/>.</summary>
    Years,

    /// <summary>An amount in 元, <see cref="NumberValue"/>.</summary>
    Money,

    /// <summary>A number of things or people, <see cref="NumberValue"/>.</summary>
    Count,

    /// <summary>A share, 0.12 for 12 %, <see cref="NumberValue"/>.</summary>
    Percent,

    /// <summary>One of a list of values, <see cref="ChoiceValue"/>.</summary>
    Choice,

    /// <summary>A name, <see cref="TextValue"/>.</summary>
    Text,
}
