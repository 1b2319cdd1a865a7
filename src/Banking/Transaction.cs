using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A transaction from the moment it was submitted.</summary>
internal sealed record Transaction(
    string Id, TransferWish Order, DateOnly Day, long SubmittedUs, TransactionState State)
{
    internal Money? FromBalance { get; init; }

    internal Money? ToBalance { get; init; }

    /// <summary>The second person who let it go: a user's number.</summary>
    internal string? Approver { get; init; }

    /// <summary>How it waits for a second person, or waited; null: none was needed.</summary>
    internal SecondWait? Second { get; init; }

    /// <summary>The biller's number of the payment.</summary>
    internal string? Receipt { get; init; }

    /// <summary>How often the core bank refused to take the money back to the account.</summary>
    internal long Returns { get; init; }

    /// <summary>When it arrives; null: at once.</summary>
    internal long? ArrivesUs { get; init; }

    /// <summary>还款: what the customer owes on by the account it is paid into: a credit card, a loan; else
    /// null.</summary>
    internal AccountKind? Repays { get; init; }

    internal OrderClass Class => Order.Class;

    internal bool IsDeferred => ArrivesUs is not null;

    /// <summary>Of a bill, and of what was deferred: since when it stands as it does.</summary>
    internal long LegUs { get; init; }

    internal bool IsSettled =>
        State is TransactionState.Posted or TransactionState.Failed or TransactionState.Reversed;

    /// <summary>For others: account numbers as their tails.</summary>
    internal PostedTransaction Told() => new(
        Id, TransactionStore.WordOf(Order.Kind), Order.CustomerId, Order.ContactId, AccountNumbers.Tail(Order.From),
        AccountNumbers.Tail(Order.To), Order.Amount, Day, SubmittedUs, State.Entry!, State.WasReconciled,
        EnumWords.Of(Order.Origin.Way), Order.Origin.Agent, Approver, Order.Origin.ReadBack,
        EnumWords.Of(Order.Origin.Level))
    {
        Signature = Second?.Signature,
    };
}
