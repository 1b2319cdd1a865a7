using System.Collections.Concurrent;
using System.Data;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Desks.Core;
using TellerLine.Kernel;

namespace TellerLine.Desks;

/// <summary>
/// The leases' shell: loads, lets <see cref="DeskLease"/> decide, stores with the journal entry in one transaction,
/// then tells. The rows make one desk per agent true over all nodes; the timer of a grace runs at the node whose desk
/// was lost.
/// </summary>
internal sealed partial class DeskLeases(
    IDb db, KernelOptions kernel, DesksOptions options, TimeProvider time, IEnumerable<IDeskObserver> observers,
    ILogger<DeskLeases> log)
    : IDeskLeases, IAtStart, IAsyncDisposable
{
    private readonly SemaphoreSlim _order = new(1, 1);
    private readonly ConcurrentDictionary<string, ITimer> _graces = new();

    /// <summary>A lease that did not end when its grace was over is tried again: the database may be away.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private TimeSpan Grace => TimeSpan.FromMilliseconds(options.GraceMs);

    private long GraceUs => options.GraceMs * 1_000L;

    public async Task<DeskClaim> Claim(string agent, string deskId, bool takeOver, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(deskId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deskId.Length, 64);
        DeskDecision decision = new DeskDecision.Refuse(0);
        await Change(async () =>
        {
            decision = await db.Write(scope =>
            {
                var decided = DeskLease.Claim(
                    Load(scope, agent), agent, deskId, kernel.Node, takeOver, time.NowUs(), GraceUs);
                if (decided is DeskDecision.Grant { Lease: var lease, How: var how })
                {
                    Save(scope, lease);
                    scope.Append(Stream(agent), new DeskClaimed(agent, deskId, lease.Token, JournalName(how)));
                }
                return decided;
            }, ct);
            return decision is DeskDecision.Grant grant
                ? new DeskChanged(agent, deskId, grant.Lease.Token, DeskChange.Claimed, grant.How)
                : null;
        });
        return decision switch
        {
            DeskDecision.Grant g => new DeskClaim.Granted(g.Lease.Token, Clock.FromUs(g.Lease.SinceUs), g.How),
            DeskDecision.Refuse r => new DeskClaim.HeldElsewhere(Clock.FromUs(r.HeldSinceUs)),
            _ => throw new InvalidOperationException($"{decision} is no decision."),
        };
    }

    public Task Lost(string agent, long token) => Change(async () =>
    {
        var lost = await db.Write(scope =>
        {
            if (Load(scope, agent)?.Lose(token, time.NowUs()) is not { } lease)
                return null;
            Save(scope, lease);
            scope.Append(Stream(agent), new DeskLost(agent, lease.DeskId, token));
            return lease;
        });
        if (lost is null)
            return null;
        Arm(agent, token, Grace);
        return new DeskChanged(agent, lost.DeskId, token, DeskChange.Lost);
    });

    public Task Release(string agent, long token) => End(agent, lease => lease.Token == token, "signedOut");

    public Task<bool> Holds(string agent, long token) => db.Read(c => c.ExecuteScalar<long>(
        "SELECT count(*) FROM desk_lease WHERE agent = @agent AND token = @token", new { agent, token }) == 1);

    /// <summary>After a restart no connection of this node's desks is left: their graces begin.</summary>
    public async Task Run(CancellationToken ct)
    {
        var mine = await db.Read(c => c.Query<(string Agent, long Token)>(
            "SELECT agent, token FROM desk_lease WHERE node = @node", new { node = kernel.Node }).ToList(), ct);
        foreach (var (agent, token) in mine)
        {
            await Lost(agent, token);
            Arm(agent, token, Grace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var grace in _graces.Values)
            await grace.DisposeAsync();
        _order.Dispose();
    }

    private void Arm(string agent, long token, TimeSpan after)
    {
        var timer = time.CreateTimer(_ => _ = GraceOver(agent, token), null, after, Timeout.InfiniteTimeSpan);
        _graces.AddOrUpdate(agent, timer, (_, old) =>
        {
            old.Dispose();
            return timer;
        });
    }

    private async Task GraceOver(string agent, long token)
    {
        try
        {
            await End(agent, lease => lease.Expires(token, time.NowUs(), GraceUs), "graceOver");
        }
        catch (Exception e)
        {
            LogGraceFault(e, agent);
            Arm(agent, token, Again);
            return;
        }
        // A timer counts in milliseconds of its own and may be a moment early.
        if (await db.Read(c => c.ExecuteScalar<long>(
            "SELECT count(*) FROM desk_lease WHERE agent = @agent AND token = @token AND lost_at_us IS NOT NULL",
            new { agent, token })) == 1)
            Arm(agent, token, Again);
    }

    private Task End(string agent, Func<DeskLease, bool> ends, string why) => Change(async () =>
    {
        var ended = await db.Write(scope =>
        {
            if (Load(scope, agent) is not { } lease || !ends(lease))
                return null;
            scope.Connection.Execute("DELETE FROM desk_lease WHERE agent = @agent", new { agent }, scope.Transaction);
            scope.Append(Stream(agent), new DeskReleased(agent, lease.DeskId, lease.Token, why));
            return lease;
        });
        return ended is null ? null : new DeskChanged(agent, ended.DeskId, ended.Token, DeskChange.Released);
    });

    /// <remarks>
    /// One at a time, so that observers hear changes in the order of their commits. Changes of desks are rare.
    /// </remarks>
    private async Task Change(Func<Task<DeskChanged?>> change)
    {
        await _order.WaitAsync();
        try
        {
            if (await change() is not { } changed)
                return;
            if (changed.Change != DeskChange.Lost && _graces.TryRemove(changed.Agent, out var grace))
                await grace.DisposeAsync();
            foreach (var observer in observers)
                observer.On(changed);
        }
        finally
        {
            _order.Release();
        }
    }

    private static string Stream(string agent) => $"agent/{agent}";

    private static string JournalName(DeskClaimHow how) => how switch
    {
        DeskClaimHow.New => "new",
        DeskClaimHow.Reclaimed => "reclaimed",
        _ => "takenOver",
    };

    private static DeskLease? Load(WriteScope scope, string agent) => scope.Connection.QuerySingleOrDefault<DeskLease>(
        """
        SELECT agent AS Agent, desk_id AS DeskId, token AS Token, node AS Node, since_us AS SinceUs, lost_at_us AS LostAtUs
        FROM desk_lease WHERE agent = @agent
        """, new { agent }, scope.Transaction);

    private static void Save(WriteScope scope, DeskLease lease) => scope.Connection.Execute(
        """
        INSERT INTO desk_lease (agent, desk_id, token, node, since_us, lost_at_us)
        VALUES (@Agent, @DeskId, @Token, @Node, @SinceUs, @LostAtUs)
        ON CONFLICT (agent) DO UPDATE SET desk_id = @DeskId, token = @Token, node = @Node, since_us = @SinceUs, lost_at_us = @LostAtUs
        """, lease, scope.Transaction);

    [LoggerMessage(Level = LogLevel.Error, Message = "The desk of agent {Agent} was not released after its grace.")]
    private partial void LogGraceFault(Exception e, string agent);
}
