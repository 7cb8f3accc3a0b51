using Assistant.Bot.Answers;
using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Questions;
using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge;
using Assistant.Knowledge.Content;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Answers;

/// <summary>The check trusts no step before it, so it is given replies no writer of ours would write.</summary>
public sealed class AnswerCheckTests : IDisposable
{
    readonly ContentFolder folder = new();
    readonly KnowledgeContent content;
    readonly AnswerCheck check = new();

    public AnswerCheckTests() => content = ContentReader.Read(folder.Path).Content!;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_reply_that_holds_is_left_as_it_is()
    {
        var reply = Reply([new(AnswerPartKind.Conclusion, "每人每月1800元。[1]"), new(AnswerPartKind.Details, "", ["可以打12329公积金热线。[2]"])], "HF-302", "HF-308");

        var approved = Approve(reply);

        approved.Said().ShouldBe(reply.Said());
        approved.Citations.ShouldBe(reply.Citations);
    }

    [Fact]
    public void A_line_with_a_figure_its_facts_do_not_hold_is_dropped()
    {
        var approved = Approve(Reply(
            [new(AnswerPartKind.Conclusion, "每人每月1800元。[1]"), new(AnswerPartKind.Details, "", ["每人每月2500元。[1]", "夫妻合计3600元。[1]"])], "HF-302"));

        approved.Parts[1].Items.ShouldBe(["夫妻合计3600元。[1]"]);
    }

    [Fact]
    public void A_conclusion_with_a_foreign_figure_withholds_the_answer()
    {
        var approved = Approve(Reply([new(AnswerPartKind.Conclusion, "每人每月2500元。[1]"), new(AnswerPartKind.Details, "", ["夫妻合计3600元。[1]"])], "HF-302"));

        approved.Outcome.ShouldBe(TurnOutcome.NothingFound);
        approved.Reason.ShouldBe("withheld-by-check");
        approved.Citations.ShouldBeEmpty();
        approved.Said().ShouldNotContain("2500");
        approved.Asks.ShouldBeEmpty();
    }

    [Fact]
    public void A_figure_of_the_citizen_quoted_to_be_corrected_is_not_ours()
    {
        var approved = Approve(Reply([new(AnswerPartKind.Conclusion, "没有查到“2500元”这个说法的依据，能引用的规定是：每人每月1800元。[1]")], "HF-302"));

        approved.Outcome.ShouldBe(TurnOutcome.Answered);
    }

    [Fact]
    public void A_mark_without_a_citation_drops_its_line()
    {
        var approved = Approve(Reply([new(AnswerPartKind.Conclusion, "每人每月1800元。[1]"), new(AnswerPartKind.Details, "", ["还有别的。[7]"])], "HF-302"));

        approved.Said().ShouldNotContain("还有别的");
    }

    [Theory]
    [InlineData("HF-305", "expired")]
    [InlineData("HF-306", "not yet in force")]
    [InlineData("HF-302-2023", "superseded")]
    [InlineData("HF-307", "unpublished")]
    [InlineData("HF-304", "another district's")]
    [InlineData("HF-999", "unknown")]
    public void A_citation_that_may_not_be_cited_goes_with_its_lines_and_the_rest_is_renumbered(string fact, string why)
    {
        var approved = Approve(Reply(
            [
                new(AnswerPartKind.Conclusion, "可以打12329公积金热线。[1]"),
                new(AnswerPartKind.Details, "", ["这一条不能说。[2]", "夫妻合计3600元。[3]", "两条都有。[2][3]"]),
            ],
            "HF-308", fact, "HF-302"));

        approved.Said().ShouldNotContain("这一条不能说", customMessage: why);
        approved.Parts[1].Items.ShouldBe(["夫妻合计3600元。[2]"]);
        approved.Cited().ShouldBe(["HF-308", "HF-302"]);
        approved.Citations.Select(citation => citation.Number).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("HF-305")]
    [InlineData("HF-307")]
    [InlineData("HF-304")]
    public void A_conclusion_that_rests_on_what_may_not_be_cited_withholds_the_answer(string fact)
    {
        var approved = Approve(Reply([new(AnswerPartKind.Conclusion, "可以提取。[1]"), new(AnswerPartKind.Details, "", ["夫妻合计3600元。[2]"])], fact, "HF-302"));

        approved.Outcome.ShouldBe(TurnOutcome.NothingFound);
        approved.Citations.ShouldBeEmpty();
    }

    [Fact]
    public void A_citation_no_line_refers_to_any_more_goes_as_well()
    {
        var approved = Approve(Reply(
            [new(AnswerPartKind.Conclusion, "可以打12329公积金热线。[1]"), new(AnswerPartKind.Details, "", ["每人每月2500元。[2]", "年满6周岁就要入学。[3]"])], "HF-308", "HF-302", "ENR-101"));

        approved.Cited().ShouldBe(["HF-308", "ENR-101"]);
        approved.Parts[1].Items.ShouldBe(["年满6周岁就要入学。[2]"]);
    }

    [Fact]
    public void A_fact_that_ends_is_checked_on_the_day_asked_for()
    {
        var reply = Reply([new(AnswerPartKind.Conclusion, "可以按季度提取。[1]")], "HF-305");

        Approve(reply, today: new DateOnly(2022, 12, 31)).Outcome.ShouldBe(TurnOutcome.Answered);
        Approve(reply, today: new DateOnly(2023, 1, 1)).Outcome.ShouldBe(TurnOutcome.NothingFound);
    }

    TurnReply Approve(TurnReply reply, DateOnly? today = null)
    {
        var message = new CitizenMessage { ConversationId = "c", TurnId = "t", Text = "在南岸租房", Channel = "test", Today = today };
        var classifiers = new QuestionClassifiers(Options.Create(new KnowledgeOptions { DataFolder = folder.Data }), NullLogger<QuestionClassifiers>.Instance);
        var reader = new QuestionReader(classifiers, Options.Create(new DialogueOptions()), new ManualClock());
        return check.Approve(reader.Read(message, new ConversationMemory(), content), reply);
    }

    TurnReply Reply(IReadOnlyList<AnswerPart> parts, params string[] facts) => new()
    {
        Outcome = TurnOutcome.Answered,
        Guide = "HF-03",
        Parts = parts,
        Asks = [new SlotQuestion("housing_type", "请问您租的是哪一类房？", [])],
        Citations =
        [
            .. facts.Select((fact, index) => new Citation
            {
                Number = index + 1,
                FactId = fact,
                Title = "租房提取",
                Statement = content.Facts.GetValueOrDefault(fact)?.Statement ?? "",
                Basis = "《条例》",
                Area = "重庆市",
                Standing = CitationStanding.InForce,
            }),
        ],
    };
}
