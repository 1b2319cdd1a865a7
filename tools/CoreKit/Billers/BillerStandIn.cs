using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace TellerLine.CoreKit;

/// <summary>
/// A biller to try the telephone bank against, on this machine only: keeps to the contract, and breaks it on purpose
/// when told so at <c>POST /faults</c>. What was paid is remembered as long as it lives.
/// </summary>
internal static class BillerStandIn
{
    /// <summary>A number that owes 128.50 yuan.</summary>
    internal const string Number = "095160112850";

    /// <summary>Serves until it is ended; its first line says where.</summary>
    internal static async Task<int> Run(int port, string token)
    {
        await using var app = Build(port, token);
        await app.StartAsync();
        Console.WriteLine($"biller stands in at {app.Urls.First()} for every code; {Number} owes 128.50");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplication Build(int port, string token)
    {
        var (books, faults) = (new BillerBooks(), new Faults());
        var app = FaultyServer.Build(port, token, faults);
        app.MapPost("/v1/arrears", FaultyServer.Answers<BillQuestion>(asked => asked.IsWhole, books.Arrears));
        app.MapPost("/v1/payments", FaultyServer.Answers<BillPayment>(
            order => order.IsWhole, (http, order) => faults.Order(
                http, fault => books.Pay(order, fault),
                answer => answer with { AmountMinor = answer.AmountMinor + 1 },
                answer => answer with { Key = "another-key" })));
        app.MapPost("/v1/payments/settle", FaultyServer.Answers<BillPayment>(order => order.IsWhole, books.Settle));
        app.MapPost("/v1/payments/reverse", FaultyServer.Answers<BillPayment>(
            order => order.IsWhole, (http, order) => faults.Silence(http, () => books.Reverse(order))));
        return app;
    }
}
