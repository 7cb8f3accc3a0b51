using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;

namespace Assistant.Bot.Dialogue;

/// <summary>What a rule said to a question; <see cref="Compared"/> when it was asked for two values at once.</summary>
public sealed record RuleFinding(Decision Decision, IReadOnlyList<(SlotValue Value, Decision Decision)> Compared)
{
    public EligibilityRule Rule => Decision.Rule;

    /// <summary>True when a result can be told.</summary>
    public bool IsDecided => Compared.Count > 0 || Decision.State == DecisionState.Decided;
}

/// <summary>Lets the rule that fits a question decide it. Null: no rule does, facts answer.</summary>
public sealed class RuleDesk(RuleChoice choice)
{
    public RuleFinding? Decide(Question question, FactFindings findings)
    {
        if (choice.Choose(question, findings) is not { } rule) return null;
        var book = question.Content.Rules;
        if (rule.Inputs.FirstOrDefault(slot => question.Reading.Alternatives.GetValueOrDefault(slot.Id) is { Count: >= 2 }) is { } compared)
        {
            var decisions = question.Reading.Alternatives[compared.Id]
                .Select(value => (value, book.Decide(rule, new Dictionary<string, SlotValue>(question.Given) { [compared.Id] = value }, question.Today))).ToArray();
            if (decisions.All(entry => entry.Item2.State == DecisionState.Decided)) return new RuleFinding(decisions[0].Item2, decisions);
            return new RuleFinding(decisions.First(entry => entry.Item2.State != DecisionState.Decided).Item2, []);
        }

        return new RuleFinding(book.Decide(rule, question.Given, question.Today), []);
    }
}
