using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>
/// What those who serve a customer ask: what is sold, to whom it may be, and what the customer holds. The orders
/// themselves are Banking's (<see cref="TransferKind.WealthPurchase"/>, <see cref="TransferKind.WealthRedemption"/>).
/// </summary>
public interface IWealth
{
    /// <summary>Sold today, in the bank's order.</summary>
    IReadOnlyList<WealthProduct> OnSale { get; }

    /// <summary>Also one that is not sold now.</summary>
    WealthProduct? Find(string? code);

    /// <param name="alone">By keypad, with nobody to explain.</param>
    Task<SuitabilityFound> Suits(
        CustomerCard customer, WealthProduct product, bool alone, CancellationToken ct = default);

    /// <summary>What is left of its quota, minor units.</summary>
    Task<long> LeftMinor(WealthProduct product, CancellationToken ct = default);

    /// <summary>What has not been paid back, the oldest first.</summary>
    Task<IReadOnlyList<WealthHolding>> Held(string customerId, CancellationToken ct = default);
}

/// <param name="Level">The customer's; null: never rated.</param>
/// <param name="ValidTo">The last day on which it counts.</param>
public sealed record SuitabilityFound(Suitability Verdict, string? Level, DateOnly? ValidTo);

/// <summary>持仓: what a customer bought and holds, at what it cost and what it is worth by the product's net
/// value.</summary>
/// <param name="Id">The purchase's number.</param>
/// <param name="Product">A code.</param>
/// <param name="Says">See <see cref="WealthProduct.Says"/>.</param>
/// <param name="Account">From which it was bought, and into which it is paid back.</param>
/// <param name="Settlement">The bank's, from which it is paid back.</param>
/// <param name="RedeemableFrom">The first day on which it is paid back.</param>
/// <param name="Redeeming">An order to pay it back is on its way.</param>
public sealed record WealthHolding(
    string Id, string Product, BilingualText Name, string? Says, string Account, string Settlement, Money Amount,
    DateOnly BoughtOn, DateOnly RedeemableFrom, bool Redeeming)
{
    /// <summary>市值: what is paid for all of it.</summary>
    public Money Value { get; init; } = Amount;

    /// <summary>Of which day the net value is; null: the bank tells none, and the value is the cost.</summary>
    public DateOnly? ValuedOn { get; init; }

    /// <summary>收益: less than zero is a loss.</summary>
    public Money Income => Value - Amount;

    public override string ToString() => $"WealthHolding {Id}";
}
