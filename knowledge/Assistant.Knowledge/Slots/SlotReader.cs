using Assistant.Knowledge.Places;
using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Reads slot values out of a message. Immutable and thread-safe; any string is safe and the time grows with its length. Read it in the
/// order of its method: phrases, quantities, district, then what we asked for, then one value per slot.
/// </summary>
public sealed class SlotReader
{
    readonly Slot[] slots;
    readonly NearWords[] measured;
    readonly (Slot Slot, ChoiceReading Phrases)[] phrases;
    readonly Assignment assignment;
    readonly DistrictReading districts;
    readonly ShortAnswers shortAnswers;
    readonly CueIndex cues;
    readonly string[] nearWords;

    readonly Dictionary<string, SlotReader> alone;

    public SlotReader(IEnumerable<Slot> slots, DistrictMap places)
        : this(slots, new DistrictReading(places))
    {
    }

    SlotReader(IEnumerable<Slot> slots, DistrictReading districts)
    {
        this.districts = districts;
        this.slots = [.. slots];
        measured = [.. this.slots.Where(slot => slot.Kind is not (SlotKind.Choice or SlotKind.District or SlotKind.Text)).Select(slot => new NearWords(slot))];
        phrases = [.. this.slots.Where(slot => slot.Values.Count + slot.Says.Count > 0).Select(slot => (slot, new ChoiceReading(slot)))];
        cues = new(phrases.SelectMany(entry => entry.Phrases.Cues));
        shortAnswers = new(this.slots);
        assignment = new(measured);
        alone = this.slots.Where(slot => slot.Says.Count > 0).ToDictionary(slot => slot.Id, slot => new SlotReader([slot with { Says = [] }], districts));
        nearWords = [.. this.slots.SelectMany(slot => slot.Near).Select(QuestionText.Normalise).Where(word => word.Length > 1).Distinct().OrderByDescending(word => word.Length)];
    }

    /// <summary>
    /// Values, problems, corrections and alternatives in a message as the citizen meant it (after <see cref="Lexicon.Correct"/>), with the id of
    /// the slot we asked for last, or null, and what the conversation is about.
    /// </summary>
    public SlotReading Read(string text, DateOnly today, string? asked = null, SlotsInPlay? play = null) =>
        Read(text, today, Array.Find(slots, slot => slot.Id == asked), play ?? SlotsInPlay.All, mayBeReply: true);

    SlotReading Read(string text, DateOnly today, Slot? asked, SlotsInPlay play, bool mayBeReply)
    {
        var reading = ReadingText.Of(text);
        if (reading.Folded.Length == 0) return SlotReading.Nothing;

        var normalised = QuestionText.Normalise(text);
        if (mayBeReply && asked is not null && BareAnswer.Find(asked, normalised) is { } reply && ReadReply(asked, reply, reading, today, play) is { } answer) return answer;

        var clauses = ClauseSplitter.Split(reading);
        var correctedFrom = Correction.EndIn(reading.Folded);
        var mentions = clauses.Count == 0 ? [] : QuantityScan.Scan(reading.Folded, today);

        var claims = new List<Claim>();
        var possible = cues.Possible(normalised);
        foreach (var (slot, phrase) in phrases.Where(entry => entry.Slot == asked || play.Reads(entry.Slot)))
            claims.AddRange(phrase.Read(reading, normalised, slot == asked, possible, value => ReadAnswer(slot, value, today)));
        claims.AddRange([.. shortAnswers.Read(reading, clauses, asked, play).Where(word => !claims.Exists(claim => claim.Slot == word.Slot && claim.Start < word.End && claim.End > word.Start))]);
        claims.AddRange([.. shortAnswers.Among(reading, clauses, asked, play).Where(word => !claims.Exists(claim => claim.Slot == word.Slot))]);
        foreach (var claim in assignment.Assign(reading, clauses, mentions, correctedFrom, today, asked?.Id, play))
            if (!claims.Exists(phrase => phrase.Slot == claim.Slot && phrase.Start <= claim.Start && phrase.End >= claim.End)) claims.Add(claim);
        claims.RemoveAll(claim => Bystander.IsMeant(reading.Folded, claim.Start));
        foreach (var slot in slots.Where(slot => slot.Kind == SlotKind.District))
        {
            // A place that answers the question for the household register is not where the matter is dealt with.
            foreach (var place in districts.Read(slot, reading, correctedFrom, today))
                if (!claims.Exists(claim => claim.Slot == asked && claim.Start <= place.Start && claim.End >= place.End)) claims.Add(place);
        }

        if (asked is not null && !claims.Exists(claim => claim.Slot == asked)) claims.AddRange(Other(asked, reading, mentions, claims, correctedFrom));

        var resolved = new Resolution(reading.Folded, correctedFrom).Resolve(claims);
        return resolved with
        {
            AnswersOnly = AnswersOnlyCheck.AnswersOnly(reading.Folded, clauses, [.. claims.Select(claim => (claim.Start, claim.End))], nearWords),
        };
    }

    /// <summary>Value of a phrase or quick reply as if it had been typed in answer to the slot's question.</summary>
    internal TypedMention ReadAnswer(Slot slot, string answer, DateOnly today)
    {
        var reader = alone[slot.Id];
        var reading = reader.Read(answer, today, reader.slots[0], SlotsInPlay.All, mayBeReply: false);
        return new(reading.Values.GetValueOrDefault(slot.Id), reading.Problems.FirstOrDefault(problem => problem.Slot == slot.Id)?.Kind);
    }

    SlotReading? ReadReply(Slot slot, IReadOnlyList<string> meant, ReadingText reading, DateOnly today, SlotsInPlay play)
    {
        var said = reading.Said(0, reading.Folded.Length);
        if (slot.Values.Any(value => value.Value == meant[0]))
            return new() { Values = new Dictionary<string, SlotValue> { [slot.Id] = new ChoiceValue(said, meant) }, AnswersOnly = true };
        var read = Read(meant[0], today, slot, play, mayBeReply: false);
        return read.Values.ContainsKey(slot.Id) ? read with { AnswersOnly = true } : null;
    }

    /// <summary>What is left to say of the slot we asked for: a name, or that what came back cannot be typed.</summary>
    static IEnumerable<Claim> Other(Slot asked, ReadingText reading, IReadOnlyList<Mention> mentions, List<Claim> claims, int correctedFrom)
    {
        var text = reading.Folded;
        if (OwnCase.IsQuestion(text)) yield break;
        if (asked is { Kind: SlotKind.Count or SlotKind.Months, Least: 0 } && BareAnswer.IsNothing(text))
        {
            var said = reading.Said(0, text.Length);
            yield return new(asked, new NumberValue(said, 0, 0), null, said, 0, text.Length);
        }
        else if (asked.Kind == SlotKind.Text)
        {
            const int longestName = 30;
            var start = correctedFrom > 0 && correctedFrom < text.Length ? correctedFrom : 0;
            var said = BareAnswer.Stripped(reading.Said(start, text.Length));
            if (text.Length - start <= longestName && said.Length > 1 && NotAValue.BlankOut(text, []) == text) yield return new(asked, new TextValue(said), null, said, start, text.Length);
        }
        else if (asked.Kind is not (SlotKind.Choice or SlotKind.District)
            && mentions.FirstOrDefault(mention => !claims.Exists(claim => claim.Start < mention.End && claim.End > mention.Start)) is { } unread)
            yield return new(asked, null, SlotProblemKind.NotRead, unread.SaidInstead ?? reading.Said(unread.Start, unread.End), unread.Start, unread.End);
    }
}
