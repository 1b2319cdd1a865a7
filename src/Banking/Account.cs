using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

public enum AccountKind
{
    /// <summary>活期账户.</summary>
    Current,

    /// <summary>储蓄账户.</summary>
    Savings,

    /// <summary>信用卡账户: a negative balance is a debt, at most the credit limit.</summary>
    Credit,

    /// <summary>定期存款: it is paid out when it matures, not by telephone; a loan may be pledged on it.</summary>
    Deposit,

    /// <summary>贷款账户: its negative balance is owed. Repaid, it is closed.</summary>
    Loan,
}

public enum AccountStatus
{
    Active,

    /// <summary>冻结: neither pays nor receives by telephone; its balance may be told.</summary>
    Frozen,

    /// <summary>销户.</summary>
    Closed,
}

/// <summary>An account as the core bank tells it.</summary>
/// <param name="Number">16–19 digits (<see cref="AccountNumbers"/>); shown only masked.</param>
/// <param name="Balance">From the customer's side: what the bank owes; negative is the customer's debt.</param>
/// <param name="CreditLimit">How far below zero the balance may go; zero but for credit.</param>
public sealed record Account(
    string Number, string CustomerId, AccountKind Kind, AccountStatus Status, Money Balance, Money CreditLimit)
{
    /// <summary>挂失: it pays nothing until the hold is lifted; money still comes in.</summary>
    public bool Held { get; init; }

    /// <summary>待激活: a credit card that its holder has not activated; it pays nothing until then.</summary>
    public bool Inactive { get; init; }

    /// <summary>Money goes in and out of it by telephone: neither a time deposit nor a loan.</summary>
    public bool Moves => Kind is not (AccountKind.Deposit or AccountKind.Loan);

    /// <summary>The last four digits: how people and prompts name an account (尾号 1000).</summary>
    public string Tail => AccountNumbers.Tail(Number);

    /// <summary>What may be spent: balance and credit.</summary>
    public Money Available => Balance + CreditLimit;
}
