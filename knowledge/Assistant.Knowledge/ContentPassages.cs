using Assistant.Knowledge.Content;
using Assistant.Knowledge.Guides;
using Assistant.Retrieval;

namespace Assistant.Knowledge;

/// <summary>
/// The passages the index holds for the content: one per fact, and one per guide for general questions. Unpublished facts are there with
/// their questions alone, so that "we cannot say this yet" is found as surely as an answer; their statements are not indexed.
/// </summary>
public static class ContentPassages
{
    /// <summary>Raised when the passages are made differently from the same content, so that an old index is rebuilt.</summary>
    const string Shape = "1";

    /// <summary>Prefix of guide passages: <c>guide:HF-03</c>.</summary>
    public const string GuidePrefix = "guide:";

    public static string IndexVersion(KnowledgeContent content) => $"{content.Version}-{Shape}";

    public static IReadOnlyList<Passage> Of(KnowledgeContent content) =>
        [.. content.Guides.Values.SelectMany(guide => guide.Facts.Select(fact => OfFact(guide, fact)).Append(OfGuide(guide)))];

    static Passage OfFact(ServiceGuide guide, Fact fact) => new()
    {
        Id = fact.Id,
        Group = guide.Id,
        Title = guide.Title,
        Text = fact.MayBeCited ? $"{fact.Lead}\n{fact.Statement}" : "",
        Questions = fact.Asks,
        Areas = fact.Applies.Areas,
        ValidFrom = fact.From,
        ValidTo = fact.To,
    };

    static Passage OfGuide(ServiceGuide guide) => new()
    {
        Id = GuidePrefix + guide.Id,
        Group = guide.Id,
        Title = guide.Title,
        Text = $"{guide.Summary}\n{string.Join('\n', guide.Names)}",
        Questions = guide.Asks,
    };
}
