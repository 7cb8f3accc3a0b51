using System.Text.RegularExpressions;
using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Bot.Turns;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Knowledge.Places;

namespace Assistant.Bot.Answers;

/// <summary>
/// Composes an answer from published facts in their own words; no model, nothing invented. In the order a citizen reads: the direct
/// sentence, what follows from what was said, what to do, what is still to be confirmed, and the one question the next answer depends on.
/// </summary>
public sealed partial class QuotedAnswer(SlotAsking asking)
{
    // One sentence each is what a phone screen holds before scrolling becomes reading.
    const int MostFacts = 6;

    // The best facts of the guide are said however far they fall behind the first: the first is the right one four times in five.
    const int LeastFacts = 3;

    // A further fact is part of the answer when it fits the question somewhat like the best one …
    const double NearEnough = 0.18;

    // … and a fact of another guide only when it fits about as well.
    const double NearEnoughElsewhere = 0.6;

    // A rule goes before an example only when it fits nearly as well.
    const double NearlyAsWell = 0.8;

    // What cannot be said leads the answer only when no published fact reaches this share of its score.
    const double MuchBetter = 0.85;

    // What fits a button on a phone.
    internal const int LongestFollowUp = 16;

    // Below this share of the question's weight a passage shares little more than everyday words with it.
    const double LeastCoverage = 0.08;

    // When neither the best fact covers half of the question nor the classifier knows the guide, the answer is called what it is: the closest.
    const double SurelyCovered = 0.45;
    const double SurelyRouted = 0.4;

    // A long story shares little with any one passage; it is ours all the same when all of it together sounds like a guide.
    const double LeastLikelihood = 0.3;

    /// <summary>The reply for these findings; <see cref="TurnOutcome.Refused"/> when the question is not about our four matters.</summary>
    public TurnReply Write(Question question, FactFindings findings)
    {
        var content = question.Content;
        var isOurs = question.Domains.Count > 0;
        if (findings.Guide is not { } guide || (findings.Coverage < LeastCoverage && findings.Likelihood < LeastLikelihood))
            return isOurs || question.Memory.Topic is not null ? NothingFound(question, null) : OutOfScope(question);

        var chosen = Choose(question, findings, guide);
        if (chosen.Count == 0 && chosen.Instead.Count == 0) return NothingFound(question, guide);

        var citations = new CitationList(question);
        var parts = new List<AnswerPart>();
        var conclusion = Conclusion(question, chosen, citations);
        parts.Add(conclusion);
        if (Situation(question) is { } situation) parts.Add(situation);
        if (Details(question, chosen, conclusion.Text, citations) is { } details) parts.Add(details);
        SlotQuestion[] asks = NextQuestion(question, chosen) is { } next ? [next] : [];
        if (ToConfirm(question, guide, chosen, citations, asks) is { } confirm) parts.Add(confirm);
        if (asks.Length > 0) parts.Add(new AnswerPart(AnswerPartKind.Ask, asks[0].Question));

        var districtDecides = asks.Any(ask => ask.Slot == "district") && chosen.Facts.Take(1).Any(fact => fact.Needs.Contains("district") || fact.Applies.IsLocal);
        return new TurnReply
        {
            Outcome = chosen.Instead.Count > 0 || chosen.Uncertain || districtDecides ? TurnOutcome.PartlyAnswered : TurnOutcome.Answered,
            Reason = chosen.Instead.Count > 0 ? "not-published" : chosen.Uncertain ? "closest-only" : districtDecides ? "district-unknown" : "",
            Guide = guide.Id,
            Parts = parts,
            Citations = citations.List,
            Asks = asks,
            FollowUps = FollowUps(question, guide, chosen),
        };
    }

