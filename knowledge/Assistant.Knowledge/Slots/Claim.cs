namespace Assistant.Knowledge.Slots;

/// <summary>
/// One place in a message that says something about a slot: a value, or what cannot be one. Supposed: not so yet, but to be computed with.
/// </summary>
internal sealed record Claim(Slot Slot, SlotValue? Value, SlotProblemKind? Problem, string Said, int Start, int End, bool IsSupposed = false);
