using System.Globalization;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Rules;

/// <summary>The names an expression may use: slots, steps before it, rates.</summary>
internal sealed class RuleScope(IReadOnlyDictionary<string, Slot> slotsByName, IReadOnlyDictionary<string, Rate> rates, DistrictMap places)
{
    readonly Dictionary<string, OperandType> steps = new(StringComparer.Ordinal);

    public DistrictMap Places => places;

    public Slot? Slot(string name) => slotsByName.GetValueOrDefault(name);

    public bool IsRate(string name) => rates.ContainsKey(name);

    public OperandType? Step(string name) => steps.TryGetValue(name, out var type) ? type : null;

    public void Add(string step, OperandType type)
    {
        if (step == "今天" || steps.ContainsKey(step) || Slot(step) is not null || IsRate(step)) throw new FormatException($"'{step}' is already the name of something else");
        steps[step] = type;
    }

    public static OperandType TypeOf(SlotKind kind) => kind switch
    {
        SlotKind.Date or SlotKind.Birthdate => OperandType.Date,
        SlotKind.Choice or SlotKind.District => OperandType.Choice,
        SlotKind.Text => OperandType.Text,
        SlotKind.Year or SlotKind.Months or SlotKind.Years or SlotKind.Money or SlotKind.Count or SlotKind.Percent => OperandType.Number,
    };
}

/// <summary>
/// Reads and types an expression of a rule. Throws <see cref="FormatException"/> with the reason: an unknown name, a value a slot cannot
/// have, a date compared with a number are found when the content is read, not when a citizen waits.
/// </summary>
internal sealed class ExpressionReader
{
    readonly List<Token> tokens;
    readonly RuleScope scope;
    int at;

    ExpressionReader(string source, RuleScope scope)
    {
        tokens = [.. Token.Of(source)];
        this.scope = scope;
    }

    public static Expression Read(string source, RuleScope scope)
    {
        var reader = new ExpressionReader(source, scope);
        var expression = reader.ReadEither();
        return reader.Peek is { } rest ? throw new FormatException($"'{rest.Text}' is not expected here") : expression;
    }

    public static Expression ReadCondition(string source, RuleScope scope) =>
        Read(source, scope) is { Type: OperandType.Truth } condition ? condition : throw new FormatException("this is no condition: nothing is compared");

    Token? Peek => at < tokens.Count ? tokens[at] : null;

    bool Take(string text)
    {
        if (Peek is not { IsText: false } token || token.Text != text) return false;
        at++;
        return true;
    }

    void Expect(string text)
    {
        if (!Take(text)) throw new FormatException(Peek is { } found ? $"'{text}' is expected before '{found.Text}'" : $"'{text}' is missing at the end");
    }

    Expression ReadEither()
    {
        var left = ReadBoth();
        while (Take("或")) left = new Either(Condition(left, "或"), Condition(ReadBoth(), "或"));
        return left;
    }

    Expression ReadBoth()
    {
        var left = ReadNot();
        while (Take("且")) left = new Both(Condition(left, "且"), Condition(ReadNot(), "且"));
        return left;
    }

    Expression ReadNot() => Take("非") ? new Not(Condition(ReadNot(), "非")) : ReadComparison();

    Expression ReadComparison()
    {
        var left = ReadSum();
        foreach (var sign in new[] { "<=", ">=", "!=", "=", "<", ">" })
            if (Take(sign)) return Peek is { IsText: true } ? ReadMembership(left, sign, [ReadText()]) : Compare(sign, left, ReadSum());
        if (Take("属于")) return ReadMembership(left, "=", ReadTexts());
        return Take("不属于") ? ReadMembership(left, "!=", ReadTexts()) : left;
    }

    static Relation Compare(string sign, Expression left, Expression right)
    {
        if (left.Type != right.Type || left.Type is not (OperandType.Number or OperandType.Date))
            throw new FormatException($"a {Name(left.Type)} cannot be compared with a {Name(right.Type)} by '{sign}'");
        return new Relation(sign, left, right);
    }

