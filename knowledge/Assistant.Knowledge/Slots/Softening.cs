namespace Assistant.Knowledge.Slots;

/// <summary>
/// The words around a quantity that make it more or less than itself. "不到" and "以下" begin at zero, "快" and "将近" stop one short and
/// reach three months (of years) or a tenth back, "左右" and "大概" reach a tenth and at least one either way, "以上" is open.
/// </summary>
internal static class Softening
{
    enum Sense { Exact, Under, Nearly, Small, About, AtLeast, MoreThan, AtMost, Just, Little }

    const int Reach = 8;

    // Longer before shorter.
    static readonly (string Word, Sense Sense)[] Before =
    [
        ("差不多", Sense.About), ("不超过", Sense.AtMost), ("没超过", Sense.AtMost), ("不低于", Sense.AtLeast), ("不少于", Sense.AtLeast), ("不大于", Sense.AtMost), ("还不到", Sense.Under),
        ("不到", Sense.Under), ("不足", Sense.Under), ("未满", Sense.Under), ("没满", Sense.Under), ("不满", Sense.Under), ("没到", Sense.Under), ("未到", Sense.Under),
        ("大概", Sense.About), ("大约", Sense.About), ("约摸", Sense.About), ("大致", Sense.About), ("估计", Sense.About), ("约", Sense.About),
        ("将近", Sense.Nearly), ("接近", Sense.Nearly), ("马上", Sense.Nearly), ("即将", Sense.Nearly), ("快要", Sense.Nearly), ("将满", Sense.Nearly), ("快", Sense.Nearly), ("近", Sense.Nearly),
        ("超过", Sense.MoreThan), ("大于", Sense.MoreThan), ("多于", Sense.MoreThan), ("不止", Sense.MoreThan), ("高于", Sense.MoreThan),
        ("至少", Sense.AtLeast), ("起码", Sense.AtLeast), ("最少", Sense.AtLeast),
        ("最多", Sense.AtMost), ("顶多", Sense.AtMost), ("至多", Sense.AtMost), ("少于", Sense.Under), ("低于", Sense.Under), ("小于", Sense.Under),
        ("刚刚满", Sense.Just), ("刚满", Sense.Just), ("才满", Sense.Just), ("刚", Sense.Just), ("小", Sense.Small), ("整整", Sense.Exact), ("正好", Sense.Exact), ("刚好", Sense.Exact), ("足足", Sense.Exact),
    ];

    static readonly string[] Fillers = ["已经", "一共", "总共", "连续", "有", "是", "了", "满", "交", "缴", "存", "才", "就", "也", "过", "干", "做", "住", "个", "要", "贷", "欠", "到"];

    static readonly (string Word, Sense Sense)[] After =
    [
        ("及以上", Sense.AtLeast), ("或以上", Sense.AtLeast), ("以上", Sense.AtLeast), ("往上", Sense.AtLeast), ("打底", Sense.AtLeast), ("起步", Sense.AtLeast),
        ("及以下", Sense.AtMost), ("以下", Sense.AtMost), ("以内", Sense.AtMost), ("之内", Sense.AtMost), ("不到", Sense.Under),
        ("左右", Sense.About), ("上下", Sense.About), ("前后", Sense.About), ("的样子", Sense.About), ("样子", Sense.About), ("差不多", Sense.About), ("出头", Sense.Little), ("整", Sense.Exact),
    ];

    public static IReadOnlyList<Mention> Apply(string text, List<Mention> mentions, DateOnly today)
    {
        var softened = new List<Mention>(mentions.Count);
        for (var i = 0; i < mentions.Count; i++)
        {
            var from = Math.Max(i > 0 ? mentions[i - 1].End : 0, mentions[i].Start - Reach);
            softened.Add(mentions[i].Kind == MentionKind.Date ? DateSoftening.Apply(text, mentions[i], today) : Apply(text, from, mentions[i]));
        }

        return softened;
    }

    static Mention Apply(string text, int from, Mention mention)
    {
        if (IsNone(text, mention)) return mention with { Least = 0, Most = 0 };
        var end = mention.End;
        var at = DurationReading.StartsAt(text, end, "了") || DurationReading.StartsAt(text, end, "的") ? end + 1 : end;
        var (after, length) = After.FirstOrDefault(entry => DurationReading.StartsAt(text, at, entry.Word)) is { Word: { } word, Sense: var sense } ? (sense, word.Length) : (Sense.Exact, 0);
        if (length > 0) mention = Changed(mention, after) with { End = at + length };
        else if (Below(mention) && DurationReading.StartsAt(text, end, "多")) mention = mention with { Most = mention.Most + Math.Max(0, mention.Step - 1), End = end + 1 };

        var (before, start) = FindBefore(text, from, mention);
        return start < mention.Start ? Changed(mention, before) with { Start = start } : mention;
    }

