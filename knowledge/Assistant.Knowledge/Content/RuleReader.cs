using System.Globalization;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Rules;
using Assistant.Knowledge.Slots;
using YamlDotNet.RepresentationModel;

namespace Assistant.Knowledge.Content;

/// <summary>Reads one rule file: its versions with their expressions and texts, and its cases.</summary>
internal sealed class RuleReader(YamlReading reading, RuleReferences references)
{
    // Fewer ways of asking teach the recogniser too little to tell one rule from another.
    const int LeastAsks = 10;

    readonly HashSet<string> ownNumbers = new(StringComparer.Ordinal);
    readonly HashSet<string> used = new(StringComparer.Ordinal);

    public EligibilityRule? Read(YamlNode root)
    {
        var map = reading.Map(root, "id", "name", "decides", "topic", "guides", "applies", "answers", "asks", "cues", "only", "first", "inputs", "assume", "numbers", "versions", "cases");
        var id = map.Text("id");
        if (Path.GetFileNameWithoutExtension(reading.File) != id) reading.Report(map.At("id"), $"the file of rule '{id}' must be called {id}.yaml");
        if (map.Text("decides") is not ("eligibility" or "amount" or "months" or "date" or "route" or "text")) reading.Report(map.At("decides"), "allowed: eligibility, amount, months, date, route, text");
        foreach (var node in map.Nodes("numbers")) ReadOwnNumber(node);

        var inputs = map.Nodes("inputs").Select(ReadInput).OfType<Slot>().ToArray();
        if (inputs.Length == 0) reading.Report(map.At("inputs"), "a rule without inputs decides nothing for anybody");
        var versions = map.Nodes("versions").Select(node => ReadVersion(node, inputs)).OfType<RuleVersion>().OrderBy(version => version.From).ToArray();
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
            if (earlier.To is null || earlier.To >= later.From) reading.Report(map.At("versions"), $"two versions hold on {later.From:yyyy-MM-dd}");
        foreach (var slot in inputs.Where(slot => !used.Contains(slot.Name))) reading.Report(map.At("inputs"), $"'{slot.Name}' is asked and never used");
        if (versions.Length == 0) return null;

        var rule = new EligibilityRule
        {
            Id = id,
            Name = map.Text("name"),
            Topic = map.OptionalText("topic") is { Length: > 0 } topic ? topic : id,
            Guides = map.Texts("guides"),
            Applies = GuideReader.Applies(reading, map, references.Places, required: true),
            Answers = map.Texts("answers"),
            Asks = map.Texts("asks"),
            Cues = GuideReader.Cues(reading, map, "cues"),
            Only = GuideReader.Cues(reading, map, "only"),
            First = map.OptionalText("first") is { Length: > 0 } first ? first : null,
            Inputs = inputs,
            Assumes = ReadAssumptions(map, inputs),
            Versions = versions,
            Cases = [.. map.Nodes("cases").Select(node => ReadCase(node, inputs)).OfType<RuleCase>()],
        };
        if (rule.Guides.Count == 0) reading.Report(root, "'guides' is empty: nobody is led here");
        foreach (var guide in rule.Guides.Where(guide => !references.Guides.Contains(guide))) reading.Report(map.At("guides"), $"guide '{guide}' does not exist");
        foreach (var fact in rule.Answers.Where(fact => !references.Facts.ContainsKey(fact))) reading.Report(map.At("answers"), $"fact '{fact}' does not exist");
        if (rule.Asks.Count < LeastAsks) reading.Report(map.At("asks"), $"{rule.Asks.Count} ways of asking; the recogniser needs {LeastAsks} or more");
        return rule;
    }

