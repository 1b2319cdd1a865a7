using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// The requests that are under way for somebody signed in; a hub's connection is one that lasts for hours. When the
/// session ends they are cut off. As many as the server has connections.
/// </summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<LiveRequest, bool> _open = new();

    public LiveRequest Add(HttpContext http, string number, string session)
    {
        var live = new LiveRequest(http, number, session);
        _open[live] = true;
        return live;
    }

    public void Remove(LiveRequest live)
    {
        live.Over();
        _open.TryRemove(live, out _);
    }

    public void Close(string number, string session) => Abort(live => live.Number == number && live.Session == session);

    public void CloseAllBut(string number, IReadOnlySet<string> sessions) =>
        Abort(live => live.Number == number && !sessions.Contains(live.Session));

    private void Abort(Func<LiveRequest, bool> ended)
    {
        foreach (var live in _open.Keys.Where(ended))
            live.Abort();
    }
}

/// <summary>
/// One of them. The server uses a context again for the next request: what is over is not to be cut off.
/// </summary>
internal sealed class LiveRequest(HttpContext http, string number, string session)
{
    private readonly Lock _gate = new();
    private bool _over;

    public string Number => number;

    public string Session => session;

    public void Over()
    {
        lock (_gate)
            _over = true;
    }

    public void Abort()
    {
        lock (_gate)
            if (!_over)
                http.Abort();
    }
}

public static class SessionEnd
{
    /// <summary>How soon after its work a session is cut off that only the work had kept.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Cuts off what goes on over an ended session: hubs, downloads. After <c>UseAuthentication</c>.</summary>
    public static IApplicationBuilder UseSessionEnd(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity?.IsAuthenticated != true)
        {
            await next(http);
            return;
        }
        var all = http.RequestServices.GetRequiredService<LiveRequests>();
        var (number, session) = (http.User.Number(), http.User.SessionId());
        var live = all.Add(http, number, session);
        try
        {
            if (http.WebSockets.IsWebSocketRequest)
                await LastingUntilItsEnd(http, number, session, next);
            else
            {
                // The one who signs out is to read the answer.
                if (http.Request.Method == HttpMethods.Delete
                    && http.Request.Path.StartsWithSegments(SessionEndpoints.Path))
                    all.Remove(live);
                await next(http);
            }
        }
        finally
        {
            all.Remove(live);
        }
    });

    private static async Task LastingUntilItsEnd(HttpContext http, string number, string session, RequestDelegate next)
    {
        var hold = http.RequestServices.GetRequiredService<ISessionHold>();
        // Between this request's authentication and its place in the list the session may have ended.
        if (await http.RequestServices.GetRequiredService<Sessions>()
            .StampOf(session, number, hold.InHand(number), http.RequestAborted) is null)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var left = TimeSpan.FromMicroseconds(Math.Max(0, http.User.UntilUs() - time.NowUs()));
        await using var end = time.CreateTimer(_ =>
        {
            if (!hold.InHand(number))
                http.Abort();
        }, null, left, LookEvery);
        await next(http);
    }
}
