using Assistant.Bot.Conversations;
using Assistant.Bot.Tests.Turns;
using Assistant.Bot.Turns;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Dialogue;

/// <summary>What one citizen says never reaches another: each of two conversations goes as it goes alone, however they are mixed.</summary>
public sealed class SlotsStayApartTests : IAsyncLifetime
{
    internal static readonly string[] Messages =
    [
        "租房提取公积金每月可以提好多钱", "租房的话我们家月供上限是多少", "家庭月收入8000，月供上限是多少", "家里一个月12000，租房还贷上限", "南岸区", "我在綦江", "渝北区统景镇", "公租房", "商品房", "6000", "大概八九千", "三万一个月",
        "不对，是五千", "那收入涨到一万五呢", "几岁可以上小学", "公积金窗口在哪里", "那窗口呢", "我不想说", "跳过", "算了", "再说一遍", "忘掉我说的", "你记了我什么", "谢谢", "你好", "回到刚才的公积金", "江北区公积金额度是多少",
        "红烧肉咋个炖", "我不想活了", "????", "", "我朋友在南岸，他月收入两万", "南岸和綦江的窗口有啥不一样",
    ];

    static readonly Arbitrary<(string[] One, string[] Other, bool[] Order)> Talks =
        (from one in Gen.Elements(Messages).ArrayOf(5)
         from other in Gen.Elements(Messages).ArrayOf(5)
         from order in Gen.Elements(true, false).ArrayOf(10)
         select (one, other, order)).ToArbitrary();

    TurnUnderTest turn = null!;

