using System.Text.RegularExpressions;

namespace Assistant.Knowledge.Slots;

/// <summary>Tells values that are set against each other or only supposed from values that are claimed.</summary>
internal static partial class Comparison
{
    public static bool Compares(string text) => Words().IsMatch(text);

    /// <summary>"A或者B": either may hold.</summary>
    public static bool LeavesOpen(string text) => Either().IsMatch(text);

    /// <summary>"如果是五年呢": somebody tries a value out. With their own question behind it ("如果我贷80万，月供多少") it is their case.</summary>
    public static bool Supposes(string text) => Supposition().IsMatch(text);

    [GeneratedRegex("区别|不同|不一样|差别|差多少|差好多|相差|哪个|哪种|哪样|哪一种|对比|相比|比较|还是|分别|各[自是能要]|谁[更多高低]", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("或者|或是|或|可能|要么|要不然|也许", RegexOptions.CultureInvariant)]
    private static partial Regex Either();

    [GeneratedRegex("(?:如果|要是|假如|假设|假使|换成|若是|倘若)[^。!?]{0,40}呢", RegexOptions.CultureInvariant)]
    private static partial Regex Supposition();
}
