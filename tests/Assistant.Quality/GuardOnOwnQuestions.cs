using Assistant.Bot.Conversations;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge;
using Assistant.Tool;

namespace Assistant.Quality;

/// <summary>The guard against the content's own everyday questions: what a published fact answers must not be refused.</summary>
public sealed class GuardOnOwnQuestions(ITestOutputHelper output)
{
    // One in five hundred: asks that nobody could tell from a refusal without knowing the fact ("我的公积金还有好多钱").
    const double MostRefused = 0.002;

    [Fact]
    public async Task Hardly_a_question_a_fact_answers_is_refused()
    {
        var data = Directory.CreateTempSubdirectory("assistant-quality-");
        await using var host = await ToolHost.StartAsync(
            new Arguments(["eval", "--content", Path.Combine(EvaluationPacks.Root, "knowledge", "content"), "--data", data.FullName]), TestContext.Current.CancellationToken);
        var content = host.Get<KnowledgeBase>().Current;
        var asks = content.Facts.Values.Where(fact => fact.MayBeCited).SelectMany(fact => fact.Asks).ToArray();

        var refused = asks.Where(ask => Guarded(host, content, ask)?.Outcome == TurnOutcome.Refused).ToArray();

        foreach (var ask in refused) output.WriteLine(ask);
        ((double)refused.Length / asks.Length).ShouldBeLessThan(MostRefused);
        data.Delete(recursive: true);
    }

    static TurnReply? Guarded(ToolHost host, Knowledge.Content.KnowledgeContent content, string ask)
    {
        var message = new CitizenMessage { ConversationId = "quality", TurnId = "quality", Text = ask, Channel = "eval", Today = new DateOnly(2026, 11, 20) };
        return host.Get<QuestionGuard>().Check(host.Get<QuestionReader>().Read(message, new ConversationMemory(), content), ask);
    }
}
