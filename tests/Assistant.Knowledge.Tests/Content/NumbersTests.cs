using Assistant.Knowledge.Content;

namespace Assistant.Knowledge.Tests.Content;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("每月1,800元，夫妻3600元", "1800 3600")]
    [InlineData("月利率2.6%，满6个月", "2.6 6")]
    [InlineData("2026-01-01起", "2026 01")]
    [InlineData("一年一次", "")]
    [InlineData("12,345,678元", "12345678")]
    public void Numbers_are_compared_without_thousands_commas(string text, string numbers) => string.Join(' ', Numbers.In(text)).ShouldBe(numbers);
}
