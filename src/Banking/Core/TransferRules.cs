using TellerLine.Contracts;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <param name="Fresh">A transaction PIN's, this customer's, this contact's, not used, not expired.</param>
internal readonly record struct TokenFacts(bool Fresh, PinMustChange MustChange);

/// <summary>
/// The rules of the telephone bank over a transfer; what the money allows is the core bank's to
/// say.
/// </summary>
internal static class TransferRules
{
    /// <summary>The first broken rule about the order itself, or null.</summary>
    /// <param name="own">What the core bank says is this customer's.</param>
    internal static TransferRefusal? BrokenByOrder(TransferWish transfer, IReadOnlyList<Account> own)
    {
        if (transfer.Amount.Minor <= 0)
            return TransferRefusal.AmountNotPositive;
        if (transfer.From == transfer.To)
            return TransferRefusal.SameAccount;
        if (transfer.Speed != TransferSpeed.RealTime && transfer.Class != OrderClass.Payee)
            return TransferRefusal.SpeedNotOffered;
        var from = own.FirstOrDefault(
            account => account.Number == transfer.From && account.CustomerId == transfer.CustomerId);
        var to = own.FirstOrDefault(
            account => account.Number == transfer.To && account.CustomerId == transfer.CustomerId);
        if (from is null == transfer.Class.LeavesHim || to is null == transfer.Class.ComesToHim
            || to is { Kind: AccountKind.Deposit } || from?.Moves == (transfer.Class == OrderClass.Loan)
            || from is { Kind: AccountKind.Loan } || transfer is { Class: OrderClass.Loan, Loan: null }
            || transfer is { Class: OrderClass.Revocation, Subject: null })
            return TransferRefusal.NotTheCustomersAccount;
        return (from is null || from.Balance.Currency == transfer.Amount.Currency)
            && (to is null || to.Balance.Currency == transfer.Amount.Currency)
            ? null
            : TransferRefusal.CurrenciesDiffer;
    }

    /// <summary>还款: what is owed on by the account it goes into; null where nothing is.</summary>
    internal static AccountKind? Repays(TransferWish transfer, IReadOnlyList<Account> own) =>
        transfer.Class == OrderClass.Own
        && own.FirstOrDefault(one => one.Number == transfer.To)
            is { Kind: AccountKind.Credit or AccountKind.Loan } owed
            ? owed.Kind
            : null;

    /// <summary>服务目录: which of the bank's services an order is, as the catalogue and the dialogues name it.</summary>
    /// <param name="repays">See <see cref="Repays"/>.</param>
    internal static string ServiceOf(TransferWish transfer, AccountKind? repays) => transfer.Class switch
    {
        OrderClass.Own when repays == AccountKind.Credit => "cardRepay",
        OrderClass.Own when repays == AccountKind.Loan => "loanRepay",
        OrderClass.Own => "transfer",
        OrderClass.Payee => "pay",
        OrderClass.Bill => "bills",
        OrderClass.Loan => "pledgedLoan",
        OrderClass.Purchase => "wealthBuy",
        OrderClass.Redemption => "wealthRedeem",
        OrderClass.Revocation => "atmRevoke",
        _ => throw new ArgumentOutOfRangeException(nameof(transfer), transfer.Class, "No service."),
    };

    /// <param name="most">Of one order, minor units; null: the contract alone decides.</param>
    internal static TransferRefusal? BrokenByService(TransferWish transfer, long? most) =>
        transfer.Amount.Minor > most ? TransferRefusal.OverServiceLimit : null;

    /// <summary>The first rule of the contract that is broken, or null.</summary>
    internal static TransferRefusal? BrokenByContract(TransferWish transfer, SignedContract? contract) =>
        contract is null ? TransferRefusal.NotSigned
        : !contract.IsActive ? TransferRefusal.ContractSuspended
        : !contract.Holds(transfer.Class.LeavesHisContract ? transfer.From : transfer.To)
            ? TransferRefusal.AccountNotSigned
        : transfer.Class == OrderClass.Payee && contract.Payee(transfer.To) is null ? TransferRefusal.PayeeNotSigned
        : null;

    /// <summary>
    /// The first broken rule about limits and the PIN, or null. Decided while the day's sum and the token are locked.
    /// </summary>
    /// <param name="movedToday">What was submitted today and has not failed; what is unknown counts.</param>
    internal static TransferRefusal? BrokenByLimitsOrPin(
        Money amount, long movedToday, ContractLimits limits, TokenFacts token) =>
        amount.Minor > limits.PerTransaction ? TransferRefusal.OverTransactionLimit
        : amount.Minor > limits.PerDay - movedToday ? TransferRefusal.OverDayLimit
        : BrokenByPin(token);

    internal static TransferRefusal? BrokenByPin(TokenFacts token) =>
        !token.Fresh ? TransferRefusal.PinTokenNotValid
        : token.MustChange == PinMustChange.Initial ? TransferRefusal.PinIsInitial
        : token.MustChange == PinMustChange.Spoken ? TransferRefusal.PinIsSpoken
        : null;
}
