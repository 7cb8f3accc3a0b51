using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Content;

/// <summary>Numbers written in digits, as a reader compares them: <c>1,800</c> and <c>1800</c> are one.</summary>
public static partial class Numbers
{
    public static IReadOnlyList<string> In(string text) =>
        [.. Digits().Matches(WithoutThousandsCommas(text)).Select(match => match.Value).Distinct()];

    public static string WithoutThousandsCommas(string text) => ThousandsComma().Replace(text, "");

    [GeneratedRegex(@"(?<=\d),(?=\d{3})")]
    private static partial Regex ThousandsComma();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Digits();
}
