using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace TellerLine.Kernel;

/// <summary>A request whose body is bytes and small enough to be held: a recording, a table.</summary>
public static class SmallBody
{
    private const long MostDrained = 64 * 1024 * 1024;

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(10);

    /// <summary>The endpoint takes bytes of this type, at most so many.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string type, int mostBytes) => endpoint
        .Accepts<byte[]>(type).WithMetadata(new RequestSizeLimitAttribute(mostBytes))
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    /// <returns>Null: more came than the endpoint takes.</returns>
    public static async Task<byte[]?> Read(HttpContext http, CancellationToken ct)
    {
        var most = MostOf(http) ?? int.MaxValue;
        if (http.Request.ContentLength > most)
        {
            await Drain(http);
            return null;
        }
        Lift(http);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(piece, ct) is > 0 and var some)
        {
            if (body.Length + some > most)
            {
                await Drain(http);
                return null;
            }
            body.Write(piece, 0, some);
        }
        return body.ToArray();
    }

    /// <summary>
    /// What is too large as it says itself is refused before anything else is asked, and read to its end: a client that
    /// is still sending when the connection closes sees a broken pipe and not the answer (RFC 9112 §9.6). One that
    /// waits to be told to send is told at once. More than 64 MB or ten seconds nobody is waited for.
    /// </summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (MostOf(http) is { } most && http.Request.ContentLength > most)
        {
            await Drain(http);
            await TooLarge(most).ExecuteAsync(http);
        }
        else
            await next(http);
    });

    public static ProblemHttpResult TooLarge(long mostBytes) => Problems.Refused(
        "文件过大 / The file is too large", $"at most {mostBytes} bytes", "tooLarge",
        StatusCodes.Status413PayloadTooLarge);

    private static long? MostOf(HttpContext http) =>
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;

    private static void Lift(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    private static async Task Drain(HttpContext http)
    {
        if (http.Request.Headers.Expect.Count > 0)
            return;
        Lift(http);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(LongestDrain);
        var piece = new byte[64 * 1024];
        try
        {
            for (long read = 0; read < MostDrained;)
            {
                if (await http.Request.Body.ReadAsync(piece, patience.Token) is not (> 0 and var some))
                    return;
                read += some;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody hears the answer, or he has sent for too long.
        }
    }
}
