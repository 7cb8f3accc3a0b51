using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests;

/// <summary>What citizens really send, and what nobody expects.</summary>
static class AnyText
{
    static readonly Gen<string> Fragments = Gen.Elements(
        "公积金", "公基金", "娃儿", "發", "積", "渝北", "统景", "户口在", "ABC", "ａｂｃ", "１２３", "42", " ", "　", "\n", "\t", "\0", "\u200B", "\u200D", "\uFEFF",
        "\u202E", "\uE000", "\U000E0041", "😀", "𠮷", "\ud800", "\udc00", "\uFFFE", "㎡", "①", "⼈", "é", "e\u0301", "ß", "İ", "ﬁ", "ي", "한", "\u1100\u1161", "，", "❤️", "{fact:HF-308}");

    public static readonly Arbitrary<string> Arbitrary = Gen.OneOf(
        Fragments.ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary();
}
