using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Asks after every transaction without an answer: those of a time-out, and those a crash left between their two
/// commits.
/// </summary>
internal sealed partial class Reconciler(
    Transfers transfers, BankingOptions options, TimeProvider time, ILogger<Reconciler> log) : BackgroundService
{
    private const int AtOnce = 100;

    /// <summary>One round.</summary>
    /// <returns>How many have an answer now.</returns>
    internal async Task<int> Round(CancellationToken ct)
    {
        var settled = 0;
        foreach (var transaction in await transfers.Unsettled(AtOnce, ct))
        {
            if ((await transfers.Reconcile(transaction)).IsSettled)
                settled++;
        }

        return settled;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.ReconcileEveryMs), time);
        do
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (OperationCanceledException)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Reconciling transactions failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
