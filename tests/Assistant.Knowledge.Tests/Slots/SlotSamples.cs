using System.Globalization;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Tests.Slots;

/// <summary>A small set of slots, one or more of each kind, and a way to write down what was read.</summary>
static class SlotSamples
{
    public static readonly DateOnly Today = new(2026, 11, 20); // a Friday

    static readonly Slot[] All =
    [
        Of("district", "办理所在区县", SlotKind.District),
        Of("year", "年份", SlotKind.Year) with { Near = ["秋", "入学", "年度", "政策"], Least = 2000, Most = 2100 },
        Of("school_name", "学校名称", SlotKind.Text),
        Of("age", "本人出生日期", SlotKind.Birthdate) with { Near = ["我", "本人", "今年", "出生"], NotNear = ["娃", "孩子", "儿子", "女儿"] },
        Of("child_birthdate", "孩子出生日期", SlotKind.Birthdate) with { Near = ["娃", "娃儿", "孩子", "儿子", "女儿", "生的", "出生"], NotNear = ["本人", "我妈"] },
        Of("income", "家庭月收入", SlotKind.Money) with { Near = ["收入", "一个月挣"] },
        Of("monthly_rent", "月租金", SlotKind.Money) with { Near = ["租金", "房租", "月租"], Least = 100, Most = 50000 },
        Of("loan_amount", "贷款金额", SlotKind.Money) with { Near = ["贷", "贷款", "借"] },
        Of("house_price", "房屋总价", SlotKind.Money) with { Near = ["总价", "房价", "房子"] },
        Of("wage_amount", "被拖欠工资", SlotKind.Money) with { Near = ["欠", "工资", "拖欠"] },
        Of("contribution_months", "公积金连续缴存月数", SlotKind.Months) with
        {
            Near = ["公积金", "连续交", "连续缴", "缴存"], NotNear = ["失业", "社保"], Least = 0, Most = 600, Choices = ["不满6个月", "6至12个月", "12个月以上", "没有交过"],
            Says = [new("0", [CuePattern.Parse("没交过公积金|从没交过|没有交过")])],
        },
        Of("unemployment_ins_months", "失业保险累计缴费月数", SlotKind.Months) with { Near = ["失业保险", "失业险", "社保"], Least = 0, Most = 600 },
        Of("service_months", "本单位工作月数", SlotKind.Months) with { Near = ["干了", "工作了", "上班", "这家公司"], Least = 0, Most = 600 },
        Of("loan_years", "贷款年数", SlotKind.Years) with { Near = ["贷", "贷款", "还款"], Least = 1, Most = 30 },
        Of("house_count", "家庭住房套数", SlotKind.Count) with { Near = ["套", "房", "住房"], NotNear = ["租"], Least = 0, Most = 20, Says = [new("0", [CuePattern.Parse("没得房|没有房子|名下无房")])] },
        Of("headcount", "人数", SlotKind.Count) with { Near = ["人", "娃", "我们"], Least = 1, Most = 10000 },
        Of("contribution_rate", "缴存比例", SlotKind.Percent) with { Near = ["比例", "各交"], Least = 0.05m, Most = 0.12m },
        Of("leave_date", "离职日期", SlotKind.Date) with { Near = ["离职", "辞职", "被辞", "裁"] },
        Of("purchase_date", "购房日期", SlotKind.Date) with { Near = ["买的", "买房", "买了", "购房"] },
        Of("submit_date", "提交日期", SlotKind.Date) with { Near = ["提交", "交的材料", "递的"] },
        Choice("family", "家庭情况", ("单身", ["单身|未婚|没结婚", "离婚|离了婚"], ["就我一个"]), ("已婚无子女", ["没得娃儿|没有孩子|还没要娃"], ["结婚了"]), ("一个孩子", ["一个娃|一个孩子|独生"], ["结婚了"]), ("两个孩子", ["两个娃|两个孩子"], ["两个", "结婚了"])),
        Choice("property", "房产情况", ("有房产证", ["房产证", "房本"], ["有"]), ("只有购房合同", ["购房合同"], []), ("租房", ["租房|租的房"], []), ("没有住房", ["没得房|没有房子"], ["没得", "没有"])),
        Choice("house_order", "首套或二套", ("首套", ["首套|第一套"], []), ("二套", ["二套|第二套"], [])),
        Choice("loan_status", "未结清贷款", ("没有贷款", ["没得贷款|没有贷款|无贷款"], ["没有", "没得", "无"]), ("有公积金贷款", ["公积金贷款 + 还在还|有|没还清"], []), ("已经还清", ["还清了|结清了"], [])),
        Choice("shortage_trade", "紧缺工种", ("是", [], ["是的", "对头"]), ("不是", [], ["不是的", "不属于"])),
    ];

    static readonly District[] Districts =
    [
        new() { Id = "500103", Name = "渝中区", Names = ["渝中"] },
        new() { Id = "500108", Name = "南岸区", Names = ["南岸"] },
        new() { Id = "500109", Name = "北碚区", Names = ["北碚"] },
        new() { Id = "zone-lj", Name = "两江新区", From = new(2026, 1, 25) },
        new() { Id = "500112", Name = "渝北区", Names = ["渝北"], To = new(2026, 1, 24), Successors = [new("zone-lj", []), new("500109", ["统景"])] },
    ];

    public static readonly DistrictMap Places = new(Districts, [], new Dictionary<string, IReadOnlyList<string>>(), [], []);

    public static readonly SlotReader Reader = new(All, Places);

    public static Slot Slot(string id) => All.Single(slot => slot.Id == id);

    /// <summary>What was read, as one line: <c>slot=value</c>, an interval with .., problems with !, alternatives with ?.</summary>
    public static string Tell(SlotReading reading) => string.Join(
        "; ",
        reading.Values.Select(entry => $"{entry.Key}={Tell(entry.Value)}")
            .Concat(reading.Alternatives.Select(entry => $"?{entry.Key}={string.Join("/", entry.Value.Select(Tell))}"))
            .Concat(reading.Problems.Select(problem => $"!{problem.Slot}={problem.Kind}")).Order(StringComparer.Ordinal));

    public static string Tell(string text, string asked = "") => Tell(Reader.Read(text, Today, asked.Length > 0 ? asked : null));

    public static string Tell(string text, SlotsInPlay play, string? asked = null) => Tell(Reader.Read(text, Today, asked, play));

    static string Tell(SlotValue value) => value switch
    {
        NumberValue number => Span(Tell(number.Least), Tell(number.Most)),
        DateValue date => Span(date.Earliest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date.Latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ChoiceValue choice => string.Join("|", choice.OneOf),
        _ => value.Said,
    };

    static string Tell(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    static string Span(string least, string most) => least == most ? least : $"{least}..{most}";

    static Slot Of(string id, string name, SlotKind kind) => new() { Id = id, Name = name, Kind = kind, Ask = "请问？" };

    static Slot Choice(string id, string name, params (string Value, string[] Cues, string[] Bare)[] values) =>
        Of(id, name, SlotKind.Choice) with { Values = [.. values.Select(value => new SlotChoice(value.Value, [.. value.Cues.Select(CuePattern.Parse)], value.Bare))] };
}
