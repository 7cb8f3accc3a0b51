using Assistant.Knowledge.Words;

namespace Assistant.Knowledge.Slots;

/// <summary>How near the words of a slot stand to a quantity in the same clause. Prepared once per slot.</summary>
internal sealed class NearWords(Slot slot)
{
    // Farther words of a long clause speak of something else, and the search stays linear in the text.
    const int Reach = 40;

    // "公积金交了3年贷款20年": what a number belongs to stands before it more often than behind it.
    const int BehindCosts = 3;

    // 岁 in "6岁" or 套 in "两套" only repeats the kind; any word outside tells more.
    const int InsideCosts = 9;

    readonly string[] near = [.. slot.Near.Select(QuestionText.Normalise).Where(word => word.Length > 0).SelectMany(Parted).Distinct()];
    readonly string[] notNear = [.. slot.NotNear.Select(QuestionText.Normalise).Where(word => word.Length > 0)];

    public Slot Slot => slot;

    public bool IsForbidden(string text, Clause clause, Mention mention)
    {
        var window = Window(text, clause, mention, out var offset);
        foreach (var word in notNear)
            if (window.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at && !IsOfTheQuantity(word, offset + at, mention)) return true;
        return false;
    }

    /// <summary>Distance and length of the nearest word; null when there is none. Of two as near the longer counts.</summary>
    public (int Distance, int Length)? Nearest(string text, Clause clause, Mention mention)
    {
        var window = Window(text, clause, mention, out var offset);
        (int Distance, int Length)? best = null;
        foreach (var word in near)
        {
            for (var at = window.IndexOf(word, StringComparison.Ordinal); at >= 0;)
            {
                var distance = Distance(offset + at, word.Length, mention);
                if (best is not { } known || distance < known.Distance || (distance == known.Distance && word.Length > known.Length)) best = (distance, word.Length);
                var next = window[(at + 1)..].IndexOf(word, StringComparison.Ordinal);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return best;
    }

    /// <summary>"还差两个月满五年" says 58 months; what is lacking is reckoned already.</summary>
    static bool IsOfTheQuantity(string word, int at, Mention mention) => word[^1] == '差' && at + word.Length > mention.Start && at < mention.End;

    /// <summary>Verb and object are often parted: 离职, 离的职.</summary>
    static IEnumerable<string> Parted(string word) => word.Length == 2 ? [word, $"{word[0]}的{word[1]}"] : [word];

    static int Distance(int start, int length, Mention mention)
    {
        var end = start + length;
        if (end <= mention.Start) return mention.Start - end;
        return start >= mention.End ? start - mention.End + BehindCosts : InsideCosts;
    }

    static ReadOnlySpan<char> Window(string text, Clause clause, Mention mention, out int offset)
    {
        offset = Math.Max(clause.Start, mention.Start - Reach);
        return text.AsSpan(offset..Math.Max(offset, Math.Min(clause.End, mention.End + Reach)));
    }
}
