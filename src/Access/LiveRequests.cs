using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// The requests that are under way for somebody signed in; a hub's connection is one that lasts for hours. When the session ends they are
/// cut off. As many as the server has connections.
/// </summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<HttpContext, (string Number, string Session)> _open = new();

    public void Add(HttpContext http, string number, string session) => _open[http] = (number, session);

    public void Remove(HttpContext http) => _open.TryRemove(http, out _);

    public void Close(string number, string session) => Abort(live => live == (number, session));

    public void CloseAllBut(string number, IReadOnlySet<string> sessions) =>
        Abort(live => live.Number == number && !sessions.Contains(live.Session));

    private void Abort(Func<(string Number, string Session), bool> ended)
    {
        foreach (var (http, live) in _open)
            if (ended(live))
                http.Abort();
    }
}

public static class SessionEnd
{
    /// <summary>Cuts off what goes on over an ended session: hubs, downloads. After <c>UseAuthentication</c>.</summary>
    public static IApplicationBuilder UseSessionEnd(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity?.IsAuthenticated != true)
        {
            await next(http);
            return;
        }
        var live = http.RequestServices.GetRequiredService<LiveRequests>();
        var (number, session) = (http.User.Number(), http.User.SessionId());
        live.Add(http, number, session);
        try
        {
            if (http.WebSockets.IsWebSocketRequest)
                await LastingUntilItsEnd(http, number, session, next);
            else if (http.Request.Method != HttpMethods.Delete || !http.Request.Path.StartsWithSegments(SessionEndpoints.Path))
                await next(http);
            else
                await SigningOut(http, live, next);
        }
        finally
        {
            live.Remove(http);
        }
    });

    /// <summary>The one who signs out is to read the answer.</summary>
    private static Task SigningOut(HttpContext http, LiveRequests live, RequestDelegate next)
    {
        live.Remove(http);
        return next(http);
    }

    private static async Task LastingUntilItsEnd(HttpContext http, string number, string session, RequestDelegate next)
    {
        // Between this request's authentication and its place in the list the session may have ended.
        if (await http.RequestServices.GetRequiredService<Sessions>().StampOf(session, number, http.RequestAborted) is null)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var left = TimeSpan.FromMicroseconds(Math.Max(0, http.User.UntilUs() - time.NowUs()));
        await using var end = time.CreateTimer(_ => http.Abort(), null, left, Timeout.InfiniteTimeSpan);
        await next(http);
    }
}
