namespace Assistant.Knowledge.Content;

/// <summary>Names of the fixed sentences in <c>wording.yaml</c>. Fields in braces are filled in; the comment names them.</summary>
public static class WordingKeys
{
    public const string Empty = "empty";

    /// <summary>{limit}</summary>
    public const string TooLong = "too-long";

    public const string OutOfScope = "out-of-scope";

    /// <summary>{region}</summary>
    public const string OtherRegion = "other-region";

    public const string NothingFound = "nothing-found";

    /// <summary>{guide}</summary>
    public const string NothingFoundInGuide = "nothing-found-in-guide";
    public const string TookTooLong = "took-too-long";
    public const string ServiceUnavailable = "service-unavailable";
    public const string InternalError = "internal-error";

    /// <summary>{authority}</summary>
    public const string Provisional = "provisional";

    public const string Sample = "sample";

    public const string DistrictUnknown = "district-unknown";

    /// <summary>When the citizen answered the question for the district without naming one.</summary>
    public const string DistrictElsewhere = "district-elsewhere";

    /// <summary>{district}</summary>
    public const string DistrictWithoutRule = "district-without-rule";

    /// <summary>{old} {new}</summary>
    public const string OldDistrict = "old-district";

    /// <summary>{old} {parts}: which towns went where.</summary>
    public const string OldDistrictSplit = "old-district-split";

    /// <summary>{claim}</summary>
    public const string Premise = "premise";

    /// <summary>{sign}</summary>
    public const string Person = "person";

    /// <summary>The offer of a person when a sign is only suspected.</summary>
    public const string PersonPerhaps = "person-perhaps";

    /// <summary>Said when a place was named and nothing else. {district}</summary>
    public const string AskMatter = "ask-matter";

    /// <summary>The matters offered then, separated by |.</summary>
    public const string Matters = "matters";

    /// <summary>Before a rule of one district among those of the city. {area}</summary>
    public const string LocalRule = "local-rule";

    /// <summary>Before a fact that is only the closest one found.</summary>
    public const string Closest = "closest";

    /// <summary>Before the fact that says where to confirm.</summary>
    public const string ConfirmAt = "confirm-at";

    /// <summary>The first sentence when only an example of one district can be given. {area}</summary>
    public const string OnlyExample = "only-example";

    public static IReadOnlyList<string> All { get; } =
    [
        Empty, TooLong, OutOfScope, OtherRegion, NothingFound, NothingFoundInGuide, TookTooLong, ServiceUnavailable, InternalError, Provisional, Sample,
        DistrictUnknown, DistrictElsewhere, DistrictWithoutRule, OldDistrict, OldDistrictSplit, Premise, Person, PersonPerhaps, AskMatter, Matters, LocalRule, Closest, ConfirmAt, OnlyExample,
    ];
}
