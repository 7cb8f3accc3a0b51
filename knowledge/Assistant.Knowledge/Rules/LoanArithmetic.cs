namespace Assistant.Knowledge.Rules;

/// <summary>
/// Repayment of a loan in months, in 元 to the fen. Equal instalment (等额本息): P·r·(1+r)^n / ((1+r)^n − 1) with the monthly rate r, a
/// twelfth of the yearly one; equal principal (等额本金): P/n each month plus the interest on what is left. Interest is
/// that of the unrounded instalments; banks round each, so the last one may differ by some fen.
/// The months are 1 to <see cref="MostMonths"/>.
/// </summary>
internal static class LoanArithmetic
{
    // Longer than any loan; keeps (1+r)^n within a decimal.
    public const int MostMonths = 600;

    public static decimal EqualInstalment(decimal principal, decimal yearlyRate, int months) => Fen(ExactInstalment(principal, yearlyRate, months));

    public static decimal EqualInstalmentInterest(decimal principal, decimal yearlyRate, int months) =>
        Fen(ExactInstalment(principal, yearlyRate, months) * months - principal);

    public static decimal EqualPrincipalFirst(decimal principal, decimal yearlyRate, int months) =>
        Fen(principal / months + principal * yearlyRate / 12);

    public static decimal EqualPrincipalStep(decimal principal, decimal yearlyRate, int months) =>
        Fen(principal / months * yearlyRate / 12);

    public static decimal EqualPrincipalInterest(decimal principal, decimal yearlyRate, int months) =>
        Fen(principal * yearlyRate / 12 * (months + 1) / 2);

    static decimal ExactInstalment(decimal principal, decimal yearlyRate, int months)
    {
        var rate = yearlyRate / 12;
        if (rate == 0) return principal / months;
        var growth = Power(1 + rate, months);
        return principal * rate * growth / (growth - 1);
    }

    static decimal Power(decimal number, int exponent)
    {
        var power = 1m;
        for (var factor = number; exponent > 0; exponent >>= 1, factor *= factor)
            if ((exponent & 1) == 1) power *= factor;
        return power;
    }

    static decimal Fen(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
