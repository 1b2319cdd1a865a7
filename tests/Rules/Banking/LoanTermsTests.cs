using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

/// <summary>How the embedded ledger's loans are reckoned, and what is lent on a deposit.</summary>
public sealed class LoanTermsTests
{
    /// <summary>等额本金, a year.</summary>
    private static readonly LoanTerms Monthly = new(12_000_00, 360, Day("2026-01-10"), Day("2027-01-10"), 12);

    /// <summary>利随本清.</summary>
    private static readonly LoanTerms Bullet = new(30_000_00, 285, Day("2026-03-02"), Day("2026-09-02"), 1);

    [Theory]
    [InlineData(12_000_00, "2026-01-10", "2026-02-10", 37_20)]   // 3.6 % of 12,000 over 31 of 360 days
    [InlineData(12_000_00, "2026-01-10", "2026-01-10", 0)]
    [InlineData(12_000_00, "2026-02-10", "2026-01-10", 0)]
    [InlineData(50_00, "2026-01-10", "2026-01-11", 1)]           // half a fen is one
    [InlineData(49_99, "2026-01-10", "2026-01-11", 0)]
    public void interest_is_of_each_day_a_year_having_360(long owed, string from, string to, long fen) =>
        Assert.Equal(fen, Monthly.Interest(owed, Day(from), Day(to)));

    [Fact]
    public void an_instalment_is_a_part_of_the_principal_and_the_interest_up_to_its_day()
    {
        var now = Monthly.At(12_000_00, Day("2026-01-10"), Day("2026-01-20"));
        Assert.Equal(
            (12_012_00, 0, Day("2026-02-10"), 1_037_20), (
                now.OwedMinor, now.OverdueMinor, now.NextDue, now.NextMinor));
    }

    [Fact]
    public void what_was_not_paid_on_its_day_is_overdue_and_the_next_is_asked_for_beside()
    {
        var now = Monthly.At(12_000_00, Day("2026-01-10"), Day("2026-02-11"));
        Assert.Equal(
            (1_037_20, Day("2026-03-10"), 1_033_60), (now.OverdueMinor, now.NextDue, now.NextMinor));
        Assert.Equal(0, Monthly.At(12_000_00, Day("2026-01-10"), Day("2026-02-10")).OverdueMinor);
    }

    /// <summary>The worked figure of docs/loans.md.</summary>
    [Fact]
    public void what_is_overdue_costs_the_higher_rate_from_the_day_after_it_was_due()
    {
        var loan = new LoanTerms(12_000_00, 360, Day("2026-02-10"), Day("2027-02-10"), 12) { OverdueBp = 540 };
        Assert.Equal(0, loan.Penalty(12_000_00, Day("2026-02-10"), Day("2026-03-10")));
        // 1,033.60 were due on the 10th of March: 1.8 % a year more of it over thirty of 360 days.
        var now = loan.At(12_000_00, Day("2026-02-10"), Day("2026-04-09"));
        Assert.Equal(
            (1_55, 12_071_15, 1_035_15), (now.PenaltyMinor, now.OwedMinor, now.OverdueMinor));
        Assert.Equal((Day("2026-04-10"), 1_037_20), (now.NextDue, now.NextMinor));
        // The second part is overdue by one day, the first by thirty-two.
        Assert.Equal(1_71, loan.Penalty(12_000_00, Day("2026-02-10"), Day("2026-04-11")));
        // Paid on the 9th of April but for two hundred yuan: those alone cost more, from then on.
        Assert.Equal(1, loan.Penalty(11_200_00, Day("2026-04-09"), Day("2026-04-10")));
        Assert.Equal(0, (loan with { OverdueBp = null }).Penalty(12_000_00, Day("2026-02-10"), Day("2026-04-09")));
    }

    [Fact]
    public void who_paid_ahead_is_asked_for_the_first_part_that_is_not_paid()
    {
        var now = Monthly.At(9_500_00, Day("2026-01-20"), Day("2026-01-20"));
        Assert.Equal(Day("2026-04-10"), now.NextDue);
        Assert.Equal(0, now.OverdueMinor);
    }

    [Fact]
    public void one_part_alone_is_repaid_with_all_its_interest_at_the_end()
    {
        var now = Bullet.At(30_000_00, Day("2026-03-02"), Day("2026-03-02"));
        Assert.Equal((30_000_00, Day("2026-09-02"), 30_437_00), (now.OwedMinor, now.NextDue, now.NextMinor));
        now = Bullet.At(30_000_00, Day("2026-03-02"), Day("2026-09-03"));
        Assert.Equal((null, 30_439_38, 30_439_38), (now.NextDue, now.OverdueMinor, now.OwedMinor));
    }

    [Fact]
    public void whatever_is_owed_what_is_overdue_is_never_more()
    {
        var chance = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var owed = chance.NextInt64(1, 20_000_00);
            var (reckoned, today) = (Day("2026-01-10").AddDays(chance.Next(600)), Day("2026-01-10").AddDays(chance.Next(600)));
            if (reckoned > today)
                continue;
            var now = Monthly.At(owed, reckoned, today);
            Assert.InRange(now.OverdueMinor, 0, now.OwedMinor);
            Assert.True(now.NextDue is null == now.NextMinor is 0);
            Assert.True(now.NextMinor >= 0 && now.OwedMinor >= owed);
        }
    }

    [Theory]
    [InlineData(50_000_00, 90, 45_000_00)]
    [InlineData(50_000_99, 90, 45_000_00)]
    [InlineData(1_01, 90, 0)]
    public void whole_yuan_are_lent_up_to_a_share_of_the_deposit(long fen, int percent, long most) =>
        Assert.Equal(most, LoanRules.On(Deposit(fen), percent, Day("2026-03-02"))?.Most.Minor ?? 0);

    [Fact]
    public void nothing_is_lent_on_what_is_stopped_due_or_not_lent_on()
    {
        var today = Day("2026-03-02");
        Assert.Null(LoanRules.On(Deposit(50_000_00) with { Stopped = true }, 90, today));
        Assert.Null(LoanRules.On(Deposit(50_000_00) with { Matures = today }, 90, today));
        Assert.Null(LoanRules.On(Deposit(50_000_00) with { LoanRateBp = null }, 90, today));
    }

    [Theory]
    [InlineData(45_000_00, "2026-11-02", 285, null)]
    [InlineData(45_000_01, "2026-11-02", 285, TransferRefusal.LoanTerms)]
    [InlineData(45_000_00, "2026-11-03", 285, TransferRefusal.LoanTerms)]
    [InlineData(45_000_00, "2026-03-02", 285, TransferRefusal.LoanTerms)]
    [InlineData(45_000_00, "2026-11-02", 284, TransferRefusal.LoanTerms)]
    public void a_loan_is_within_the_deposit_s_share_maturity_and_rate(
        long fen, string ends, int rate, TransferRefusal? broken)
    {
        var (wish, today) = (new LoanWish(Day(ends), rate), Day("2026-03-02"));
        Assert.Equal(broken, LoanRules.Broken(wish, Money.Cny(fen), Deposit(50_000_00), 90, today));
        Assert.Equal(
            TransferRefusal.NotTheCustomersAccount, LoanRules.Broken(wish, Money.Cny(fen), null, 90, today));
        Assert.Equal(
            TransferRefusal.DepositPledged,
            LoanRules.Broken(wish, Money.Cny(fen), Deposit(50_000_00) with { Stopped = true }, 90, today));
    }

    private static TimeDeposit Deposit(long fen) =>
        new("6288990000000000001", "C1", Money.Cny(fen), 135, Day("2026-11-02")) { LoanRateBp = 285 };

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
