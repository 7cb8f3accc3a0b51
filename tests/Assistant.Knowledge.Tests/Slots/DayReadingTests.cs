namespace Assistant.Knowledge.Tests.Slots;

public sealed class DayReadingTests
{
    [Theory]
    [InlineData("2026年3月5日", "2026-03-05")]
    [InlineData("26年3月5号", "2026-03-05")]
    [InlineData("2026.3.5", "2026-03-05")]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026/3/5", "2026-03-05")]
    [InlineData("20260305", "2026-03-05")]
    [InlineData("二〇二六年三月五号", "2026-03-05")]
    [InlineData("二零二六年三月五日", "2026-03-05")]
    [InlineData("２０２６年３月５日", "2026-03-05")]
    [InlineData("三月五号", "2026-03-05")]
    [InlineData("十二月五号", "2025-12-05")]
    [InlineData("去年九月", "2025-09-01..2025-09-30")]
    [InlineData("前年", "2024-01-01..2024-12-31")]
    [InlineData("今年3月", "2026-03-01..2026-03-31")]
    [InlineData("上个月15号", "2026-10-15")]
    [InlineData("上月底", "2026-10-21..2026-10-31")]
    [InlineData("这个月初", "2026-11-01..2026-11-10")]
    [InlineData("昨天", "2026-11-19")]
    [InlineData("前天", "2026-11-18")]
    [InlineData("大前天", "2026-11-17")]
    [InlineData("上周三", "2026-11-11")]
    [InlineData("上个星期天", "2026-11-15")]
    [InlineData("上周", "2026-11-09..2026-11-15")]
    [InlineData("三天前", "2026-11-17")]
    [InlineData("半个月前", "2026-11-03..2026-11-08")]
    [InlineData("两个月前", "2026-09-05..2026-10-05")]
    [InlineData("前两天", "2026-11-17..2026-11-19")]
    [InlineData("年初", "2026-01-01..2026-03-31")]
    [InlineData("去年底", "2025-10-01..2025-12-31")]
    [InlineData("国庆节", "2026-10-01..2026-10-07")]
    [InlineData("元旦", "2026-01-01")]
    [InlineData("去年五一", "2025-05-01..2025-05-05")]
    [InlineData("2025年", "2025-01-01..2025-12-31")]
    [InlineData("2025年5月", "2025-05-01..2025-05-31")]
    [InlineData("2025年5月中旬", "2025-05-11..2025-05-20")]
    [InlineData("去年12月31号", "2025-12-31")]
    [InlineData("2024年2月29日", "2024-02-29")]
    [InlineData("2025年5月8日以前", "1900-01-01..2025-05-07")]
    [InlineData("2025年5月8日以后", "2025-05-08..2026-11-20")]
    [InlineData("今天", "2026-11-20")]
    [InlineData("下个月1号", "2026-12-01")]
    [InlineData("60天前", "2026-09-21")]
    [InlineData("10月28", "2026-10-28")]
    [InlineData("元旦前一天", "2025-12-31")]
    [InlineData("国庆节前两天", "2026-09-29")]
    [InlineData("上个月底", "2026-10-21..2026-10-31")]
    public void A_day_is_read_however_it_is_said(string said, string read)
    {
        SlotSamples.Tell($"我是{said}离职的").ShouldBe($"leave_date={read}");
        SlotSamples.Tell(said, "leave_date").ShouldBe($"leave_date={read}");
    }

