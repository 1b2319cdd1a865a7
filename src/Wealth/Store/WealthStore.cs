using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>An order's row.</summary>
internal sealed record StoredOrder
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Product { get; init; }

    public required string Holding { get; init; }

    public required string CustomerId { get; init; }

    public required string ContactId { get; init; }

    public required string AccountTail { get; init; }

    public required string RedeemableFrom { get; init; }

    public long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required string BankDay { get; init; }

    public long SubmittedUs { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public required string Way { get; init; }

    public string? Agent { get; init; }

    public long Units { get; init; }

    /// <summary>Of what the holding cost, what this pays back; of a purchase what is paid.</summary>
    public long CostMinor { get; init; }
}

/// <summary>A holding's row.</summary>
internal sealed record StoredHolding
{
    public required string Id { get; init; }

    public required string Product { get; init; }

    public required string CustomerId { get; init; }

    public required string Account { get; init; }

    public required string Settlement { get; init; }

    public long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required string BoughtOn { get; init; }

    public required string RedeemableFrom { get; init; }

    /// <summary><c>held</c>, <c>redeeming</c>, <c>redeemed</c>.</summary>
    public required string State { get; init; }

    public long Units { get; init; }

    public override string ToString() => $"StoredHolding {Id}";
}

internal static class WealthStore
{
    private const string Day = "yyyy-MM-dd";

    internal const string SelectOrders =
        """
        SELECT id AS Id, kind AS Kind, product AS Product, holding AS Holding, customer_id AS CustomerId, contact_id AS ContactId,
          account_tail AS AccountTail, redeemable_from AS RedeemableFrom, amount_minor AS AmountMinor, currency AS Currency,
          bank_day AS BankDay, submitted_us AS SubmittedUs, state AS State, reason AS Reason, way AS Way, agent AS Agent,
          units AS Units, cost_minor AS CostMinor
        FROM wealth_order
        """;

    private const string Holding =
        """
        id AS Id, product AS Product, customer_id AS CustomerId, account AS Account, settlement AS Settlement,
          amount_minor AS AmountMinor, currency AS Currency, bought_on AS BoughtOn, redeemable_from AS RedeemableFrom, state AS State, units AS Units
        """;

    internal static string TextOf(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    internal static DateOnly DayOf(string text) => DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);

    internal static StoredOrder? Order(WriteScope scope, string id) =>
        scope.Connection.QuerySingleOrDefault<StoredOrder>(
            $"{SelectOrders} WHERE id = @id", new { id }, scope.Transaction);

    internal static void Put(
        WriteScope scope, OrderStanding order, string product, string holding, DateOnly from, long units, long cost) =>
        scope.Connection.Execute(
            """
            INSERT INTO wealth_order (id, kind, product, holding, customer_id, contact_id, account_tail, redeemable_from, amount_minor, currency,
                bank_day, submitted_us, state, reason, way, agent, units, cost_minor)
            VALUES (@Id, @kind, @product, @holding, @CustomerId, @ContactId, @tail, @from, @Minor, @Currency, @day, @SubmittedUs, @State,
                @reason, @Way, @Agent, @units, @cost)
            """,
            new
            {
                order.Id,
                kind = EnumWords.Of(order.Kind),
                product,
                holding,
                order.CustomerId,
                order.ContactId,
                tail = Customers.AccountNumbers.Tail(
                    order.Kind == TransferKind.WealthPurchase ? order.From : order.To),
                from = TextOf(from),
                order.Amount.Minor,
                order.Amount.Currency,
                day = TextOf(order.Day),
                order.SubmittedUs,
                order.State,
                reason = order.Reason is { } why ? EnumWords.Of(why) : null,
                order.Way,
                order.Agent,
                units,
                cost,
            },
            scope.Transaction);

    internal static void Stands(WriteScope scope, OrderStanding order) => scope.Connection.Execute(
        "UPDATE wealth_order SET state = @State, reason = @reason, submitted_us = @SubmittedUs WHERE id = @Id",
        new
        {
            order.Id, order.State, order.SubmittedUs, reason = order.Reason is { } why ? EnumWords.Of(why) : null,
        },
        scope.Transaction);

    /// <summary>What is taken of its quota; locked, as it is written.</summary>
    internal static long Taken(WriteScope scope, string product) => scope.Connection.ExecuteScalar<long>(
        """
        INSERT INTO wealth_quota (product, taken_minor) VALUES (@product, 0)
        ON CONFLICT (product) DO UPDATE SET taken_minor = wealth_quota.taken_minor RETURNING taken_minor
        """,
        new { product }, scope.Transaction);

    internal static long Taken(IDbConnection connection, string product) => connection.ExecuteScalar<long?>(
        "SELECT taken_minor FROM wealth_quota WHERE product = @product", new { product }) ?? 0;

    /// <summary>After it was found what is left: its row is there.</summary>
    /// <param name="minor">Negative gives back.</param>
    internal static void Take(WriteScope scope, string product, long minor) => scope.Connection.Execute(
        "UPDATE wealth_quota SET taken_minor = taken_minor + @minor WHERE product = @product",
        new { product, minor }, scope.Transaction);

    /// <summary>Locked, as it is written.</summary>
    internal static StoredHolding? Locked(WriteScope scope, string id) =>
        scope.Connection.QuerySingleOrDefault<StoredHolding>(
            $"UPDATE wealth_holding SET state = state WHERE id = @id RETURNING {Holding}", new { id },
            scope.Transaction);

    /// <summary>What has not been paid back, the oldest first.</summary>
    internal static List<StoredHolding> Held(IDbConnection connection, string customerId) =>
        connection.Query<StoredHolding>(
            $"""
            SELECT {Holding} FROM wealth_holding WHERE customer_id = @customerId AND state <> 'redeemed'
            ORDER BY bought_on, id
            """,
            new { customerId }).AsList();

    internal static void Hold(WriteScope scope, OrderStanding order, StoredOrder bought) => scope.Connection.Execute(
        """
        INSERT INTO wealth_holding (id, product, customer_id, account, settlement, amount_minor, currency, bought_on, redeemable_from, state, units)
        VALUES (@Id, @Product, @CustomerId, @From, @To, @Minor, @Currency, @day, @RedeemableFrom, 'held', @Units)
        """,
        new
        {
            order.Id,
            bought.Product,
            order.CustomerId,
            order.From,
            order.To,
            order.Amount.Minor,
            order.Amount.Currency,
            day = TextOf(order.Day),
            bought.RedeemableFrom,
            bought.Units,
        },
        scope.Transaction);

    /// <summary>A part was paid back; the rest is held.</summary>
    internal static void Lessen(WriteScope scope, string holding, long units, long cost, string state) =>
        scope.Connection.Execute(
            """
            UPDATE wealth_holding SET units = units - @units, amount_minor = amount_minor - @cost, state = @state, redeemed_by = NULL
            WHERE id = @holding
            """,
            new { holding, units, cost, state }, scope.Transaction);

    internal static void Redeem(WriteScope scope, string holding, string state, string? by) => scope.Connection.Execute(
        "UPDATE wealth_holding SET state = @state, redeemed_by = @by WHERE id = @holding",
        new { holding, state, by }, scope.Transaction);
}
