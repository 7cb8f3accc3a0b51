using System.Text.Json;
using Assistant.Bot.Conversations;
using Assistant.Knowledge.Slots;
using Assistant.TestKit;

namespace Assistant.Bot.Tests;

static class Memories
{
    /// <summary>The memory of a citizen who said where they are, on the morning every <see cref="ManualClock"/> begins.</summary>
    public static ConversationMemory In(string district) => new() { Slots = Said("district", new ChoiceValue(district, [district])) };

    public static Dictionary<string, RememberedSlot> Said(string slot, SlotValue value) => new() { [slot] = new(value, new ManualClock().GetUtcNow()) };

    /// <summary>Everything in it, to be compared: a dictionary equals only itself.</summary>
    public static string Json(this ConversationMemory memory) => JsonSerializer.Serialize(memory);
}
