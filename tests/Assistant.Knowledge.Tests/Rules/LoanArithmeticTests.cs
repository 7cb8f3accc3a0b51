using Assistant.Knowledge.Rules;

namespace Assistant.Knowledge.Tests.Rules;

/// <summary>The figures were computed apart from the program, month by month, with 60 decimal places.</summary>
public sealed class LoanArithmeticTests
{
    [Theory]
    [InlineData("1000000", "0.035", 360, "4490.45", "616560.88")]
    [InlineData("1000000", "0.031", 360, "4270.16", "537259.04")]
    [InlineData("1000000", "0.026", 360, "4003.40", "441222.96")]
    [InlineData("800000", "0.026", 240, "4278.30", "226793.06")]
    [InlineData("500000", "0.021", 60, "8785.77", "27146.26")]
    [InlineData("1200000", "0.03075", 300, "5737.46", "521237.07")]
    [InlineData("350000", "0.0285", 120, "3355.45", "52653.52")]
    [InlineData("100000", "0.12", 12, "8884.88", "6618.55")]
    [InlineData("100000", "0.026", 1, "100216.67", "216.67")]
    [InlineData("1000000", "0", 240, "4166.67", "0")]
    [InlineData("1", "0.026", 360, "0", "0.44")]
    [InlineData("0", "0.026", 360, "0", "0")]
    public void Equal_instalments_and_their_interest_are_exact_to_the_fen(string principal, string rate, int months, string instalment, string interest)
    {
        var (monthly, total) = (LoanArithmetic.EqualInstalment(Number(principal), Number(rate), months), LoanArithmetic.EqualInstalmentInterest(Number(principal), Number(rate), months));

        (monthly, total).ShouldBe((Number(instalment), Number(interest)));
    }

    [Theory]
    [InlineData("1000000", "0.035", 360, "5694.44", "8.10", "526458.33")]
    [InlineData("1000000", "0.031", 360, "5361.11", "7.18", "466291.67")]
    [InlineData("1000000", "0.026", 360, "4944.44", "6.02", "391083.33")]
    [InlineData("800000", "0.026", 240, "5066.67", "7.22", "208866.67")]
    [InlineData("500000", "0.021", 60, "9208.33", "14.58", "26687.50")]
    [InlineData("1200000", "0.03075", 300, "7075.00", "10.25", "462787.50")]
    [InlineData("100000", "0.026", 1, "100216.67", "216.67", "216.67")]
    [InlineData("1000000", "0", 240, "4166.67", "0", "0")]
    public void Equal_principal_begins_falls_and_costs_as_it_should(string principal, string rate, int months, string first, string step, string interest)
    {
        var (p, r) = (Number(principal), Number(rate));

        (LoanArithmetic.EqualPrincipalFirst(p, r, months), LoanArithmetic.EqualPrincipalStep(p, r, months), LoanArithmetic.EqualPrincipalInterest(p, r, months))
            .ShouldBe((Number(first), Number(step), Number(interest)));
    }

    [Theory]
    [InlineData("等额本息月供")]
    [InlineData("等额本息总利息")]
    [InlineData("等额本金首月")]
    [InlineData("等额本金每月递减")]
    [InlineData("等额本金总利息")]
    public void A_loan_over_no_months_is_asked_for_again(string function) =>
        RuleSamples.Compute($"{function}(100000, 2.6%, 缴存月数)", "缴存月数=0").ShouldBe("? 缴存月数");

    static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
