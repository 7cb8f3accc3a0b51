using System.Text.Json;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Activities;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.Tests.DirectLine;

public sealed class ActivityRendererTests
{
    static readonly TurnReply SchoolAnswer = new()
    {
        Outcome = TurnOutcome.AskedBack,
        Reason = "district-unknown",
        Parts =
        [
            new(AnswerPartKind.Conclusion, "能，按现在的口径2027年秋季可以入学[1][2]。"),
            new(AnswerPartKind.Situation, "您的孩子2026年9月3日满6周岁[1]。"),
            new(AnswerPartKind.Details, "先准备材料：", ["户口簿（原件）", "房产证 或 租房备案[2]"]),
            new(AnswerPartKind.ToConfirm, "您的孩子在哪个区县读书？"),
        ],
        Citations =
        [
            new()
            {
                Number = 1, FactId = "JY-01-1", Title = "小学入学年龄", Statement = "当年8月31日（含）前满6周岁。",
                Basis = "《重庆市义务教育条例》第十二条，2023年", Area = "重庆市", Standing = CitationStanding.InForce,
                ValidFrom = new DateOnly(2023, 9, 1),
            },
            new()
            {
                Number = 2, FactId = "JY-01-2", Title = "2025年招生\"口径\"", Statement = "各区县*自行*公布。",
                Basis = "市教委2025年招生通知（转载）", Area = "重庆市", Standing = CitationStanding.Provisional,
                ValidFrom = new DateOnly(2025, 5, 1), ValidTo = new DateOnly(2026, 12, 31), Note = "2025年口径",
            },
        ],
        Asks = [new SlotQuestion("district", "哪个区县？", ["渝中区", "南岸区"]), new SlotQuestion("hukou", "户口？", ["本市"])],
        FollowUps = ["要准备哪些材料？", "转人工", "渝中区"],
        AsOf = new DateOnly(2026, 11, 20),
    };

    [Fact]
    public void An_answer_is_set_in_its_parts_with_the_label_last()
    {
        Render(SchoolAnswer).GetProperty("text").GetString().ShouldBe(
            """
            **能，按现在的口径2027年秋季可以入学[1] [2]。**

            **对您的情况**：您的孩子2026年9月3日满6周岁[1]。

            **具体规定**：先准备材料：

            - 户口簿（原件）
            - 房产证 或 租房备案[2]

            **还要确认**：您的孩子在哪个区县读书？

            来源说明：[2] 暂按转载口径

            截至2026年11月20日 · AI辅助生成，以主管部门公布为准

            [1]: cite:1 "小学入学年龄"
            [2]: cite:2 "2025年招生\"口径\"（暂按转载口径）"
            """);
    }

    [Fact]
    public void Citations_open_the_fact_in_full_and_carry_the_label()
    {
        var message = Render(SchoolAnswer).GetProperty("entities")[0];

        message.GetProperty("type").GetString().ShouldBe("https://schema.org/Message");
        message.GetProperty("@id").GetString().ShouldBe("");
        message.GetProperty("keywords")[0].GetString().ShouldBe("AIGeneratedContent");
        var claim = message.GetProperty("citation")[1];
        claim.GetProperty("position").GetInt32().ShouldBe(2);
        claim.GetProperty("claimInterpreter").GetProperty("slogan").GetString().ShouldBe("AI辅助生成，以主管部门公布为准");
        claim.GetProperty("appearance").GetProperty("name").GetString().ShouldBe("市教委2025年招生通知（转载）");
        claim.GetProperty("appearance").TryGetProperty("url", out _).ShouldBeFalse();
        claim.GetProperty("appearance").GetProperty("text").GetString().ShouldBe(
            """
            各区县\*自行\*公布。

            **依据**：市教委2025年招生通知（转载）

            **适用范围**：重庆市

            **有效期**：2025年5月1日至2026年12月31日

            **效力**：暂按转载口径

            **说明**：2025年口径
            """);
        message.GetProperty("citation")[0].GetProperty("appearance").GetProperty("text").GetString()!.ShouldContain("**效力**：现行");
        message.GetProperty("citation")[0].GetProperty("appearance").GetProperty("text").GetString()!.ShouldContain("2023年9月1日起");
    }

