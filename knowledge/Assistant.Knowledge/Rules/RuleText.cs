using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Rules;

/// <summary>How a computed value is written.</summary>
internal enum ValueFormat
{
    Plain,
    Yuan,
    TenThousandYuan,
    Months,
    Date,
    Percent,
}

/// <summary>A text of a rule with expressions in braces: <c>能领{月数}个月，到{最后一天:日期}</c>.</summary>
internal sealed partial class RuleText
{
    readonly List<(string Words, Expression? Value, ValueFormat Format)> parts = [];

    RuleText(string source) => Source = source;

    public string Source { get; }

    /// <summary>The text without its expressions: what the rule itself says, figures included.</summary>
    public string Literal => string.Concat(parts.Select(part => part.Words + "\n"));

    public IEnumerable<Expression> Expressions => parts.Select(part => part.Value).OfType<Expression>();

    /// <summary>Reads a text; throws <see cref="FormatException"/>.</summary>
    public static RuleText Read(string source, RuleScope scope)
    {
        var text = new RuleText(source);
        var at = 0;
        foreach (Match brace in Braces().Matches(source))
        {
            text.parts.Add((WordsOf(source[at..brace.Index]), null, ValueFormat.Plain));
            text.parts.Add(("", ExpressionReader.Read(brace.Groups[1].Value, scope), FormatOf(brace.Groups[2].Value)));
            at = brace.Index + brace.Length;
        }

        text.parts.Add((WordsOf(source[at..]), null, ValueFormat.Plain));
        return text;
    }

    /// <summary>
    /// The text with its values; <paramref name="hindrance"/> is set to the first value that is not exact or missing, in which case the text
    /// must not be said as a result. <paramref name="isoDates"/>: dates as in results, 2026-12-05.
    /// </summary>
    public string Fill(Evaluation evaluation, IReadOnlyDictionary<string, string> said, bool isoDates, out Operand? hindrance)
    {
        hindrance = null;
        var filled = new StringBuilder();
        foreach (var (words, value, format) in parts)
        {
            filled.Append(words);
            if (value is null) continue;
            var operand = evaluation.Of(value);
            if (operand is Missing or Unknown || operand.Open.Count > 0) hindrance ??= operand;
            filled.Append(value is SlotReference slot && format == ValueFormat.Plain && operand.Open.Count > 0 && said.TryGetValue(slot.Name, out var own)
                ? own
                : Write(operand, format, isoDates));
        }

        return filled.ToString();
    }

    /// <summary>What stands between two expressions; a brace left there belongs to none.</summary>
    static string WordsOf(string between)
    {
        if (between.Contains('{', StringComparison.Ordinal)) throw new FormatException("a brace is not closed");
        return between.Contains('}', StringComparison.Ordinal) ? throw new FormatException("a brace is not opened") : between;
    }

    static string Write(Operand operand, ValueFormat format, bool isoDates) => operand switch
    {
        Amount { IsExact: true } amount => Write(amount.Least, format),
        Amount amount => $"{Write(amount.Least, format)}至{Write(amount.Most, format)}",
        Day { IsExact: true } day => Write(day.Earliest, isoDates),
        Day day => $"{Write(day.Earliest, isoDates)}至{Write(day.Latest, isoDates)}",
        Options options => string.Join("或", options.OneOf),
        Words words => words.Text,
        _ => "",
    };

    static string Write(decimal value, ValueFormat format) => format switch
    {
        ValueFormat.Yuan => Money(decimal.Round(value, 2, MidpointRounding.AwayFromZero)) + "元",
        ValueFormat.TenThousandYuan => Number(value / 10_000) + "万元",
        ValueFormat.Months => Number(value) + "个月",
        ValueFormat.Percent => Number(value * 100) + "%",
        ValueFormat.Plain or ValueFormat.Date => Number(value),
    };

    static string Write(DateOnly day, bool iso) =>
        iso ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>Whole yuan, or with both places for the fen.</summary>
    static string Money(decimal value) => value.ToString(value == decimal.Truncate(value) ? "0" : "0.00", CultureInfo.InvariantCulture);

    static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    static ValueFormat FormatOf(string name) => name switch
    {
        "" => ValueFormat.Plain,
        "元" => ValueFormat.Yuan,
        "万元" => ValueFormat.TenThousandYuan,
        "月" => ValueFormat.Months,
        "日期" => ValueFormat.Date,
        "%" => ValueFormat.Percent,
        _ => throw new FormatException($"'{name}' is no format; known: 元 万元 月 日期 %"),
    };

    [GeneratedRegex("{([^{}:]+)(?::([^{}]*))?}")]
    private static partial Regex Braces();
}
