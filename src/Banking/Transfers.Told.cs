using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>What the contact's story hears of an order.</summary>
internal sealed partial class Transfers
{
    private static void TellContact(
        WriteScope scope, Transaction before, Transaction after, TransactionFact fact)
    {
        var contact = $"contact/{after.Order.ContactId}";
        var later = fact is TransactionFact.Reconciled or TransactionFact.BillerAnswered { Later: true }
            or TransactionFact.CoreReturned { Later: true };
        if (after.State is TransactionState.Reversed)
            scope.Append(
                contact, new BillReversed(after.Id, after.Order.Amount.Minor, after.Order.Amount.Currency), after.Id);
        else if (before.State.WasPosted || before.State.Entry is not null && after.IsDeferred)
            return;
        else if (after.IsSettled && (later || before.State is TransactionState.Unknown))
            scope.Append(contact, SettledLater(after), after.Id);
        else if (after.Order.Origin.Way == OrderWay.Agent && !later
            && (after.IsSettled || after.State is TransactionState.Unknown))
            scope.Append(contact, MadeOf(after), after.Id);
    }

    private static TransferSettled SettledLater(Transaction transaction) => new(
        transaction.Id, transaction.State is TransactionState.Posted ? "posted" : "failed",
        transaction.Order.Amount.Minor,
        transaction.Order.Amount.Currency);

    private static TransferMade MadeOf(Transaction transaction) => new(
        transaction.Id, TransactionStore.WordOf(transaction.State),
        (transaction.State as TransactionState.Failed)?.Reason,
        transaction.Order.Amount.Minor, transaction.Order.Amount.Currency);
}
