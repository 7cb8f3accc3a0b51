using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using Assistant.TestKit;

namespace Assistant.Knowledge.Tests;

/// <summary>The content that is shipped, against the fact sheets it was written from. The sheets lie beside the repository and are not part of it.</summary>
public sealed partial class RealContentTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "knowledge/content");
    static readonly string SheetFile = Path.Combine(Repository.Root, "../shared/facts/facts.jsonl");
    static readonly Lazy<ContentReading> Reading = new(() => ContentReader.Read(Folder));
    static readonly Lazy<Dictionary<string, SheetRow>> Sheet = new(() =>
        File.ReadLines(SheetFile).Select(line => JsonSerializer.Deserialize<SheetRow>(line, JsonSerializerOptions.Web)!).ToDictionary(row => row.Id));

    static KnowledgeContent Content => Reading.Value.Content ?? throw new InvalidOperationException("the content has problems: see The_content_is_read_without_problems");

    [Fact]
    public void The_content_is_read_without_problems() => Reading.Value.Problems.ShouldBeEmpty();

    [Fact]
    public void There_are_44_guides() => Content.Guides.Count.ShouldBe(44);

    [Fact]
    public void Every_fact_of_the_sheets_is_there_with_its_level()
    {
        Assert.SkipUnless(File.Exists(SheetFile), "the fact sheets are not beside the repository");

        var wrong = Sheet.Value.Values.Select(Compare).Where(difference => difference.Length > 0);

        wrong.ShouldBeEmpty();

        // A row of several levels may be published without its weaker part; then the fact says what was left out.
        static string Compare(SheetRow row) =>
            !Content.Facts.TryGetValue(row.Id, out var fact) ? $"{row.Id} is missing"
            : fact.Level.ToString() == row.Level || (row.Levels.Contains(fact.Level.ToString()) && fact.Reason.Length > 0) ? ""
            : $"{row.Id} is {fact.Level}, not {row.Level}";
    }

    [Fact]
    public void Every_fact_belongs_to_its_guide_of_the_sheets()
    {
        Assert.SkipUnless(File.Exists(SheetFile), "the fact sheets are not beside the repository");

        var wrong = Sheet.Value.Values.Where(row => Content.Facts.TryGetValue(row.Id, out var fact) && fact.Guide != row.ServiceItem)
            .Select(row => $"{row.Id}: {Content.Facts[row.Id].Guide}, not {row.ServiceItem}");

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_fact_is_invented()
    {
        Assert.SkipUnless(File.Exists(SheetFile), "the fact sheets are not beside the repository");

        Content.Facts.Keys.Where(id => !Sheet.Value.ContainsKey(SheetId(id))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_number_of_a_statement_is_in_its_row_of_the_sheets()
    {
        Assert.SkipUnless(File.Exists(SheetFile), "the fact sheets are not beside the repository");

        var foreign =
            from fact in Content.Facts.Values
            where fact.MayBeCited && Sheet.Value.ContainsKey(SheetId(fact.Id))
            let row = Sheet.Value[SheetId(fact.Id)]
            let known = Figures($"{row.Statement} {row.Basis} {row.Validity} {row.ServiceItemName} {string.Concat(fact.Basis.Select(basis => basis.Source.Title + basis.Source.Number + basis.Source.Date))}")
            from number in Figures($"{fact.Lead} {fact.Statement} {fact.Note}")
            where !known.Contains(number)
            select $"{fact.Id}: {number}";

        foreign.ShouldBeEmpty();
    }

    [Fact]
    public void No_question_a_fact_answers_is_refused_by_the_guard()
    {
        var refused =
            from entry in Questions()
            let key = QuestionText.Normalise(Content.Lexicon.Correct(QuestionText.Clean(entry.Ask)))
            from rule in Content.Guard.Rules
            where rule.Action == GuardAction.Refuse && rule.Matches(key)
            select $"{entry.Id}: '{entry.Ask}' by {rule.Id}";

        refused.ShouldBeEmpty();
    }

    [Fact]
    public void The_list_of_typing_errors_changes_no_right_text()
    {
        var changed =
            from text in Content.Facts.Values.SelectMany(fact => (string[])[fact.Lead, fact.Statement, fact.Instead])
                .Concat(Content.Guides.Values.SelectMany(guide => (string[])[guide.Title, guide.Summary])).Concat(Content.Wording.Values)
            where Content.Lexicon.Correct(text) != text
            select $"{text} → {Content.Lexicon.Correct(text)}";

        changed.ShouldBeEmpty();
    }

    [Fact]
    public void No_figure_of_an_unpublished_fact_alone_is_said_anywhere()
    {
        Assert.SkipUnless(File.Exists(SheetFile), "the fact sheets are not beside the repository");
        var published = LongFigure().Matches(string.Join('\n', Content.Facts.Values.Where(fact => fact.MayBeCited).Select(fact => fact.Lead + fact.Statement)))
            .Select(match => match.Value).ToHashSet();
        var secret = Content.Facts.Values.Where(fact => Sheet.Value.TryGetValue(SheetId(fact.Id), out var row) && (!fact.MayBeCited || row.Level is "M" or "D"))
            .SelectMany(fact => LongFigure().Matches(Sheet.Value[SheetId(fact.Id)].Statement).Select(match => match.Value)).Except(published).ToHashSet();

        var said =
            from text in Content.Wording.Select(entry => (Where: entry.Key, Text: entry.Value))
                .Concat(Content.Guides.Values.Select(guide => (Where: guide.Id, Text: $"{guide.Title} {guide.Summary} {guide.Authority} {string.Join(' ', guide.Names)}")))
                .Concat(Content.Facts.Values.Select(fact => (Where: fact.Id, Text: $"{fact.Instead} {fact.Note}")))
                .Concat(Content.Guard.Rules.Select(rule => (Where: rule.Id, Text: rule.Reply)))
                .Concat(Content.Slots.Values.Select(slot => (Where: slot.Id, Text: slot.Ask + string.Concat(slot.Choices))))
            from Match figure in LongFigure().Matches(text.Text)
            where secret.Contains(figure.Value)
            select $"{text.Where}: {figure.Value}";

        said.ShouldBeEmpty();
    }

    [Fact]
    public void Every_guide_can_answer_in_general_says_where_to_confirm_and_knows_when_a_person_is_needed()
    {
        var wanting =
            from guide in Content.Guides.Values
            from lack in Lacks(guide)
            select $"{guide.Id}: {lack}";

        wanting.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_20_rules_or_more_and_the_cases_of_all_of_them_hold()
    {
        var problems = Reading.Value.Problems.Where(problem => problem.File.StartsWith("rules/", StringComparison.Ordinal));

        problems.ShouldBeEmpty();
        Content.Rules.Rules.Count.ShouldBeGreaterThanOrEqualTo(20);
        Content.Rules.Rules.Values.ShouldAllBe(rule => rule.CaseCount > 0);
    }

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void The_calendar_knows_the_years_that_deadlines_run_through(int year, int workdays)
    {
        var calendar = CalendarReader.Read(Folder, [$"calendar/{year}.yaml"], []);
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

        days.Count(calendar.IsWorkday).ShouldBe(workdays);
    }

    [Fact]
    public void Every_slot_a_rule_asks_for_has_a_question()
    {
        var silent = Content.Rules.Rules.Values.SelectMany(rule => rule.Inputs.Where(slot => !slot.Ask.EndsWith('？')).Select(slot => $"{rule.Id}: {slot.Name}"));

        silent.ShouldBeEmpty();
    }

    static IEnumerable<string> Lacks(ServiceGuide guide)
    {
        if (guide.Overview.Count == 0) yield return "overview";
        if (guide.Confirm.Count == 0) yield return "confirm";
        if (guide.Escalation.Count == 0) yield return "escalation";
        if (guide.Asks.Count < 4) yield return "asks";
    }

    static IEnumerable<(string Id, string Ask)> Questions() =>
        Content.Facts.Values.Where(fact => fact.MayBeCited).SelectMany(fact => fact.Asks.Select(ask => (fact.Id, ask)))
            .Concat(Content.Guides.Values.SelectMany(guide => guide.Asks.Select(ask => (guide.Id, ask))));

    /// <summary>A predecessor (<c>HF-111-2019</c>) stands in the row of the fact that followed it.</summary>
    static string SheetId(string factId) => Predecessor().Replace(factId, "$1");

    /// <summary>Numbers without leading zeros: 2025-09-01 of the sheet is 2025年9月1日 for a citizen.</summary>
    static HashSet<string> Figures(string text) => [.. Numbers.In(text).Select(number => number.TrimStart('0'))];

    [GeneratedRegex(@"^([A-Z]+-\d+)-\d{4}$")]
    private static partial Regex Predecessor();

    [GeneratedRegex(@"\d(?:-?\d){4,}")]
    private static partial Regex LongFigure();

    sealed record SheetRow(
        string Id, string Statement, string Basis, string Validity,
        [property: JsonPropertyName("service_item")] string ServiceItem,
        [property: JsonPropertyName("service_item_name")] string ServiceItemName,
        [property: JsonPropertyName("weakest_level")] string Level,
        [property: JsonPropertyName("confidence_levels")] string[] Levels);
}
