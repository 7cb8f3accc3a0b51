using System.Diagnostics;
using Assistant.Bot.Answers;
using Assistant.Bot.Turns;
using Assistant.Retrieval;

namespace Assistant.Bot.Tests.Turns;

public sealed class PrivacyTests
{
    const string Marker = "13808880888";

    [Fact]
    public async Task No_log_record_and_no_span_holds_a_word_of_the_citizen()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans) spans.Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(entry => entry.Tags))}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var turn = await TurnUnderTest.StartAsync();

        var asked = await turn.AskAsync($"我电话{Marker}，租房提取公积金每月可以提好多钱");
        await turn.AskAsync("南岸区", asked.Memory);
        await turn.AskAsync($"我叫张三{Marker}，公租房提取要带啥子证明");
        await turn.AskAsync($"听说每月可以提{Marker}元，对吧，公积金额度是多少");
        await turn.AskAsync($"我不想活了，打{Marker}找我");
        await turn.AskAsync($"帮我查{Marker}的余额");
        await turn.AskAsync($"{Marker}");
        await turn.AskAsync(string.Concat(Enumerable.Repeat(Marker, 200)));
        await turn.AskAsync($"失业了，{Marker}", district: Marker);
        turn.Index.Find = (_, _) => throw new SearchUnavailableException("gone");
        await turn.AskAsync($"公积金{Marker}");
        turn.Index.Find = (_, _) => throw new InvalidOperationException("a fault");
        await turn.AskAsync($"公积金{Marker}");

        turn.Log.Lines.Count.ShouldBeGreaterThan(10);
        turn.Log.Lines.ShouldAllBe(line => !line.Contains(Marker, StringComparison.Ordinal));
        lock (spans)
        {
            spans.Count(span => span.StartsWith("turn ", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
            spans.ShouldAllBe(span => !span.Contains(Marker, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_turn_leaves_a_span_with_its_outcome_and_a_span_for_each_step()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnJournal.Telemetry,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans) spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var turn = await TurnUnderTest.StartAsync();

        using var own = new Activity("test").Start();
        await turn.AskAsync("没有住房可不可以提取公积金");

        lock (spans)
        {
            var ours = spans.Where(span => span.TraceId == own.TraceId).ToArray();
            ours.Select(span => span.OperationName).ShouldBe(["understand", "urgent", "repair", "guard", "split", "search", "decide", "answer", "check", "person", "turn"]);
            ours[^1].GetTagItem("turn.outcome").ShouldBe(nameof(TurnOutcome.Answered));
            ours[^1].GetTagItem("turn.guide").ShouldBe("HF-03");
        }
    }

    [Fact]
    public async Task A_citizens_number_is_not_repeated_in_the_answer()
    {
        await using var turn = await TurnUnderTest.StartAsync();

        var reply = await turn.AskAsync($"我电话{Marker}，没有住房可不可以提取公积金");

        PlainAnswer.Of(reply).ShouldNotContain(Marker);
    }
}
