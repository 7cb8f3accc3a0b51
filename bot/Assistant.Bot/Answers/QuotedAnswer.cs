using System.Text.RegularExpressions;
using Assistant.Bot.Conversations;
using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;

namespace Assistant.Bot.Answers;

/// <summary>
/// Composes an answer from published facts in their own words; no model, nothing invented. In the order a citizen reads: the direct
/// sentence, what follows from what was said, what to do, what is still to be confirmed, and the one question the next answer depends on.
/// </summary>
public sealed partial class QuotedAnswer
{
    // Four facts are what a phone screen holds before scrolling becomes reading; two more are shown when they fit the question as well.
    const int MostFacts = 6;

    // A fact is part of the answer when it fits the question nearly as well as the best one …
    const double NearEnough = 0.5;

    // … and a fact of another guide only when it fits about as well.
    const double NearEnoughElsewhere = 0.72;

    // Below this share of the question's weight a passage shares little more than everyday words with it.
    const double LeastCoverage = 0.2;

    /// <summary>The reply for these findings; <see cref="TurnOutcome.Refused"/> when the question is not about our four matters.</summary>
    public TurnReply Write(Question question, FactFindings findings)
    {
        var content = question.Content;
        var isOurs = question.Domains.Count > 0;
        if (findings.Guide is not { } guide || findings.Coverage < (isOurs ? LeastCoverage / 2 : LeastCoverage))
            return isOurs ? NothingFound(question, null) : OutOfScope(question);

        var chosen = Choose(question, findings, guide);
        if (chosen.Count == 0 && chosen.Instead.Count == 0) return NothingFound(question, guide);

        var citations = new CitationList(content);
        var parts = new List<AnswerPart>();
        if (Conclusion(question, chosen, citations) is { } conclusion) parts.Add(conclusion);
        if (Situation(question) is { } situation) parts.Add(situation);
        if (Details(chosen, citations) is { } details) parts.Add(details);
        var asks = Asks(question, chosen);
        if (ToConfirm(question, guide, chosen, citations, asks) is { } confirm) parts.Add(confirm);

        return new TurnReply
        {
            Outcome = chosen.Instead.Count > 0 || asks.Any(ask => ask.Slot == "district") ? TurnOutcome.PartlyAnswered : TurnOutcome.Answered,
            Reason = chosen.Instead.Count > 0 ? "not-published" : asks.Any(ask => ask.Slot == "district") ? "district-unknown" : "",
            Guide = guide.Id,
            Parts = parts,
            Citations = citations.List,
            Asks = asks,
            FollowUps = FollowUps(question, guide, chosen),
            Memory = new ConversationMemory
            {
                District = question.District?.Id,
                Guide = guide.Id,
                PendingSlot = asks.Count > 0 ? asks[0].Slot : null,
                PendingQuestion = asks.Count > 0 ? question.Text : null,
            },
        };
    }

    static Selection Choose(Question question, FactFindings findings, ServiceGuide guide)
    {
        var content = question.Content;
        if (findings.Facts.Count == 0) return new Selection([.. Overview(question, guide)], []);

        var best = findings.Facts[0].Score;
        var bestHere = findings.Facts.FirstOrDefault(found => found.Fact.Guide == guide.Id)?.Score ?? best;
        var near = findings.Facts.Where(found => found.Fact.Guide == guide.Id ? found.Score >= bestHere * NearEnough : found.Score >= best * NearEnoughElsewhere).ToArray();
        var facts = near.Select(found => found.Fact).Where(fact => fact.MayBeCited).ToList();
        if (findings.IsGeneral) facts = [.. Overview(question, guide).Concat(facts).Distinct()];

        // What holds where the citizen is comes before an example from somewhere.
        if (question.Districts.Count == 0 && facts.Count > 0 && !facts[0].Applies.IsLocal is false)
        {
            var cityWide = facts.FindIndex(fact => !fact.Applies.IsLocal && fact.SampleYear is null);
            if (cityWide > 0 && near.First(found => found.Fact.Id == facts[cityWide].Id).Score >= best * NearEnoughElsewhere)
            {
                var fact = facts[cityWide];
                facts.RemoveAt(cityWide);
                facts.Insert(0, fact);
            }
        }

        // An unpublished fact is spoken of only when it is what was asked: at the very top, or beside it.
        var unpublished = near.Where(found => !found.Fact.MayBeCited && found.Score >= best * 0.85).Select(found => found.Fact).Take(1).ToArray();
        return new Selection([.. facts.Take(MostFacts)], unpublished);
    }

