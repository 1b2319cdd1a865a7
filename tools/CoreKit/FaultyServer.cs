using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TellerLine.CoreKit;

/// <summary>A server on this machine that does wrong when told so at <c>POST /faults</c>.</summary>
internal static class FaultyServer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>With its health and its faults; the questions are the caller's to map.</summary>
    internal static WebApplication Build(int port, string token, Faults faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Use(async (http, next) =>
        {
            if (token.Length > 0 && http.Request.Headers.Authorization != $"Bearer {token}")
                http.Response.StatusCode = 401;
            else
                await next(http);
        });
        app.MapGet("/v1/health", () => Results.Json(new { status = "ok" }));
        app.MapPost("/faults", Answers<FaultWish>(wish => wish.Times > 0, faults.Next));
        app.MapPost("/faults/came", () => faults.Came);
        app.MapPost("/faults/release", faults.Release);
        return app;
    }

    internal static RequestDelegate Answers<T>(Func<T, bool> isWhole, Func<T, object> answer)
        where T : class => Answers<T>(isWhole, (_, asked) => Task.FromResult<object?>(answer(asked)));

    internal static RequestDelegate Answers<T>(Func<T, bool> isWhole, Func<HttpContext, T, Task<object?>> answer)
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
}

/// <summary>Does to each order what was asked for it.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private FaultWish _wish = new(Fault.None, 0);
    private readonly TaskCompletionSource _came = New(), _released = New(), _done = New();

    public FaultWish Next(FaultWish wish)
    {
        lock (_gate)
            return _wish = wish;
    }

    /// <summary>An order has come that is treated wrongly; one that is worked on first has been.</summary>
    public Task Came => _came.Task;

    /// <summary>Lets what is late be worked on, and returns when it was.</summary>
    public Task Release()
    {
        _released.TrySetResult();
        return _done.Task;
    }

    /// <returns>Null: the answer was given already, or never will be.</returns>
    /// <param name="work">Does it, as the fault says, and answers.</param>
    /// <param name="otherAmount">The answer with another amount.</param>
    /// <param name="otherKey">The answer with another key.</param>
    public async Task<object?> Order<T>(
        HttpContext http, Func<Fault, T> work, Func<T, T> otherAmount, Func<T, T> otherKey)
        where T : class
    {
        var fault = Take();
        switch (fault)
        {
            case Fault.SilentBefore:
                Comes(fault);
                await Forever(http);
                return null;
            case Fault.Late:
                Comes(fault);
                // It is worked on although nobody waits for it any more.
                await _released.Task;
                var late = work(Fault.None);
                _done.TrySetResult();
                return late;
        }
        var answer = work(fault);
        Comes(fault);
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
                return otherAmount(answer);
            case Fault.WrongKey:
                return otherKey(answer);
            default:
                return answer;
        }
    }

    /// <summary>Where silence is all that can go wrong.</summary>
    /// <inheritdoc cref="Order"/>
    public async Task<object?> Silence(HttpContext http, Func<object> work)
    {
        var fault = Take();
        var answer = fault is Fault.SilentBefore ? null : work();
        Comes(fault);
        if (fault is not (Fault.SilentBefore or Fault.SilentAfter))
            return answer;
        await Forever(http);
        return null;
    }

    private void Comes(Fault fault)
    {
        if (fault != Fault.None)
            _came.TrySetResult();
    }

    private Fault Take()
    {
        lock (_gate)
        {
            if (_wish.Times <= 0)
                return Fault.None;
            _wish = _wish with { Times = _wish.Times - 1 };
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
