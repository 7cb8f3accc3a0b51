using static Assistant.Knowledge.Slots.ChineseDigits;

namespace Assistant.Knowledge.Slots;

/// <summary>
/// Reads a number at the beginning of a text, in Arabic or Chinese digits or both: 1.2万, 两万三, 十五万八, 三四千, 十几, 二〇二〇.
/// </summary>
internal ref struct ChineseNumber
{
    readonly ReadOnlySpan<char> text;
    int at;
    decimal step;
    bool few; // 几 stood among the digits: up to the end of its place, where 五六千 ends at six thousand

    ChineseNumber(ReadOnlySpan<char> text) => this.text = text;

    public static NumberSpan? Read(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !CanBegin(text[0])) return null;
        return Spelled(text) ?? new ChineseNumber(text).Read();
    }

    NumberSpan? Read()
    {
        var arabic = char.IsAsciiDigit(text[0]);
        var begins = text[0] == '几';
        if (!Section(out var least, out var most)) return null;
        if (at == 1 && begins) (least, most) = (2, 9);

        var scaled = false;
        for (var scale = LargeScaleHere(arabic, out var more); scale > 0; scale = LargeScaleHere(arabic, out more))
        {
            at += more ? 2 : 1;
            if (begins && at == 2) least = 1;
            (least, most) = more && text[at - 2] == '来' ? ((least - step / 10) * scale, (most + step * 2 / 10) * scale)
                : more ? (least * scale + 1, (most + step) * scale - 1) : (least * scale, most * scale + (few ? scale - 1 : 0));
            scaled = true;
            step = step < 1 ? step * scale : scale;
            Rest(scale, ref least, ref most);
        }

        if (!scaled && at < text.Length && text[at] == 'k' && arabic)
        {
            at++;
            (least, most, step) = (least * 1000, most * 1000, 1000 * Math.Min(step, 1));
        }

        TakeMore(ref least, ref most);
        var isShortYear = at == 2 && least == most && arabic && char.IsAsciiDigit(text[1]);
        var pairYear = at == 2 && most > least && DigitOf(text[0]) > 0 && DigitOf(text[1]) > 0;
        int? shortYear = isShortYear ? (int)least : pairYear ? DigitOf(text[0]) * 10 + DigitOf(text[1]) : null;
        return new(least, most, at, step, begins && at == 1, shortYear);
    }

    readonly decimal LargeScaleHere(bool arabic, out bool more)
    {
        more = at + 1 < text.Length && text[at] is '多' or '余' or '来' && LargeScale(text[at + 1], arabic) > 0;
        var scaleAt = more ? at + 1 : at;
        if (scaleAt >= text.Length) return 0;
        if (text[scaleAt] == 'w' && scaleAt + 1 < text.Length && char.IsAsciiLetter(text[scaleAt + 1])) return 0;
        return LargeScale(text[scaleAt], arabic);
    }

    /// <summary>What follows 万: 三 is three thousand (两万三), 零三 is three, 3千5 is as it says.</summary>
    void Rest(decimal scale, ref decimal least, ref decimal most)
    {
        if (at >= text.Length || text[at] is '十' or '几' || !CanBegin(text[at])) return;
        var before = at;
        var outer = step;
        if (!Section(out var low, out var high)) (at, step) = (before, outer);
        else if (DigitOf(text[before]) == 0 || high >= scale / 10) (least, most) = (least + low, most + high);
        else if (at - before > 2 || high > 9 || IsCounted()) (at, step) = (before, outer); // "50万30年": another number begins
        else
        {
            (least, most) = (least + low * scale / 10, most + high * scale / 10 + (few ? scale / 10 - 1 : 0));
            step = scale / 10;
        }
    }

    /// <summary>True when the last digit has a unit of its own ("贷50万3年").</summary>
    readonly bool IsCounted() => at < text.Length && text[at] is '年' or '个' or '岁' or '套' or '月' or '天' or '人' or '期';

    /// <summary>A number below ten thousand.</summary>
    bool Section(out decimal least, out decimal most)
    {
        (least, most) = (0, 0);
        decimal last = 0;
        while (at < text.Length)
        {
            var zero = (last > 0 || (at > 0 && least == 0)) && DigitOf(text[at]) == 0 && at + 1 < text.Length && CanBegin(text[at + 1]);
            if (zero) at++;
            if (at < text.Length && text[at] is '廿' or '卅' && last == 0)
            {
                least = most = text[at++] == '廿' ? 20 : 30;
                last = step = 10;
                continue;
            }

            if (!Digit(out var low, out var high, out var single))
            {
                if (at >= text.Length || text[at] is not ('十' or '拾') || last == 10) return last > 0;
                low = high = 1;
            }

            var scale = at < text.Length ? SmallScale(text[at]) : 0;
            if (scale > 0 && (last == 0 || scale < last))
            {
                at++;
                (least, most) = (least + low * scale, most + high * scale + (few ? scale - 1 : 0));
                step = low == decimal.Truncate(low) ? scale : scale / 10;
                last = scale;
                continue;
            }

            var tail = last > 10 && !zero && single ? last / 10 : 1;
            (least, most) = (least + low * tail, most + high * tail + (few && tail > 1 ? tail - 1 : 0));
            if (last > 0) step = tail;
            return true;
        }

        return last > 0;
    }

    /// <summary>One digit, two neighbours (三四), 几, or a run of Arabic digits.</summary>
    bool Digit(out decimal low, out decimal high, out bool single)
    {
        (low, high, single) = (0, 0, true);
        if (at >= text.Length) return false;
        if (char.IsAsciiDigit(text[at])) return Arabic(out low, out high, out single);
        if (text[at] == '几')
        {
            (low, high, step) = (1, 9, 1);
            few = true;
            at++;
            return true;
        }

        var digit = DigitOf(text[at]);
        if (digit < 0) return false;
        at++;
        (low, high, step) = (digit, digit, 1);
        if (at >= text.Length || !IsPair(digit, DigitOf(text[at])) || (at + 1 < text.Length && DigitOf(text[at + 1]) >= 0)) return true;
        high = DigitOf(text[at++]);
        return true;
    }

    bool Arabic(out decimal low, out decimal high, out bool single)
    {
        var start = at;
        decimal value = 0;
        for (; at < text.Length && at - start < MostDigits + 4; at++)
        {
            if (char.IsAsciiDigit(text[at])) value = value * 10 + (text[at] - '0');
            else if (!IsThousandsComma(start)) break;
        }

        single = at - start == 1;
        step = 1;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            for (var places = 0; at < text.Length && char.IsAsciiDigit(text[at]) && places < 6; at++, places++)
            {
                step /= 10;
                value += (text[at] - '0') * step;
            }
        }
        else
            while (value > 0 && value % (step * 10) == 0) step *= 10;

        low = high = value;
        return true;
    }

    readonly bool IsThousandsComma(int start)
    {
        if (text[at] != ',' || at == start || at + 3 >= text.Length) return false;
        for (var i = 1; i <= 3; i++)
            if (!char.IsAsciiDigit(text[at + i])) return false;
        return at + 4 >= text.Length || !char.IsAsciiDigit(text[at + 4]);
    }

    /// <summary>五千多, 三十出头, 五十来岁. One 多 after a single digit says nothing of the number but of its unit (三年多).</summary>
    void TakeMore(ref decimal least, ref decimal most)
    {
        if (at >= text.Length || step <= 1) return;
        if (text[at..].StartsWith("出头", StringComparison.Ordinal))
        {
            // A little more: half of the last place.
            most += step / 2;
            at += 2;
            return;
        }

        if (text[at] is '来')
        {
            // 来 leans upward and only a little: 五十来岁 is somebody of forty-nine to fifty-two.
            least -= step / 10;
            most += step * 2 / 10;
            at++;
            return;
        }
        else if (text[at] is not ('多' or '余' or '几')) return;

        at++;
        if (most > least) return;
        least += 1;
        most += step - 1;
    }
}
