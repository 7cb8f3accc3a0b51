using System.Globalization;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Content;

/// <summary>Reads the value of a slot as a rule's case writes it: <c>36..47</c>, <c>2020-08-31</c>, <c>12%</c>, <c>两个及以上孩子</c>, <c>单身|一个孩子</c>. No citizen's words: those are for the slot reader.</summary>
internal static class CaseValue
{
    /// <summary>Null when it is no value of that slot.</summary>
    public static SlotValue? Read(Slot slot, string text, DateOnly on, DistrictMap places)
    {
        switch (slot.Kind)
        {
            case SlotKind.Text:
                return new TextValue(text);
            case SlotKind.District:
                return places.Resolve(text, on) is { } district ? new ChoiceValue(district.Name, [district.Id]) : null;
            case SlotKind.Choice:
                var values = text.Split('|', StringSplitOptions.TrimEntries);
                return values.All(value => slot.Values.Any(known => known.Value == value)) ? new ChoiceValue(text, values) : null;
            case SlotKind.Date or SlotKind.Birthdate:
                return Span(text, Day) is var (from, to) ? new DateValue(text, from, to) : null;
            default:
                return Span(text, Number) is var (least, most) ? new NumberValue(text, least, most) : null;
        }
    }

    static (T From, T To)? Span<T>(string text, Func<string, T?> read) where T : struct, IComparable<T>
    {
        var ends = text.Split("..", 2, StringSplitOptions.TrimEntries);
        return read(ends[0]) is { } from && read(ends[^1]) is { } to && from.CompareTo(to) <= 0 ? (from, to) : null;
    }

    static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static decimal? Number(string text) =>
        decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? text.EndsWith('%') ? number / 100 : number
            : null;
}
