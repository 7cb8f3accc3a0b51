using System.Diagnostics;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Tests.Slots;

public sealed class SlotReaderTests
{
    [Theory]
    [InlineData("我公积金交了三年，社保交了五年零三个月", "contribution_months=36; unemployment_ins_months=63")]
    [InlineData("公积金交了3年想贷20年", "contribution_months=36; loan_years=20")]
    [InlineData("房租每月2300，一个月挣8000", "income=8000; monthly_rent=2300")]
    [InlineData("房子总价120万，想贷80万，贷30年", "house_price=1200000; loan_amount=800000; loan_years=30")]
    [InlineData("娃儿6岁了，我今年52", "age=1973-11-21..1974-11-20; child_birthdate=2019-11-21..2020-11-20")]
    [InlineData("公积金一直没断过，差不多三年了", "contribution_months=33..39")]
    [InlineData("公积金交了三年多，具体是三年零两个月", "contribution_months=38")]
    [InlineData("贷50万30年月供多少", "loan_amount=500000; loan_years=30")]
    [InlineData("贷50万分30年还", "loan_amount=500000; loan_years=30")]
    [InlineData("去年九月买的房，贷了20年", "loan_years=20; purchase_date=2025-09-01..2025-09-30")]
    [InlineData("干了两年被裁了，上个月离职", "leave_date=2026-10-01..2026-10-31; service_months=24")]
    [InlineData("公积金从2021年3月交到2024年5月", "contribution_months=37..39")]
    [InlineData("公积金2025年1月开始交的", "contribution_months=21..22")]
    [InlineData("我名下无房", "house_count=0")]
    [InlineData("从没交过公积金", "contribution_months=0")]
    [InlineData("欠我工资 23000 块", "wage_amount=23000")]
    [InlineData("公积金断了三个月，之前连续交了五年", "contribution_months=60")]
    [InlineData("公积金中心说要连续交满6个月，我公积金只交了5个月", "contribution_months=5")]
    [InlineData("离职不到60天", "leave_date=2026-09-21..2026-11-20")]
    [InlineData("娃儿是2020年的", "child_birthdate=2020-01-01..2020-12-31")]
    [InlineData("17年9月的娃", "child_birthdate=2017-09-01..2017-09-30")]
    [InlineData("我有两套房，一套在老家", "house_count=2")]
    [InlineData("我名下一套房都没得", "house_count=0")]
    [InlineData("我是2024年11月底离的职", "leave_date=2024-11-21..2024-11-30")]
    [InlineData("娃儿还差三天满六岁", "child_birthdate=2020-11-21..2020-12-20")]
    public void Each_value_goes_to_the_slot_whose_word_is_nearest(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("我离婚了", "family=单身")]
    [InlineData("没离婚", "")]
    [InlineData("我没有拿到房产证，只有购房合同", "property=只有购房合同")]
    [InlineData("房产证还没下来", "")]
    [InlineData("有没有房产证都可以吗", "")]
    [InlineData("是不是单身都能贷", "")]
    [InlineData("有没有贷款都行吗", "")]
    [InlineData("我没得贷款", "loan_status=没有贷款")]
    [InlineData("单身 没得娃儿", "!family=Contradiction")]
    [InlineData("公积金贷款还在还", "loan_status=有公积金贷款")]
    [InlineData("首套和二套利率差多少", "?house_order=首套/二套")]
    [InlineData("我算首套还是二套", "?house_order=首套/二套")]
    [InlineData("我可能是首套或者二套", "house_order=首套|二套")]
    [InlineData("如果是二套呢", "?house_order=二套")]
    [InlineData("贷20年和贷30年有啥区别", "?loan_years=20/30")]
    [InlineData("我贷20年还是30年划算", "?loan_years=20/30")]
    [InlineData("公积金交了三年。公积金交了五年", "!contribution_months=Contradiction")]
    public void Denied_values_do_not_count_and_compared_ones_are_alternatives(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("没得两个孩子", "family", "family=单身|已婚无子女|一个孩子")]
    [InlineData("不是单身", "family", "family=已婚无子女|一个孩子|两个孩子")]
    [InlineData("不是单身", "", "family=已婚无子女|一个孩子|两个孩子")]
    [InlineData("我没有公积金贷款", "", "loan_status=没有贷款|已经还清")]
    [InlineData("没有房产证", "", "property=只有购房合同|租房|没有住房")]
    [InlineData("不是单身，有一个孩子", "", "family=一个孩子")]
    [InlineData("没有房产证能不能贷", "", "property=只有购房合同|租房|没有住房")]
    [InlineData("是不是单身都能贷", "", "")]
    [InlineData("有没有房产证都可以吗", "", "")]
    [InlineData("不是首套，也不是二套", "", "")]
    public void One_value_that_is_denied_leaves_the_others(string said, string asked, string read) => SlotSamples.Tell(said, asked).ShouldBe(read);

