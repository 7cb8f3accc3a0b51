using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Words;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Knowledge.Tests.Words;

public sealed class LexiconTests : IDisposable
{
    readonly ContentFolder folder = new();
    readonly Lexicon lexicon;

    public LexiconTests() => lexicon = ContentReader.Read(folder.Path).Content!.Lexicon;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("公基金怎么提曲", "公积金怎么提取")]
    [InlineData("公積金咋麼辦，報學校", "公积金咋么办，报学校")]
    [InlineData("公 积 金，怎么取？", "公 积 金，怎么取？")]
    [InlineData("", "")]
    public void Typing_errors_are_righted_and_characters_simplified(string text, string corrected) => lexicon.Correct(text).ShouldBe(corrected);

    [Fact]
    public void Everyday_words_bring_the_official_ones_once()
    {
        lexicon.Expand("娃儿和幺儿交房租", []).ShouldBe(["孩子", "租房"], ignoreOrder: true);
        lexicon.Expand("孩子和娃儿", []).ShouldBeEmpty();
    }

    [Fact]
    public void A_word_of_a_domain_counts_only_where_that_domain_may_be_meant()
    {
        lexicon.Expand("房租", [Domain.HousingFund]).ShouldBe(["租房"]);
        lexicon.Expand("房租", [Domain.Enrolment, Domain.HousingFund]).ShouldBe(["租房"]);
        lexicon.Expand("房租", [Domain.Enrolment]).ShouldBeEmpty();
        lexicon.Expand("房租", []).ShouldBe(["租房"]);
    }

    [Fact]
    public void A_shorter_word_inside_a_longer_one_is_not_read_again()
    {
        var entries = new[] { new TermEntry(["娃"], ["孩子"], null), new TermEntry(["娃娃菜"], ["白菜"], null) };

        new Lexicon(entries, [], new Dictionary<char, char>(), [], []).Expand("娃娃菜好多钱", []).ShouldBe(["白菜"]);
    }

    [Fact]
    public void A_typing_error_that_is_nothing_visible_does_no_harm()
    {
        var lexicon = new Lexicon([], [("\u200B", "公积金")], new Dictionary<char, char>(), [], []);

        lexicon.Correct("租房").ShouldBe("租房");
    }

    [Fact]
    public void A_typing_error_in_capitals_is_righted_as_well()
    {
        var lexicon = new Lexicon([], [("APPP", "APP")], new Dictionary<char, char>(), [], []);

        lexicon.Correct("下载APPP").ShouldBe("下载APP");
    }

    [Fact]
    public void Any_text_is_corrected_once_and_for_all() =>
        Prop.ForAll(AnyText.Arbitrary, text => lexicon.Correct(lexicon.Correct(text)) == lexicon.Correct(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_expanded_by_words_it_does_not_hold_already() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            var normal = QuestionText.Normalise(text);
            var terms = lexicon.Expand(normal, []);
            return terms.Distinct().Count() == terms.Count && !terms.Any(term => normal.Contains(term, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
}
