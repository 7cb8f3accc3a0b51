using System.Globalization;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;

namespace Assistant.Bot.Dialogue;

/// <summary>A slot's value in the words it is shown back in: as it was understood, so that a misunderstanding is seen.</summary>
internal static class SlotWords
{
    /// <summary>孩子出生日期：2021年7月20日</summary>
    public static string Line(Slot slot, SlotValue value, DistrictMap places) => $"{slot.Name}：{Show(slot, value, places)}";

    public static string Show(Slot slot, SlotValue value, DistrictMap places) => value switch
    {
        ChoiceValue choice when slot.Kind == SlotKind.District => string.Join("或", choice.OneOf.Select(id => places.Find(id)?.Name ?? choice.Said)),
        ChoiceValue choice => string.Join("或", choice.OneOf),
        DateValue { IsExact: true } date => Day(date.Earliest),
        DateValue date => $"{date.Said}（{Day(date.Earliest)}至{Day(date.Latest)}之间）",
        NumberValue number => Amount(slot.Kind, number),
        _ => value.Said,
    };

    static string Amount(SlotKind kind, NumberValue number)
    {
        var unit = kind switch
        {
            SlotKind.Months => "个月",
            SlotKind.Years => "年",
            SlotKind.Money => "元",
            SlotKind.Year => "年",
            SlotKind.Percent => "%",
            _ => "",
        };
        var factor = kind == SlotKind.Percent ? 100 : 1;
        string Number(decimal value) => (value * factor).ToString("0.####", CultureInfo.InvariantCulture);
        // An open end is a bound of the slot, not something the citizen said.
        return number.IsExact ? Number(number.Least) + unit : $"{number.Said}（按{Number(number.Least)}至{Number(number.Most)}{unit}算）";
    }

    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");
}
