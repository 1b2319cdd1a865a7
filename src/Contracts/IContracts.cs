using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contracts;

/// <summary>What customers have signed, for who carries out what they ask.</summary>
public interface IContracts
{
    /// <returns>As it stands within this transaction; null: nothing signed, or terminated.</returns>
    SignedContract? Of(WriteScope scope, string customerId);

    /// <returns>Null: nothing signed, or terminated.</returns>
    Task<SignedContract?> Of(string customerId, CancellationToken ct = default);
}

/// <summary>Where contracts come from besides the branch desk: an import, the demonstration bank.</summary>
public interface IContractRegister
{
    /// <summary>
    /// A contract that is in force at once, in the caller's transaction. It bears no signature of this centre's.
    /// </summary>
    /// <param name="unit">Of the branch that keeps the paper.</param>
    void Add(WriteScope scope, string customerId, string unit, ContractTerms terms);

    Task<bool> Any(CancellationToken ct);
}

/// <summary>The customer's accounts, which the core bank knows and the branch desk offers. Banking binds it.</summary>
public interface IContractAccounts
{
    /// <returns>Those that can pay and are not closed, the main one first; null: the core bank does not
    /// answer.</returns>
    Task<IReadOnlyList<string>?> PayingAccountsOf(string customerId, CancellationToken ct = default);
}

/// <param name="PerTransaction">Minor units.</param>
/// <param name="PerDay">Minor units.</param>
public readonly record struct ContractLimits(long PerTransaction, long PerDay);

/// <summary>A contract in force, or suspended.</summary>
/// <param name="Type">As the bank has it now: its limits count where they are lower than what was signed.</param>
public sealed record SignedContract(string Number, int Edition, bool IsActive, ContractTerms Terms, ContractType Type)
{
    private const int Fen = 100;

    public bool Holds(string account) => Terms.Accounts.Contains(account);

    public ContractPayee? Payee(string account) => Terms.Payees.FirstOrDefault(payee => payee.Account == account);

    /// <summary>Between the customer's own accounts.</summary>
    public ContractLimits OwnLimits => new(
        Fen * (long)Math.Min(Terms.OwnPerTransaction, Type.OwnPerTransaction),
        Fen * (long)Math.Min(Terms.OwnPerDay, Type.OwnPerDay));

    /// <summary>To payees.</summary>
    /// <param name="callerE164">From where the customer calls; null: withheld or unknown.</param>
    public ContractLimits LimitsFrom(string? callerE164) => callerE164 is not null && Terms.Phones.Contains(callerE164)
        ? new(
            Fen * (long)Math.Min(Terms.PerTransaction, Type.BoundPerTransaction),
            Fen * (long)Math.Min(Terms.PerDay, Type.BoundPerDay))
        : new(
            Fen * (long)Math.Min(Terms.PerTransaction, Type.UnboundPerTransaction),
            Fen * (long)Math.Min(Terms.PerDay, Type.UnboundPerDay));

    /// <summary>Minor units: a payment above needs a second person; null: none does.</summary>
    public long? SecondPersonAbove => Type.SecondPersonAbove is { } yuan ? Fen * (long)yuan : null;

    public override string ToString() => $"SignedContract {Number}";
}
