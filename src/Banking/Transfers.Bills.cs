using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The way of a bill past its debit: paid at the biller, or the money goes back; and its reversal (冲正). What was
/// deferred goes the same way once its time has come, with the core bank in the biller's place. Each answer is
/// stored before the next order leaves, each order has its own key, so that a crash between any two writes is taken up
/// by <see cref="Reconciler"/> where it stood.
/// </summary>
internal sealed partial class Transfers : IBillReversals
{
    /// <summary>Debited, paid or refused, returned: there is no fourth.</summary>
    private const int MostLegs = 4;

    public async Task<BillReversalOutcome> Reverse(
        string transactionId, Action<WriteScope, PostedTransaction> sign, CancellationToken ct)
    {
        var (reversing, refused) = await db.Write(scope => AskReversal(scope, transactionId, sign), ct);
        if (reversing is null)
            return new BillReversalOutcome.Refused(refused!.Value);
        var ended = await Onward(reversing, asked: false, later: false);
        return ended.State switch
        {
            TransactionState.Reversed => new BillReversalOutcome.Reversed(),
            TransactionState.Posted => new BillReversalOutcome.Refused(BillReversalRefusal.BillerRefused),
            _ => new BillReversalOutcome.Unknown(),
        };
    }

    private (Transaction? Reversing, BillReversalRefusal? Refused) AskReversal(
        WriteScope scope, string id, Action<WriteScope, PostedTransaction> sign)
    {
        if (TransactionStore.Find(scope.Connection, id, scope.Transaction) is not { Order.Bill: not null })
            return (null, BillReversalRefusal.NotFound);
        var before = TransactionStore.Locked(scope, db.Engine, id);
        if (before.State is not TransactionState.Posted)
            return (null, BillReversalRefusal.NotPosted);
        // A day that is over is closed: what is wrong with it then is settled with the biller.
        if (before.Day != kernel.DayOf(time.NowUs()))
            return (null, BillReversalRefusal.TooLate);
        sign(scope, before.Told());
        var after = After(before, new TransactionFact.ReversalAsked());
        TransactionStore.Update(scope, after, time.NowUs());
        billers.Became(scope, StandingOf(after));
        scope.Append(
            $"customer/{after.Order.CustomerId}", new BillReversalAsked(after.Id, after.Order.ContactId),
            after.Order.ContactId);
        return (after, null);
    }

    /// <summary>Goes on until it has an end, or somebody does not answer.</summary>
    /// <param name="asked">The order of this leg may have left before: it is asked about.</param>
    /// <param name="later">The customer was told that it is being processed.</param>
    private async Task<Transaction> Onward(Transaction transaction, bool asked, bool later)
    {
        for (var leg = 0; leg < MostLegs; leg++, asked = false)
        {
            TransactionFact? fact = transaction.State switch
            {
                TransactionState.Debited when transaction.IsDeferred => new TransactionFact.Arrived(
                    await core.Transfer(ArrivalOf(transaction)), later),
                TransactionState.Debited => new TransactionFact.BillerAnswered(
                    asked ? await billers.Settle(BillOf(transaction)) : await billers.Pay(BillOf(transaction)), later),
                TransactionState.Returning => new TransactionFact.CoreReturned(
                    await core.Transfer(BackOf(transaction)), later),
                TransactionState.Reversing => new TransactionFact.BillerReversed(
                    await billers.Reverse(BillOf(transaction))),
                _ => null,
            };
            if (fact is null || await Learn(transaction, fact) is not { } learnt)
                return transaction;
            if (learnt.State == transaction.State)
                return learnt;
            transaction = learnt;
        }
        return transaction;
    }

    private static BillOrder BillOf(Transaction transaction) => new(
        transaction.Order.IdempotencyKey, transaction.Order.Bill!, transaction.Order.Amount, transaction.Id);

    /// <summary>
    /// A refusal is for ever under its key, so that what is tried again after one has the next: it is certain then that
    /// nothing went back.
    /// </summary>
    private TransferOrder BackOf(Transaction transaction) => new(
        $"{transaction.Order.IdempotencyKey}-b{transaction.Returns}",
        transaction.IsDeferred ? options.Transit! : transaction.Order.To, transaction.Order.From,
        transaction.Order.Amount, transaction.Id)
    {
        GoesBack = transaction.IsDeferred,
    };

    private static BillStanding StandingOf(Transaction one) => new(
        one.Id, TransactionStore.WordOf(one.Order.Kind), one.Order.Bill!, one.Order.CustomerId, one.Order.ContactId,
        AccountNumbers.Tail(one.Order.From), one.Order.Amount, one.Day, one.SubmittedUs,
        TransactionStore.WordOf(one.State), one.State is TransactionState.Failed failed ? failed.Reason : null,
        one.Receipt, EnumWords.Of(one.Order.Origin.Way), one.Order.Origin.Agent);
}
