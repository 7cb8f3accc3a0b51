namespace Assistant.Knowledge.Slots;

/// <summary>
/// What the conversation is about while a message is read: whose slots are read at all, and which a quantity is meant for that names none
/// ("打错了，是两万三", "84个月呢").
/// </summary>
/// <param name="Inputs">Ids of the slots of the rule under discussion, in its order.</param>
/// <param name="Known">Values already known: a correction changes one of them, and a day without its year takes the year from it.</param>
/// <param name="Domains">Names of the slot files the conversation is about; slots of others are not read, the common ones always are. Empty: all.</param>
public sealed record SlotsInPlay(IReadOnlyList<string> Inputs, IReadOnlyDictionary<string, SlotValue> Known, IReadOnlyCollection<string> Domains)
{
    const string Common = "common";

    /// <summary>All slots, none of them expected.</summary>
    public static SlotsInPlay All { get; } = new([], new Dictionary<string, SlotValue>(), []);

    internal bool Reads(Slot slot) => Domains.Count == 0 || slot.Domain is Common or "" || Domains.Contains(slot.Domain) || Inputs.Contains(slot.Id);

    internal bool Expects(Slot slot) => Inputs.Contains(slot.Id);

    /// <summary>A day without its year is in the year of what was said before.</summary>
    internal Mention WithYear(Mention mention, Slot slot)
    {
        if (!mention.LacksYear || mention.IsImpossible || Known.GetValueOrDefault(slot.Id) is not DateValue known) return mention;
        var years = known.Earliest.Year - mention.Earliest.Year;
        return mention with { Earliest = mention.Earliest.AddYears(years), Latest = mention.Latest.AddYears(years), LacksYear = false };
    }
}
