using System.Globalization;
using Assistant.Knowledge.Slots;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Slots;

/// <summary>What a small writer of Chinese writes is read back exactly.</summary>
public sealed class SlotProperties
{
    const string Digits = "零一二三四五六七八九";

    static readonly string[] Asked = ["age", "child_birthdate", "contribution_months", "loan_years", "house_count", "contribution_rate", "leave_date", "year", "family", "school_name", "district", "wage_amount"];

    [Fact]
    public void A_sum_in_chinese_or_arabic_digits_is_read_back() =>
        Prop.ForAll(Gen.Choose(100, 99_999_999).ToArbitrary(), sum =>
            Number($"欠我{sum.ToString(CultureInfo.InvariantCulture)}元", "wage_amount") == (sum, sum) && Number($"欠我{Write(sum)}元", "wage_amount") == (sum, sum))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_duration_is_read_back() =>
        Prop.ForAll(Gen.Choose(1, 40).Zip(Gen.Choose(1, 11)).ToArbitrary(), pair =>
        {
            var (years, months) = pair;
            var total = (years * 12) + months;
            return Number($"{Write(years)}年零{Write(months)}个月", "contribution_months") == (total, total)
                && Number($"{years}年{months}个月", "contribution_months") == (total, total) && Number($"{Write(total)}个月", "contribution_months") == (total, total);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_is_read_back_in_every_way_of_writing_it() =>
        Prop.ForAll(Gen.Choose(0, 20_000).ToArbitrary(), days =>
        {
            var day = SlotSamples.Today.AddDays(-days);
            var spelled = string.Concat(day.Year.ToString(CultureInfo.InvariantCulture).Select(digit => Digits[digit - '0']));
            string[] ways =
            [
                $"{day.Year}年{day.Month}月{day.Day}日", $"{spelled}年{Write(day.Month)}月{Write(day.Day)}号", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                $"{day.Year}.{day.Month}.{day.Day}", $"{day.Year}/{day.Month}/{day.Day}", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ];
            return ways.All(way => SlotSamples.Reader.Read(way, SlotSamples.Today, "leave_date").Values.GetValueOrDefault("leave_date") is DateValue read && read.Earliest == day && read.Latest == day);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_without_harm() =>
        Prop.ForAll(AnyText.Arbitrary, Gen.Elements(Asked).ToArbitrary(), (text, asked) =>
        {
            var reading = SlotSamples.Reader.Read(text, SlotSamples.Today, asked);
            SlotSamples.Reader.Read(text, SlotSamples.Today);
            return reading.Values.Values.All(value => value.Said.Length <= 20) && reading.Problems.All(problem => problem.Said.Length <= 20);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_mixture_of_the_words_of_quantities_is_read_without_harm() =>
        Prop.ForAll(Gen.Elements("零一二三十百千万亿半多几年月日号岁个天周前后底初上下不是到至，。?、 0123456789.-/%快满公积金娃我欠".Select(c => c.ToString()).ToArray()).ListOf().Select(string.Concat).ToArbitrary(),
            Gen.Elements(Asked).ToArbitrary(), (text, asked) => SlotSamples.Reader.Read(text, SlotSamples.Today, asked) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    static (decimal, decimal)? Number(string text, string asked) =>
        SlotSamples.Reader.Read(text, SlotSamples.Today, asked).Values.GetValueOrDefault(asked) is NumberValue number ? (number.Least, number.Most) : null;

    static string Write(int number)
    {
        if (number >= 10_000) return $"{Write(number / 10_000)}万{(number % 10_000 == 0 ? "" : (number % 10_000 < 1000 ? "零" : "") + Write(number % 10_000))}";
        var written = "";
        var zero = false;
        foreach (var (scale, name) in (ReadOnlySpan<(int, string)>)[(1000, "千"), (100, "百"), (10, "十"), (1, "")])
        {
            var digit = number / scale % 10;
            if (digit == 0) zero = written.Length > 0;
            else
            {
                written += (zero ? "零" : "") + Digits[digit] + name;
                zero = false;
            }
        }

        return number is >= 10 and < 20 ? written[1..] : written;
    }
}