    Membership ReadMembership(Expression left, string sign, IReadOnlyList<string> texts)
    {
        if (left is not SlotReference { Type: OperandType.Choice } reference || scope.Slot(reference.Name) is not { } slot) throw new FormatException("only a slot with a list of values can be compared with a text");
        if (sign is not ("=" or "!=")) throw new FormatException($"a text cannot be compared by '{sign}'");
        return new Membership(left, [.. texts.SelectMany(text => ValuesOf(slot, text)).Distinct()], sign == "!=");
    }

    IEnumerable<string> ValuesOf(Slot slot, string text)
    {
        if (slot.Kind != SlotKind.District)
            return slot.Values.Any(value => value.Value == text) ? [text] : throw new FormatException($"'{text}' is no value of '{slot.Name}'; its values: {string.Join("、", slot.Values.Select(value => value.Value))}");
        if (scope.Places.Areas.TryGetValue(text, out var area)) return area;
        return scope.Places.Districts.FirstOrDefault(district => district.Name == text) is { } district ? [district.Id] : throw new FormatException($"'{text}' is neither a district nor an area of districts.yaml");
    }

    List<string> ReadTexts()
    {
        Expect("[");
        var texts = new List<string> { ReadText() };
        while (Take(",")) texts.Add(ReadText());
        Expect("]");
        return texts;
    }

    string ReadText()
    {
        if (Peek is not { IsText: true } token) throw new FormatException("a text in quotes is expected");
        at++;
        return token.Text;
    }

    Expression ReadSum()
    {
        var left = ReadProduct();
        while (Peek is { IsText: false, Text: "+" or "-" } sign)
        {
            at++;
            left = Calculate(sign.Text[0], left, ReadProduct());
        }

        return left;
    }

    Expression ReadProduct()
    {
        var left = ReadPart();
        while (Peek is { IsText: false, Text: "*" or "/" } sign)
        {
            at++;
            left = Calculate(sign.Text[0], left, ReadPart());
        }

        return left;
    }

    static Arithmetic Calculate(char sign, Expression left, Expression right)
    {
        if (left.Type != OperandType.Number || right.Type != OperandType.Number)
            throw new FormatException($"'{sign}' needs two numbers, not a {Name(left.Type)} and a {Name(right.Type)}; days are added with 加天(日, n)");
        return sign == '/' && right is NumberLiteral { Value: 0 } ? throw new FormatException("division by zero") : new Arithmetic(sign, left, right);
    }

    Expression ReadPart()
    {
        if (Take("("))
        {
            var inner = ReadEither();
            Expect(")");
            return inner;
        }

        if (Take("-")) return Calculate('-', new NumberLiteral(0, ""), ReadPart());
        if (Peek is not { IsText: false } token) throw new FormatException(at < tokens.Count ? $"a text '{tokens[at].Text}' can only be compared with a slot" : "the expression ends too early");
        at++;
        if (token.Value is { } value) return value;
        if (!token.IsName) throw new FormatException($"'{token.Text}' is not expected here");
        return Take("(") ? ReadCall(token.Text) : Reference(token.Text);
    }

    Expression ReadCall(string name)
    {
        var arguments = new List<Expression>();
        if (!Take(")"))
        {
            do arguments.Add(ReadEither());
            while (Take(","));
            Expect(")");
        }

        if (name is "取小" or "取大")
            return arguments.Count >= 2 && arguments.All(argument => argument.Type == arguments[0].Type) && arguments[0].Type is OperandType.Number or OperandType.Date
                ? new Extreme(name == "取小", arguments)
                : throw new FormatException($"{name} takes two or more numbers, or two or more dates");
        if (name == "如果")
            return arguments is [{ Type: OperandType.Truth } condition, var then, var otherwise] && then.Type == otherwise.Type
                ? new Choose(condition, then, otherwise)
                : throw new FormatException("如果 takes a condition and two values of one kind");

        var function = Functions.Find(name) ?? throw new FormatException($"there is no function '{name}'; known: {Functions.Names}");
        if (!function.Takes.SequenceEqual(arguments.Select(argument => argument.Type)))
            throw new FormatException($"{name} takes ({string.Join(", ", function.Takes.Select(Name))})");
        return new Call(function, arguments);
    }

