using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// A transfer made at an ATM is taken back by an order of its own, which goes the way of any: stored, sent once under
/// its key, settled when the core bank gave no answer. Money only comes back to whom it belonged: no contract, limit,
/// second person or recording is asked for, so that who was deceived can stop it; the transaction PIN is.
/// </summary>
internal sealed partial class Transfers
{
    private Submission SubmitRevocation(WriteScope scope, TransferWish transfer, DateOnly day, long now)
    {
        var token = PinTokens.Look(scope, db.Engine, transfer.Token, transfer.CustomerId, transfer.ContactId, now);
        if (TransferRules.BrokenByPin(token) is { } reason)
        {
            JournalRefusal(scope, transfer, reason);
            return new Submission.Refused(reason);
        }

        var transaction = new Transaction(
            TransactionStore.NextNumber(scope, day), transfer, day, now, Ready(waits: false));
        if (!TransactionStore.Add(scope, transaction))
            return Before(
                TransactionStore.ByKey(scope.Connection, transfer.IdempotencyKey, scope.Transaction)!, transfer);
        PinTokens.Use(scope, transfer.Token, now);
        Submitted(scope, transaction);
        return new Submission.Sent(transaction);
    }

    private static AtmRevokeOrder RevocationOf(Transaction transaction) => new(
        transaction.Order.IdempotencyKey, transaction.Order.Subject!, transaction.Order.To, transaction.Order.Amount,
        transaction.Id);
}