    Dictionary<string, SlotValue> ReadAssumptions(YamlMap map, Slot[] inputs)
    {
        var assumed = new Dictionary<string, SlotValue>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(map["assume"]))
        {
            var name = reading.Scalar(key);
            // A number or a day has no usual value; to assume one would be a guess.
            if (inputs.FirstOrDefault(slot => slot.Name == name) is not { Kind: SlotKind.Choice } slot) reading.Report(key, $"'{name}' is no input with a list of values: only those can be assumed");
            else if (slot.Values.All(known => known.Value != reading.Scalar(value))) reading.Report(value, $"'{reading.Scalar(value)}' is no value of '{name}'");
            else assumed[name] = new ChoiceValue(reading.Scalar(value), [reading.Scalar(value)]);
        }

        return assumed;
    }

    void ReadOwnNumber(YamlNode node)
    {
        var map = reading.Map(node, "value", "why");
        ownNumbers.Add(map.Text("value"));
        map.Text("why");
    }

    Slot? ReadInput(YamlNode node)
    {
        if (references.SlotsByName.TryGetValue(reading.Scalar(node), out var slot)) return slot;
        reading.Report(node, $"there is no slot called '{reading.Scalar(node)}'");
        return null;
    }

    RuleVersion? ReadVersion(YamlNode node, Slot[] inputs)
    {
        var map = reading.Map(node, "from", "to", "facts", "let", "requires", "refused", "results");
        if (map.Date("from") is not { } from)
        {
            reading.Report(node, "'from' is missing");
            return null;
        }

        var to = map.Date("to");
        if (to < from) reading.Report(map.At("to"), "ends before it begins");
        var facts = ReadFacts(map, [], from, to);
        if (facts.Count == 0) reading.Report(node, "a version without a fact has no clause");

        var scope = new RuleScope(inputs.ToDictionary(slot => slot.Name), references.Rates, references.Places);
        var steps = map.Nodes("let").SelectMany(step => ReadSteps(step, scope, facts)).ToArray();
        var requires = map.Nodes("requires").Select(requirement => ReadRequirement(requirement, scope, facts, from, to)).OfType<RuleRequirement>().ToArray();
        var results = map.Nodes("results").Select(result => ReadResult(result, scope, facts, from, to)).OfType<RuleResult>().ToArray();
        var refused = map["refused"] is { } refusal ? ReadRefusal(refusal, scope, facts.Concat(requires.SelectMany(requirement => requirement.Facts)).ToArray()) : null;
        if (requires.Length > 0 && refused is null) reading.Report(node, "requires without 'refused': what is said when one of them fails?");
        if (results.Length == 0 || results[^1].When is not null) reading.Report(map.At("results"), "the last result needs no 'when': something must always be said");
        Use(steps.Select(step => step.Expression));
        Use(requires.Select(requirement => requirement.When));
        Use(results.Select(result => result.When).OfType<Expression>());
        Use(results.SelectMany(result => result.Result.Expressions.Concat(result.Say.Expressions).Concat(result.Also.SelectMany(also => also.Say.Expressions))));
        return new RuleVersion { From = from, To = to, Facts = facts, Steps = steps, Requires = requires, Refused = refused, Results = results };
    }

    void Use(IEnumerable<Expression> expressions) =>
        used.UnionWith(expressions.SelectMany(ExpressionWalk.Nodes).OfType<SlotReference>().Select(slot => slot.Name));

    IEnumerable<RuleStep> ReadSteps(YamlNode node, RuleScope scope, IReadOnlyList<Fact> facts)
    {
        if (node is not YamlMappingNode map)
        {
            reading.Report(node, "a step is written 'name: expression'");
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = reading.Scalar(key);
            if (Try(value, () => ExpressionReader.Read(reading.Scalar(value), scope)) is not { } expression) continue;
            CheckLiterals(value, expression, facts);
            if (Try(key, () =>
            {
                scope.Add(name, expression.Type);
                return expression;
            }) is not null) yield return new RuleStep(name, expression);
        }
    }

    RuleRequirement? ReadRequirement(YamlNode node, RuleScope scope, IReadOnlyList<Fact> ofVersion, DateOnly from, DateOnly? to)
    {
        var map = reading.Map(node, "need", "when", "facts", "change");
        var facts = ReadFacts(map, ofVersion, from, to);
        var condition = Try(map.At("when"), () => ExpressionReader.ReadCondition(map.Text("when"), scope));
        if (condition is null) return null;
        CheckLiterals(map.At("when"), condition, [.. facts, .. ofVersion]);
        var need = map.Text("need");
        CheckFigures(map.At("need"), need, [.. facts, .. ofVersion]);
        return new RuleRequirement(need, condition, facts, ReadText(map, "change", scope, [.. facts, .. ofVersion]));
    }

    RuleRefusal? ReadRefusal(YamlNode node, RuleScope scope, IReadOnlyList<Fact> facts)
    {
        var map = reading.Map(node, "say", "result");
        var result = map.OptionalText("result");
        return ReadText(map, "say", scope, facts, required: true) is { } say && Try(node, () => RuleText.Read(result.Length > 0 ? result : "不符合", scope)) is { } text ? new RuleRefusal(say, text) : null;
    }

    RuleResult? ReadResult(YamlNode node, RuleScope scope, IReadOnlyList<Fact> ofVersion, DateOnly from, DateOnly? to)
    {
        var map = reading.Map(node, "when", "result", "verdict", "say", "because", "change", "facts", "also", "fixed");
        var facts = ReadFacts(map, ofVersion, from, to);
        IReadOnlyList<Fact> known = [.. facts, .. ofVersion];
        var condition = map["when"] is { } when ? Try(when, () => ExpressionReader.ReadCondition(reading.Scalar(when), scope)) : null;
        if (condition is null && map["when"] is not null) return null;
        if (condition is not null) CheckLiterals(map.At("when"), condition, known);
        var (result, say) = (ReadText(map, "result", scope, known, required: true), ReadText(map, "say", scope, known, required: true));
        var change = ReadText(map, "change", scope, known);
        if (change is null && !map.Flag("fixed")) reading.Report(node, "what would change this result? Write 'change', or 'fixed: true' when nothing does");
        var verdict = map.OptionalText("verdict");
        if (verdict is not ("" or "符合" or "不符合")) reading.Report(map.At("verdict"), "'verdict' is 符合 or 不符合");
        if (result is null || say is null) return null;
        return new RuleResult
        {
            When = condition,
            Result = result,
            Say = say,
            Verdict = verdict,
            Because = ReadText(map, "because", scope, known),
            Change = change,
            Facts = facts,
            Also = [.. map.Nodes("also").Select(also => ReadAlso(also, scope, known, from, to)).OfType<RuleAlso>()],
        };
    }

    RuleAlso? ReadAlso(YamlNode node, RuleScope scope, IReadOnlyList<Fact> ofResult, DateOnly from, DateOnly? to)
    {
        var map = reading.Map(node, "say", "facts", "missing");
        // A further line may rest on a fact of a shorter period: where its rate has no value, `missing` is said instead.
        var facts = map["facts"] is null ? ofResult : [.. map.Texts("facts").Select(id => FindFact(map, id)).OfType<Fact>()];
        return ReadText(map, "say", scope, [.. facts, .. ofResult], required: true) is { } say ? new RuleAlso(say, map.OptionalText("missing"), facts) : null;
    }

    RuleText? ReadText(YamlMap map, string key, RuleScope scope, IReadOnlyList<Fact> facts, bool required = false)
    {
        var source = required ? map.Text(key) : map.OptionalText(key);
        if (source.Length == 0 || Try(map.At(key), () => RuleText.Read(source, scope)) is not { } text) return null;
        CheckFigures(map.At(key), text.Literal, facts);
        foreach (var expression in text.Expressions) CheckLiterals(map.At(key), expression, facts);
        return text;
    }

    IReadOnlyList<Fact> ReadFacts(YamlMap map, IReadOnlyList<Fact> otherwise, DateOnly from, DateOnly? to)
    {
        if (map["facts"] is null) return otherwise;
        var facts = map.Texts("facts").Select(id => FindFact(map, id)).OfType<Fact>().ToArray();
        foreach (var fact in facts)
            if (fact.From > from || (fact.To is { } end && (to is null || end < to)))
                reading.Report(map.At("facts"), $"fact '{fact.Id}' holds from {fact.From:yyyy-MM-dd} to {fact.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…"}, not through the whole period of this version");
        return facts;
    }

    Fact? FindFact(YamlMap map, string id)
    {
        if (!references.Facts.TryGetValue(id, out var fact)) reading.Report(map.At("facts"), $"fact '{id}' does not exist");
        else if (!fact.MayBeCited) reading.Report(map.At("facts"), $"fact '{id}' is unpublished and cannot be a clause");
        else return fact;
        return null;
    }

    /// <summary>A figure in a text must be one of the facts it rests on: that is how a threshold told wrong is found before anybody reads it.</summary>
    void CheckFigures(YamlNode at, string text, IReadOnlyList<Fact> facts)
    {
        foreach (var number in Numbers.In(text))
            if (!IsStated(number, facts)) reading.Report(at, $"'{number}' is in none of the facts {string.Join(", ", facts.Select(fact => fact.Id).Distinct())}; cite the fact, or give the reason under 'numbers'");
    }

    void CheckLiterals(YamlNode at, Expression expression, IReadOnlyList<Fact> facts)
    {
        foreach (var node in ExpressionWalk.Nodes(expression))
        {
            var (literal, isStated) = node switch
            {
                NumberLiteral { Digits: "" or "0" or "1" } => ("", true),
                NumberLiteral number => (number.Digits, IsStated(number.Digits, facts)),
                DateLiteral date => ($"{date.Value:yyyy-MM-dd}", IsStated(date.Value, facts)),
                _ => ("", true),
            };
            if (!isStated) reading.Report(at, $"'{literal}' is in none of the facts {string.Join(", ", facts.Select(fact => fact.Id).Distinct())}; cite the fact, or give the reason under 'numbers'");
        }
    }

    bool IsStated(string number, IReadOnlyList<Fact> facts) => ownNumbers.Contains(number) || facts.Any(fact => Numbers.In(fact.Statement).Contains(number));

    bool IsStated(DateOnly date, IReadOnlyList<Fact> facts)
    {
        var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var before = date.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture); // "2025-11-06起" makes 2025-11-05 a last day
        return ownNumbers.Contains(text) || facts.Any(fact => fact.Statement.Contains(text, StringComparison.Ordinal) || fact.Statement.Contains(before, StringComparison.Ordinal) || fact.From == date || fact.To == date);
    }

    RuleCase? ReadCase(YamlNode node, Slot[] inputs)
    {
        var map = reading.Map(node, "on", "given", "expect");
        if (map.Date("on") is not { } on)
        {
            reading.Report(node, "'on' is missing: on which day?");
            return null;
        }

        var given = new Dictionary<string, SlotValue>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(map["given"]))
        {
            var name = reading.Scalar(key);
            if (inputs.FirstOrDefault(slot => slot.Name == name) is not { } slot) reading.Report(key, $"'{name}' is no input of this rule");
            else if (CaseValue.Read(slot, reading.Scalar(value), on, references.Places) is { } read) given[name] = read;
            else reading.Report(value, $"'{reading.Scalar(value)}' is no value of '{name}' ({slot.Kind})");
        }

        return new RuleCase(on, given, map.Text("expect"), (int)node.Start.Line);
    }

    /// <summary>The entries of a map whose keys are names of slots; none where nothing is written.</summary>
    IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlNode? node)
    {
        switch (node)
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlMappingNode map:
                return map.Children;
            default:
                reading.Report(node, "expected a map");
                return [];
        }
    }

    T? Try<T>(YamlNode at, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException failure)
        {
            reading.Report(at, failure.Message);
            return null;
        }
    }
}
