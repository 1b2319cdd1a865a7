using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the telephone bank lends on a time deposit. Pure.</summary>
internal static class LoanRules
{
    private const long Yuan = 100;

    /// <returns>Null: nothing, since a loan stands on it, it is stopped or due, the bank does not lend on it, or it is
    /// less than a yuan.</returns>
    internal static Pledgeable? On(TimeDeposit deposit, int percent, DateOnly today)
    {
        if (deposit.Stopped || deposit.Matures <= today || deposit.LoanRateBp is not { } rate)
            return null;
        var most = (long)((Int128)deposit.Amount.Minor * percent / 100 / Yuan * Yuan);
        return most <= 0 ? null
            : new Pledgeable(deposit, deposit.Amount with { Minor = most }, deposit.Matures, rate);
    }

    /// <summary>The first rule that a loan on this deposit breaks, or null.</summary>
    /// <param name="deposit">Null: the customer has no such one.</param>
    internal static TransferRefusal? Broken(
        LoanWish wish, Money amount, TimeDeposit? deposit, int percent, DateOnly today) =>
        deposit is null ? TransferRefusal.NotTheCustomersAccount
        : deposit.Stopped ? TransferRefusal.DepositPledged
        : On(deposit, percent, today) is not { } lent || amount.Minor > lent.Most.Minor || wish.Ends <= today
            || wish.Ends > lent.LastDay || wish.RateBp != lent.RateBp ? TransferRefusal.LoanTerms
        : null;
}
