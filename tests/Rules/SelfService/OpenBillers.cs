using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Rules.SelfService;

/// <summary>The billers that come with the program, all open, owed what is said here.</summary>
internal sealed class OpenBillers : IBills, IServiceProvider
{
    public List<Biller> All { get; }

    /// <summary>By number; nobody else is known.</summary>
    public Dictionary<string, long> Owed { get; } = new() { ["0951601285"] = 128_50, ["13800000001"] = 30_00 };

    /// <summary>It does not answer.</summary>
    public bool Down { get; set; }

    public List<BillReference> Asked { get; } = [];

    public OpenBillers() => All =
    [
        .. ((BillerList)new DefinitionCheck<BillerList>(BillerList.Kind, this)
            .Read(BillerList.Kind.Shipped[0].Yaml).Value!).Billers,
    ];

    public IReadOnlyList<Biller> Open => All;

    public Biller? Find(string code) => All.FirstOrDefault(one => one.Code == code);

    public Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct = default)
    {
        Asked.Add(bill);
        return Task.FromResult<ArrearsAnswer>(
            Down ? new ArrearsAnswer.Unavailable()
            : Owed.TryGetValue(bill.Number, out var fen) ? new ArrearsAnswer.Owed(Money.Cny(fen))
            : new ArrearsAnswer.NoSuchNumber());
    }

    public object? GetService(Type serviceType) => null;
}
