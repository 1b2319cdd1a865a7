using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Movements.Core;

namespace TellerLine.Movements;

/// <summary>
/// Reads what moved on the accounts whose alerts are on, whichever core bank it is, from where it left off: after a
/// crash the same is read again, and what was told is known.
/// </summary>
internal sealed partial class MovementFollower(
    IDb db, IAccountMovements core, MovementAlerts alerts, MovementsOptions options, TimeProvider time,
    ILogger<MovementFollower> log) : BackgroundService
{
    /// <summary>Movements that are asked for at once.</summary>
    internal const int AtOnce = 100;

    private const int InOneMicrosecond = 10_000;

    /// <summary>
    /// What was booked before the position and seen later than it, as of a transaction that took long, is found within
    /// this.
    /// </summary>
    private long BackUs => options.ReadBackSeconds * 1_000_000L;

    /// <summary>One round.</summary>
    /// <returns>How many movements were told.</returns>
    internal async Task<int> Round(CancellationToken ct)
    {
        var told = 0;
        foreach (var alert in await db.Read(
            c => c.Query<StoredAlert>($"{StoredAlert.Select} WHERE state = 'on' ORDER BY id").AsList(), ct))
        {
            if (await Follow(alert, ct) is not { } some)
                return told; // The core bank is away: the rest would only wait for it as long.
            told += some;
        }
        return told;
    }

    /// <returns>Null: the core bank does not answer.</returns>
    private async Task<int?> Follow(StoredAlert alert, CancellationToken ct)
    {
        var (told, end) = (0, time.NowUs() + 1);
        var from = Math.Max(alert.SinceUs, alert.PositionUs - BackUs);
        while (from < end)
        {
            // The newest come first: of a stretch that has more than are told at once, the first part.
            var to = end;
            var movements = await core.Movements(alert.Account, from, to, AtOnce, ct);
            while (movements is { Count: >= AtOnce } && to - from > 1)
            {
                to = from + ((to - from) / 2);
                movements = await core.Movements(
                    alert.Account, from, to, to - from == 1 ? InOneMicrosecond : AtOnce, ct);
            }
            if (movements is null)
                return null;
            told += await alerts.Read(alert, AlertRules.Named(movements), to - 1, from - BackUs, ct);
            from = to;
        }
        return told;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.FollowEveryMs), time);
        do
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading movements failed; they are read again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
