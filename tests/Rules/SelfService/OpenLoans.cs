using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Rules.SelfService;

/// <summary>One loan, and one time deposit to lend on, of who is Zhao; all others have none.</summary>
internal sealed class OpenLoans : ILoans
{
    private const string Holder = "C10008";

    /// <summary>On the 2nd of March 2026.</summary>
    public List<Loan> All { get; } =
    [
        new(
            Bank.Number("8600"), Holder, Money.Cny(86_666_66), Money.Cny(86_792_33), 435, new(2025, 4, 20),
            new(2028, 4, 20))
        {
            Next = new Instalment(new DateOnly(2026, 3, 20), Money.Cny(3_647_49)),
            Overdue = Money.Cny(0),
        },
    ];

    public List<Pledgeable> Pledgeable { get; } =
    [
        new(
            new TimeDeposit(Bank.Number("8500"), Holder, Money.Cny(50_000_00), 135, new DateOnly(2026, 11, 2))
            {
                LoanRateBp = 285,
            },
            Money.Cny(45_000_00), new DateOnly(2026, 11, 2), 285),
    ];

    public int Deposits { get; set; } = 1;

    public bool Down { get; set; }

    public Task<LoansOutcome> Of(Identification? who, CancellationToken ct = default)
    {
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        return Task.FromResult<LoansOutcome>(
            Down ? new LoansOutcome.Unavailable()
            : new LoansOutcome.Told([.. All.Where(loan => loan.CustomerId == who.Customer.Id)]));
    }

    public Task<PledgesOutcome> Pledges(Identification? who, CancellationToken ct = default)
    {
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        var his = who.Customer.Id == Holder;
        return Task.FromResult<PledgesOutcome>(
            Down ? new PledgesOutcome.Unavailable()
            : new PledgesOutcome.Told(his ? [.. Pledgeable] : [], his ? Deposits : 0));
    }
}
