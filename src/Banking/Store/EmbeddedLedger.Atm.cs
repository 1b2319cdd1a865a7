using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Transfers made at an ATM, taken back: out of the bank's own account into the customer's, with the key, in one
/// transaction.
/// </summary>
internal sealed partial class EmbeddedLedger : IAtmBank
{
    /// <summary>The house's own account in which they wait for their time; made when the first comes.</summary>
    internal const string AtmTransit = "house/atm";

    public async Task<IReadOnlyList<AtmTransfer>> PendingOf(string account, CancellationToken ct) =>
        await db.Read(connection => LedgerAtm.PendingOf(connection, account, time.NowUs()), ct);

    public Task<CoreAnswer> Revoke(AtmRevokeOrder order, CancellationToken ct) =>
        db.Write(scope => Revoke(scope, order), ct);

    public Task<CoreAnswer> Settle(AtmRevokeOrder order, CancellationToken ct) =>
        db.Write(scope => Settle(scope, order.Key), ct);

    private CoreAnswer Revoke(WriteScope scope, AtmRevokeOrder order)
    {
        var asked = new TransferOrder(order.Key, $"atm/{order.Id}", order.Account, order.Amount, order.Reference);
        if (!TakeKey(scope, order.Key))
            return Before(scope, order.Key, asked);
        var now = time.NowUs();
        var one = LedgerAtm.Locked(scope, db.Engine, order.Id);
        CoreAnswer answer = Broken(order, one, now) is { } reason
            ? new CoreAnswer.Refused(reason) : GiveBack(scope, order, now);
        Remember(scope, asked, answer);
        return answer;
    }

    /// <summary>To the microsecond: at its time it has arrived, though nothing has been posted yet.</summary>
    private static TransferRefusal? Broken(AtmRevokeOrder order, LedgerAtm.Row? one, long nowUs) =>
        one is null || one.FromAccount != order.Account || one.Amount != order.Amount
            ? TransferRefusal.NoSuchTransfer
        : one.State is LedgerAtm.Revoked or LedgerAtm.Returned ? TransferRefusal.AlreadyRevoked
        : one.State != LedgerAtm.Waiting || nowUs >= one.ArrivesUs ? TransferRefusal.AlreadyArrived
        : null;

    private CoreAnswer GiveBack(WriteScope scope, AtmRevokeOrder order, long nowUs)
    {
        var account = LedgerBooks.Lock(scope, db.Engine, order.Account, order.Account)
            .GetValueOrDefault(order.Account);
        var house = LedgerBooks.House(scope, db.Engine, AtmTransit, order.Amount.Currency, nowUs);
        var back = new TransferOrder(order.Key, AtmTransit, order.Account, order.Amount, order.Reference)
        {
            GoesBack = true,
        };
        if (Ledger.Decide(back, house, account) is not LedgerDecision.Post post)
            return new CoreAnswer.Refused(account is null ? TransferRefusal.AccountNotFound
                : TransferRefusal.AccountClosed);
        LedgerAtm.End(scope, order.Id, LedgerAtm.Revoked, nowUs);
        return Post(scope, back, post.Entry);
    }
}
