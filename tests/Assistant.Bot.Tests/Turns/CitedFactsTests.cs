using Assistant.Knowledge.Places;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Bot.Tests.Turns;

/// <summary>What is cited may be cited: here, on this day, and published. Looked at over many districts, days and questions.</summary>
public sealed class CitedFactsTests : IAsyncLifetime
{
    static readonly string[] Districts = ["万州区", "渝中区", "南岸区", "北碚区", "綦江区", "两江新区"];

    // Whose notices are a district's own history, as the rezoning of 2026-01-25 has it.
    static readonly Dictionary<string, string[]> Own = new()
    {
        ["两江新区"] = ["两江新区", "江北区", "渝北区"],
        ["北碚区"] = ["北碚区", "渝北区"],
    };

    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync(new ContentFolder()
        .Write("guides/enrolment/ENR-02.yaml", OneFactPerDistrict())
        .Write("guides/enrolment/ENR-03.yaml", OneFactPerQuarter()));

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public void A_fact_of_another_district_is_never_cited()
    {
        Prop.ForAll(Gen.Elements(Districts).ToArbitrary(), Gen.Elements(Questions()).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (district, question, way) =>
        {
            var reply = Ask(district, question, way);
            var own = Own.GetValueOrDefault(district, [district]);
            foreach (var citation in reply.Citations)
            {
                var applies = turn.Knowledge.Current.Facts[citation.FactId].Applies;
                if (applies.Areas is [Jurisdiction.Nation] or [Jurisdiction.Chongqing]) continue;
                applies.Areas.Any(area => own.Contains(turn.Knowledge.Current.Places.Find(area)!.Name)).ShouldBeTrue($"{question} in {district} cites {citation.FactId}");
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        Ask("南岸区", "小学报名点在哪里", 2).Cited()[0].ShouldBe("ENR-202"); // the property would also hold for an assistant that cites nothing
    }

    [Fact]
    public void An_expired_or_future_fact_is_never_cited_on_any_day()
    {
        var days = Gen.Choose(0, 365 * 9).Select(day => new DateOnly(2020, 1, 1).AddDays(day)).ToArbitrary();
        Prop.ForAll(days, Gen.Elements(Questions()).ToArbitrary(), (today, question) =>
        {
            var reply = turn.AskAsync(question, today: today).GetAwaiter().GetResult();
            reply.AsOf.ShouldBe(today);
            foreach (var citation in reply.Citations)
                turn.Knowledge.Current.Facts[citation.FactId].HoldsOn(today).ShouldBeTrue($"{question} on {today:yyyy-MM-dd} cites {citation.FactId}");
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData("2022-06-01", "HF-305")]
    [InlineData("2023-01-01", null)]
    [InlineData("2022-05-19", null)]
    public async Task The_first_and_the_last_day_count(string day, string? fact)
    {
        var reply = await turn.AskAsync("疫情缓缴期间提取公积金有啥优惠", today: DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        reply.Cited().Contains("HF-305").ShouldBe(fact is not null);
    }

    [Theory]
    [InlineData("2025-12-31", "HF-302-2023", "1500")]
    [InlineData("2026-01-01", "HF-302", "1800")]
    public async Task The_rule_of_the_day_answers_not_its_predecessor_or_successor(string day, string fact, string figure)
    {
        var reply = await turn.AskAsync("租房提取公积金每月可以提好多钱", today: DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        reply.Cited()[0].ShouldBe(fact);
        reply.Said().ShouldContain(figure);
        reply.Said().ShouldNotContain(figure == "1500" ? "1800" : "1500");
    }

    [Theory]
    [InlineData("我不想活了")]
    [InlineData("帮我查余额")]
    public async Task A_prepared_reply_of_the_guard_cites_no_fact_that_does_not_hold_yet(string text)
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit(ContentFolder.HousingFund, "    from: 2020-01-01\n", "    from: 2030-01-01\n"));

        var reply = await other.AskAsync(text);

        reply.Cited().ShouldNotContain("HF-308");
        reply.Said().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_said_instead_is_not_lost_with_a_future_fact_it_cites()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit(ContentFolder.HousingFund, "不敢乱说。", "不敢乱说。{fact:HF-308}")
            .Edit(ContentFolder.HousingFund, "    from: 2020-01-01\n", "    from: 2030-01-01\n"));

        var reply = await other.AskAsync("公租房提取要带啥子证明");

        reply.Cited().ShouldNotContain("HF-308");
        reply.Said().ShouldContain("公租房要带哪些证明，我还没有核实到官方的清单");
    }

    [Fact]
    public async Task An_unpublished_fact_is_never_cited_nor_its_statement_said()
    {
        await using var other = await TurnUnderTest.StartAsync(new ContentFolder()
            .Edit(ContentFolder.HousingFund, "    reason: 没有见到原文", "    lead: 带蓝色证明。\n    statement: 要带蓝色封面的租赁备案证明88888份。\n    reason: 没有见到原文"));

        foreach (var question in new[] { "公租房提取要带啥子证明", "廉租房提取准备什么资料", "蓝色封面的租赁备案证明", "租房提取公积金怎么办" })
        {
            var reply = await other.AskAsync(question);
            reply.Cited().ShouldNotContain("HF-307");
            reply.Said().ShouldNotContain("蓝色");
        }
    }

    Bot.Turns.TurnReply Ask(string district, string question, int way)
    {
        var name = way == 0 ? district : district.TrimEnd('区');
        var asked = way switch
        {
            0 => turn.AskAsync($"{name}{question}"),
            1 => turn.AskAsync($"{question}，我在{district}"),
            2 => turn.AskAsync(question, district: district),
            _ => turn.AskAsync(question, Memories.In(turn.Knowledge.Current.Places.Districts.Single(entry => entry.Name == district).Id)),
        };
        return asked.GetAwaiter().GetResult();
    }

    static string[] Questions() =>
    [
        "小学报名点在哪里", "好久开始报名", "公积金窗口在哪里", "租房提取公积金怎么办", "租房提取公积金每月可以提好多钱", "小学入学要办些什么", "入学补贴是第几版",
        "公租房提取要带啥子证明", "线上申请提取公积金几天到账", "疫情缓缴期间提取公积金有啥优惠", "我不想活了",
    ];

    string OneFactPerDistrict()
    {
        var names = new[] { "万州区", "渝中区", "南岸区", "北碚区", "綦江区", "两江新区", "江北区", "渝北区" };
        return $"""
            id: ENR-02
            domain: enrolment
            title: 小学报名点
            summary: 小学报名点在哪里。
            names: [报名点]
            asks: [小学报名点怎么找]
            authority: 区县教委
            facts:
            {string.Concat(names.Select((name, index) => $"""
              - id: ENR-20{index}
                kind: 渠道
                level: B
                state: published
                lead: {name}小学报名点在{name}教委。
                statement: {name}小学报名点在{name}教委一楼大厅。
                basis: [source: L-YW]
                applies: [{name}]
                from: 2020-01-01
                asks: [小学报名点在哪里]

            """))}
            """;
    }

    static string OneFactPerQuarter() => $"""
        id: ENR-03
        domain: enrolment
        title: 入学补贴
        summary: 入学补贴换过多次。
        names: [入学补贴]
        asks: [入学补贴怎么领]
        authority: 区县教委
        overview: [{string.Join(", ", Enumerable.Range(0, 5).Select(number => $"ENR-30{number}"))}]
        facts:
        {string.Concat(Enumerable.Range(0, 24).Select(number => $"""
          - id: ENR-3{number:00}
            kind: 额度
            level: B
            state: published
            lead: 入学补贴是第{number}版。
            statement: 入学补贴是第{number}版的办法。
            basis: [source: L-YW]
            applies: chongqing
            from: {new DateOnly(2020, 1, 1).AddMonths(number * 3):yyyy-MM-dd}
            to: {new DateOnly(2020, 1, 1).AddMonths(number * 3 + 4):yyyy-MM-dd}
            asks: [入学补贴是第几版]

        """))}
        """;
}
