using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Wealth;

namespace TellerLine.Rules.SelfService;

/// <summary>The products that ship, all on sale; everybody is rated C3 until told otherwise.</summary>
internal sealed class OpenWealth : IWealth
{
    public List<WealthProduct> Products { get; } =
    [
        .. ((WealthProducts)new DefinitionCheck<WealthProducts>(WealthProducts.Kind, new Nothing())
            .Read(WealthProducts.Kind.Shipped[0].Yaml).Value!).Products,
    ];

    public RiskRating? Rating { get; set; } = new("C3", new DateOnly(2026, 1, 15));

    public List<WealthHolding> Holdings { get; } = [];

    public long Left { get; set; } = 1_000_000_00;

    public IReadOnlyList<WealthProduct> OnSale => Products;

    public WealthProduct? Find(string? code) => Products.Find(product => product.Code == code);

    public Task<SuitabilityFound> Suits(
        CustomerCard customer, WealthProduct product, bool alone, CancellationToken ct) =>
        Task.FromResult(new SuitabilityFound(
            SuitabilityRules.Of(Rating, product, new DateOnly(2026, 3, 2), 12, customer.Elderly, alone),
            Rating?.Level, Rating?.ValidTo(12)));

    public Task<long> LeftMinor(WealthProduct product, CancellationToken ct) => Task.FromResult(Left);

    public Task<IReadOnlyList<WealthHolding>> Held(string customerId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<WealthHolding>>(Holdings);

    /// <summary>Bought on 2 February.</summary>
    public WealthHolding Hold(string id, string product, string account, long fen, bool redeeming = false)
    {
        var of = Find(product)!;
        var bought = new DateOnly(2026, 2, 2);
        var holding = new WealthHolding(
            id, product, new BilingualText(of.Zh, of.En), of.Says, account, of.Account, Money.Cny(fen), bought,
            of.RedeemableFrom(bought), redeeming);
        Holdings.Add(holding);
        return holding;
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
