using Assistant.Knowledge.Content;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Rules;

/// <summary>What must hold for every expression, and for every rule that is shipped, whatever a citizen says.</summary>
public sealed class RuleProperties
{
    static readonly Lazy<KnowledgeContent> Real = new(() => ContentReader.Read(Path.Combine(Repository.Root, "knowledge/content")).Content ?? throw new InvalidOperationException("the content has problems: see RealContentTests"));

    static readonly Lazy<RuleSurroundings> RealSurroundings = new(() =>
    {
        var folder = Path.Combine(Repository.Root, "knowledge/content");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).ToArray();
        return new(RatesReader.Read(folder, files, Real.Value.Facts, new HashSet<string>(), []), CalendarReader.Read(folder, files, []), Real.Value.Slots.Values.ToDictionary(slot => slot.Name));
    });

    static readonly string[] Numbers = ["缴存月数", "工作月数", "贷款年数", "月租金", "住房套数", "限额", "年利率", "1", "12", "0", "36.5", "1800元", "年(离职日期)", "月标准"];
    static readonly string[] Dates = ["离职日期", "出生日期", "今天", "2026-09-20", "日期(年份, 8, 31)"];
    static readonly string[] Families = ["单身", "一个孩子", "两个及以上孩子"];

    static readonly Gen<DateOnly> AnyDay = Gen.Frequency(
        (6, Gen.Choose(-2000, 2000).Select(RuleSamples.Today.AddDays)),
        (1, Gen.Elements(DateOnly.MinValue, DateOnly.MaxValue, new(1, 3, 1), new(9999, 11, 30), new(1900, 2, 28))),
        (1, Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber)));

    static readonly Gen<decimal> AnyNumber = Gen.Frequency(
        (6, Gen.Choose(-5, 700).Select(number => (decimal)number)),
        (2, Gen.Choose(0, 5_000_000).Select(number => number / 100m)),
        (2, Gen.Elements(decimal.MinValue, decimal.MaxValue, -1m, 0m, 0.0000000000000000000000000001m, 1_000_000_000_001m, 0.005m, 1e20m, -1e20m)));

    [Fact]
    public void A_span_holds_whatever_an_exact_value_in_it_gives()
    {
        var cases = from expression in Gen.OneOf(Condition(3), Number(3), Day(2)) from given in Spans() from inside in Gen.Choose(0, 1000).ListOf(12) select (expression, given, inside);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var expression = ExpressionReader.Read(one.expression, RuleSamples.Scope());
            var rough = Compute(expression, one.given);
            var exact = Compute(expression, Inside(one.given, one.inside));
            return Holds(rough, exact).Label($"{one.expression}: {RuleSamples.Tell(rough)} but {RuleSamples.Tell(exact)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void What_is_undecided_names_only_slots_that_are_unknown_or_rough()
    {
        var cases = from expression in Gen.OneOf(Condition(3), Number(3), Day(2)) from given in Spans() from leave in Gen.Choose(0, 1).ListOf(8) select (expression, given, leave);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var given = one.given.Where((_, index) => one.leave[index % one.leave.Count] == 0).ToDictionary();
            var expression = ExpressionReader.Read(one.expression, RuleSamples.Scope());
            // What a division or a function cannot take (nothing, a day beyond the calendar) is named even where it was said exactly.
            var mayRefuse = ExpressionWalk.Nodes(expression).Any(node => node is Call or Arithmetic { Sign: '/' });
            return Compute(expression, given).Open.All(slot => mayRefuse || !given.TryGetValue(slot, out var value) || !value.IsExact).Label(one.expression);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_text_is_read_as_an_expression_or_is_a_mistake() =>
        Prop.ForAll(Gen.OneOf(AnyText.Arbitrary.Generator, Gen.Elements("(", ")", "[", "]", "{", "}", ":", "\"", "“", "”", " 且 ", " 或 ", "非", "属于", "<=", "=", "+", "-", "/", ",", "、", "1", "2年", "2026-09-20", "今天", "如果(", "取小(", "月租金", "家庭情况", "单身").ListOf().Select(string.Concat)).ToArbitrary(), text =>
        {
            try
            {
                RuleSamples.Text(text + "{" + text + "}");
            }
            catch (FormatException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Whatever_is_said_every_rule_ends_in_a_decision()
    {
        var cases = from rule in Rule() from given in Anything(rule) from day in AnyDay select (rule, given, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var decision = Real.Value.Rules.Decide(one.rule, one.given, one.day);
            return (Enum.IsDefined(decision.State) && IsWhole(decision)).Label($"{one.rule.Id} {decision.State} {decision.Result}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void The_same_inputs_on_the_same_day_give_the_same_decision()
    {
        var cases = from rule in Rule() from given in Sane(rule) from day in AnyDay select (rule, given, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var reversed = one.given.Reverse().ToDictionary();
            return Write(Real.Value.Rules.Decide(one.rule, one.given, one.day)) == Write(Real.Value.Rules.Decide(one.rule, reversed, one.day));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void What_a_rule_decides_for_a_span_it_decides_for_every_value_in_it()
    {
        var cases = from rule in Rule() from given in Sane(rule) from inside in Gen.Choose(0, 1000).ListOf(12) from day in Gen.Choose(-700, 40).Select(RuleSamples.Today.AddDays) select (rule, given, inside, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var rough = Real.Value.Rules.Decide(one.rule, one.given, one.day);
            if (rough.State != DecisionState.Decided || rough.ProvidedThat is not null) return true.Label("");
            var inside = Inside(one.given, one.inside);
            var exact = Real.Value.Rules.Decide(one.rule, inside, one.day);
            return (exact.State == DecisionState.Decided && exact.Result == rough.Result && exact.Rule.Id == rough.Rule.Id)
                .Label($"{one.rule.Id} on {one.day}: {rough.Result} for {Write(one.given)}, but {exact.State} {exact.Result} for {Write(inside)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6000));
    }

    [Fact]
    public void A_rule_asks_only_for_what_it_does_not_know_exactly()
    {
        var cases = from rule in Rule() from given in Sane(rule) from leave in Gen.Choose(0, 2).ListOf(9) from day in Gen.Choose(-700, 40).Select(RuleSamples.Today.AddDays) select (rule, given, leave, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var given = one.given.Where((_, index) => one.leave[index % one.leave.Count] > 0).ToDictionary();
            var decision = Real.Value.Rules.Decide(one.rule, given, one.day);
            return (decision.Needs is not { } slot || !given.TryGetValue(slot.Id, out var value) || !value.IsExact).Label($"{one.rule.Id} on {one.day} asks again for {decision.Needs?.Name}: {Write(given)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6000));
    }

    [Fact]
    public void Whoever_answers_every_question_comes_to_a_result()
    {
        var cases = from rule in Rule() from given in Sane(rule) from inside in Gen.Choose(0, 1000).ListOf(12) from day in Gen.Choose(-700, 40).Select(RuleSamples.Today.AddDays) select (rule, given, inside, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var answers = Inside(one.given, one.inside);
            var decision = Real.Value.Rules.Decide(one.rule, answers, one.day);
            return (decision.State != DecisionState.NeedsSlot).Label($"{one.rule.Id} on {one.day} still asks for {decision.Needs?.Name}: {Write(answers)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void No_sentence_of_a_decision_has_a_hole_where_a_value_is_not_known()
    {
        var cases = from rule in Rule() from given in Sane(rule) from leave in Gen.Choose(0, 2).ListOf(9) from day in Gen.Choose(-700, 400).Select(RuleSamples.Today.AddDays) select (rule, given, leave, day);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var given = one.given.Where((_, index) => one.leave[index % one.leave.Count] > 0).ToDictionary();
            var decision = Real.Value.Rules.Decide(one.rule, given, one.day);
            var holes = HolesIn(decision, given, one.day);
            return (!holes.Any()).Label($"{decision.Rule.Id} on {one.day}: {string.Join(" / ", holes)} for {Write(given)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6000));
    }

    /// <summary>Sentences that are said although one of their values is unknown or missing.</summary>
    static string[] HolesIn(Decision decision, Dictionary<string, SlotValue> given, DateOnly day)
    {
        if (decision.State != DecisionState.Decided) return [];
        var values = decision.Rule.Inputs.Where(slot => given.ContainsKey(slot.Id)).ToDictionary(slot => slot.Name, slot => given[slot.Id]);
        var evaluation = new Evaluation(RealSurroundings.Value, values, day, decision.Version!.Steps);
        var said = values.ToDictionary(entry => entry.Key, entry => entry.Value.Said);
        RuleText?[] texts = [decision.Chosen?.Say, decision.Chosen?.Because, decision.Chosen?.Change, decision.Version.Refused?.Say, .. decision.Version.Requires.Select(requirement => requirement.Change)];
        return
        [
            .. texts.OfType<RuleText>().Where(text => text.Expressions.Any(value => evaluation.Of(value) is Unknown or Missing))
                .Select(text => text.Fill(evaluation, said, isoDates: false, out _)).Intersect([decision.Say!.Text, decision.Because?.Text ?? "", .. decision.Change]),
        ];
    }

    static Operand Compute(Expression expression, IReadOnlyDictionary<string, SlotValue> given) => new Evaluation(RuleSamples.Surroundings, given, RuleSamples.Today, []).Of(expression);

    static bool Holds(Operand rough, Operand exact) => (rough, exact) switch
    {
        (Truth { Holds: { } holds }, _) => exact is Truth { Holds: { } really } && really == holds,
        (Amount span, Amount value) => value.Least >= span.Least && value.Most <= span.Most,
        (Knowledge.Rules.Day span, Knowledge.Rules.Day value) => value.Earliest >= span.Earliest && value.Latest <= span.Latest,
        (Amount or Knowledge.Rules.Day, _) => false,
        _ => true,
    };

    static bool IsWhole(Decision decision) => decision.State switch
    {
        DecisionState.Decided => decision.Result.Length > 0 && decision.Say is { Text.Length: > 0 },
        DecisionState.NeedsSlot => decision.Needs is not null,
        DecisionState.LacksRate => decision.Lacks is { Length: > 0 },
        DecisionState.NotInForce => true,
    };

    static string Write(Decision decision) => string.Join(
        "\n",
        [
            decision.Rule.Id, $"{decision.State} {decision.Result} {decision.Needs?.Id} {decision.Lacks} {decision.ProvidedThat?.Id}", decision.Say?.Text ?? "", decision.Because?.Text ?? "",
            .. decision.Also.Select(line => line.Text), .. decision.Missing, .. decision.Change, .. decision.Points.Select(point => $"{point.Need} {point.Holds}"), .. decision.Inputs.Select(input => $"{input.Slot.Id} {input.Value}"),
        ]);

    static string Write(IReadOnlyDictionary<string, SlotValue> given) => string.Join("; ", given.Select(entry => entry.Value is ChoiceValue choice ? $"{entry.Key}={string.Join("|", choice.OneOf)}" : $"{entry.Key}={entry.Value}"));

    static Gen<string> Number(int depth) => depth == 0
        ? Gen.Elements(Numbers)
        : Gen.Frequency(
            (2, Gen.Elements(Numbers)),
            (3, from sign in Gen.Elements("+", "-", "*", "/") from left in Number(depth - 1) from right in Number(depth - 1) where sign != "/" || right != "0" select $"({left} {sign} {right})"),
            (1, from name in Gen.Elements("取小", "取大") from left in Number(depth - 1) from right in Number(depth - 1) select $"{name}({left}, {right})"),
            (1, from name in Gen.Elements("舍去", "进位") from inner in Number(depth - 1) select $"{name}({inner})"),
            (1, from inner in Number(depth - 1) from places in Gen.Choose(0, 4) select $"四舍五入({inner}, {places})"),
            (1, from name in Gen.Elements("周岁", "月数", "天数") from left in Day(depth - 1) from right in Day(depth - 1) select $"{name}({left}, {right})"),
            (1, from name in Gen.Elements("等额本息月供", "等额本息总利息", "等额本金首月", "等额本金每月递减", "等额本金总利息") from sum in Gen.Elements("月租金 * 100", "100万元") select $"{name}({sum}, 年利率, 贷款年数 * 12)"),
            (1, from condition in Condition(depth - 1) from left in Number(depth - 1) from right in Number(depth - 1) select $"如果({condition}, {left}, {right})"));

    static Gen<string> Day(int depth) => depth == 0
        ? Gen.Elements(Dates)
        : Gen.Frequency(
            (2, Gen.Elements(Dates)),
            (2, from name in Gen.Elements("加年", "加月", "加天") from day in Day(depth - 1) from number in Number(depth - 1) select $"{name}({day}, {number})"),
            (1, from day in Day(depth - 1) from days in Gen.Choose(0, 30) select $"加工作日({day}, {days})"),
            (1, from name in Gen.Elements("取小", "取大") from left in Day(depth - 1) from right in Day(depth - 1) select $"{name}({left}, {right})"));

    static Gen<string> Condition(int depth)
    {
        var compared = Gen.Frequency(
            (3, from sign in Gen.Elements("<", "<=", ">", ">=", "=", "!=") from left in Number(Math.Max(0, depth - 1)) from right in Number(Math.Max(0, depth - 1)) select $"{left} {sign} {right}"),
            (2, from sign in Gen.Elements("<", "<=", ">", ">=", "=", "!=") from left in Day(Math.Max(0, depth - 1)) from right in Day(Math.Max(0, depth - 1)) select $"{left} {sign} {right}"),
            (2, from family in Gen.Elements(Families) from sign in Gen.Elements("=", "!=") select $"家庭情况 {sign} \"{family}\""),
            (1, from sign in Gen.Elements("属于", "不属于") select $"家庭情况 {sign} [\"单身\", \"一个孩子\"]"));
        return depth == 0
            ? compared
            : Gen.Frequency(
                (2, compared),
                (2, from sign in Gen.Elements("且", "或") from left in Condition(depth - 1) from right in Condition(depth - 1) select $"({left} {sign} {right})"),
                (1, from inner in Condition(depth - 1) select $"非 ({inner})"));
    }

    static Gen<Dictionary<string, SlotValue>> Spans() =>
        from months in Span(0, 120)
        from service in Span(0, 60)
        from years in Span(1, 30)
        from rent in Span(0, 5000)
        from houses in Span(0, 3)
        from year in Span(2020, 2030)
        from left in DaySpan()
        from born in DaySpan()
        from family in Gen.SubListOf(Families)
        select new Dictionary<string, SlotValue>
        {
            ["缴存月数"] = months,
            ["工作月数"] = service,
            ["贷款年数"] = years,
            ["月租金"] = rent,
            ["住房套数"] = houses,
            ["年份"] = year,
            ["离职日期"] = left,
            ["出生日期"] = born,
            ["家庭情况"] = new ChoiceValue("", family.Count > 0 ? [.. family] : Families),
        };

    static Gen<SlotValue> Span(int least, int most) =>
        from start in Gen.Choose(least, most) from length in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(0, most - least))) select (SlotValue)new NumberValue("", start, Math.Min(most, start + length));

    static Gen<SlotValue> DaySpan() =>
        from start in Gen.Choose(-3000, 60) from length in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(0, 400))) select (SlotValue)new DateValue("", RuleSamples.Today.AddDays(start), RuleSamples.Today.AddDays(start + length));

    static Dictionary<string, SlotValue> Inside(IReadOnlyDictionary<string, SlotValue> given, IReadOnlyList<int> where) =>
        given.Select((entry, index) => (entry.Key, Value: Inside(entry.Value, where[index % where.Count]))).ToDictionary(entry => entry.Key, entry => entry.Value);

    static SlotValue Inside(SlotValue value, int where)
    {
        switch (value)
        {
            case NumberValue number:
                // Both ends are as likely as all between them.
                var exact = where % 3 == 0 ? number.Least : where % 3 == 1 ? number.Most : Math.Min(number.Most, number.Least + Math.Floor((number.Most - number.Least) * where / 1000));
                return new NumberValue("", exact, exact);
            case DateValue date:
                var day = where % 3 == 0 ? date.Earliest : where % 3 == 1 ? date.Latest : date.Earliest.AddDays((date.Latest.DayNumber - date.Earliest.DayNumber) * where / 1000);
                return new DateValue("", day, day);
            case ChoiceValue choice:
                return new ChoiceValue("", [choice.OneOf[where % choice.OneOf.Count]]);
            default:
                return value;
        }
    }

    static Gen<EligibilityRule> Rule() => Gen.Elements(Real.Value.Rules.Rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal).ToArray());

    /// <summary>Something for every slot the rule, or the one before it, asks for: as a citizen may really say it.</summary>
    static Gen<Dictionary<string, SlotValue>> Sane(EligibilityRule rule) =>
        InputsOf(rule).Aggregate(Gen.Constant(new Dictionary<string, SlotValue>()), (all, slot) => from given in all from value in Sane(slot) select new Dictionary<string, SlotValue>(given) { [slot.Id] = value });

    static Gen<SlotValue> Sane(Slot slot) => slot.Kind switch
    {
        SlotKind.Choice => Gen.SubListOf(slot.Values.Select(value => value.Value)).Where(values => values.Count > 0).Select(values => (SlotValue)new ChoiceValue("", [.. values])),
        SlotKind.District => Gen.Elements(Real.Value.Places.Districts.Select(district => district.Id)).Select(id => (SlotValue)new ChoiceValue("", [id])),
        SlotKind.Date => DaySpan(),
        SlotKind.Birthdate => from start in Gen.Choose(-25000, -300) from length in Gen.Choose(0, 1) from days in Gen.Choose(0, 366) select (SlotValue)new DateValue("", RuleSamples.Today.AddDays(start), RuleSamples.Today.AddDays(start + (length * days))),
        SlotKind.Text => Gen.Constant<SlotValue>(new TextValue("人民小学")),
        SlotKind.Percent => from least in Gen.Choose(1, 20) from more in Gen.Choose(0, 3) select (SlotValue)new NumberValue("", least / 100m, (least + more) / 100m),
        SlotKind.Year => Span(2024, 2028),
        SlotKind.Months => Span((int)(slot.Least ?? 0), 130),
        SlotKind.Years => Span((int)(slot.Least ?? 1), (int)(slot.Most ?? 30)),
        SlotKind.Count => Span((int)(slot.Least ?? 0), 12),
        SlotKind.Money => from least in Gen.Choose(0, 3000) from more in Gen.Choose(0, 500) from scale in Gen.Elements(1, 10, 1000) select (SlotValue)new NumberValue("", least * scale, (least + more) * scale),
    };

    /// <summary>Something or nothing for every slot: also what no citizen can mean.</summary>
    static Gen<Dictionary<string, SlotValue>> Anything(EligibilityRule rule) =>
        InputsOf(rule).Aggregate(Gen.Constant(new Dictionary<string, SlotValue>()), (all, slot) =>
            from given in all from value in Anything(slot) from left in Gen.Choose(0, 6) select left == 0 ? given : new Dictionary<string, SlotValue>(given) { [slot.Id] = value });

    static Gen<SlotValue> Anything(Slot slot) => slot.Kind switch
    {
        SlotKind.Choice or SlotKind.District => Gen.Frequency((5, Sane(slot)), (1, Gen.Elements<SlotValue>(new ChoiceValue("", ["没有这个值"]), new ChoiceValue("", [])))),
        SlotKind.Date or SlotKind.Birthdate => from one in AnyDay from other in AnyDay from exact in Gen.Choose(0, 1) select (SlotValue)new DateValue("", one < other ? one : other, exact == 0 ? (one < other ? one : other) : one < other ? other : one),
        SlotKind.Text => AnyText.Arbitrary.Generator.Select(text => (SlotValue)new TextValue(text)),
        SlotKind.Year or SlotKind.Months or SlotKind.Years or SlotKind.Money or SlotKind.Count or SlotKind.Percent =>
            from one in AnyNumber from other in AnyNumber from exact in Gen.Choose(0, 1) select (SlotValue)new NumberValue("", Math.Min(one, other), exact == 0 ? Math.Min(one, other) : Math.Max(one, other)),
    };

    static IEnumerable<Slot> InputsOf(EligibilityRule rule) =>
        rule.First is { } first ? rule.Inputs.Concat(InputsOf(Real.Value.Rules.Rules[first])).DistinctBy(slot => slot.Id) : rule.Inputs;
}