    [Theory]
    [InlineData("隔壁邻居的娃儿2021年9月1号生的，我娃儿能不能读", "")]
    [InlineData("我侄儿娃2021年9月1号生的，能读不", "child_birthdate=2021-09-01")]
    [InlineData("听说有人公积金交了三个月就能贷，是不是真的", "")]
    [InlineData("我同事听说有人公积金交了三个月就能贷", "")]
    [InlineData("我同事公积金交了五年，我能贷好多", "")]
    [InlineData("我同事公积金交了五年，他能贷好多", "contribution_months=60")]
    [InlineData("我同事公积金交了五年，我才交了三年", "contribution_months=36")]
    public void What_is_said_of_somebody_else_is_no_value_in_a_question_about_oneself(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("单身", "family", "family=单身")]
    [InlineData("就我一个", "family", "family=单身")]
    [InlineData("还是就我一个嘛现在", "family", "family=单身")]
    [InlineData("结婚了", "family", "family=已婚无子女|一个孩子|两个孩子")]
    [InlineData("嗯结婚了的", "family", "family=已婚无子女|一个孩子|两个孩子")]
    [InlineData("结婚了，一个孩子", "family", "family=一个孩子")]
    [InlineData("租房子住的", "property", "property=租房")]
    [InlineData("没有房产证的", "property", "property=只有购房合同|租房|没有住房")]
    [InlineData("有", "property", "property=有房产证")]
    [InlineData("没得", "property", "property=没有住房")]
    [InlineData("没有", "loan_status", "loan_status=没有贷款")]
    [InlineData("嗯，没有的", "loan_status", "loan_status=没有贷款")]
    [InlineData("第二个", "property", "property=只有购房合同")]
    [InlineData("2", "property", "property=只有购房合同")]
    [InlineData("选3", "property", "property=租房")]
    [InlineData("是", "shortage_trade", "shortage_trade=是")]
    [InlineData("不是", "shortage_trade", "shortage_trade=不是")]
    [InlineData("对头", "shortage_trade", "shortage_trade=是")]
    [InlineData("人和街小学", "school_name", "school_name=人和街小学")]
    [InlineData("五年零三个月", "unemployment_ins_months", "unemployment_ins_months=63")]
    [InlineData("没得", "house_count", "house_count=0")]
    [InlineData("差一个月满一年", "contribution_months", "contribution_months=11")]
    [InlineData("2021年3月开始交的", "contribution_months", "contribution_months=67..68")]
    [InlineData("-5个月", "contribution_months", "!contribution_months=OutOfRange")]
    [InlineData("800个月", "contribution_months", "!contribution_months=OutOfRange")]
    [InlineData("2025年3月5日", "contribution_months", "!contribution_months=NotRead")]
    [InlineData("不晓得", "contribution_months", "")]
    [InlineData("要交几年", "contribution_months", "")]
    public void After_a_question_a_bare_answer_is_enough(string said, string asked, string read) => SlotSamples.Tell(said, asked).ShouldBe(read);

    [Theory]
    [InlineData("我在渝中区", "district=500103")]
    [InlineData("渝北", "district=zone-lj|500109")]
    [InlineData("渝北统景", "district=500109")]
    [InlineData("不是渝北，是渝中", "district=500103")]
    [InlineData("渝中和南岸有啥区别", "?district=500103/500108")]
    public void A_district_is_read_by_the_map(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("不是渝北，是渝中", "", "district")]
    [InlineData("说错了，是五年", "contribution_months", "contribution_months")]
    [InlineData("不对，两套", "house_count", "house_count")]
    [InlineData("公积金交了三年，说错了，是五年", "", "contribution_months")]
    [InlineData("三年，不，五年", "contribution_months", "contribution_months")]
    [InlineData("公积金不是三年，是五年", "", "contribution_months")]
    [InlineData("五年", "contribution_months", "")]
    [InlineData("我是不是要交满五年", "contribution_months", "")]
    [InlineData("我不是本地的，还是两套房", "", "")]
    public void A_correction_is_seen(string said, string asked, string corrected)
    {
        var reading = SlotSamples.Reader.Read(said, SlotSamples.Today, asked.Length > 0 ? asked : null);

        reading.Corrected.ShouldBe(corrected.Length > 0 ? [corrected] : []);
        reading.Problems.ShouldBeEmpty();
        if (corrected == "contribution_months") reading.Values[corrected].ShouldBe(new NumberValue("五年", 60, 60));
    }

