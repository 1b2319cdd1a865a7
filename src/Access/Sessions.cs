using System.Security.Cryptography;
using System.Text;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Id">128 random bits in hex; the browser has it in its sealed cookie.</param>
/// <param name="UntilUs">Its end, however much it is used.</param>
/// <param name="By">As <see cref="SignedInBy"/>.</param>
internal sealed record OpenedSession(string Id, long UntilUs, string By);

/// <summary>An open session, as its user and administrators see it.</summary>
/// <param name="Key">Names it, opens nothing.</param>
/// <param name="Since">ISO 8601 UTC, as <paramref name="Until"/>.</param>
/// <param name="Browser">As it calls itself.</param>
/// <param name="Own">The one that asks.</param>
/// <param name="SignedInBy">password, totp, recoveryCode, openIdConnect.</param>
public sealed record SessionView(
    string Key, string Since, string Until, string Address, string Browser, bool Own, string SignedInBy);

/// <summary>
/// The sessions' rows: a cookie without its row says nothing. Rows go at sign-out, with their user's dismissal or new
/// password, at their absolute end, and where a user signs in on more than <see cref="PerUser"/> browsers.
/// </summary>
internal sealed class Sessions(IDb db, AccessOptions options, TimeProvider time, LiveRequests live, IAudit audit)
{
    private const int PerUser = 8;

    /// <summary>No work in hand lasts so long over its session's end.</summary>
    private const long LongOverUs = 24 * 3_600_000_000L;

    /// <summary>In the transaction of the sign-in. <see cref="CloseEnded"/> follows the commit.</summary>
    public OpenedSession Open(WriteScope scope, string number, string by, string address = "", string browser = "")
    {
        var nowUs = time.NowUs();
        var opened = new OpenedSession(Guid.NewGuid().ToString("N"), nowUs + options.SessionMaxHours * 3_600_000_000L, by);
        scope.Connection.Execute(
            """
            INSERT INTO access_session (id, number, since_us, until_us, address, browser, signed_in_by)
            VALUES (@Id, @number, @nowUs, @UntilUs, @address, @browser, @By)
            """, new { opened.Id, number, nowUs, opened.UntilUs, address, browser, opened.By }, scope.Transaction);
        scope.Connection.Execute(
            """
            DELETE FROM access_session WHERE number = @number AND id NOT IN
              (SELECT id FROM access_session WHERE number = @number ORDER BY since_us DESC, id LIMIT @PerUser)
            """, new { number, PerUser }, scope.Transaction);
        return opened;
    }

    /// <summary>Ends one, in the store and on the wire; what its browser still sends is refused.</summary>
    public async Task End(string id, string number, CancellationToken ct)
    {
        await db.Write(scope =>
        {
            if (scope.Connection.Execute(
                "DELETE FROM access_session WHERE id = @id", new { id }, scope.Transaction) > 0)
                scope.Append($"user/{number}", new UserSignedOut(number));
            return true;
        }, ct);
        live.Close(number, id);
    }

    /// <summary>A user's open sessions, the latest first.</summary>
    /// <param name="own">The id of the asker's own session.</param>
    public Task<IReadOnlyList<SessionView>> Of(string number, string own, CancellationToken ct) =>
        db.Read<IReadOnlyList<SessionView>>(
            c => [.. c.Query<(string Id, long SinceUs, long UntilUs, string Address, string Browser, string By)>(
                """
                SELECT id, since_us, until_us, address, browser, signed_in_by FROM access_session
                WHERE number = @number AND until_us > @nowUs ORDER BY since_us DESC, id
                """, new { number, nowUs = time.NowUs() })
                .Select(s => new SessionView(
                    KeyOf(s.Id), SessionEndpoints.Iso(Clock.FromUs(s.SinceUs)),
                    SessionEndpoints.Iso(Clock.FromUs(s.UntilUs)), s.Address, s.Browser, s.Id == own, s.By))], ct);

    /// <summary>Ends one of a user's, or all; audited where it is not his own doing.</summary>
    /// <param name="key">Null: all.</param>
    /// <returns>How many ended.</returns>
    public async Task<int> EndOf(string number, string? key, string actor, CancellationToken ct)
    {
        var ended = await db.Write(scope =>
        {
            var ids = scope.Connection.Query<string>(
                "SELECT id FROM access_session WHERE number = @number", new { number }, scope.Transaction)
                .Where(id => key is null || KeyOf(id) == key).ToList();
            foreach (var id in ids)
                scope.Connection.Execute(
                    "DELETE FROM access_session WHERE id = @id", new { id }, scope.Transaction);
            if (ids.Count > 0)
            {
                scope.Append($"user/{number}", new UserSignedOut(number));
                audit.Add(scope, actor, "session.ended", $"user/{number}", $"{ids.Count}");
            }
            return ids.Count;
        }, ct);
        await CloseEnded(number, ct);
        return ended;
    }

    /// <summary>Names a session where its id, which its browser alone has, must not be seen.</summary>
    private static string KeyOf(string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)))[..16];

    /// <summary>All of a user's, in the transaction that dismisses him or changes his password.</summary>
    public static void EndAll(WriteScope scope, string number) =>
        scope.Connection.Execute(
            "DELETE FROM access_session WHERE number = @number", new { number }, scope.Transaction);

    /// <summary>Deletes the rows of those that are long over: nothing asks for them any more.</summary>
    /// <returns>How many.</returns>
    public Task<int> Clear(CancellationToken ct) => db.Write(
        scope => scope.Connection.Execute(
            "DELETE FROM access_session WHERE until_us <= @longOver", new { longOver = time.NowUs() - LongOverUs },
            scope.Transaction), ct);

    /// <returns>When it was signed in; 0 where it is no more.</returns>
    public Task<long> SinceUs(string id, CancellationToken ct) => db.Read(
        c => c.QuerySingleOrDefault<long>("SELECT since_us FROM access_session WHERE id = @id", new { id }), ct);

    /// <summary>Closes the user's requests whose session is no more.</summary>
    public async Task CloseEnded(string number, CancellationToken ct)
    {
        var open = await db.Read(
            c => c.Query<string>("SELECT id FROM access_session WHERE number = @number", new { number }).ToHashSet(),
            ct);
        live.CloseAllBut(number, open);
    }

    /// <param name="inHand">See <see cref="ISessionHold"/>.</param>
    /// <returns>The user's stamp; null when the session has ended or the user is dismissed.</returns>
    public async Task<string?> StampOf(string id, string number, bool inHand, CancellationToken ct)
    {
        var (stamp, untilUs) = await db.Read(
            c => c.QuerySingleOrDefault<(string? Stamp, long UntilUs)>(
                """
                SELECT u.stamp, s.until_us FROM access_session s JOIN access_user u ON u.number = s.number AND u.active = 1
                WHERE s.id = @id AND s.number = @number
                """, new { id, number }), ct);
        return SessionRule.Lasts(untilUs, time.NowUs(), inHand) ? stamp : null;
    }
}

/// <summary>Every night.</summary>
internal sealed class SessionClearing(Sessions sessions) : IJobWork
{
    public async Task<JobResult> Run(CancellationToken ct) => new($"{await sessions.Clear(ct)} rows");
}