    static Selection Choose(Question question, FactFindings findings, ServiceGuide guide)
    {
        var content = question.Content;
        if (findings.Facts.Count == 0) return new Selection([.. Overview(question, guide)], [], SilenceLeads: false, Uncertain: false);

        var best = findings.Facts[0].Score;
        var bestHere = findings.Facts.FirstOrDefault(found => found.Fact.Guide == guide.Id)?.Score ?? best;
        var near = findings.Facts.Where(found => found.Fact.Guide == guide.Id ? found.Score >= bestHere * NearEnough : found.Score >= best * NearEnoughElsewhere).ToArray();
        var facts = near.Select(found => found.Fact).Where(fact => fact.MayBeCited).ToList();
        facts.AddRange(findings.Facts.Select(found => found.Fact).Where(fact => fact.Guide == guide.Id && fact.MayBeCited && !facts.Contains(fact))
            .Take(Math.Max(0, LeastFacts - facts.Count)).ToArray());
        if (findings.IsGeneral) facts = [.. Overview(question, guide).Concat(facts).Distinct().OrderByDescending(fact => question.AsksFor.Contains(fact.Kind) && facts.Contains(fact))];

        PutRuleBeforeExample(facts, near, best);

        // An unpublished fact is spoken of only when it is what was asked. It leads when no published fact fits nearly as well.
        var silent = near.FirstOrDefault(found => !found.Fact.MayBeCited && found.Score >= best * 0.85);
        var bestSaid = near.FirstOrDefault(found => found.Fact.MayBeCited)?.Score ?? 0;
        var uncertain = !findings.IsGeneral && findings.Likelihood < SurelyRouted && findings.Facts[0].Coverage < SurelyCovered;
        return new Selection([.. facts.Take(MostFacts)], silent is null ? [] : [silent.Fact], silent is not null && bestSaid < silent.Score * MuchBetter, uncertain);
    }

    /// <summary>A rule that fits nearly as well comes before one year's or one district's example, and before another district's when ours is unknown.</summary>
    static void PutRuleBeforeExample(List<Fact> facts, FoundFact[] near, double best)
    {
        if (facts.Count == 0 || !IsExample(facts[0])) return;
        var rule = facts.FindIndex(fact => !IsExample(fact));
        if (rule < 0 || near.FirstOrDefault(found => found.Fact.Id == facts[rule].Id) is not { } found || found.Score < best * NearlyAsWell) return;
        (facts[0], facts[rule]) = (facts[rule], facts[0]);

        static bool IsExample(Fact fact) => fact.SampleYear is not null;
    }

