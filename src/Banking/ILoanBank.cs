using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What a core bank tells and does of loans (贷款) and of the time deposits they are pledged on: beside <see
/// cref="ICoreBank"/>, since a bank may have its loans elsewhere, or none. A loan is repaid by a transfer to its
/// account. An implementation may throw or never answer.
/// </summary>
public interface ILoanBank
{
    /// <summary>The customer's that are not repaid, as they stand now.</summary>
    Task<IReadOnlyList<Loan>> LoansOf(string customerId, CancellationToken ct);

    /// <summary>The customer's time deposits that are not paid out, and what the bank lends on each.</summary>
    Task<IReadOnlyList<TimeDeposit>> DepositsOf(string customerId, CancellationToken ct);

    /// <summary>
    /// 定期存单质押贷款: stops the deposit, opens the loan and pays it out, all or nothing, once per key: the same key
    /// again tells the first answer; the same key with another order is refused. When the loan is repaid the deposit is
    /// let go again.
    /// </summary>
    /// <returns>Of one posted, <see cref="CoreAnswer.Posted.FromBalance"/> is the deposit's.</returns>
    Task<CoreAnswer> Pledge(PledgeOrder order, CancellationToken ct);

    /// <inheritdoc cref="ICoreBank.Settle"/>
    Task<CoreAnswer> Settle(PledgeOrder order, CancellationToken ct);
}

/// <summary>A loan as its bank tells it.</summary>
/// <param name="Number">Of its account, whose kind is <see cref="AccountKind.Loan"/>.</param>
/// <param name="Principal">Still owed without interest: more than zero.</param>
/// <param name="Owed">本息合计: what repays it whole today, interest up to today with it; not less than the
/// principal.</param>
/// <param name="RateBp">Of a year, hundredths of a per cent: 435 is 4.35 %.</param>
/// <param name="Ends">到期日.</param>
public sealed record Loan(
    string Number, string CustomerId, Money Principal, Money Owed, int RateBp, DateOnly Started, DateOnly Ends)
{
    /// <summary>Null: none is to come, all that is owed is overdue.</summary>
    public Instalment? Next { get; init; }

    /// <summary>逾期: what was to be paid before today and was not; zero: nothing.</summary>
    public required Money Overdue { get; init; }

    /// <summary>罚息: of what is owed and overdue, what the bank says is penalty interest since the last payment; zero:
    /// nothing, or it does not say.</summary>
    public Money Penalty { get; init; } = new(0, Owed.Currency);

    /// <summary>The time deposit it is pledged on; null: none.</summary>
    public string? Deposit { get; init; }

    /// <summary>What is overdue and the next instalment together, no more than is owed now: the least that sets the
    /// loan right.</summary>
    public Money NextPayment =>
        Owed with { Minor = Math.Min(Owed.Minor, Overdue.Minor + (Next?.Amount.Minor ?? 0)) };

    public string Tail => AccountNumbers.Tail(Number);
}

/// <param name="Amount">Principal and interest, what is overdue not with it; more than zero.</param>
public sealed record Instalment(DateOnly Due, Money Amount);

/// <param name="RateBp">What it earns, hundredths of a per cent of a year.</param>
/// <param name="Matures">到期日.</param>
public sealed record TimeDeposit(string Number, string CustomerId, Money Amount, int RateBp, DateOnly Matures)
{
    /// <summary>质押: a loan stands on it, or it is stopped otherwise.</summary>
    public bool Stopped { get; init; }

    /// <summary>At what rate the bank lends on it today; null: it does not.</summary>
    public int? LoanRateBp { get; init; }

    public string Tail => AccountNumbers.Tail(Number);
}

/// <param name="Key">The idempotency key.</param>
/// <param name="To">The customer's account into which the loan is paid.</param>
/// <param name="Ends">The loan's last day: after today, not after the deposit's maturity.</param>
/// <param name="RateBp">As the customer heard it: another one today is refused.</param>
/// <param name="Reference">The transaction's id.</param>
public sealed record PledgeOrder(
    string Key, string Deposit, string To, Money Amount, DateOnly Ends, int RateBp, string Reference);