    Expression Reference(string name)
    {
        if (name == "今天") return new Today();
        if (scope.Step(name) is { } step) return new StepReference(name, step);
        if (scope.IsRate(name)) return new RateReference(name);
        return scope.Slot(name) is { } slot
            ? new SlotReference(name, RuleScope.TypeOf(slot.Kind))
            : throw new FormatException($"'{name}' is neither a slot, a step above, nor a rate");
    }

    static Expression Condition(Expression expression, string sign) =>
        expression.Type == OperandType.Truth ? expression : throw new FormatException($"'{sign}' joins conditions, not a {Name(expression.Type)}");

    static string Name(OperandType type) => type switch
    {
        OperandType.Number => "number",
        OperandType.Date => "date",
        OperandType.Choice => "choice",
        OperandType.Truth => "condition",
        OperandType.Text => "text",
    };

    /// <summary>One word of an expression: a text in quotes, a number or date with its value, a name, or a sign.</summary>
    sealed record Token(string Text, bool IsText, bool IsName, Expression? Value)
    {
        static readonly (string Name, decimal Factor)[] Units =
            [("万元", 10_000), ("个工作日", 1), ("个月", 1), ("周岁", 1), ("元", 1), ("年", 12), ("日", 1), ("天", 1), ("岁", 1), ("套", 1), ("人", 1), ("次", 1), ("倍", 1), ("%", 0.01m)];

        static readonly string[] Signs = ["<=", ">=", "!=", "≤", "≥", "≠", "(", ")", "（", "）", "[", "]", "【", "】", ",", "，", "、", "+", "-", "−", "*", "×", "/", "÷", "=", "<", ">"];

        public static IEnumerable<Token> Of(string source)
        {
            for (var at = 0; at < source.Length;)
            {
                var (token, length) = char.IsWhiteSpace(source[at]) ? (null, 1) : Next(source, at);
                if (token is not null) yield return token;
                at += length;
            }
        }

        static (Token? Token, int Length) Next(string source, int at)
        {
            if (source[at] is '"' or '“')
            {
                var end = source.IndexOfAny(['"', '”'], at + 1);
                return end < 0 ? throw new FormatException("a text is not closed by a quote") : (new Token(source[(at + 1)..end], true, false, null), end - at + 1);
            }

            if (source.Length - at >= 10 && DateOnly.TryParseExact(source.AsSpan(at, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return (new Token(source.Substring(at, 10), false, false, new DateLiteral(date)), 10);
            if (char.IsAsciiDigit(source[at])) return NextNumber(source, at);
            if (char.IsLetter(source[at]))
            {
                var end = at;
                while (end < source.Length && (char.IsLetterOrDigit(source[end]) || source[end] == '_')) end++;
                var word = source[at..end];
                return (new Token(word, false, word is not ("且" or "或" or "非" or "属于" or "不属于"), null), end - at);
            }

            var sign = Array.Find(Signs, sign => string.CompareOrdinal(source, at, sign, 0, sign.Length) == 0) ?? throw new FormatException($"'{source[at]}' is not expected here");
            return (new Token(Plain(sign), false, false, null), sign.Length);
        }

        static (Token? Token, int Length) NextNumber(string source, int at)
        {
            var end = at;
            while (end < source.Length && (char.IsAsciiDigit(source[end]) || source[end] == '.')) end++;
            var digits = source[at..end];
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) throw new FormatException($"'{digits}' is not a number");
            foreach (var (name, factor) in Units)
                if (string.CompareOrdinal(source, end, name, 0, name.Length) == 0) return (new Token(digits + name, false, false, new NumberLiteral(number * factor, digits)), end - at + name.Length);
            return (new Token(digits, false, false, new NumberLiteral(number, digits)), end - at);
        }

        static string Plain(string sign) => sign switch
        {
            "≤" => "<=",
            "≥" => ">=",
            "≠" => "!=",
            "（" => "(",
            "）" => ")",
            "【" => "[",
            "】" => "]",
            "，" or "、" => ",",
            "−" => "-",
            "×" => "*",
            "÷" => "/",
            _ => sign,
        };
    }
}
