using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Loans as their customers hear of them (自助贷款). One is repaid by an order between the customer's own accounts.
/// </summary>
public interface ILoans
{
    /// <summary>Waited for as long as any answer of the core bank's.</summary>
    /// <param name="who">Whom the contact is known to be with: the enquiry PIN was right, or nothing is told.</param>
    Task<LoansOutcome> Of(Identification? who, CancellationToken ct = default);

    /// <summary>On what he may have a loan, and how much: his time deposits that nothing stands on.</summary>
    /// <param name="who">As of <see cref="Of"/>.</param>
    Task<PledgesOutcome> Pledges(Identification? who, CancellationToken ct = default);
}

public abstract record LoansOutcome
{
    private LoansOutcome()
    {
    }

    /// <param name="Loans">Not repaid; maybe none.</param>
    public sealed record Told(IReadOnlyList<Loan> Loans) : LoansOutcome;

    public sealed record NotIdentified : LoansOutcome;

    /// <summary>The core bank does not answer: say so and offer a person.</summary>
    public sealed record Unavailable : LoansOutcome;
}

public abstract record PledgesOutcome
{
    private PledgesOutcome()
    {
    }

    /// <param name="Deposits">How many time deposits the customer has, pledged ones too.</param>
    public sealed record Told(IReadOnlyList<Pledgeable> Pledges, int Deposits) : PledgesOutcome;

    public sealed record NotIdentified : PledgesOutcome;

    public sealed record Unavailable : PledgesOutcome;
}

/// <summary>What the bank lends on a time deposit today.</summary>
/// <param name="Most">Whole yuan, more than zero.</param>
/// <param name="LastDay">The loan ends on it at the latest; after today.</param>
public sealed record Pledgeable(TimeDeposit Deposit, Money Most, DateOnly LastDay, int RateBp);

/// <summary>Of an order for a loan on a time deposit.</summary>
/// <param name="Ends">Its last day: after today, not after the deposit's maturity.</param>
/// <param name="RateBp">As the customer heard it, hundredths of a per cent of a year.</param>
public sealed record LoanWish(DateOnly Ends, int RateBp);
