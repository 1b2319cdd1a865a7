using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Where the core bank's books lie in this database, an order is posted in the transaction that submits it: one commit
/// instead of three, and no instant at which it is on its way. What goes on after the debit, to a biller for one, goes
/// the way it always goes.
/// </summary>
internal sealed partial class Transfers
{
    /// <summary>
    /// To the writer, for as long as the core bank is waited for. One that has not been begun by then never is; of one
    /// that has been begun and does not end, nobody here knows whether the money moved.
    /// </summary>
    private async Task<Submission> HandOver(
        TransferWish transfer, AccountKind? repays, bool elderly, CancellationToken ct)
    {
        var handed = new Handed();
        var written = db.Write(
            scope => handed.Begins() ? Submit(scope, transfer, repays, elderly, handed)
                : throw new OperationCanceledException(),
            ct);
        try
        {
            return await Bounded(written);
        }
        catch (TimeoutException) when (!handed.CalledOff() && core.Inside is not null)
        {
            return await Ending(written, handed, transfer);
        }
        catch (DbOutcomeUnknownException e) when (core.Inside is not null)
        {
            return NotKnown(handed, transfer, e);
        }
    }

    /// <summary>
    /// The database gives up on what it cannot write before long, and says so: what has begun is waited for once more,
    /// so that whatever is told as unknown is there to be told of on the next call.
    /// </summary>
    private async Task<Submission> Ending(Task<Submission> written, Handed handed, TransferWish transfer)
    {
        try
        {
            return await Bounded(written);
        }
        catch (Exception e) when (e is TimeoutException or DbOutcomeUnknownException)
        {
            return NotKnown(handed, transfer, e);
        }
    }

    private Submission.Unknown NotKnown(Handed handed, TransferWish transfer, Exception e)
    {
        LogNotLearnt(log, handed.Id ?? transfer.IdempotencyKey, e);
        return new Submission.Unknown(handed.Id);
    }

    /// <returns>As the core bank's answer has left it; null: the order is still to be sent.</returns>
    private Transaction? Inside(WriteScope scope, Transaction transaction, Handed? handed = null)
    {
        if (core.Inside is not { } inside || transaction.Class is OrderClass.Loan or OrderClass.Revocation)
            return null;
        handed?.Id = transaction.Id;
        return Learn(scope, transaction, Answered(transaction, inside.Transfer(scope, OrderOf(transaction))));
    }

    /// <summary>Between who waits for an order and the writer, which may come to it late.</summary>
    private sealed class Handed
    {
        private const int Waits = 0, Begun = 1, Over = 2;

        private int _state = Waits;

        /// <summary>Of the transaction, once it is being posted.</summary>
        internal string? Id { get; set; }

        /// <returns>False: nobody waits for it any more. A work that is run again has begun.</returns>
        internal bool Begins() => Interlocked.CompareExchange(ref _state, Begun, Waits) != Over;

        /// <returns>False: it has begun.</returns>
        internal bool CalledOff() => Interlocked.CompareExchange(ref _state, Over, Waits) != Begun;
    }
}
