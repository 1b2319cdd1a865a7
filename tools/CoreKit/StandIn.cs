using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TellerLine.CoreKit;

/// <summary>
/// A core bank to try the telephone bank against, on this machine only: keeps to the contract, and breaks it on purpose
/// when told so at <c>POST /faults</c>. Its accounts live as long as it does.
/// </summary>
internal static class StandIn
{
    internal const string Customer = "C10001", Payer = "6222020000001000", Saver = "6222020000002008",
        Payee = "6222020000003006", OtherCustomer = "C10020";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

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
        books.Open(new Account(Payee, OtherCustomer, "current", "active", "CNY", 0, 0));
        return books;
    }

    private static WebApplication Build(int port, string token, Books books)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var faults = new Faults();
        app.Use(async (http, next) =>
        {
            if (token.Length > 0 && http.Request.Headers.Authorization != $"Bearer {token}")
                http.Response.StatusCode = 401;
            else
                await next(http);
        });
        app.MapGet("/v1/health", () => Results.Json(new { status = "ok" }));
        app.MapPost("/v1/accounts", Answers<Question>(
            asked => asked.CustomerId is null != (asked.Number is null), books.Find));
        app.MapPost("/v1/transfers", Answers<Order>(
            order => order.IsWhole, (http, order) => faults.Order(http, books, order)));
        app.MapPost("/v1/transfers/settle", Answers<Order>(order => order.IsWhole, order => books.Settle(order.Key!)));
        app.MapPost("/v1/holds", Answers<Hold>(hold => hold.IsWhole, (http, hold) => faults.Hold(http, books, hold)));
        app.MapPost("/v1/holds/release", Answers<Hold>(hold => hold.IsWhole, books.Release));
        app.MapPost("/v1/movements", Answers<Period>(period => period.IsWhole, books.Movements));
        app.MapPost("/faults", Answers<FaultWish>(wish => wish.Times > 0, faults.Next));
        app.MapPost("/faults/came", () => faults.Came);
        app.MapPost("/faults/release", faults.Release);
        return app;
    }

    private static RequestDelegate Answers<T>(Func<T, bool> isWhole, Func<T, object> answer)
        where T : class => Answers<T>(isWhole, (_, asked) => Task.FromResult<object?>(answer(asked)));

    private static RequestDelegate Answers<T>(Func<T, bool> isWhole, Func<HttpContext, T, Task<object?>> answer)
        where T : class => http => Answer(http, isWhole, answer);

    private static async Task Answer<T>(
        HttpContext http, Func<T, bool> isWhole, Func<HttpContext, T, Task<object?>> answer)
        where T : class
    {
        T? asked = null;
        try
        {
            asked = await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            // Said as 400 below.
        }
        if (asked is null || !isWhole(asked))
            http.Response.StatusCode = 400;
        else if (await answer(http, asked) is { } said)
            await http.Response.WriteAsJsonAsync(said, said.GetType(), Json, http.RequestAborted);
    }

    /// <summary>Does to each order what was asked for it.</summary>
    private sealed class Faults
    {
        private readonly Lock _gate = new();
        private FaultWish _wish = new(Fault.None, 0);
        private readonly TaskCompletionSource _came = New(), _released = New(), _done = New();

        public FaultWish Next(FaultWish wish)
        {
            lock (_gate)
                return _wish = wish;
        }

        /// <summary>An order has come that is treated wrongly.</summary>
        public Task Came => _came.Task;

        /// <summary>Lets what is late be worked on, and returns when it was.</summary>
        public Task Release()
        {
            _released.TrySetResult();
            return _done.Task;
        }

        /// <returns>Null: the answer was given already, or never will be.</returns>
        public async Task<object?> Order(HttpContext http, Books books, Order order)
        {
            var fault = Take();
            switch (fault)
            {
                case Fault.SilentBefore:
                    await Forever(http);
                    return null;
                case Fault.Late:
                    // It is worked on although nobody waits for it any more.
                    await _released.Task;
                    var late = books.Transfer(order, Fault.None);
                    _done.TrySetResult();
                    return late;
            }
            var answer = books.Transfer(order, fault);
            switch (fault)
            {
                case Fault.SilentAfter:
                    await Forever(http);
                    return null;
                case Fault.FailsAfter:
                    http.Response.StatusCode = 500;
                    return null;
                case Fault.HalfAnAnswer:
                    http.Response.ContentLength = 500;
                    await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{\"key\":\""));
                    await http.Response.Body.FlushAsync();
                    http.Abort();
                    return null;
                case Fault.WrongAmount:
                    return answer with { AmountMinor = answer.AmountMinor + 1 };
                case Fault.WrongKey:
                    return answer with { Key = "another-key" };
                default:
                    return answer;
            }
        }

        /// <inheritdoc cref="Order"/>
        public async Task<object?> Hold(HttpContext http, Books books, Hold hold)
        {
            var fault = Take();
            object? answer = fault is Fault.SilentBefore ? null : books.Place(hold);
            if (fault is not (Fault.SilentBefore or Fault.SilentAfter))
                return answer;
            await Forever(http);
            return null;
        }

        private Fault Take()
        {
            lock (_gate)
            {
                if (_wish.Times <= 0)
                    return Fault.None;
                _wish = _wish with { Times = _wish.Times - 1 };
                _came.TrySetResult();
                return _wish.Fault;
            }
        }

        private static async Task Forever(HttpContext http)
        {
            var gone = New();
            await using var _ = http.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
