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

    /// <summary>Before the inputs a rule used. {inputs}</summary>
    public const string Inputs = "inputs";

    /// <summary>The rule that decided. {rule} {id}</summary>
    public const string ByRule = "by-rule";

    /// <summary>{need}</summary>
    public const string PointMet = "point-met";

    /// <summary>{need}</summary>
    public const string PointNotMet = "point-not-met";

    /// <summary>A rule that has to give 符合 first. {rule}</summary>
    public const string ProvidedThat = "provided-that";

    /// <summary>Before the clause when the citizen would not say what decides. {slot}</summary>
    public const string WithoutSlot = "without-slot";

    /// <summary>{rate} {date}</summary>
    public const string LacksRate = "lacks-rate";

    /// <summary>An input that was not said and computed with its usual value. {slot} {value}</summary>
    public const string Assumed = "assumed";

    /// <summary>{inputs}</summary>
    public const string Noted = "noted";

    /// <summary>{inputs}</summary>
    public const string Corrected = "corrected";

    /// <summary>The clause in mid-conversation. {lead}</summary>
    public const string StillByRule = "still-by-rule";

    /// <summary>Before the question when the answer was not exact enough. {said}</summary>
    public const string AskExact = "ask-exact";

    /// <summary>Before a question that is asked a second time.</summary>
    public const string AskAgain = "ask-again";

    /// <summary>{said}</summary>
    public const string ImpossibleDate = "impossible-date";

    /// <summary>{said}</summary>
    public const string InTheFuture = "in-the-future";

    /// <summary>{said}</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>{said}</summary>
    public const string Contradiction = "contradiction";

    /// <summary>{said}</summary>
    public const string NotRead = "not-read";

    /// <summary>What is said first when a message makes no sense; a question may follow.</summary>
    public const string NotUnderstood = "not-understood";

    /// <summary>The second time in a row; a person is offered.</summary>
    public const string NotUnderstoodAgain = "not-understood-again";

    /// <summary>When a slot was asked twice and not answered; a person is offered. {slot}</summary>
    public const string AskedEnough = "asked-enough";

    /// <summary>{inputs}</summary>
    public const string Remembered = "remembered";

    public const string NothingRemembered = "nothing-remembered";

    /// <summary>After another matter was answered in between. {question}</summary>
    public const string ResumeOpen = "resume-open";

    /// <summary>Begins the keys of examples of an answer, by kind of slot: <c>example-date</c>; optional.</summary>
    public const string ExampleOf = "example-";

    public static IReadOnlyList<string> All { get; } =
    [
        Empty, TooLong, OutOfScope, OtherRegion, NothingFound, NothingFoundInGuide, TookTooLong, ServiceUnavailable, InternalError, Provisional, Sample,
        DistrictUnknown, DistrictElsewhere, DistrictWithoutRule, OldDistrict, OldDistrictSplit, Premise, Person, PersonPerhaps, AskMatter, Matters, LocalRule, Closest, ConfirmAt, OnlyExample,
        Inputs, ByRule, PointMet, PointNotMet, ProvidedThat, WithoutSlot, LacksRate, Assumed, Noted, Corrected, StillByRule, AskExact, AskAgain, ImpossibleDate, InTheFuture, OutOfRange, Contradiction, NotRead, NotUnderstood, NotUnderstoodAgain, AskedEnough, Remembered, NothingRemembered, ResumeOpen,
    ];
}
