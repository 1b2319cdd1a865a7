using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>
/// Holdings, quotas and orders of wealth products. Whether an order may be, is decided in the bank's own transaction;
/// what it takes of the quota is taken, and what was bought is held, in the one that says so: a crash parts them
/// nowhere.
/// </summary>
internal sealed class WealthBook(
    IDb db, IDefinitions definitions, IRiskRatings ratings, WealthNotices notices, WealthOptions options,
    KernelOptions kernel, TimeProvider time) : IOrderBook, IWealth
{
    private const string Held = "held", Redeeming = "redeeming", Redeemed = "redeemed";

    public IReadOnlyList<WealthProduct> OnSale => [.. All.Products.Where(product => product.IsOnSale(Today))];

    private WealthProducts All => definitions.Now(WealthProducts.Kind).Value;

    private DateOnly Today => kernel.DayOf(time.NowUs());

    public WealthProduct? Find(string? code) => All.Find(code);

    public async Task<SuitabilityFound> Suits(
        CustomerCard customer, WealthProduct product, bool alone, CancellationToken ct)
    {
        var rating = await ratings.Of(customer.Id, ct);
        return new(
            SuitabilityRules.Of(rating, product, Today, options.RatingMonths, customer.Elderly, alone),
            rating?.Level, rating?.ValidTo(options.RatingMonths));
    }

    public async Task<long> LeftMinor(WealthProduct product, CancellationToken ct) => Math.Max(
        0, product.QuotaMinor - await db.Read(connection => WealthStore.Taken(connection, product.Code), ct));

    async Task<IReadOnlyList<WealthHolding>> IWealth.Held(string customerId, CancellationToken ct)
    {
        var held = await db.Read(connection => WealthStore.Held(connection, customerId), ct);
        var ever = Ever();
        return
        [
            .. held.Select(one => new WealthHolding(
                one.Id, one.Product, NameOf(one.Product, ever), ever.GetValueOrDefault(one.Product)?.Says, one.Account,
                one.Settlement, new Money(one.AmountMinor, one.Currency), WealthStore.DayOf(one.BoughtOn),
                WealthStore.DayOf(one.RedeemableFrom), one.State == Redeeming)
            {
                Value = new Money(
                    WealthUnits.Value(one.Units, NetValueOf(one.Product, ever)), one.Currency),
                ValuedOn = ProductOf(one.Product, ever)?.NetValue is { } net ? WealthStore.DayOf(net.Day) : null,
            }),
        ];
    }

    public bool Keeps(OrderClass orders) => orders is OrderClass.Purchase or OrderClass.Redemption;

    public TransferRefusal? Broken(WriteScope scope, TransferWish wish, bool elderly) =>
        wish.Class == OrderClass.Purchase ? NotBought(scope, wish, elderly) : NotPaidBack(scope, wish);

    public void Became(WriteScope scope, OrderStanding order)
    {
        var before = WealthStore.Order(scope, order.Id);
        if (before?.State == order.State)
            return;
        if (before is null)
            Begun(scope, order);
        else
            WealthStore.Stands(scope, order);
        var stands = before ?? WealthStore.Order(scope, order.Id)!;
        if (order.State is "posted")
            Posted(scope, order, stands);
        else if (order.State is "failed" or "voided")
            GivenUp(scope, order, stands);
        scope.Append(
            $"wealth/{order.Id}",
            new WealthBecame(stands.Kind, stands.Product, stands.Holding, order.State, order.Reason), order.ContactId);
    }

    private TransferRefusal? NotBought(WriteScope scope, TransferWish wish, bool elderly)
    {
        var today = Today;
        if (All.Find(wish.Subject) is not { } product || !product.IsOnSale(today) || wish.To != product.Account
            || wish.Amount.Currency != product.Currency)
            return TransferRefusal.NotOnSale;
        if (!product.Takes(wish.Amount.Minor))
            return TransferRefusal.ProductAmount;
        var suits = SuitabilityRules.Of(
            ratings.Of(scope, wish.CustomerId), product, today, options.RatingMonths, elderly,
            alone: wish.Origin.Way == OrderWay.Keypad);
        return suits != Suitability.Suits ? RefusalOf(suits)
            : wish.Amount.Minor > product.QuotaMinor - WealthStore.Taken(scope, product.Code)
                ? TransferRefusal.QuotaUsedUp
                : null;
    }

    private TransferRefusal? NotPaidBack(WriteScope scope, TransferWish wish) =>
        WealthStore.Locked(scope, wish.Subject!) switch
        {
            { } held when (held.CustomerId, held.Settlement, held.Account, held.Currency)
                == (wish.CustomerId, wish.From, wish.To, wish.Amount.Currency)
                && wish.Amount.Minor <= WealthUnits.Value(held.Units, NetValueOf(held.Product, Ever())) =>
                held.State != Held ? TransferRefusal.RedeemedAlready
                : WealthStore.DayOf(held.RedeemableFrom) > Today ? TransferRefusal.NotRedeemableYet
                : null,
            _ => TransferRefusal.NoSuchHolding,
        };

    private void Begun(WriteScope scope, OrderStanding order)
    {
        if (order.Kind == TransferKind.WealthPurchase)
        {
            var product = All.Find(order.Subject) ?? Ever()[order.Subject];
            WealthStore.Put(
                scope, order, product.Code, order.Id, product.RedeemableFrom(order.Day),
                WealthUnits.Bought(order.Amount.Minor, product.NetValueScaled), order.Amount.Minor);
            WealthStore.Take(scope, order.Subject, order.Amount.Minor);
            return;
        }
        var held = WealthStore.Locked(scope, order.Subject)!;
        var units = WealthUnits.Taken(order.Amount.Minor, held.Units, NetValueOf(held.Product, Ever()));
        WealthStore.Put(
            scope, order, held.Product, held.Id, WealthStore.DayOf(held.RedeemableFrom), units,
            WealthUnits.Cost(held.AmountMinor, units, held.Units));
        WealthStore.Redeem(scope, held.Id, Redeeming, order.Id);
    }

    private void Posted(WriteScope scope, OrderStanding order, StoredOrder stands)
    {
        if (order.Kind == TransferKind.WealthPurchase)
            WealthStore.Hold(scope, order, stands);
        else
        {
            if (WealthStore.Locked(scope, stands.Holding)!.Units == stands.Units)
                WealthStore.Redeem(scope, stands.Holding, Redeemed, order.Id);
            else
                WealthStore.Lessen(scope, stands.Holding, stands.Units, stands.CostMinor, Held);
            WealthStore.Take(scope, stands.Product, -stands.CostMinor);
        }
        notices.Posted(scope, order, NameOf(stands.Product, Ever()));
    }

    private static void GivenUp(WriteScope scope, OrderStanding order, StoredOrder stands)
    {
        if (order.Kind == TransferKind.WealthPurchase)
            WealthStore.Take(scope, stands.Product, -order.Amount.Minor);
        else
            WealthStore.Redeem(scope, stands.Holding, Held, null);
    }

    private Dictionary<string, WealthProduct> Ever() => definitions
        .Ever(WealthProducts.Kind, list => list.Products, product => product.Code)
        .ToDictionary(one => one.Item.Code, one => one.Item);

    /// <summary>As it is in force, or was last.</summary>
    private WealthProduct? ProductOf(string code, Dictionary<string, WealthProduct> ever) =>
        All.Find(code) ?? ever.GetValueOrDefault(code);

    private long NetValueOf(string code, Dictionary<string, WealthProduct> ever) =>
        ProductOf(code, ever)?.NetValueScaled ?? WealthUnits.One;

    private static BilingualText NameOf(string code, Dictionary<string, WealthProduct> ever) =>
        ever.GetValueOrDefault(code) is { } product ? new(product.Zh, product.En) : new(code, code);

    private static TransferRefusal RefusalOf(Suitability why) => why switch
    {
        Suitability.NotRated => TransferRefusal.NotRated,
        Suitability.Expired => TransferRefusal.RatingExpired,
        Suitability.RiskTooHigh => TransferRefusal.RiskTooHigh,
        _ => TransferRefusal.NeedsPerson,
    };
}