    [Fact]
    public void Both_votes_carry_the_id_of_the_reply()
    {
        var actions = Render(SchoolAnswer).GetProperty("entities")[0].GetProperty("potentialAction").EnumerateArray().ToList();

        actions.Select(action => action.GetProperty("@type").GetString()).ShouldBe(["LikeAction", "DislikeAction"]);
        actions.ShouldAllBe(action => action.GetProperty("object").GetProperty("@id").GetString() == "reply-1");
    }

    [Fact]
    public void Quick_replies_are_choices_then_questions_then_always_a_person()
    {
        var actions = Render(SchoolAnswer).GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToList();

        actions.Select(action => action.GetProperty("value").GetString()).ShouldBe(["渝中区", "南岸区", "要准备哪些材料？", "转人工"]);
        actions.ShouldAllBe(action => action.GetProperty("type").GetString() == "imBack");
    }

    [Fact]
    public void A_reply_without_anything_still_has_label_day_person_and_outcome()
    {
        var activity = Render(new TurnReply { Outcome = TurnOutcome.TookTooLong });

        activity.GetProperty("text").GetString().ShouldBe("截至2026年11月20日 · AI辅助生成，以主管部门公布为准");
        activity.GetProperty("suggestedActions").GetProperty("actions")[0].GetProperty("value").GetString().ShouldBe("转人工");
        activity.GetProperty("channelData").GetProperty("outcome").GetString().ShouldBe("TookTooLong");
        activity.GetProperty("channelData").GetProperty("turnId").GetString().ShouldBe("turn-1");
        activity.GetProperty("entities")[0].GetProperty("citation").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Shortly_after_midnight_in_Chongqing_it_is_the_new_day()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 19, 16, 30, 0, TimeSpan.Zero));
        var renderer = new ActivityRenderer(Options.Create(new DirectLineOptions()), clock);

        renderer.Render(new TurnReply { Outcome = TurnOutcome.NothingFound }, "c", "t", "r", clock.GetUtcNow()).ShouldContain("截至2026年11月20日");
    }

    [Theory]
    [InlineData("[点我](javascript:alert(1))", "\\[点我\\](javascript:alert(1))")]
    [InlineData("![x](https://evil)", "\\!\\[x\\](https://evil)")]
    [InlineData("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>")]
    [InlineData("# 标题", "\\# 标题")]
    [InlineData("- 一项", "\\- 一项")]
    [InlineData("1. 一项", "1\\. 一项")]
    [InlineData("> 引", "\\> 引")]
    [InlineData("**粗** `码` ~~删~~", "\\*\\*粗\\*\\* \\`码\\` \\~\\~删\\~\\~")]
    [InlineData("&lt;", "\\&lt;")]
    [InlineData("见[1]和[7]", "见[1]和\\[7\\]")]
    [InlineData("[1](https://evil.example)", "[1]\\(https://evil.example)")]
    [InlineData("[1]: https://evil.example", "[1]\\: https://evil.example")]
    [InlineData("[1][2]", "[1] [2]")]
    [InlineData("[1][x]", "[1]\\[x\\]")]
    [InlineData("见https://rlsbj.cq.gov.cn/zcwj_1/a-b.html。", "见https://rlsbj.cq.gov.cn/zcwj_1/a-b.html。")]
    [InlineData("一行\n二行", "一行\n\n二行")]
    [InlineData("a\u202eb\u0007c\td", "abc d")]
    public void Words_from_outside_stay_words(string text, string expected) =>
        CitizenMarkdown.Escape(text, 2).ShouldBe(expected);

    [Fact]
    public void The_label_is_the_last_visible_line_whatever_the_reply_says()
    {
        Prop.ForAll<string?, string?>((text, item) =>
            {
                var reply = SchoolAnswer with { Parts = [new(AnswerPartKind.Details, text ?? "", [item ?? ""])] };
                var lines = Render(reply).GetProperty("text").GetString()!.Split('\n');
                var label = Array.IndexOf(lines, "截至2026年11月20日 · AI辅助生成，以主管部门公布为准");
                return label >= 0 && lines[(label + 1)..].All(line => line.Length == 0 || line.StartsWith("[1]: cite:") || line.StartsWith("[2]: cite:"));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    static JsonElement Render(TurnReply reply)
    {
        var clock = new ManualClock();
        var renderer = new ActivityRenderer(Options.Create(new DirectLineOptions()), clock);
        using var document = JsonDocument.Parse(renderer.Render(reply, "conversation-1", "turn-1", "reply-1", clock.GetUtcNow()));
        return document.RootElement.Clone();
    }
}
