using Assistant.Bot.Questions;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guarding;
using Assistant.Knowledge.Guides;

namespace Assistant.Bot.Answers;

/// <summary>Numbers facts as they are first cited and turns them into citations.</summary>
internal sealed class CitationList(Question question)
{
    readonly KnowledgeContent content = question.Content;
    readonly IReadOnlyCollection<string> areas = question.Content.Places.AreasFor(question.AnswerFor);

    readonly List<Citation> citations = [];

    public IReadOnlyList<Citation> List => citations;

    /// <summary>The mark for a fact, <c>[2]</c>. Throws for a fact that may not be cited: that would be a fault of the caller, not a case to handle.</summary>
    public string Mark(Fact fact)
    {
        if (!fact.MayBeCited) throw new InvalidOperationException($"{fact.Id} is unpublished and cannot be cited");
        var known = citations.FindIndex(citation => citation.FactId == fact.Id);
        if (known < 0)
        {
            citations.Add(Cite(fact, citations.Count + 1));
            known = citations.Count - 1;
        }

        return $"[{citations[known].Number}]";
    }

    /// <summary>True when the fact may be said to this citizen on this day.</summary>
    public bool Holds(Fact fact) => fact.MayBeCited && fact.HoldsOn(question.Today) && fact.Applies.Areas.Any(areas.Contains);

    /// <summary>A prepared text in which <c>{fact:PET-803}</c> stands for that fact's first sentence, cited; for nothing when the fact does not hold.</summary>
    public string Fill(string prepared) => GuardRule.FactMark().Replace(prepared, match =>
    {
        var fact = content.Facts[match.Groups[1].Value];
        return Holds(fact) ? fact.Lead + Mark(fact) : "";
    });

    Citation Cite(Fact fact, int number) => new()
    {
        Number = number,
        FactId = fact.Id,
        Title = content.Guides[fact.Guide].Title,
        Statement = fact.Statement,
        Basis = string.Join("；", fact.Basis.Select(Line)),
        Area = fact.Applies.Label,
        Standing = fact.SampleYear is not null ? CitationStanding.Sample
            : fact.State == ReviewState.Provisional ? CitationStanding.Provisional
            : CitationStanding.InForce,
        ValidFrom = fact.From,
        ValidTo = fact.To,
        Note = fact.Note,
    };

    /// <summary>《义务教育法》第11条（全国人大常委会，2018-12-29）</summary>
    static string Line(FactBasis basis)
    {
        var source = basis.Source;
        var number = source.Number.Length > 0 && !source.Title.Contains(source.Number, StringComparison.Ordinal) ? $"（{source.Number}）" : "";
        return $"{source.Title}{number}{basis.Article}（{source.Issuer}，{source.Date}）";
    }
}