    public async ValueTask InitializeAsync() => turn = await TurnUnderTest.StartAsync(WithIncomeRule());

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    [Fact]
    public void Two_conversations_in_any_order_go_as_each_goes_alone()
    {
        Prop.ForAll(Talks, talk =>
        {
            var (one, other) = (Alone(talk.One), Alone(talk.Other));
            var (mixedOne, mixedOther) = Mixed(talk.One, talk.Other, talk.Order);
            mixedOne.ShouldBe(one);
            mixedOther.ShouldBe(other);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void Many_conversations_at_once_go_as_each_goes_alone()
    {
        Prop.ForAll(Gen.Elements(Messages).ArrayOf(4).ArrayOf(8).ToArbitrary(), talks =>
            AtOnceAsync(talks).GetAwaiter().GetResult().ShouldBe(talks.Select(Alone))).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void A_message_that_states_something_changes_the_memory_it_is_said_to()
    {
        Alone(["家庭月收入8000，月供上限是多少"]).ShouldSatisfyAllConditions(
            talk => talk.ShouldContain("4000元"),
            talk => talk.ShouldContain("family_income"));
        Alone(["綦江的公积金窗口在哪里"]).ShouldContain("500110");
    }

    /// <summary>The sample content and one rule that asks for an income.</summary>
    internal static ContentFolder WithIncomeRule() => new ContentFolder()
        .Write("slots/housing-fund.yaml", """
            slots:
              - id: family_income
                name: 家庭月收入
                ask: 请问您家一个月收入多少？
                kind: money
                least: 1
                most: 1000000
                near: [月收入, 收入, 一个月, 家里]
            """)
        .Write("rules/housing-fund/HF-R01.yaml", """
            id: HF-R01
            name: 家庭月供上限
            decides: amount
            topic: 公积金月供上限
            guides: [HF-03]
            applies: chongqing
            answers: [HF-302]
            asks:
              - 租房的话我们家月供上限是多少
              - 家庭月收入8000，月供上限是多少
              - 我们俩收入一万二，月供封顶好多
              - 家里一个月12000，租房还贷上限
              - 收入一半是多少，月供最多几千
              - 月收入不高，每月还款不能超过好多
              - 老婆没上班，我月入一万一，还贷上限
              - 家庭月收入三万，月供过不过线
              - 那收入涨到一万五呢，月供上限
              - 要是我们家一个月只有七千呢，还贷上限多少
            inputs: [家庭月收入]
            cues:
              - 月供|还贷 + 上限
            numbers:
              - {value: 50, why: 测试用的规则，事实里没有这个比例}
            versions:
              - from: 2026-01-01
                facts: [HF-302]
                results:
                  - result: "{家庭月收入 * 50%:元}"
                    say: 您家每月不能超过{家庭月收入 * 50%:元}。
                    because: 不超过月收入的一半，您家月收入是{家庭月收入:元}。
                    change: 收入高了，上限跟着高。
            cases:
              - {on: 2026-11-20, given: {家庭月收入: 12000}, expect: 6000元}
              - {on: 2026-11-20, given: {}, expect: 问 家庭月收入}
            """);

    string Alone(string[] talk)
    {
        var (memory, said) = (new ConversationMemory(), new List<string>());
        foreach (var message in talk) memory = Say(message, memory, said);
        return string.Join('\n', said);
    }

    (string One, string Other) Mixed(string[] one, string[] other, bool[] order)
    {
        var (first, second) = (new Queue<string>(one), new Queue<string>(other));
        var (firstMemory, secondMemory) = (new ConversationMemory(), new ConversationMemory());
        var (firstSaid, secondSaid) = (new List<string>(), new List<string>());
        foreach (var isFirst in order.Concat(Enumerable.Repeat(true, one.Length)).Concat(Enumerable.Repeat(false, other.Length)))
        {
            if (isFirst && first.TryDequeue(out var message)) firstMemory = Say(message, firstMemory, firstSaid);
            if (!isFirst && second.TryDequeue(out message)) secondMemory = Say(message, secondMemory, secondSaid);
        }
        return (string.Join('\n', firstSaid), string.Join('\n', secondSaid));
    }

    /// <summary>Over the dispatcher and a store, as in the product: every message of every conversation is under way at the same time.</summary>
    async Task<string[]> AtOnceAsync(string[][] talks)
    {
        var store = new InMemoryConversationStore(turn.Clock);
        var said = talks.Select(_ => new List<string>()).ToArray();
        foreach (var number in Enumerable.Range(0, talks.Length))
            await store.OpenAsync(new Conversation { Id = $"c{number}", Citizen = "c", Channel = "test", StartedAt = turn.Clock.GetUtcNow() }, CancellationToken.None);
        var dispatcher = new TurnDispatcher(
            async (message, hangUp) => await turn.Get<CitizenTurn>().RunAsync(message, (await store.FindAsync(message.ConversationId, hangUp))!.Memory, hangUp),
            Options.Create(new TurnOptions()), NullLogger<TurnDispatcher>.Instance);

        for (var at = 0; at < talks.Max(talk => talk.Length); at++)
            foreach (var (number, talk) in talks.Index())
                dispatcher.TryDispatch(
                    new CitizenMessage { ConversationId = $"c{number}", TurnId = $"{number}-{at}", Text = talk[at], Channel = "test" },
                    async (reply, cancellationToken) =>
                    {
                        said[number].Add(Line(reply));
                        await store.AppendAsync($"c{number}", [], reply.Memory, cancellationToken);
                    }).ShouldBeTrue();
        await ((IHostedService)dispatcher).StopAsync(CancellationToken.None);
        return [.. said.Select(lines => string.Join('\n', lines))];
    }

    ConversationMemory Say(string message, ConversationMemory memory, List<string> said)
    {
        var reply = turn.AskAsync(message, memory).GetAwaiter().GetResult();
        said.Add(Line(reply));
        return reply.Memory;
    }

    /// <summary>All a citizen and the next turn see of a reply.</summary>
    static string Line(TurnReply reply) => string.Join(
        " | ", reply.Outcome, reply.Reason, reply.Guide, reply.Rule, reply.Result, reply.Said(), string.Join(' ', reply.Cited()), string.Join(' ', reply.Asks.Select(ask => ask.Question)),
        string.Join(' ', reply.FollowUps), reply.Handover, reply.Memory.Json());
}
