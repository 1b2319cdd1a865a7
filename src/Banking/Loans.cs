using Microsoft.Extensions.Logging;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A customer's own loans, and what is lent on his deposits, after the enquiry PIN.</summary>
internal sealed class Loans(PatientLoans bank, BankingOptions options, KernelOptions kernel, TimeProvider time) : ILoans
{
    public async Task<LoansOutcome> Of(Identification? who, CancellationToken ct = default) =>
        who is null || !Disclosure.BalancesAreTold(who.Level) ? new LoansOutcome.NotIdentified()
        : await bank.LoansOf(who.Customer.Id, ct) is { } loans ? new LoansOutcome.Told(loans)
        : new LoansOutcome.Unavailable();

    public async Task<PledgesOutcome> Pledges(Identification? who, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.BalancesAreTold(who.Level))
            return new PledgesOutcome.NotIdentified();
        if (await bank.DepositsOf(who.Customer.Id, ct) is not { } deposits)
            return new PledgesOutcome.Unavailable();
        var today = kernel.DayOf(time.NowUs());
        return new PledgesOutcome.Told(
            [.. deposits.Select(one => LoanRules.On(one, options.LoanPledgePercent, today)).OfType<Pledgeable>()],
            deposits.Count);
    }
}

/// <summary>The bank's loans, with a bound on our patience.</summary>
internal sealed class PatientLoans(
    ILoanBank bank, BankingOptions options, TimeProvider time, ILogger<PatientLoans> log)
    : PatientPort(options, time, log, "loans")
{
    internal Task<IReadOnlyList<Loan>?> LoansOf(string customerId, CancellationToken ct) =>
        Ask<IReadOnlyList<Loan>?>(async bounded => Own(await bank.LoansOf(customerId, bounded), customerId), ct);

    internal Task<IReadOnlyList<TimeDeposit>?> DepositsOf(string customerId, CancellationToken ct) =>
        Ask<IReadOnlyList<TimeDeposit>?>(
            async bounded =>
            {
                var deposits = await bank.DepositsOf(customerId, bounded);
                return deposits.All(one => one.CustomerId == customerId) ? deposits : throw Another();
            }, ct);

    /// <summary>Not cancellable: once on its way, only the core bank's record tells.</summary>
    internal Task<CoreAnswer> Pledge(PledgeOrder order) => Order(bounded => bank.Pledge(order, bounded));

    internal Task<CoreAnswer> Settle(PledgeOrder order) => Order(bounded => bank.Settle(order, bounded));

    private static IReadOnlyList<Loan> Own(IReadOnlyList<Loan> loans, string customerId) =>
        loans.All(one => one.CustomerId == customerId) ? loans : throw Another();

    private static InvalidDataException Another() => new("The bank told a loan or deposit of another customer.");
}

/// <summary>A bank's own core that does not lend by telephone.</summary>
internal sealed class NoLoans : ILoanBank
{
    public Task<IReadOnlyList<Loan>> LoansOf(string customerId, CancellationToken ct) =>
        throw new NotSupportedException(Why);

    public Task<IReadOnlyList<TimeDeposit>> DepositsOf(string customerId, CancellationToken ct) =>
        throw new NotSupportedException(Why);

    public Task<CoreAnswer> Pledge(PledgeOrder order, CancellationToken ct) => throw new NotSupportedException(Why);

    public Task<CoreAnswer> Settle(PledgeOrder order, CancellationToken ct) => throw new NotSupportedException(Why);

    private const string Why = "This core bank tells nothing of loans: it is no ILoanBank.";
}
