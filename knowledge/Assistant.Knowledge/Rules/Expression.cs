namespace Assistant.Knowledge.Rules;

/// <summary>What an expression yields; checked when a rule is read, so that no rule fails while a citizen waits.</summary>
internal enum OperandType
{
    Number,
    Date,
    Choice,
    Truth,
    Text,
}

/// <summary>An expression of a rule, read and typed. The language is described in <c>knowledge/content/README.md</c>.</summary>
internal abstract record Expression(OperandType Type);

/// <summary>A number written in the rule. <see cref="Digits"/> are its digits as written, to be compared with the fact it comes from.</summary>
internal sealed record NumberLiteral(decimal Value, string Digits) : Expression(OperandType.Number);

internal sealed record DateLiteral(DateOnly Value) : Expression(OperandType.Date);

internal sealed record Today() : Expression(OperandType.Date);

/// <summary>A slot by its name.</summary>
internal sealed record SlotReference(string Name, OperandType Type) : Expression(Type);

/// <summary>A step of <c>let</c>.</summary>
internal sealed record StepReference(string Name, OperandType Type) : Expression(Type);

/// <summary>A rate by its name, as of the day of the question.</summary>
internal sealed record RateReference(string Name) : Expression(OperandType.Number);

/// <summary>+ - * /; also a date plus or minus nothing: days are added by functions, so that the unit is written.</summary>
internal sealed record Arithmetic(char Sign, Expression Left, Expression Right) : Expression(OperandType.Number);

/// <summary>&lt; &lt;= &gt; &gt;= = != between numbers or dates. Identity counts: two equal comparisons of one rule are two thresholds.</summary>
internal sealed record Relation(string Sign, Expression Left, Expression Right) : Expression(OperandType.Truth)
{
    public bool Equals(Relation? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>= != 属于 不属于 on a choice or a district.</summary>
internal sealed record Membership(Expression Left, IReadOnlyCollection<string> Of, bool Negated) : Expression(OperandType.Truth)
{
    public bool Equals(Membership? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

internal sealed record Both(Expression Left, Expression Right) : Expression(OperandType.Truth);

internal sealed record Either(Expression Left, Expression Right) : Expression(OperandType.Truth);

internal sealed record Not(Expression Inner) : Expression(OperandType.Truth);

/// <summary>如果(condition, then, otherwise)</summary>
internal sealed record Choose(Expression Condition, Expression Then, Expression Otherwise) : Expression(Then.Type);

/// <summary>取小 and 取大. Identity counts, as with comparisons: each is a threshold.</summary>
internal sealed record Extreme(bool Smallest, IReadOnlyList<Expression> Of) : Expression(Of[0].Type)
{
    public bool Equals(Extreme? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A function of the table in <see cref="Functions"/>.</summary>
internal sealed record Call(Function Function, IReadOnlyList<Expression> Arguments) : Expression(Function.Gives);

internal static class ExpressionWalk
{
    /// <summary>The expression and everything below it.</summary>
    public static IEnumerable<Expression> Nodes(Expression root) =>
        Below(root).SelectMany(Nodes).Prepend(root);

    static IEnumerable<Expression> Below(Expression node) => node switch
    {
        Arithmetic arithmetic => [arithmetic.Left, arithmetic.Right],
        Relation relation => [relation.Left, relation.Right],
        Membership membership => [membership.Left],
        Both both => [both.Left, both.Right],
        Either either => [either.Left, either.Right],
        Not not => [not.Inner],
        Choose choose => [choose.Condition, choose.Then, choose.Otherwise],
        Extreme extreme => extreme.Of,
        Call call => call.Arguments,
        _ => [],
    };
}
