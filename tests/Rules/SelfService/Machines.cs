using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Rules.SelfService;

/// <summary>What Zhang sent at a machine, until a test says otherwise: nothing.</summary>
internal sealed class Machines : IAtmTransfers
{
    public List<AtmTransfer> Made { get; } = [];

    public bool Down { get; set; }

    public static AtmTransfer Sent { get; } = new(
        "ATM-1", Bank.Number("1000"), "ATM-03", "East Street", Money.Cny(500_00), "李明", "2000",
        Clock.ToUs(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero)),
        Clock.ToUs(new DateTimeOffset(2026, 3, 3, 9, 30, 0, TimeSpan.Zero)));

    public Task<AtmTransfersOutcome> Of(Identification? who, CancellationToken ct = default)
    {
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        return Task.FromResult<AtmTransfersOutcome>(
            Down ? new AtmTransfersOutcome.Unavailable() : new AtmTransfersOutcome.Told([.. Made]));
    }
}
