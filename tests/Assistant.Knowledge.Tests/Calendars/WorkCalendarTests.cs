using Assistant.Knowledge.Calendars;
using Assistant.Knowledge.Tests.Rules;

namespace Assistant.Knowledge.Tests.Calendars;

/// <summary>Counted by hand on the calendar of 2026.</summary>
public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-01-02", false)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-15", false)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-24", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-05-09", true)]
    [InlineData("2026-05-10", false)]
    [InlineData("2026-09-19", false)]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-10-07", false)]
    [InlineData("2026-10-08", true)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-11-20", true)]
    [InlineData("2026-11-21", false)]
    public void Holidays_weekends_and_days_worked_in_exchange_are_told_apart(string day, bool worked) => RuleSamples.Calendar.IsWorkday(Day(day)).ShouldBe(worked);

    [Fact]
    public void The_year_2026_has_248_workdays()
    {
        var days = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays);

        days.Count(RuleSamples.Calendar.IsWorkday).ShouldBe(248);
    }

    [Theory]
    [InlineData("2025-12-31", 1, "2026-01-04")]
    [InlineData("2025-12-31", 2, "2026-01-05")]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-13", 2, "2026-02-24")]
    [InlineData("2026-02-13", 6, "2026-02-28")]
    [InlineData("2026-02-13", 7, "2026-03-02")]
    [InlineData("2026-04-03", 1, "2026-04-07")]
    [InlineData("2026-04-30", 1, "2026-05-06")]
    [InlineData("2026-04-30", 4, "2026-05-09")]
    [InlineData("2026-04-30", 5, "2026-05-11")]
    [InlineData("2026-06-18", 1, "2026-06-22")]
    [InlineData("2026-09-18", 1, "2026-09-20")]
    [InlineData("2026-09-18", 5, "2026-09-24")]
    [InlineData("2026-09-18", 6, "2026-09-28")]
    [InlineData("2026-09-18", 8, "2026-09-30")]
    [InlineData("2026-09-18", 9, "2026-10-08")]
    [InlineData("2026-09-18", 11, "2026-10-10")]
    [InlineData("2026-09-18", 12, "2026-10-12")]
    [InlineData("2026-11-20", 15, "2026-12-11")]
    [InlineData("2026-11-21", 1, "2026-11-23")]
    [InlineData("2026-11-20", 0, "2026-11-20")]
    public void The_day_from_which_is_counted_does_not_count(string from, int workdays, string day) => RuleSamples.Calendar.AddWorkdays(Day(from), workdays).ShouldBe(Day(day));

    [Theory]
    [InlineData("2026-12-31", 1, 2027)]
    [InlineData("2026-12-28", 4, 2027)]
    [InlineData("2027-03-01", 1, 2027)]
    [InlineData("2025-11-03", 1, 2025)]
    public void A_count_that_runs_into_an_unknown_year_names_it(string from, int workdays, int year) =>
        Should.Throw<CalendarYearUnknownException>(() => RuleSamples.Calendar.AddWorkdays(Day(from), workdays)).Year.ShouldBe(year);

    [Fact]
    public void A_count_that_ends_on_the_last_day_of_a_known_year_is_known() => RuleSamples.Calendar.AddWorkdays(Day("2026-12-28"), 3).ShouldBe(Day("2026-12-31"));

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
