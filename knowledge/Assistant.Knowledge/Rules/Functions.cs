using Assistant.Knowledge.Calendars;

namespace Assistant.Knowledge.Rules;

/// <summary>
/// A function rules may call. It is monotone in each argument, so that over spans its extremes lie at the corners; that is why there is
/// no modulo here.
/// </summary>
internal sealed record Function(string Name, IReadOnlyList<OperandType> Takes, OperandType Gives, Func<object[], WorkCalendar, object> Of);

/// <summary>The functions of the rule language, exact: decimals and days, no floating point.</summary>
internal static class Functions
{
    const OperandType N = OperandType.Number;
    const OperandType D = OperandType.Date;

    // A slip of the pen such as 加年(…, 20000) must not end in an exception of the calendar.
    const int MostYears = 500;

    static readonly Function[] Table =
    [
        new("加年", [D, N], D, static (a, _) => Date(a[0]).AddYears(Whole(a[1], MostYears))),
        new("加月", [D, N], D, static (a, _) => Date(a[0]).AddMonths(Whole(a[1], MostYears * 12))),
        new("加天", [D, N], D, static (a, _) => Date(a[0]).AddDays(Whole(a[1], MostYears * 366))),
        new("加工作日", [D, N], D, static (a, calendar) => calendar.AddWorkdays(Date(a[0]), Whole(a[1], MostYears))),
        new("周岁", [D, D], N, static (a, _) => (decimal)(FullMonths(Date(a[0]), Date(a[1])) / 12)),
        new("月数", [D, D], N, static (a, _) => (decimal)FullMonths(Date(a[0]), Date(a[1]))),
        new("天数", [D, D], N, static (a, _) => (decimal)(Date(a[1]).DayNumber - Date(a[0]).DayNumber)),
        new("年", [D], N, static (a, _) => (decimal)Date(a[0]).Year),
        new("日期", [N, N, N], D, static (a, _) => DateOf(Whole(a[0], 9000), Whole(a[1], 12), Whole(a[2], 31))),
        new("舍去", [N], N, static (a, _) => decimal.Floor(Number(a[0]))),
        new("进位", [N], N, static (a, _) => decimal.Ceiling(Number(a[0]))),
        new("四舍五入", [N, N], N, static (a, _) => decimal.Round(Number(a[0]), Whole(a[1], 8), MidpointRounding.AwayFromZero)),
        new("等额本息月供", [N, N, N], N, static (a, _) => LoanArithmetic.EqualInstalment(Number(a[0]), Number(a[1]), Term(a[2]))),
        new("等额本息总利息", [N, N, N], N, static (a, _) => LoanArithmetic.EqualInstalmentInterest(Number(a[0]), Number(a[1]), Term(a[2]))),
        new("等额本金首月", [N, N, N], N, static (a, _) => LoanArithmetic.EqualPrincipalFirst(Number(a[0]), Number(a[1]), Term(a[2]))),
        new("等额本金每月递减", [N, N, N], N, static (a, _) => LoanArithmetic.EqualPrincipalStep(Number(a[0]), Number(a[1]), Term(a[2]))),
        new("等额本金总利息", [N, N, N], N, static (a, _) => LoanArithmetic.EqualPrincipalInterest(Number(a[0]), Number(a[1]), Term(a[2]))),
    ];

    public static Function? Find(string name) => Array.Find(Table, function => function.Name == name);

    public static string Names { get; } = string.Join(" ", Table.Select(function => function.Name).Concat(["取小", "取大", "如果"]));

    static DateOnly Date(object value) => (DateOnly)value;

    static decimal Number(object value) => (decimal)value;

    // A loan over no months is none.
    static int Term(object months) => Whole(months, LoanArithmetic.MostMonths) is >= 1 and var term ? term : throw new ArgumentOutOfRangeException(nameof(months));

    static int Whole(object value, int most) => (int)Math.Clamp(decimal.Floor(Number(value)), -most, most);

    /// <summary>Months that have passed in full; the 31st of a month is reached on its last day (a child born on 29 February is a year older on 28 February of a common year).</summary>
    static int FullMonths(DateOnly from, DateOnly to)
    {
        if (to < from) return -FullMonths(to, from);
        var months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        return from.AddMonths(months) <= to ? months : months - 1;
    }

    /// <summary>A day that the month does not have is its last day.</summary>
    static DateOnly DateOf(int year, int month, int day)
    {
        var (y, m) = (Math.Max(1, year), Math.Max(1, month));
        return new DateOnly(y, m, Math.Clamp(day, 1, DateTime.DaysInMonth(y, m)));
    }
}