    static IEnumerable<Fact> Overview(Question question, ServiceGuide guide)
    {
        var areas = question.Content.Places.AreasFor(question.Districts);
        return guide.Overview.Select(id => question.Content.Facts[id])
            .Where(fact => fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains));
    }

    static AnswerPart? Conclusion(Question question, Selection chosen, CitationList citations)
    {
        var content = question.Content;
        var lead = chosen.Instead is [var silent, ..] ? citations.Fill(silent.Instead) : "";
        if (chosen.Count == 0) return new AnswerPart(AnswerPartKind.Conclusion, lead);

        var fact = chosen.Facts[0];
        var mark = citations.Mark(fact);
        var premise = lead.Length == 0 && DoubtfulClaim(question, chosen) is { } claim
            ? content.Wording[WordingKeys.Premise].Replace("{claim}", claim, StringComparison.Ordinal)
            : "";
        var example = premise.Length == 0 && question.Districts.Count == 0 && fact.Applies.IsLocal && !content.Places.Areas.ContainsKey(fact.Applies.Label)
            ? content.Wording[WordingKeys.OnlyExample].Replace("{area}", fact.Applies.Label, StringComparison.Ordinal)
            : "";
        return new AnswerPart(AnswerPartKind.Conclusion, $"{lead}{premise}{example}{Sentence(fact.Lead)}{mark}");
    }

    /// <summary>What follows from what the citizen said: here, who is in charge when the place they named no longer exists.</summary>
    static AnswerPart? Situation(Question question)
    {
        var wording = question.Content.Wording;
        if (question.Places.OldName is not { } old) return null;
        if (question.Places.TownNeeded)
            return new AnswerPart(AnswerPartKind.Situation, wording[WordingKeys.OldDistrictSplit].Replace("{old}", old.Name, StringComparison.Ordinal));
        return question.District is not { } now || now.Id == old.Id
            ? null
            : new AnswerPart(
                AnswerPartKind.Situation,
                wording[WordingKeys.OldDistrict].Replace("{old}", old.Name, StringComparison.Ordinal).Replace("{new}", now.Name, StringComparison.Ordinal));
    }

    static AnswerPart? Details(Selection chosen, CitationList citations)
    {
        if (chosen.Count == 0) return null;

        var first = chosen.Facts[0];
        var items = new List<string>();
        if (!SaysTheSame(first.Lead, first.Statement)) items.Add(Sentence(first.Statement) + citations.Mark(first));
        for (var index = 1; index < chosen.Facts.Count; index++)
        {
            var fact = chosen.Facts[index];
            // The next two in full, the rest by their first sentence: the citation holds the whole fact.
            items.Add(Sentence(index <= 2 && fact.Statement.Length <= 120 ? fact.Statement : fact.Lead) + citations.Mark(fact));
        }

        return items.Count == 0 ? null : new AnswerPart(AnswerPartKind.Details, "", items);
    }

    static AnswerPart? ToConfirm(Question question, ServiceGuide guide, Selection chosen, CitationList citations, IReadOnlyList<SlotQuestion> asks)
    {
        var content = question.Content;
        var sentences = new List<string>();
        if (chosen.Facts.Any(fact => fact.State == ReviewState.Provisional) || chosen.Instead.Count > 0)
        {
            sentences.Add(content.Wording[WordingKeys.Provisional].Replace("{authority}", guide.Authority, StringComparison.Ordinal));
            var areas = content.Places.AreasFor(question.Districts);
            if (guide.Confirm.Select(id => content.Facts[id]).FirstOrDefault(fact => fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains)) is { } where)
                sentences.Add($"确认渠道：{Sentence(where.Lead)}{citations.Mark(where)}");
        }

        if (chosen.Facts.Any(fact => fact.SampleYear is not null)) sentences.Add(content.Wording[WordingKeys.Sample]);
        if (asks.Any(ask => ask.Slot == "district")) sentences.Add(content.Wording[WordingKeys.DistrictUnknown]);
        else if (question.District is { } district && chosen.Facts.Any(fact => fact.Needs.Contains("district")) && !chosen.Facts.Any(fact => fact.Applies.IsLocal))
            sentences.Add(content.Wording[WordingKeys.DistrictWithoutRule].Replace("{district}", district.Name, StringComparison.Ordinal));
        if (asks.Count > 0) sentences.Add(asks[0].Question);
        return sentences.Count == 0 ? null : new AnswerPart(AnswerPartKind.ToConfirm, string.Concat(sentences));
    }

    /// <summary>What the first two facts depend on and the question does not say; the first is asked.</summary>
    static IReadOnlyList<SlotQuestion> Asks(Question question, Selection chosen)
    {
        var content = question.Content;
        var asks = new List<SlotQuestion>();
        foreach (var id in chosen.Facts.Take(2).Concat(chosen.Instead).SelectMany(fact => fact.Needs).Distinct())
        {
            if (id == "district" && question.Districts.Count > 0 && !question.Places.TownNeeded) continue;
            if (!content.Slots.TryGetValue(id, out var slot) || slot.IsStatedIn(question.Key)) continue;
            asks.Add(new SlotQuestion(id, slot.Ask, slot.Choices));
        }

        return asks;
    }

    static IReadOnlyList<string> FollowUps(Question question, ServiceGuide guide, Selection chosen)
    {
        var kinds = chosen.Facts.Select(fact => fact.Kind).ToHashSet();
        return
        [
            .. guide.Facts.Where(fact => fact.MayBeCited && fact.HoldsOn(question.Today) && !fact.Applies.IsLocal && fact.Asks.Count > 0
                    && fact.Kind is FactKind.Materials or FactKind.Steps or FactKind.TimeLimits or FactKind.Channels or FactKind.Amounts && kinds.Add(fact.Kind))
                .Select(fact => fact.Asks[0]).Take(2),
        ];
    }

    /// <summary>
    /// A figure the citizen asks to have confirmed ("能贷150万了，对吧") that no chosen fact contains although one states a figure of the
    /// same unit. Null when there is none.
    /// </summary>
    static string? DoubtfulClaim(Question question, Selection chosen)
    {
        if (!Confirmation().IsMatch(question.Key)) return null;
        var stated = string.Concat(chosen.Facts.Take(3).Select(fact => fact.Statement));
        foreach (Match figure in Figure().Matches(question.Text))
        {
            var (number, unit) = (figure.Groups[1].Value, figure.Groups[2].Value);
            if (!Regex.IsMatch(stated, $@"\d\s*{Regex.Escape(unit)}") || Numbers.In(stated).Contains(number)) continue;
            return figure.Value;
        }

        return null;
    }

    static TurnReply OutOfScope(Question question) => new()
    {
        Outcome = TurnOutcome.Refused,
        Reason = "out-of-scope",
        Parts = [new AnswerPart(AnswerPartKind.Conclusion, question.Content.Wording[WordingKeys.OutOfScope])],
    };

    static TurnReply NothingFound(Question question, ServiceGuide? guide) => new()
    {
        Outcome = TurnOutcome.NothingFound,
        Guide = guide?.Id,
        Parts =
        [
            new AnswerPart(AnswerPartKind.Conclusion, guide is null
                ? question.Content.Wording[WordingKeys.NothingFound]
                : question.Content.Wording[WordingKeys.NothingFoundInGuide].Replace("{guide}", guide.Title, StringComparison.Ordinal)),
        ],
        FollowUps = guide?.Asks.Take(3).ToArray() ?? [],
    };

    /// <summary>True when the lead leaves nothing of the statement unsaid that would be worth a second line.</summary>
    static bool SaysTheSame(string lead, string statement) => statement.Length <= lead.Length + 6;

    static string Sentence(string text) => text.Length > 0 && "。！？；".Contains(text[^1]) ? text : text + "。";

    /// <summary>Facts to say, best first, and unpublished ones to be silent about in words.</summary>
    sealed record Selection(IReadOnlyList<Fact> Facts, IReadOnlyList<Fact> Instead)
    {
        public int Count => Facts.Count;
    }

    [GeneratedRegex("对吧|对不对|对嘛|是吧|是不是|是真的|真的吗|没错|听说|听人说|说是|网上说|有人说|都说|据说|不是说|传言|确认|还是不是|是否")]
    private static partial Regex Confirmation();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*(万元?|块钱?|元|%|％|个工作日|天|日|个月|年|岁|倍|次)")]
    private static partial Regex Figure();
}
