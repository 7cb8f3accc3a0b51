using Assistant.Knowledge.Calendars;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Rules;

/// <summary>What surrounds every computation: the rates and the calendar of the content.</summary>
internal sealed record RuleSurroundings(IReadOnlyDictionary<string, Rate> Rates, WorkCalendar Calendar, IReadOnlyDictionary<string, Slot> SlotsByName);

/// <summary>
/// Computes expressions of one rule version for one citizen on one day. Spans stay spans and the undecided stays undecided (Kleene's logic):
/// what comes out exact is right whatever the citizen meant.
/// </summary>
internal sealed class Evaluation(RuleSurroundings surroundings, IReadOnlyDictionary<string, SlotValue> given, DateOnly today, IReadOnlyList<RuleStep> steps)
{
    // Far more than any loan or wage; keeps products within a decimal.
    const decimal MostAmount = 1_000_000_000_000m;

    readonly Dictionary<string, Operand> computed = new(StringComparer.Ordinal);

    /// <summary>Names of the slots that were looked at and known, in the order they were.</summary>
    public List<string> Used { get; } = [];

    /// <summary>Facts of the rates that were used.</summary>
    public List<string> RateFacts { get; } = [];

    /// <summary>How each threshold came out, for checking that the cases stand on both its sides; only what was exact.</summary>
    public Dictionary<Expression, int> Thresholds { get; } = [];

    public Truth Decide(Expression condition) => Of(condition) switch
    {
        Truth truth => truth,
        var other => new Truth(null, other.Open) { Lacks = (other as Missing)?.What },
    };

