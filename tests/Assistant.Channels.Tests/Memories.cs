using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Knowledge.Slots;

namespace Assistant.Channels.Tests;

static class Memories
{
    static readonly DateTimeOffset Said = new(2026, 11, 20, 1, 0, 0, 123, 456, TimeSpan.Zero);

    public static ConversationMemory InYuzhong { get; } =
        new() { Slots = new Dictionary<string, RememberedSlot> { ["district"] = new(new ChoiceValue("渝中区", ["500103"]), Said) } };

    /// <summary>Holds something of every kind.</summary>
    public static ConversationMemory Full { get; } = new()
    {
        Slots = new Dictionary<string, RememberedSlot>
        {
            ["district"] = new(new ChoiceValue("渝中区", ["500103"]), Said),
            ["housing_type"] = new(new ChoiceValue("公租房或者廉租房", ["公租房", "廉租房"]), Said),
            ["months_paid"] = new(new NumberValue("三年多", 36, 47), Said),
            ["share"] = new(new NumberValue("12%", 0.12m, 0.12m), Said),
            ["birth"] = new(new DateValue("21年9月", new DateOnly(2021, 9, 1), new DateOnly(2021, 9, 30)), Said),
            ["school"] = new(new TextValue("人民小学“南校区”"), Said),
        },
        Topics =
        [
            new Topic { Guide = "ENR-01", Rule = "enrolment-age", Question = "能不能读一年级", OpenSlot = "birth" },
            new Topic { Guide = "HF-03", Question = "租房提取公积金每月可以提好多钱" },
        ],
        Asked = new AskedSlot("birth", 2),
        Skipped = ["income"],
        Last = new LastAnswered("能不能读一年级", "ENR-01", "enrolment-age"),
        NotUnderstood = 1,
        Replies = 3,
    };

    /// <summary>Everything in it, to be compared: a dictionary equals only itself.</summary>
    public static string Json(this ConversationMemory memory) => JsonSerializer.Serialize(memory);
}