    /// <summary>"一套都没得", "一天也没交过".</summary>
    static bool IsNone(string text, Mention mention)
    {
        if (mention.Kind is not (MentionKind.Amount or MentionKind.Duration) || mention.Most > 1) return false;
        var after = text.AsSpan(mention.End, Math.Min(5, text.Length - mention.End));
        return after.IndexOfAny('都', '也') is >= 0 and var at && after[at..].IndexOf('没') is > 0 and < 3;
    }

    /// <summary>"五千块多": the 多 stands behind the unit and was not part of the number.</summary>
    static bool Below(Mention mention) => mention is { Kind: MentionKind.Amount, Unit: AmountReading.Yuan } && mention.Least == mention.Most;

    static (Sense Sense, int Start) FindBefore(string text, int from, Mention mention)
    {
        var at = mention.Start;
        while (at > from)
        {
            var head = text.AsSpan(from, at - from);
            foreach (var (word, sense) in Before)
                if (head.EndsWith(word, StringComparison.Ordinal) && (sense != Sense.Small || (at == mention.Start && IsLarge(mention))) && !(word == "近" && head.EndsWith("最近", StringComparison.Ordinal))) return (sense, at - word.Length);
            if (head.EndsWith("要满", StringComparison.Ordinal) && DurationReading.StartsAt(text, mention.End, "了")) return (Sense.Nearly, at - 2);
            if (FillerAtEnd(head) is not { } filler) break;
            at -= filler.Length;
        }

        return (Sense.Exact, mention.Start);
    }

    static string? FillerAtEnd(ReadOnlySpan<char> head)
    {
        foreach (var filler in Fillers)
            if (head.EndsWith(filler, StringComparison.Ordinal)) return filler;
        return null;
    }

    static Mention Changed(Mention mention, Sense sense)
    {
        // "不到60天" is no longer sixty days.
        if (sense is not (Sense.Exact or Sense.Just)) mention = mention with { Days = null };
        return sense switch
        {
            Sense.Under => mention with { Least = 0, Most = Math.Max(0, (mention.Kind == MentionKind.Age ? mention.Least : mention.Most) - Smallest(mention)) },
            Sense.AtMost => mention with { Least = 0 },
            Sense.AtLeast => mention with { IsOpen = true },
            Sense.MoreThan => mention with { IsOpen = true, Least = mention.Kind == MentionKind.Amount ? mention.Least + 1 : mention.Least },
            Sense.Nearly => Nearly(mention),
            Sense.About => About(mention),
            Sense.Just when mention.Kind == MentionKind.Age => mention with { Most = Math.Min(mention.Most, mention.Least + 2) },
            Sense.Small => mention with { Least = mention.Least - (mention.Kind == MentionKind.Duration ? 3 : mention.Least / 10) },
            Sense.Little => mention with { Most = mention.Most + (mention.Kind == MentionKind.Amount ? mention.Most * 6 / 100 : mention.Step == 12 ? 3 : 0) },
            Sense.Just or Sense.Exact => mention,
        };
    }

    /// <summary>小两万 and 小两年 say a little less; 小 before a small number belongs to another word.</summary>
    static bool IsLarge(Mention mention) => mention is { Kind: MentionKind.Amount, Least: >= 100 } or { Kind: MentionKind.Duration, Least: >= 12 };

    static decimal Smallest(Mention mention) => mention.Kind == MentionKind.Share ? 0.0001m : 1;

    static Mention Nearly(Mention mention)
    {
        var last = Math.Max(0, mention.Least - Smallest(mention));
        var back = mention.Kind is MentionKind.Duration or MentionKind.Age ? mention.Step == 12 && mention.Least % 12 == 0 ? 3 : 1 : mention.Least < 10 ? Smallest(mention) : mention.Least / 10;
        return mention with { Least = Math.Max(0, mention.Least - back), Most = last };
    }

    static Mention About(Mention mention) => mention switch
    {
        { Kind: MentionKind.Amount, Least: < 10, Unit: not AmountReading.Yuan } => mention,
        _ when mention.Least < mention.Most && mention.Kind != MentionKind.Age => mention,
        { Kind: MentionKind.Age } => Wider(mention, mention.Least < 120 ? 12 : 24, mention.Least < 120 ? 12 : 24),
        { Kind: MentionKind.Share } => Wider(mention, 0.01m, 0.01m),
        _ => Wider(mention, Math.Max(1, decimal.Floor(mention.Least / 10)), Math.Max(1, decimal.Floor(mention.Most / 10))),
    };

    static Mention Wider(Mention mention, decimal below, decimal above) => mention with { Least = Math.Max(0, mention.Least - below), Most = mention.Most + above };
}