    [Theory]
    [InlineData("我娃2020年9月3号生的", "child_birthdate=2020-09-03")]
    [InlineData("娃儿六岁半", "child_birthdate=2020-04-21..2020-06-20")]
    [InlineData("娃儿6岁", "child_birthdate=2019-11-21..2020-11-20")]
    [InlineData("我娃满六岁了", "child_birthdate=2019-11-21..2020-11-20")]
    [InlineData("娃儿刚满六岁", "child_birthdate=2020-08-21..2020-11-20")]
    [InlineData("娃儿马上六岁", "child_birthdate=2020-11-21..2021-02-20")]
    [InlineData("娃儿快六岁了", "child_birthdate=2020-11-21..2021-02-20")]
    [InlineData("孩子虚岁七岁", "child_birthdate=2019-11-21..2021-11-20")]
    [InlineData("女儿五岁三个月", "child_birthdate=2021-07-21..2021-08-20")]
    [InlineData("我75年3月的", "age=1975-03-01..1975-03-31")]
    [InlineData("我75年的", "age=1975-01-01..1975-12-31")]
    [InlineData("我1975年生", "age=1975-01-01..1975-12-31")]
    [InlineData("我今年五十二", "age=1973-11-21..1974-11-20")]
    [InlineData("我52了，还没退休", "age=1973-11-21..1974-11-20")]
    [InlineData("我五十来岁", "age=1973-11-21..1977-11-20")]
    [InlineData("我还差两个月满五十", "age=1976-12-21..1977-01-20")]
    [InlineData("我差两个月就五十岁了", "age=1976-12-21..1977-01-20")]
    [InlineData("我五十多岁", "age=1966-11-21..1975-11-20")]
    [InlineData("我50岁左右", "age=1973-11-21..1978-11-20")]
    [InlineData("孩子明年9月满六岁", "child_birthdate=2021-09-01..2021-09-30")]
    [InlineData("娃儿身份证50010320200903123X", "")]
    public void A_birth_is_read_from_a_date_or_an_age(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("2020年9月3号", "child_birthdate", "2020-09-03")]
    [InlineData("2020年9月3号生的", "child_birthdate", "2020-09-03")]
    [InlineData("52", "age", "1973-11-21..1974-11-20")]
    [InlineData("六岁半", "child_birthdate", "2020-04-21..2020-06-20")]
    [InlineData("75年3月", "age", "1975-03-01..1975-03-31")]
    [InlineData("1975年", "age", "1975-01-01..1975-12-31")]
    [InlineData("一九七五年三月", "age", "1975-03-01..1975-03-31")]
    [InlineData("三年前", "purchase_date", "2023-05-24..2024-05-18")]
    [InlineData("2020 9 3", "child_birthdate", "2020-09-03")]
    public void Asked_for_it_a_bare_day_or_age_is_the_value(string said, string asked, string read) => SlotSamples.Tell(said, asked).ShouldBe($"{asked}={read}");

    [Theory]
    [InlineData("提交二十天了", "submit_date=2026-10-31")]
    [InlineData("提交了三十五天了", "submit_date=2026-10-16")]
    [InlineData("60天前递的", "submit_date=2026-09-21")]
    [InlineData("10月28提交的", "submit_date=2026-10-28")]
    [InlineData("10月15号提交的，还能不能查", "submit_date=2026-10-15")]
    [InlineData("9月21号提交，今天还能申请复议不", "submit_date=2026-09-21")]
    [InlineData("12月1号提交的话", "submit_date=2026-12-01")]
    [InlineData("要是12月1号提交", "submit_date=2026-12-01")]
    [InlineData("打算12月1号提交", "submit_date=2026-12-01")]
    [InlineData("必须10月15号以前提交吗", "")]
    public void A_day_is_a_value_in_a_question_too_and_may_be_to_come(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Fact]
    public void An_identity_number_tells_the_birth_and_is_not_kept()
    {
        const string number = "110105202009030015"; // the check digit of a made-up number is computed below
        var digits = number[..17];
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var check = "10X98765432"[weights.Select((weight, i) => weight * (digits[i] - '0')).Sum() % 11];

        var reading = SlotSamples.Reader.Read($"娃儿身份证{digits}{check}", SlotSamples.Today, "child_birthdate");

        SlotSamples.Tell(reading).ShouldBe("child_birthdate=2020-09-03");
        reading.Values["child_birthdate"].Said.ShouldBe("身份证上的出生日期");
        SlotSamples.Tell($"娃儿身份证{digits}{(check == '1' ? '2' : '1')}", "child_birthdate").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("我娃2020年2月30日生的", "!child_birthdate=ImpossibleDate")]
    [InlineData("我是2025年13月离职的", "!leave_date=ImpossibleDate")]
    [InlineData("我娃2027年1月1日生的", "!child_birthdate=InTheFuture")]
    [InlineData("我900岁了", "!age=OutOfRange")]
    [InlineData("贷90年", "!loan_years=OutOfRange")]
    [InlineData("房租99元", "!monthly_rent=OutOfRange")]
    public void What_cannot_be_right_is_a_problem(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);
}
