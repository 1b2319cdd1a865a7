using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Payments that arrive later. The order debits the account at once, into an account of the bank's own; its time is a
/// due time, written with the debit's record. When it has come, one commit says so (from there on nobody takes it
/// back), then the core bank is asked to give the money to the payee, under a key of its own: asked again after a
/// crash it tells its first answer, so that it arrives once. Taken back, or refused, the money goes back as a bill's.
/// </summary>
internal sealed partial class Transfers : IDeferredTransfers
{
    public bool Offered => options.Transit is not null;

    public DateTimeOffset? ArrivesAt(TransferSpeed speed) =>
        TransferSpeeds.ArrivesUs(speed, time.NowUs(), kernel, options.NextDayAt) is { } us ? Clock.FromUs(us) : null;

    public async Task<IReadOnlyList<DeferredTransfer>> Of(string customerId, CancellationToken ct) =>
        [.. (await db.Read(connection => TransactionStore.Deferred(connection, customerId), ct)).Select(one =>
            new DeferredTransfer(
                one.Id, one.Order.From, one.Order.To, one.Order.Amount, one.Order.Speed, one.SubmittedUs,
                one.ArrivesUs!.Value))];

    public async Task<RevokeOutcome> Revoke(
        string transactionId, string customerId, RevokeOrigin by, CancellationToken ct)
    {
        var (given, refused) = await db.Write(scope => TakeBack(scope, transactionId, customerId, by), ct);
        if (given is null)
            return refused;
        var ended = await Onward(given, asked: false, later: false);
        return ended.IsSettled ? RevokeOutcome.Revoked : RevokeOutcome.Returning;
    }

    private (Transaction? Given, RevokeOutcome Refused) TakeBack(
        WriteScope scope, string id, string customerId, RevokeOrigin by)
    {
        if (TransactionStore.Find(scope.Connection, id, scope.Transaction) is not { IsDeferred: true } found
            || found.Order.CustomerId != customerId)
            return (null, RevokeOutcome.NotFound);
        var before = TransactionStore.Locked(scope, db.Engine, id);
        if (before.State is not TransactionState.Deferred || time.NowUs() >= before.ArrivesUs)
            return (null, RevokeOutcome.TooLate);
        scope.Append(
            $"customer/{customerId}", new TransactionRevoked(id, by.Way, by.Agent, by.ContactId), by.ContactId);
        scope.Append(
            $"contact/{by.ContactId}",
            new TransferRevoked(id, by.Agent, before.Order.Amount.Minor, before.Order.Amount.Currency), id);
        var given = Learn(scope, id, new TransactionFact.GivenUp(TransferRefusal.Revoked));
        due.Cancel(scope, DeferredArrivals.Kind, id);
        return (given, default);
    }

    /// <summary>Its time has come. Done again after a crash or a fault, it goes on where it stood.</summary>
    /// <exception cref="TimeoutException">The core bank does not tell how the paying account stands: try again.</exception>
    internal async Task Arrive(string id, CancellationToken ct)
    {
        if (await db.Read(connection => TransactionStore.Find(connection, id), ct) is not { } transaction)
            return;
        if (transaction.State is TransactionState.Deferred)
        {
            var paying = await core.Account(transaction.Order.From, ct)
                ?? throw new TimeoutException("The core bank gave no answer.");
            transaction = await db.Write(scope => Learn(scope, id, Due(scope, transaction.Order, paying.Account)), ct);
        }
        await Onward(transaction, asked: false, later: false);
    }

    /// <summary>
    /// What stops an account from paying, or suspends the contract, also stops what it has sent and has not arrived: it
    /// is how a customer, or the bank, averts a fraud.
    /// </summary>
    private TransactionFact Due(WriteScope scope, TransferWish order, Account? paying)
    {
        TransferRefusal? why = paying switch
        {
            null or { Status: AccountStatus.Closed } => TransferRefusal.AccountClosed,
            { Status: AccountStatus.Frozen } => TransferRefusal.AccountFrozen,
            { Held: true } => TransferRefusal.AccountHeld,
            _ => contracts.Of(scope, order.CustomerId) is { IsActive: true } ? null
                : TransferRefusal.ContractSuspended,
        };
        return why is { } reason ? new TransactionFact.GivenUp(reason) : new TransactionFact.ArrivalDue();
    }

    private TransferOrder ArrivalOf(Transaction transaction) => new(
        $"{transaction.Order.IdempotencyKey}-a", options.Transit!, transaction.Order.To, transaction.Order.Amount,
        transaction.Id);

    /// <summary>In the transaction in which it comes to stand so.</summary>
    private void Tell(WriteScope scope, Transaction before, Transaction after)
    {
        var (contact, amount) = ($"contact/{after.Order.ContactId}", after.Order.Amount);
        switch (after.State)
        {
            case TransactionState.Deferred:
                due.Set(
                    scope, DeferredArrivals.Kind, after.Id, after.ArrivesUs!.Value,
                    subject: $"transaction/{after.Id}");
                notices.Deferred(scope, after);
                scope.Append(
                    contact,
                    new TransferDeferred(
                        after.Id, after.Order.Speed, after.ArrivesUs.Value, amount.Minor, amount.Currency), after.Id);
                break;
            case TransactionState.Posted:
                notices.Arrived(scope, after);
                scope.Append(
                    contact, new TransferArrived(after.Id, "posted", null, amount.Minor, amount.Currency), after.Id);
                break;
            case TransactionState.Failed { Returned: true } failed:
                var revoked = failed.Reason == TransferRefusal.Revoked;
                notices.WentBack(scope, after, revoked);
                scope.Append(
                    contact,
                    new TransferArrived(
                        after.Id, revoked ? "revoked" : "failed", failed.Reason, amount.Minor, amount.Currency),
                    after.Id);
                break;
        }
    }
}

/// <summary>The time of a payment that arrives later.</summary>
internal sealed class DeferredArrivals(Transfers transfers) : IOutsideDueHandler
{
    /// <summary>Twenty tries are most of a night: a core bank that is away so long is somebody's to see to.</summary>
    internal static readonly DueKind Kind = DueKind.OfOutside<DeferredArrivals>(
        "transaction.arrives", "延时转账到账", "A deferred transfer arrives") with { Tries = 20 };

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        await transfers.Arrive(row.Key, ct);
        return _ => { };
    }
}
