using Assistant.Knowledge.Calendars;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads <c>calendar/&lt;year&gt;.yaml</c>: holidays and worked weekend days as the State Council announced them.</summary>
internal static class CalendarReader
{
    public static WorkCalendar Read(string folder, string[] files, List<ContentProblem> problems)
    {
        var years = new Dictionary<int, CalendarYear>();
        foreach (var file in files.Where(file => file.StartsWith("calendar/", StringComparison.Ordinal)))
        {
            var reading = YamlReading.Open(folder, file, problems, out var root);
            if (root is null) continue;
            var map = reading.Map(root, "year", "notice", "basis", "holidays", "workdays");
            var number = map.Number("year") ?? 0;
            if (Path.GetFileNameWithoutExtension(file) != $"{number}") reading.Report(map.At("year"), $"the calendar of {number} must be called {number}.yaml");

            var holidays = new HashSet<DateOnly>();
            foreach (var node in map.Nodes("holidays")) holidays.UnionWith(ReadHoliday(reading, node, number));
            var workdays = ReadWorkdays(reading, map, number, holidays);
            if (holidays.Count < 11) reading.Report(map.At("holidays"), $"only {holidays.Count} days off: a year has at least 11 holidays by the State Council's measures");
            years.TryAdd(number, new CalendarYear(number, map.Text("notice"), holidays, workdays));
        }

        return new WorkCalendar(years);
    }

    static IEnumerable<DateOnly> ReadHoliday(YamlReading reading, YamlNode node, int year)
    {
        var map = reading.Map(node, "name", "from", "to");
        if (map.Date("from") is not { } from || map.Date("to") is not { } to || to < from || to.DayNumber - from.DayNumber > 15)
        {
            reading.Report(node, "a holiday needs a first and a last day in order");
            return [];
        }

        map.Text("name");
        // A holiday over New Year may begin in the year before; each year's file holds its own days.
        if (from.Year != year && to.Year != year) reading.Report(node, $"none of these days is in {year}");
        return Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(day => day.Year == year);
    }

    static HashSet<DateOnly> ReadWorkdays(YamlReading reading, YamlMap map, int year, HashSet<DateOnly> holidays)
    {
        var workdays = new HashSet<DateOnly>();
        foreach (var node in map.Nodes("workdays"))
        {
            if (!DateOnly.TryParseExact(reading.Scalar(node), "yyyy-MM-dd", out var day)) reading.Report(node, "not a date like 2026-01-04");
            else if (day.Year != year) reading.Report(node, $"{day:yyyy-MM-dd} is not in {year}");
            else if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) reading.Report(node, $"{day:yyyy-MM-dd} is a workday anyway: no weekend");
            else if (holidays.Contains(day)) reading.Report(node, $"{day:yyyy-MM-dd} is a holiday above");
            else workdays.Add(day);
        }

        return workdays;
    }
}
