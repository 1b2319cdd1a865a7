using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The embedded ledger's side of the bank's machines: a transfer to another person is debited at once and waits in an
/// account of the bank's own; its time is a due time, set with the debit. When that has come it arrives, or goes back.
/// </summary>
internal sealed class AtmLedger(IDb db, IDueTimes due, IAudit audit, BankingOptions options, TimeProvider time)
    : IAtmIntake, IDueHandler
{
    /// <summary>Notice 261 of 2016 of the People's Bank of China.</summary>
    internal const long ArrivesAfterUs = 24 * 3_600_000_000L;

    /// <summary>Twenty tries are most of a night: what neither account takes is somebody's to see to.</summary>
    internal static readonly DueKind Kind = DueKind.Of<AtmLedger>(
        "ledger.atmArrives", "自助设备转账到账", "A transfer made at an ATM arrives") with { Tries = 20 };

    public bool On => options.CoreUrl.Length == 0;

    public Task<AtmIntakeOutcome> Take(AtmTransferMade made, CancellationToken ct = default) =>
        db.Write(
            scope =>
            {
                var outcome = Take(scope, made);
                if (outcome is AtmIntakeOutcome.Refused refused)
                    audit.Add(
                        scope, "system", "atmTransfer.refused", $"atmTransfer/{made.Id}",
                        EnumWords.Of(refused.Reason));
                else
                    audit.Add(scope, "system", "atmTransfer.taken", $"atmTransfer/{made.Id}", made.Atm);
                return outcome;
            },
            ct);

    internal AtmIntakeOutcome Take(WriteScope scope, AtmTransferMade made)
    {
        if (LedgerAtm.Locked(scope, db.Engine, made.Id) is { } before)
            return Again(before, made);
        var accounts = LedgerBooks.Lock(scope, db.Engine, made.From, made.To);
        var (from, to) = (accounts.GetValueOrDefault(made.From), accounts.GetValueOrDefault(made.To));
        var order = new TransferOrder(made.Id, made.From, made.To, made.Amount, made.Id);
        var decision = from is { Moves: false } || to is { Moves: false }
            ? new LedgerDecision.Refuse(TransferRefusal.AccountNotFound)
            : Ledger.Decide(order, from, to);
        if (decision is LedgerDecision.Refuse refuse)
            return new AtmIntakeOutcome.Refused(refuse.Reason);
        if (from!.CustomerId == to!.CustomerId)
            return new AtmIntakeOutcome.Refused(TransferRefusal.NotToAnother);
        var arrivesUs = made.MadeUs + ArrivesAfterUs;
        if (!LedgerAtm.Add(scope, made, arrivesUs))
            return Again(LedgerAtm.Locked(scope, db.Engine, made.Id)!, made);
        LedgerBooks.House(scope, db.Engine, EmbeddedLedger.AtmTransit, made.Amount.Currency, time.NowUs());
        Move(scope, order with { To = EmbeddedLedger.AtmTransit });
        due.Set(scope, Kind, made.Id, arrivesUs, subject: $"account/{made.From}");
        return new AtmIntakeOutcome.Taken(arrivesUs);
    }

    /// <summary>
    /// What stops the paying account also stops what it has sent and has not arrived, and what the payee's account does
    /// not take goes back too.
    /// </summary>
    /// <exception cref="InvalidOperationException">Neither account takes it: it waits for somebody to see to
    /// it.</exception>
    public void Handle(DueRow row, WriteScope scope)
    {
        if (LedgerAtm.Locked(scope, db.Engine, row.Key) is not { State: LedgerAtm.Waiting } one)
            return;
        var accounts = LedgerBooks.Lock(scope, db.Engine, one.FromAccount, one.ToAccount);
        var house = LedgerBooks.House(scope, db.Engine, EmbeddedLedger.AtmTransit, one.Currency, time.NowUs());
        var (from, to) = (accounts[one.FromAccount], accounts[one.ToAccount]);
        var stopped = from.Status == AccountStatus.Frozen || from.Held;
        var there = new TransferOrder(one.Id, EmbeddedLedger.AtmTransit, one.ToAccount, one.Amount, one.Id);
        var back = there with { To = one.FromAccount, GoesBack = true };
        var (order, state) = !stopped && Ledger.Decide(there, house, to) is LedgerDecision.Post
            ? (there, LedgerAtm.Arrived)
            : Ledger.Decide(back, house, from) is LedgerDecision.Post ? (back, LedgerAtm.Returned)
            : throw new InvalidOperationException("Neither the payee's account nor the payer's takes the money.");
        Move(scope, order);
        LedgerAtm.End(scope, one.Id, state, time.NowUs());
    }

    private void Move(WriteScope scope, TransferOrder order) => EmbeddedLedger.Post(
        scope, time, order, new LedgerEntry(
            LedgerEntryKind.Transfer, order.Reference,
            [new Posting(order.From, -order.Amount), new Posting(order.To, order.Amount)]));

    private static AtmIntakeOutcome Again(LedgerAtm.Row before, AtmTransferMade made) => before.Is(made)
        ? new AtmIntakeOutcome.Taken(before.ArrivesUs)
        : new AtmIntakeOutcome.Refused(TransferRefusal.KeyReused);
}