    [Theory]
    [InlineData("公积金交几年才能贷")]
    [InlineData("公积金能贷多少钱")]
    [InlineData("娃儿几岁可以读书")]
    [InlineData("娃儿满六岁才能读吗")]
    [InlineData("公积金要交满6个月吗")]
    [InlineData("公积金贷款最高120万吗")]
    [InlineData("公积金是不是至少要交12个月")]
    [InlineData("公积金要交满6个月才能贷吗")]
    [InlineData("身份证后四位1234，欠工资")]
    [InlineData("欠工资，我电话13812345678")]
    [InlineData("欠工资打12333")]
    [InlineData("我工资的事打了12345")]
    [InlineData("渝人社发〔2025〕11号工资")]
    [InlineData("工资条例第14条")]
    [InlineData("我住3栋2单元，房子")]
    [InlineData("房子在人民路88号")]
    [InlineData("我娃读三年级")]
    [InlineData("一次性贷款")]
    [InlineData("我是90后")]
    [InlineData("我有一个问题")]
    [InlineData("公积金咋个提")]
    public void What_asks_or_names_is_no_value(string said) => SlotSamples.Tell(said).ShouldBeEmpty();

    [Theory]
    [InlineData("我公积金交了6个月够不够", "contribution_months=6")]
    [InlineData("公积金交了6个月能贷款吗", "contribution_months=6")]
    [InlineData("我娃满六岁了能不能读", "child_birthdate=2019-11-21..2020-11-20")]
    [InlineData("我想贷80万可以吗", "loan_amount=800000")]
    [InlineData("我公积金才6个月能不能提", "contribution_months=6")]
    [InlineData("我老公公积金有两年行不行", "contribution_months=24")]
    public void A_question_about_an_own_case_holds_its_values(string said, string read) => SlotSamples.Tell(said).ShouldBe(read);

    [Theory]
    [InlineData("三年多", "contribution_months", true)]
    [InlineData("单身", "family", true)]
    [InlineData("单身，没得贷款", "family", true)]
    [InlineData("2020年9月3号生的", "child_birthdate", true)]
    [InlineData("没得", "property", true)]
    [InlineData("说错了，是五年", "contribution_months", true)]
    [InlineData("嗯，三年了", "contribution_months", true)]
    [InlineData("三年多，那我能贷多少", "contribution_months", false)]
    [InlineData("三年多，我想提取出来", "contribution_months", false)]
    [InlineData("三年多，另外居住证丢了", "contribution_months", false)]
    [InlineData("公积金怎么提取", "contribution_months", false)]
    [InlineData("不晓得", "contribution_months", false)]
    public void An_answer_and_nothing_else_is_told_from_a_message_with_more(string said, string asked, bool only) =>
        SlotSamples.Reader.Read(said, SlotSamples.Today, asked).AnswersOnly.ShouldBe(only);

    [Fact]
    public void The_words_shown_back_are_the_citizens_own_and_short()
    {
        SlotSamples.Reader.Read("我公积金交了快两年", SlotSamples.Today).Values["contribution_months"].Said.ShouldBe("快两年");
        SlotSamples.Reader.Read("房租 １２００ 元", SlotSamples.Today).Values["monthly_rent"].Said.ShouldBe("１２００ 元");
        SlotSamples.Reader.Read("这是一所名字特别特别长的重庆市实验外国语学校分校区", SlotSamples.Today, "school_name").Values.Values.ShouldAllBe(value => value.Said.Length <= 20);
    }

    [Fact]
    public void A_page_of_text_is_read_in_a_moment()
    {
        var text = string.Concat(Enumerable.Repeat("我公积金交了三年零两个月，2025年3月5日离职的，欠我工资2万3，", 600));
        SlotSamples.Tell("我公积金交了三年");
        var watch = Stopwatch.StartNew();

        SlotSamples.Reader.Read(text[..20_000], SlotSamples.Today, "age");
        SlotSamples.Reader.Read(new string('9', 20_000), SlotSamples.Today, "age");
        SlotSamples.Reader.Read(string.Concat(Enumerable.Repeat("不是", 10_000)), SlotSamples.Today, "age");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
