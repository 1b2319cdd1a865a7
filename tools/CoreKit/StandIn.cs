using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace TellerLine.CoreKit;

/// <summary>
/// A core bank to try the telephone bank against, on this machine only: keeps to the contract, and breaks it on purpose
/// when told so at <c>POST /faults</c>. Its accounts live as long as it does.
/// </summary>
internal static class StandIn
{
    internal const string Customer = "C10001", Payer = "6222020000001000", Saver = "6222020000002008",
        Card = "6222020000009008", NewCard = "6222020000009107",
        Deposit = "6222020000005001", AtAtm = "ATM-0001", Arrived = "ATM-0000",
        Payee = "6222020000003006", OtherCustomer = "C10020";

    /// <summary>Serves until it is ended; its first line says where.</summary>
    internal static async Task<int> Run(int port, string token)
    {
        await using var app = Build(port, token, Filled());
        await app.StartAsync();
        Console.WriteLine($"core bank stands in at {app.Urls.First()} for {Customer} {Payer} {Saver}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static Books Filled()
    {
        var books = new Books();
        books.Open(new Account(Payer, Customer, "current", "active", "CNY", 1_000_000_00, 0));
        books.Open(new Account(Saver, Customer, "savings", "active", "CNY", 50_000_00, 0));
        books.Open(new Account(Card, Customer, "credit", "active", "CNY", -2_000_00, 20_000_00));
        books.Open(new Account(NewCard, Customer, "credit", "active", "CNY", 0, 20_000_00, Inactive: true));
        books.Open(new Account(Deposit, Customer, "deposit", "active", "CNY", 50_000_00, 0));
        books.Lends(Deposit, rateBp: 135, DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(8), loanRateBp: 285);
        books.Billed(Card, 1_500_00);
        books.Open(new Account(Payee, OtherCustomer, "current", "active", "CNY", 0, 0));
        books.MadeAtAtm(AtAtm, Payer, 500_00, DateTimeOffset.UtcNow.AddHours(-3));
        books.MadeAtAtm(Arrived, Payer, 700_00, DateTimeOffset.UtcNow.AddHours(-25));
        return books;
    }

    private static WebApplication Build(int port, string token, Books books)
    {
        var faults = new Faults();
        var app = FaultyServer.Build(port, token, faults);
        app.MapPost("/v1/accounts", FaultyServer.Answers<Question>(
            asked => asked.CustomerId is null != (asked.Number is null), books.Find));
        app.MapPost("/v1/transfers", FaultyServer.Answers<Order>(order => order.IsWhole, (http, order) => faults.Order(
            http, fault => books.Transfer(order, fault),
            answer => answer with { AmountMinor = answer.AmountMinor + 1 },
            answer => answer with { Key = "another-key" })));
        app.MapPost("/v1/transfers/settle", FaultyServer.Answers<Order>(
            order => order.IsWhole, order => books.Settle(order.Key!)));
        app.MapPost("/v1/holds", FaultyServer.Answers<Hold>(
            hold => hold.IsWhole, (http, hold) => faults.Silence(http, () => books.Place(hold))));
        app.MapPost("/v1/holds/release", FaultyServer.Answers<Hold>(hold => hold.IsWhole, books.Release));
        app.MapPost("/v1/movements", FaultyServer.Answers<Period>(period => period.IsWhole, books.Movements));
        app.MapPost("/v1/cards/bill", FaultyServer.Answers<CardQuestion>(
            asked => asked.Number is { Length: > 0 }, books.Bill));
        app.MapPost("/v1/cards/activate", FaultyServer.Answers<Activate>(
            asked => asked.Number is { Length: > 0 }, books.Activate));
        app.MapPost("/v1/loans", FaultyServer.Answers<CustomerQuestion>(
            asked => asked.CustomerId is { Length: > 0 }, books.Loans));
        app.MapPost("/v1/deposits", FaultyServer.Answers<CustomerQuestion>(
            asked => asked.CustomerId is { Length: > 0 }, books.Deposits));
        app.MapPost("/v1/loans/pledged", FaultyServer.Answers<Pledge>(order => order.IsWhole, (http, order) => faults.Order(
            http, fault => books.Lend(order, fault),
            answer => answer with { AmountMinor = answer.AmountMinor + 1 },
            answer => answer with { Key = "another-key" })));
        app.MapPost("/v1/loans/pledged/settle", FaultyServer.Answers<Pledge>(
            order => order.IsWhole, order => books.Settle(order.Key!)));
        app.MapPost("/v1/atm-transfers", FaultyServer.Answers<AtmQuestion>(
            asked => asked.Number is { Length: > 0 }, books.AtmTransfers));
        app.MapPost("/v1/atm-transfers/revoke", FaultyServer.Answers<Revoke>(order => order.IsWhole, (http, order) => faults.Order(
            http, fault => books.Revoke(order, fault),
            answer => answer with { AmountMinor = answer.AmountMinor + 1 },
            answer => answer with { Key = "another-key" })));
        app.MapPost("/v1/atm-transfers/revoke/settle", FaultyServer.Answers<Revoke>(
            order => order.IsWhole, order => books.SettleRevocation(order.Key!)));
        return app;
    }
}
