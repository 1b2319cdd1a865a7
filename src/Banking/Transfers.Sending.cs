namespace TellerLine.Banking;

/// <summary>The core bank's part of an order: which question it is there, and what its answer means.</summary>
internal sealed partial class Transfers
{
    private async Task<TransferOutcome> Send(Transaction transaction) =>
        await Learn(transaction, Answered(transaction, await SentToCore(transaction))) is { } learnt
            ? Outcome(await Onward(learnt, asked: false, later: false))
            : new TransferOutcome.Unknown(transaction.Id);

    private static TransactionFact.CoreAnswered Answered(Transaction transaction, CoreAnswer answer) =>
        new(answer, transaction.Class.GoesOn, transaction.IsDeferred);

    private Task<CoreAnswer> SentToCore(Transaction transaction) => transaction.Class switch
    {
        OrderClass.Loan => loans.Pledge(PledgeOf(transaction)),
        OrderClass.Revocation => atm.Revoke(RevocationOf(transaction)),
        _ => core.Transfer(OrderOf(transaction)),
    };

    private Task<CoreAnswer> SettledAtCore(Transaction transaction) => transaction.Class switch
    {
        OrderClass.Loan => loans.Settle(PledgeOf(transaction)),
        OrderClass.Revocation => atm.Settle(RevocationOf(transaction)),
        _ => core.Settle(OrderOf(transaction)),
    };

    private TransferOrder OrderOf(Transaction transaction) => new(
        transaction.Order.IdempotencyKey, transaction.Order.From,
        transaction.IsDeferred ? options.Transit! : transaction.Order.To, transaction.Order.Amount, transaction.Id);
}
