using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>What the page shows: the bank's products, and others' to compare with.</summary>
/// <param name="Today">The bank's day.</param>
public sealed record WealthSheetView(
    DateOnly Today, IReadOnlyList<WealthOwn> Products, IReadOnlyList<WealthOther> Peers);

/// <param name="OnSale">Sold today.</param>
/// <param name="InForce">Its figures hold today.</param>
/// <param name="LeftMinor">Of its quota.</param>
public sealed record WealthOwn(WealthProduct Product, bool OnSale, bool InForce, long LeftMinor);

/// <param name="InForce">Its figures hold today: what has run out is told to nobody.</param>
public sealed record WealthOther(WealthPeer Product, bool InForce);

internal sealed class WealthSheet(
    IWealth wealth, IDefinitions definitions, KernelOptions kernel, TimeProvider time)
{
    public async Task<WealthSheetView> View(CancellationToken ct)
    {
        var today = kernel.DayOf(time.NowUs());
        var all = definitions.Now(WealthProducts.Kind).Value;
        List<WealthOwn> own = [];
        foreach (var product in all.Products)
            own.Add(new(
                product, product.IsOnSale(today), product.Effective.Has(today), await wealth.LeftMinor(product, ct)));
        return new WealthSheetView(
            today, own, [.. (all.Peers ?? []).Select(peer => new WealthOther(peer, peer.Effective.Has(today)))]);
    }
}
