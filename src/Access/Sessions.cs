using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Id">128 random bits in hex; the browser has it in its sealed cookie.</param>
/// <param name="UntilUs">Its end, however much it is used.</param>
internal sealed record OpenedSession(string Id, long UntilUs);

/// <summary>
/// The sessions' rows: a cookie without its row says nothing. Rows go at sign-out, with their user's dismissal or new
/// password, at their absolute end, and where a user signs in on more than <see cref="PerUser"/> browsers.
/// </summary>
internal sealed class Sessions(IDb db, AccessOptions options, TimeProvider time, LiveRequests live)
{
    private const int PerUser = 8;

    /// <summary>No work in hand lasts so long over its session's end.</summary>
    private const long LongOverUs = 24 * 3_600_000_000L;

    /// <summary>In the transaction of the sign-in. <see cref="CloseEnded"/> follows the commit.</summary>
    public OpenedSession Open(WriteScope scope, string number)
    {
        var nowUs = time.NowUs();
        var opened = new OpenedSession(Guid.NewGuid().ToString("N"), nowUs + options.SessionMaxHours * 3_600_000_000L);
        scope.Connection.Execute(
            "DELETE FROM access_session WHERE until_us <= @longOver", new { longOver = nowUs - LongOverUs },
            scope.Transaction);
        scope.Connection.Execute(
            "INSERT INTO access_session (id, number, since_us, until_us) VALUES (@Id, @number, @nowUs, @UntilUs)",
            new { opened.Id, number, nowUs, opened.UntilUs }, scope.Transaction);
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

    /// <summary>All of a user's, in the transaction that dismisses him or changes his password.</summary>
    public static void EndAll(WriteScope scope, string number) =>
        scope.Connection.Execute(
            "DELETE FROM access_session WHERE number = @number", new { number }, scope.Transaction);

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