    static IEnumerable<Fact> Overview(Question question, ServiceGuide guide)
    {
        var areas = question.Content.Places.AreasFor(question.AnswerFor);
        return guide.Overview.Select(id => question.Content.Facts[id])
            .Where(fact => fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains));
    }

    static AnswerPart Conclusion(Question question, Selection chosen, CitationList citations)
    {
        var content = question.Content;
        // What cannot be said yet comes first and alone; the facts beside it follow as a list.
        if (chosen.Instead is [var silent, ..] && (chosen.SilenceLeads || chosen.Count == 0)) return new AnswerPart(AnswerPartKind.Conclusion, citations.Fill(silent.Instead));

        var fact = chosen.Facts[0];
        var mark = citations.Mark(fact);
        var premise = DoubtfulClaim(question, chosen) is { } claim
            ? content.Wording[WordingKeys.Premise].Replace("{claim}", claim, StringComparison.Ordinal)
            : "";
        var example = premise.Length == 0 && question.Districts.Count == 0 && fact.Applies.IsLocal && !content.Places.Areas.ContainsKey(fact.Applies.Label)
            ? content.Wording[WordingKeys.OnlyExample].Replace("{area}", fact.Applies.Label, StringComparison.Ordinal)
            : chosen.Uncertain && premise.Length == 0 ? content.Wording[WordingKeys.Closest]
            : WhoseRule(question, fact);
        // "不能" is said for the usual case and to whoever asked yes or no. Whoever gives a birthday or an age has a case of their own, and a yes
        // or no may be wrong for it: then the rule speaks, not its summary.
        var mayAnswerYesOrNo = AsksYesOrNo(question) && !OwnCase().IsMatch(question.Key);
        var sentence = mayAnswerYesOrNo || !YesOrNo().IsMatch(fact.Lead) ? fact.Lead : FirstSentence(fact.Statement);
        return new AnswerPart(AnswerPartKind.Conclusion, $"{premise}{example}{Sentence(sentence)}{mark}");
    }

    internal static bool AsksYesOrNo(Question question) => YesOrNoQuestion().IsMatch(question.Key);

    /// <summary>What follows from what the citizen said: here, who is in charge when the place they named no longer exists.</summary>
    static AnswerPart? Situation(Question question)
    {
        var wording = question.Content.Wording;
        if (question.Places.OldName is not { } old) return null;
        if (question.Places.TownNeeded)
            return new AnswerPart(
                AnswerPartKind.Situation,
                wording[WordingKeys.OldDistrictSplit].Replace("{old}", old.Name, StringComparison.Ordinal).Replace("{parts}", WhoTookOver(question, old), StringComparison.Ordinal));
        return question.District is not { } now || now.Id == old.Id
            ? null
            : new AnswerPart(
                AnswerPartKind.Situation,
                wording[WordingKeys.OldDistrict].Replace("{old}", old.Name, StringComparison.Ordinal).Replace("{new}", now.Name, StringComparison.Ordinal));
    }

    /// <summary>大湾、统景归北碚区，其余归两江新区</summary>
    static string WhoTookOver(Question question, District old) =>
        string.Join("，", old.Successors.OrderByDescending(successor => successor.Towns.Count)
            .Select(successor => $"{(successor.Towns.Count > 0 ? string.Join("、", successor.Towns) : "其余")}归{question.Content.Places.Find(successor.DistrictId)?.Name}"));

    static AnswerPart? Details(Question question, Selection chosen, string said, CitationList citations)
    {
        if (chosen.Count == 0) return null;

        var first = chosen.Facts[0];
        var items = new List<string>();
        var unsaid = Unsaid(said, first);
        if (chosen.SilenceLeads && unsaid.Length == 0) unsaid = first.Lead;
        if (unsaid.Length > 0) items.Add((chosen.SilenceLeads ? WhoseRule(question, first) : "") + Sentence(unsaid) + citations.Mark(first));
        for (var index = 1; index < chosen.Facts.Count; index++)
        {
            var fact = chosen.Facts[index];
            // By their first sentence: the citation holds the whole fact.
            items.Add(WhoseRule(question, fact) + Brief(fact) + citations.Mark(fact));
        }

        return items.Count == 0 ? null : new AnswerPart(AnswerPartKind.Details, "", items);
    }

    static AnswerPart? ToConfirm(Question question, ServiceGuide guide, Selection chosen, CitationList citations, IReadOnlyList<SlotQuestion> asks)
    {
        var content = question.Content;
        var sentences = new List<string>();
        var items = new List<string>();
        if (chosen.Facts.Any(fact => fact.State == ReviewState.Provisional))
        {
            sentences.Add(content.Wording[WordingKeys.Provisional].Replace("{authority}", guide.Authority, StringComparison.Ordinal));
            if (guide.Confirm.Select(id => content.Facts[id]).FirstOrDefault(citations.Holds) is { } where && !chosen.Facts.Contains(where))
                items.Add($"{content.Wording[WordingKeys.ConfirmAt]}{Brief(where)}{citations.Mark(where)}");
        }

        if (chosen.Instead is [var silent, ..] && !chosen.SilenceLeads && chosen.Count > 0) items.Add(citations.Fill(silent.Instead));
        if (chosen.Facts.Any(fact => fact.SampleYear is not null)) sentences.Add(content.Wording[WordingKeys.Sample]);
        if (question.AnsweredSlot == "district" && question.Districts.Count == 0) sentences.Add(content.Wording[WordingKeys.DistrictElsewhere]);
        else if (asks.Any(ask => ask.Slot == "district")) sentences.Add(content.Wording[WordingKeys.DistrictUnknown]);
        else if (question.District is { } district && chosen.Facts.Any(fact => fact.Needs.Contains("district")) && !chosen.Facts.Any(fact => fact.Applies.IsLocal))
            sentences.Add(content.Wording[WordingKeys.DistrictWithoutRule].Replace("{district}", district.Name, StringComparison.Ordinal));
        return sentences.Count + items.Count == 0 ? null : new AnswerPart(AnswerPartKind.ToConfirm, string.Concat(sentences), items);
    }

    /// <summary>The one thing the first fact depends on and nobody has said yet, the district before all.</summary>
    SlotQuestion? NextQuestion(Question question, Selection chosen)
    {
        var content = question.Content;
        if (question.Places.TownNeeded && (content.Slots.GetValueOrDefault("street") ?? content.Slots.GetValueOrDefault("district")) is { } street && !question.Memory.Skipped.Contains(street.Id))
            return asking.Ask(question, street);

        // Where districts decide, the district comes first, whichever of the facts depends on it; an example of one district answers nobody
        // for certain until we know whose it is.
        var district = chosen.Facts.Take(LeastFacts).Any(fact => fact.Needs.Contains("district")) || chosen.Facts.Take(1).Any(fact => fact.Applies.IsLocal) ? ["district"] : Array.Empty<string>();
        var open = district.Concat(chosen.Facts.Take(1).Concat(chosen.Instead).SelectMany(fact => fact.Needs))
            .FirstOrDefault(id => id != question.AnsweredSlot && !question.Knows(id) && content.Slots.TryGetValue(id, out var slot) && (id == "district" || !slot.IsStatedIn(question.Key)));
        return open is null ? null : asking.Ask(question, content.Slots[open]);
    }

    static IReadOnlyList<string> FollowUps(Question question, ServiceGuide guide, Selection chosen)
    {
        var kinds = chosen.Facts.Select(fact => fact.Kind).ToHashSet();
        return
        [
            .. guide.Facts.Where(fact => fact.MayBeCited && fact.HoldsOn(question.Today) && !fact.Applies.IsLocal && fact.Asks.Count > 0
                    && fact.Kind is FactKind.Materials or FactKind.Steps or FactKind.TimeLimits or FactKind.Channels or FactKind.Amounts && kinds.Add(fact.Kind))
                .Select(fact => fact.Asks.FirstOrDefault(ask => ask.Length <= LongestFollowUp && !question.Content.Lexicon.IsDialect(ask))).OfType<string>().Take(2),
            .. guide.Related.Select(related => question.Content.Guides[related].Asks.FirstOrDefault(ask => ask.Length <= LongestFollowUp && !question.Content.Lexicon.IsDialect(ask)))
                .OfType<string>().Take(1),
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
        foreach (Match figure in Figure().Matches(Numbers.WithoutThousandsCommas(question.Key)))
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

    /// <summary>What the conclusion leaves unsaid of a fact's statement; empty when that is not worth a second line.</summary>
    static string Unsaid(string said, Fact fact)
    {
        var first = FirstSentence(fact.Statement);
        if (said.Contains(first, StringComparison.Ordinal)) return fact.Statement[first.Length..];
        return fact.Statement.Length <= fact.Lead.Length + 6 ? "" : fact.Statement;
    }

    /// <summary>The district a rule is of, said before it unless the rule says so itself: it must not pass for the city's.</summary>
    static string WhoseRule(Question question, Fact fact) =>
        !fact.Applies.IsLocal || question.Content.Places.Areas.ContainsKey(fact.Applies.Label) || fact.Applies.Label.Split('、').Any(name => Brief(fact).Contains(name.TrimEnd('区', '县'), StringComparison.Ordinal))
            ? ""
            : question.Content.Wording[WordingKeys.LocalRule].Replace("{area}", fact.Applies.Label, StringComparison.Ordinal);

    /// <summary>A fact in one sentence, outside the question its lead answers: a "能" or "可以" would answer something nobody asked here.</summary>
    internal static string Brief(Fact fact) => Sentence(YesOrNo().IsMatch(fact.Lead) ? FirstSentence(fact.Statement) : fact.Lead);

    static string FirstSentence(string text) => text.IndexOf('。') is > 0 and var end ? text[..(end + 1)] : text;

    internal static string Sentence(string text) => text.Length > 0 && "。！？；".Contains(text[^1]) ? text : text + "。";

    /// <summary>Facts to say, best first, and unpublished ones to be silent about in words: in the first sentence, or among what is to be confirmed.</summary>
    sealed record Selection(IReadOnlyList<Fact> Facts, IReadOnlyList<Fact> Instead, bool SilenceLeads, bool Uncertain)
    {
        public int Count => Facts.Count;
    }

    [GeneratedRegex("对吧|对不对|对嘛|是吧|是不是|是真的|真的吗|没错|听说|听人说|说是|网上说|有人说|都说|据说|不是说|传言|确认|还是不是|是否")]
    private static partial Regex Confirmation();

    /// <summary>能不能, 可以吗, 得行不 …: a question a yes or no answers.</summary>
    [GeneratedRegex("(.)[不没]\\1|吗|[行得可以能要会是有对到成办收给算]不|[^么]嘛|没得|没有[?？]|[不没][?？。]?$|是否|真的|听说|还来得及|还能|还可以")]
    private static partial Regex YesOrNoQuestion();

    /// <summary>A birthday or an age.</summary>
    [GeneratedRegex(@"\d+月\d+[日号]|[月年][一二三四五六七八九十]+[日号]|\d岁|[一二三四五六七八九十两]岁|出生|生的|生日")]
    private static partial Regex OwnCase();

    [GeneratedRegex("^(一般|通常|原则上|多半)?(能|可以|不能|不可以|不行|行|不一定|看情况|可能|不用|要|不要|会|不会|是|不是|算|不算|有|没有|得行|来得及|来不及|够|不够|对|不对|收|不收|给|不给|作数|不作数|报得起|查得到)")]
    private static partial Regex YesOrNo();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*(万元?|块钱?|元|%|个工作日|天|个月|倍|次)")]
    private static partial Regex Figure();
}
