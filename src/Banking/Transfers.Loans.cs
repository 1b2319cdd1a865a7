using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// A loan on a time deposit goes the way of a transfer; only who is asked for it is another, and what it may be.
/// </summary>
internal sealed partial class Transfers
{
    private async Task<TransferRefusal?> BrokenByDeposit(TransferWish wish, CancellationToken ct) =>
        await loans.DepositsOf(wish.CustomerId, ct) is not { } deposits ? TransferRefusal.CoreUnavailable
        : LoanRules.Broken(
            wish.Loan!, wish.Amount, deposits.FirstOrDefault(one => one.Number == wish.From),
            options.LoanPledgePercent, kernel.DayOf(time.NowUs()));

    private static PledgeOrder PledgeOf(Transaction transaction) => new(
        transaction.Order.IdempotencyKey, transaction.Order.From, transaction.Order.To, transaction.Order.Amount,
        transaction.Order.Loan!.Ends, transaction.Order.Loan.RateBp, transaction.Id);
}
