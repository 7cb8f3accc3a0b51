namespace Assistant.Knowledge.Calendars;

/// <summary>A year's holidays and the weekend days worked in exchange, as the State Council announced them.</summary>
public sealed record CalendarYear(int Year, string Notice, IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> Workdays);

/// <summary>Thrown when a count of workdays runs into a year whose holidays are not entered: the year is said, never guessed.</summary>
public sealed class CalendarYearUnknownException(int year) : Exception($"the holidays of {year} are not in the calendar")
{
    public int Year => year;
}

/// <summary>Workdays of the People's Republic by year (<c>calendar/*.yaml</c>). Immutable.</summary>
public sealed class WorkCalendar(IReadOnlyDictionary<int, CalendarYear> years)
{
    public IReadOnlyDictionary<int, CalendarYear> Years => years;

    /// <summary>True for a day that is worked. Throws <see cref="CalendarYearUnknownException"/>.</summary>
    public bool IsWorkday(DateOnly day)
    {
        if (!years.TryGetValue(day.Year, out var year)) throw new CalendarYearUnknownException(day.Year);
        return year.Workdays.Contains(day) || (!year.Holidays.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    /// <summary>The n-th workday after a day, which itself does not count. Throws <see cref="CalendarYearUnknownException"/>.</summary>
    public DateOnly AddWorkdays(DateOnly from, int workdays)
    {
        var day = from;
        for (var left = workdays; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkday(day)) left--;
        }

        return day;
    }
}
