using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Questions;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Slots;

namespace Assistant.Bot.Answers;

/// <summary>
/// The one question back. Never in the same words twice in a row: what is wrong with the answer that was given, or an example of one that
/// can be used, goes before it.
/// </summary>
public sealed class SlotAsking
{
    /// <summary>How often one slot is asked in a row; after that it is left open and a person offered.</summary>
    public const int MostTimes = 2;

    /// <summary>True when one more time would be too often.</summary>
    public static bool HasAskedEnough(ConversationMemory memory, string slot) => memory.Asked is { } asked && asked.Slot == slot && asked.Times >= MostTimes;

    public SlotQuestion Ask(Question question, Slot slot)
    {
        var content = question.Content;
        var before = Objection(question, slot)
            ?? (question.Given.GetValueOrDefault(slot.Id) is { IsExact: false } vague ? content.Wording[WordingKeys.AskExact].Replace("{said}", SlotWords.Show(slot, vague, content.Places), StringComparison.Ordinal) : null)
            ?? (question.Memory.Asked?.Slot == slot.Id ? content.Wording[WordingKeys.AskAgain] : "");
        var example = before.Length > 0 && content.Wording.GetValueOrDefault($"{WordingKeys.ExampleOf}{slot.Kind.ToString().ToLowerInvariant()}") is { } text ? text : "";
        return new SlotQuestion(slot.Id, before + slot.Ask + example, slot.Choices);
    }

    /// <summary>What is wrong with the answer; null when nothing is.</summary>
    static string? Objection(Question question, Slot slot)
    {
        if (question.Reading.Problems.FirstOrDefault(problem => problem.Slot == slot.Id) is not { } problem) return null;
        var key = problem.Kind switch
        {
            SlotProblemKind.ImpossibleDate => WordingKeys.ImpossibleDate,
            SlotProblemKind.InTheFuture => WordingKeys.InTheFuture,
            SlotProblemKind.OutOfRange => WordingKeys.OutOfRange,
            SlotProblemKind.Contradiction => WordingKeys.Contradiction,
            SlotProblemKind.NotRead => WordingKeys.NotRead,
        };
        return question.Content.Wording[key].Replace("{said}", problem.Said, StringComparison.Ordinal);
    }
}
