using System.Globalization;
using Assistant.Knowledge.Calendars;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Tests.Rules;

/// <summary>A slot of each kind, three rates, the calendar of 2026, and a way to compute with them and to write down what came out.</summary>
static class RuleSamples
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    static readonly Dictionary<string, Slot> SlotsByName = new Slot[]
    {
        Of("district", "办理区县", SlotKind.District),
        Of("contribution_months", "缴存月数", SlotKind.Months),
        Of("service_months", "工作月数", SlotKind.Months),
        Of("loan_years", "贷款年数", SlotKind.Years),
        Of("monthly_rent", "月租金", SlotKind.Money),
        Of("house_count", "住房套数", SlotKind.Count),
        Of("contribution_rate", "缴存比例", SlotKind.Percent),
        Of("year", "年份", SlotKind.Year),
        Of("child_birthdate", "出生日期", SlotKind.Birthdate),
        Of("leave_date", "离职日期", SlotKind.Date),
        Of("school_name", "学校名称", SlotKind.Text),
        Of("family", "家庭情况", SlotKind.Choice) with { Values = [new("单身", [], []), new("一个孩子", [], []), new("两个及以上孩子", [], [])] },
    }.ToDictionary(slot => slot.Name);

    static readonly Dictionary<string, Rate> Rates = new Rate[]
    {
        new("限额", "元", [new(new(2023, 1, 1), new(2025, 12, 31), 1500, "HF-302-2023"), new(new(2026, 1, 1), null, 1800, "HF-302")]),
        new("月标准", "元", [new(new(2025, 1, 1), new(2025, 12, 31), 1864, "EMP-205")]),
        new("年利率", "年利率", [new(new(2025, 5, 8), null, 0.026m, "HF-901")]),
    }.ToDictionary(rate => rate.Name);

    static readonly District[] Districts = [new() { Id = "500103", Name = "渝中区", Names = ["渝中"] }, new() { Id = "500108", Name = "南岸区", Names = ["南岸"] }, new() { Id = "500101", Name = "万州区", Names = ["万州"] }];

    static readonly DistrictMap Places = new(Districts, [], new Dictionary<string, IReadOnlyList<string>> { ["中心城区"] = ["500103", "500108"] }, [], []);

    /// <summary>国务院办公厅关于2026年部分节假日安排的通知.</summary>
    public static readonly WorkCalendar Calendar = new(new Dictionary<int, CalendarYear>
    {
        [2026] = new(
            2026,
            "国办发明电〔2025〕7号",
            Days((1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7)),
            Days((1, 4, 1), (2, 14, 1), (2, 28, 1), (5, 9, 1), (9, 20, 1), (10, 10, 1))),
    });

    public static readonly RuleSurroundings Surroundings = new(Rates, Calendar, SlotsByName);

    public static IReadOnlyCollection<Slot> Slots => SlotsByName.Values;

    public static Slot Slot(string name) => SlotsByName[name];

    public static RuleScope Scope() => new(SlotsByName, Rates, Places);

    /// <summary>Values by the slots' names, written as in the cases of a rule: <c>缴存月数=36..47; 家庭情况=单身|一个孩子</c>.</summary>
    public static Dictionary<string, SlotValue> Given(string given) =>
        given.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('='))
            .ToDictionary(entry => entry[0], entry => CaseValue.Read(SlotsByName[entry[0]], entry[1], Today, Places) ?? throw new ArgumentException(entry[1]));

    /// <summary>What an expression gives: <c>12</c>, <c>3..4</c>, <c>2026-12-05</c>, <c>true</c>, <c>? 缴存月数</c> for what has to be asked, <c>lacks 月标准</c>.</summary>
    public static string Compute(string expression, string given = "", DateOnly? on = null) =>
        Tell(new Evaluation(Surroundings, Given(given), on ?? Today, []).Of(ExpressionReader.Read(expression, Scope())));

    public static string Tell(Operand operand) => operand switch
    {
        Amount amount => Span(Tell(amount.Least), Tell(amount.Most)),
        Day day => Span(Tell(day.Earliest), Tell(day.Latest)),
        Truth { Holds: { } holds } => holds ? "true" : "false",
        Truth { Lacks: { } what } => $"lacks {what}",
        Missing missing => $"lacks {missing.What}",
        Options options => string.Join("|", options.OneOf),
        Knowledge.Rules.Words words => words.Text,
        _ => $"? {string.Join(",", operand.Open)}",
    };

    /// <summary>A rule with one version from 2020 on, over the slots it names; change what a test is about.</summary>
    public static EligibilityRule Rule(string inputs, params RuleResult[] results) => new()
    {
        Id = "HF-R01",
        Name = "样例",
        Topic = "样例",
        Guides = ["HF-03"],
        Applies = Jurisdiction.City,
        Inputs = [.. inputs.Split(' ').Select(Slot)],
        Versions = [new RuleVersion { From = new(2020, 1, 1), Facts = [Fact("HF-301")], Results = results }],
    };

    public static EligibilityRule With(this EligibilityRule rule, Func<RuleVersion, RuleVersion> change) => rule with { Versions = [change(rule.Versions[0])] };

    public static RuleResult Result(string? when, string result, string say = "说。", string? because = null, string? change = null, RuleScope? scope = null, params RuleAlso[] also) => new()
    {
        When = when is null ? null : Condition(when, scope),
        Result = Text(result, scope),
        Say = Text(say, scope),
        Because = because is null ? null : Text(because, scope),
        Change = change is null ? null : Text(change, scope),
        Facts = [Fact("HF-302")],
        Also = also,
    };

    public static Expression Condition(string source, RuleScope? scope = null) => ExpressionReader.ReadCondition(source, scope ?? Scope());

    public static RuleText Text(string source, RuleScope? scope = null) => RuleText.Read(source, scope ?? Scope());

    public static Fact Fact(string id) => new() { Id = id, Guide = "HF-03", Kind = FactKind.Amounts, Level = FactLevel.B, State = ReviewState.Published, Applies = Jurisdiction.City };

    public static RuleBook Book(params EligibilityRule[] rules) => new(rules.ToDictionary(rule => rule.Id), Surroundings);

    public static Decision Decide(EligibilityRule rule, string given, DateOnly? on = null) => Book(rule).Decide(rule, ById(Given(given)), on ?? Today);

    public static Dictionary<string, SlotValue> ById(Dictionary<string, SlotValue> given) => given.ToDictionary(entry => SlotsByName[entry.Key].Id, entry => entry.Value);

    static Slot Of(string id, string name, SlotKind kind) => new() { Id = id, Name = name, Kind = kind, Ask = "请问？" };

    static HashSet<DateOnly> Days(params (int Month, int Day, int Count)[] spans) =>
        [.. spans.SelectMany(span => Enumerable.Range(0, span.Count).Select(new DateOnly(2026, span.Month, span.Day).AddDays))];

    static string Tell(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    static string Tell(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Span(string least, string most) => least == most ? least : $"{least}..{most}";
}
