using Assistant.Knowledge.Content;
using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Places;

public sealed class DistrictMapTests : IDisposable
{
    static readonly DateOnly Before = new(2026, 1, 24);
    static readonly DateOnly After = new(2026, 1, 25);

    readonly ContentFolder folder = new();
    readonly DistrictMap map;

    public DistrictMapTests() => map = ContentReader.Read(folder.Path).Content!.Places;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("江北区怎么报名", "江北区", null)]
    [InlineData("渝北怎么报名", "渝北区", null)]
    [InlineData("渝北区统景镇怎么报名", "渝北区", null)]
    [InlineData("北碚的窗口在哪", "北碚区", null)]
    public void The_day_before_the_rezoning_the_old_districts_are_in_charge(string text, string district, string? old) => Reads(text, Before, district, old);

    [Theory]
    [InlineData("江北区怎么报名", "两江新区", "江北区")]
    [InlineData("江北", "两江新区", "江北区")]
    [InlineData("渝北区统景镇怎么报名", "北碚区", "渝北区")]
    [InlineData("渝北大湾怎么报名", "北碚区", "渝北区")]
    [InlineData("渝北回兴怎么报名", "两江新区", "渝北区")]
    [InlineData("两江新区怎么报名", "两江新区", null)]
    [InlineData("北碚的窗口在哪", "北碚区", null)]
    [InlineData("鱼中区的窗口在哪", "渝中区", null)]
    public void From_the_rezoning_on_the_successors_are_in_charge(string text, string district, string? old) => Reads(text, After, district, old);

    [Fact]
    public void An_old_name_that_splits_asks_for_the_town()
    {
        map.Read("渝北区怎么报名", After).TownNeeded.ShouldBeTrue();
        map.Read("渝北区统景镇怎么报名", After).TownNeeded.ShouldBeFalse();
        map.Read("江北区怎么报名", After).TownNeeded.ShouldBeFalse();
        map.Read("渝北区怎么报名", Before).TownNeeded.ShouldBeFalse();
    }

    [Fact]
    public void An_old_name_that_splits_asks_for_the_town_also_beside_another_district()
    {
        map.Read("渝北区和南岸区怎么报名", After).TownNeeded.ShouldBeTrue();
        map.Read("南岸区和渝北区怎么报名", After).TownNeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_town_says_its_district()
    {
        map.Read("统景怎么报名", After).District!.Name.ShouldBe("北碚区");
        map.Read("观音桥街道怎么报名", After).District!.Name.ShouldBe("两江新区");
    }

    [Fact]
    public void A_town_before_the_rezoning_says_its_district_of_then()
    {
        map.Read("统景怎么报名", Before).District!.Name.ShouldBe("渝北区");
        map.Read("观音桥街道怎么报名", Before).District!.Name.ShouldBe("江北区");
    }

    [Fact]
    public void A_district_that_does_not_exist_yet_is_not_in_charge()
    {
        map.Read("两江新区怎么报名", Before).Districts.ShouldAllBe(district => district.InForceOn(Before));
    }

    [Fact]
    public void An_ambiguous_town_counts_only_beside_its_district()
    {
        map.Read("人和怎么报名", After).District.ShouldBeNull();
        map.Read("渝北人和怎么报名", After).ShouldSatisfyAllConditions(
            reading => reading.District!.Name.ShouldBe("两江新区"),
            reading => reading.TownNeeded.ShouldBeFalse());
    }

    [Fact]
    public void A_district_of_the_same_name_elsewhere_is_not_ours()
    {
        var reading = map.Read("宁波江北区怎么报名", After);

        reading.Districts.ShouldBeEmpty();
        reading.NamesChongqing.ShouldBeFalse();
    }

    [Theory]
    [InlineData("成都怎么报名", "成都", false)]
    [InlineData("四川怎么报名", "四川", false)]
    [InlineData("四川户口在南岸怎么报名", "四川", true)]
    [InlineData("成都转到重庆", "成都", true)]
    [InlineData("南岸怎么报名", null, true)]
    public void Another_region_is_named(string text, string? region, bool namesChongqing)
    {
        var reading = map.Read(text, After);

        reading.OtherRegion.ShouldBe(region);
        reading.NamesChongqing.ShouldBe(namesChongqing);
    }

    [Theory]
    [InlineData("户口在綦江、人在南岸，在哪里报名", "南岸区")]
    [InlineData("人在南岸，户口在綦江，在哪里报名", "南岸区")]
    [InlineData("老家綦江，在渝中上班", "渝中区")]
    [InlineData("来自万州，住南岸", "南岸区")]
    [InlineData("户口在綦江怎么报名", "綦江区")]
    public void Where_somebody_comes_from_is_not_where_the_matter_is(string text, string district) => map.Read(text, After).District!.Name.ShouldBe(district);

    [Fact]
    public void A_district_with_its_predecessors_has_their_areas_and_no_others()
    {
        map.AreasFor([map.Find("500157")!]).ShouldBe(["CN", "500000", "500157", "500105", "500112"], ignoreOrder: true);
        map.AreasFor([map.Find("500103")!]).ShouldBe(["CN", "500000", "500103"], ignoreOrder: true);
        map.AreasFor([]).ShouldBe(["CN", "500000", .. map.Districts.Select(district => district.Id)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("500103", "500103")]
    [InlineData("渝中区", "500103")]
    [InlineData("渝中", "500103")]
    [InlineData("江北区", "500157")]
    [InlineData("500105", "500157")]
    [InlineData("没有这个区", null)]
    [InlineData("", null)]
    public void A_name_or_code_resolves_to_who_is_in_charge(string nameOrCode, string? id) => map.Resolve(nameOrCode, After)?.Id.ShouldBe(id);

    [Theory]
    [InlineData("渝北区")]
    [InlineData("500112")]
    public void A_name_or_code_that_splits_resolves_to_nobody_without_the_town(string nameOrCode)
    {
        map.Resolve(nameOrCode, After).ShouldBeNull();
        map.Resolve(nameOrCode, Before)!.Id.ShouldBe("500112");
    }

    [Fact]
    public void An_area_without_another_holds_all_the_rest() => map.Areas["中心城区以外"].ShouldBe(["500101", "500110"]);

    [Fact]
    public void Any_text_is_read_and_names_only_districts_in_charge() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            var reading = map.Read(QuestionText.Normalise(text), After);
            return reading.Districts.All(district => district.InForceOn(After)) && (reading.District is null || reading.Districts.Contains(reading.District));
        }).QuickCheckThrowOnFailure();

    void Reads(string text, DateOnly on, string district, string? old)
    {
        var reading = map.Read(QuestionText.Normalise(text), on);

        reading.District?.Name.ShouldBe(district);
        reading.OldName?.Name.ShouldBe(old);
        (reading.OldName is null).ShouldBe(old is null);
    }
}