    public Operand Of(Expression expression) => expression switch
    {
        NumberLiteral literal => Amount.Exactly(literal.Value),
        DateLiteral literal => Day.Exactly(literal.Value),
        Today => Day.Exactly(today),
        SlotReference slot => Slot(slot.Name),
        StepReference step => Step(step.Name),
        RateReference rate => RateOf(rate.Name),
        Arithmetic arithmetic => Calculate(arithmetic),
        Relation relation => Seen(relation, Compare(relation)),
        Membership membership => Seen(membership, IsAmong(membership)),
        Both both => And(both),
        Either either => Or(either),
        Not not => Of(not.Inner) is Truth { Holds: { } holds } ? Truth.Of(!holds) : Of(not.Inner),
        Choose choose => Pick(choose),
        Extreme extreme => Outermost(extreme),
        Call call => Apply(call),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} cannot be computed"),
    };

    Truth Seen(Expression threshold, Truth truth)
    {
        if (truth.Holds is { } holds) Thresholds[threshold] = holds ? 1 : 0;
        return truth;
    }

    Operand Slot(string name)
    {
        if (!given.TryGetValue(name, out var value)) return new Unknown([name]);
        if (!Used.Contains(name)) Used.Add(name);
        IReadOnlyList<string> open = value.IsExact ? Operand.Nothing : [name];
        return value switch
        {
            NumberValue number => new Amount(Bounded(number.Least), Bounded(number.Most), open),
            DateValue date => new Day(date.Earliest, date.Latest, open),
            ChoiceValue choice => new Options(choice.OneOf, open),
            _ => new Words(value.Said),
        };
    }

    static decimal Bounded(decimal value) => Math.Clamp(value, -MostAmount, MostAmount);

    Operand Step(string name)
    {
        if (computed.TryGetValue(name, out var known)) return known;
        return computed[name] = Of(steps.First(step => step.Name == name).Expression);
    }

    Operand RateOf(string name)
    {
        if (surroundings.Rates[name].On(today) is not { } value) return new Missing(name);
        if (!RateFacts.Contains(value.Fact)) RateFacts.Add(value.Fact);
        return Amount.Exactly(value.Value);
    }

    Operand Calculate(Arithmetic expression)
    {
        var (left, right) = (Of(expression.Left), Of(expression.Right));
        if (Hindered(left, right) is { } hindered) return hindered;
        var (a, b) = ((Amount)left, (Amount)right);
        if (expression.Sign == '/' && b is { Least: <= 0, Most: >= 0 }) return new Unknown(b.Open.Count > 0 ? b.Open : SlotsBelow(expression.Right));
        return Corners([a.Least, a.Most], [b.Least, b.Most], (x, y) => expression.Sign switch
        {
            '+' => x + y,
            '-' => x - y,
            '*' => Bounded(x) * Bounded(y),
            _ => x / y,
        }, Operand.Together(a, b));
    }

    static Amount Corners(decimal[] left, decimal[] right, Func<decimal, decimal, decimal> of, IReadOnlyList<string> open)
    {
        var corners = left.SelectMany(x => right.Select(y => of(x, y))).ToArray();
        var (least, most) = (corners.Min(), corners.Max());
        return new Amount(least, most, least == most ? Operand.Nothing : open);
    }

    Truth Compare(Relation relation)
    {
        var (left, right) = (Of(relation.Left), Of(relation.Right));
        if (Hindered(left, right) is { } hindered) return new Truth(null, hindered.Open) { Lacks = (hindered as Missing)?.What };
        var ((a, b), (c, d)) = (Span(left), Span(right));
        bool? holds = relation.Sign switch
        {
            "<" => b < c ? true : a >= d ? false : null,
            "<=" => b <= c ? true : a > d ? false : null,
            ">" => a > d ? true : b <= c ? false : null,
            ">=" => a >= d ? true : b < c ? false : null,
            "=" => a == b && c == d && a == c ? true : b < c || a > d ? false : null,
            _ => a == b && c == d && a == c ? false : b < c || a > d ? true : null,
        };
        return new Truth(holds, holds is null ? Operand.Together(left, right) : Operand.Nothing);
    }

    static (decimal Least, decimal Most) Span(Operand operand) => operand switch
    {
        Amount amount => (amount.Least, amount.Most),
        Day day => (day.Earliest.DayNumber, day.Latest.DayNumber),
        _ => throw new InvalidOperationException("only numbers and dates have an order"),
    };

    Truth IsAmong(Membership membership)
    {
        if (Of(membership.Left) is not Options options) return new Truth(null, Of(membership.Left).Open);
        var inside = options.OneOf.Count(membership.Of.Contains);
        bool? among = inside == options.OneOf.Count ? true : inside == 0 ? false : null;
        return new Truth(among is null ? null : among != membership.Negated, among is null ? options.Open : Operand.Nothing);
    }

    Operand And(Both both)
    {
        var left = Decide(both.Left);
        if (left.Holds == false) return left;
        var right = Decide(both.Right);
        return right.Holds == false ? right : left.Holds is null && right.Holds is null ? Open(left, right) : left.Holds is null ? left : right;
    }

    Operand Or(Either either)
    {
        var left = Decide(either.Left);
        if (left.Holds == true) return left;
        var right = Decide(either.Right);
        return right.Holds == true ? right : left.Holds is null && right.Holds is null ? Open(left, right) : left.Holds is null ? left : right;
    }

    static Truth Open(Truth left, Truth right) => new(null, Operand.Together(left, right)) { Lacks = left.Lacks ?? right.Lacks };

    Operand Pick(Choose choose)
    {
        var condition = Decide(choose.Condition);
        if (condition.Holds is { } holds) return Of(holds ? choose.Then : choose.Otherwise);
        var (then, otherwise) = (Of(choose.Then), Of(choose.Otherwise));
        if (then.Equals(otherwise)) return then;
        if (condition.Lacks is { } missing) return new Missing(missing);
        // What both ways depend on is needed whatever the condition turns out to be.
        return new Unknown([.. condition.Open, .. then.Open.Intersect(otherwise.Open).Except(condition.Open)]);
    }

    Operand Outermost(Extreme extreme)
    {
        var operands = extreme.Of.Select(Of).ToArray();
        if (Hindered(operands) is { } hindered) return hindered;
        var spans = operands.Select(Span).ToArray();
        var least = extreme.Smallest ? spans.Min(span => span.Least) : spans.Max(span => span.Least);
        var most = extreme.Smallest ? spans.Min(span => span.Most) : spans.Max(span => span.Most);
        IReadOnlyList<string> open = least == most ? Operand.Nothing : [.. operands.SelectMany(operand => operand.Open).Distinct()];
        if (least == most) Thresholds[extreme] = Array.FindIndex(spans, span => span.Least == least);
        return extreme.Type == OperandType.Date
            ? new Day(DateOnly.FromDayNumber((int)least), DateOnly.FromDayNumber((int)most), open)
            : new Amount(least, most, open);
    }

    Operand Apply(Call call)
    {
        var operands = call.Arguments.Select(Of).ToArray();
        if (Hindered(operands) is { } hindered) return hindered;
        IReadOnlyList<string> open = [.. operands.SelectMany(operand => operand.Open).Distinct()];
        try
        {
            // Monotone in each argument, so the extremes lie at the corners of the spans.
            var results = CornersOf(operands).Select(corner => call.Function.Of(corner, surroundings.Calendar)).ToArray();
            if (call.Function.Gives == OperandType.Number)
            {
                var (least, most) = (results.Min(result => (decimal)result), results.Max(result => (decimal)result));
                return new Amount(least, most, least == most ? Operand.Nothing : open);
            }

            var (earliest, latest) = (results.Min(result => (DateOnly)result), results.Max(result => (DateOnly)result));
            return new Day(earliest, latest, earliest == latest ? Operand.Nothing : open);
        }
        catch (CalendarYearUnknownException unknown)
        {
            return new Missing($"{unknown.Year}年节假日安排");
        }
        catch (Exception beyond) when (beyond is ArgumentOutOfRangeException or OverflowException)
        {
            return new Unknown(open.Count > 0 ? open : [.. call.Arguments.SelectMany(SlotsBelow).Distinct()]); // a day beyond all calendars, a loan over no months: to be asked again
        }
    }

    /// <summary>Every slot an expression looks at, also where their values are exact.</summary>
    List<string> SlotsBelow(Expression expression) =>
        [.. ExpressionWalk.Nodes(expression).SelectMany(node => node switch
        {
            SlotReference slot => [slot.Name],
            StepReference step => SlotsBelow(steps.First(known => known.Name == step.Name).Expression),
            _ => Operand.Nothing,
        }).Distinct()];

    static IEnumerable<object[]> CornersOf(Operand[] operands)
    {
        IEnumerable<object[]> corners = [[]];
        foreach (var operand in operands)
        {
            object[] ends = operand switch
            {
                Amount { IsExact: true } amount => [amount.Least],
                Amount amount => [amount.Least, amount.Most],
                Day { IsExact: true } day => [day.Earliest],
                Day day => [day.Earliest, day.Latest],
                _ => throw new InvalidOperationException("only numbers and dates go into functions"),
            };
            corners = corners.SelectMany(corner => ends.Select(end => (object[])[.. corner, end]));
        }

        return corners;
    }

    /// <summary>What keeps a computation from being made: a missing rate before an unknown slot, because asking cannot help there.</summary>
    static Operand? Hindered(params Operand[] operands) =>
        operands.FirstOrDefault(operand => operand is Missing)
        ?? (operands.Any(operand => operand is Unknown) ? new Unknown([.. operands.SelectMany(operand => operand.Open).Distinct()]) : null);
}
