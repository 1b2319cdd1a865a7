using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>
/// The demonstration centre's past as entries of a call log, the last day first: each portion with its day's progress in
/// one transaction, so that a start goes on where the last one stopped and no entry comes twice.
/// </summary>
internal sealed class DemonstrationPast(
    IDb db, IDefinitions definitions, IUsers users, InsightsOptions options, KernelOptions kernel, TimeProvider time)
{
    public const string Source = "demonstration";

    private const int Portion = 200;

    /// <param name="rest">Called after each portion with the time it took.</param>
    public async Task Load(Func<TimeSpan, CancellationToken, Task> rest, CancellationToken ct)
    {
        if (!options.Demonstration || options.PastDays == 0)
            return;
        await db.Write(scope => CallLogStore.BeginPast(scope, Days(), time.NowUs()), ct);
        string[] agents =
        [
            .. users.All.Where(user => user.Roles.Contains(Role.Agent)).Select(user => user.Number).Order(),
            .. Enumerable.Range(1_101, 54).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        var past = new CentrePast(options.PastSeed, agents, options.PastPercent);
        var calendar = definitions.Now(Calendars.Kind, Calendars.China).Value;
        foreach (var (id, name, before, done) in await db.Read(CallLogStore.OpenPast, ct))
        {
            var day = DateOnly.ParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var share = calendar.Of(day) switch { DayKind.Workday => 100, DayKind.Restday => 58, _ => 45 };
            var entries = past.Day(day, share, (int)before, kernel.Day(day).FromUs);
            for (var from = (int)done; from < entries.Count; from += Portion)
            {
                var began = Stopwatch.GetTimestamp();
                IReadOnlyList<CallLogEntry> portion = [.. entries.Skip(from).Take(Portion)];
                await db.Write(scope => CallLogStore.TakePast(scope, id, portion, from + portion.Count), ct);
                await rest(Stopwatch.GetElapsedTime(began), ct);
            }
            await db.Write(scope => CallLogStore.End(scope, id, time.NowUs()), ct);
        }
    }

    private IReadOnlyList<(string Day, int Before)> Days()
    {
        var today = kernel.DayOf(time.NowUs());
        return
        [
            .. Enumerable.Range(1, options.PastDays).Select(before =>
                (today.AddDays(-before).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), before)),
        ];
    }
}

/// <summary>Loads it in the background, a tenth of the time, so that no call waits for it.</summary>
internal sealed partial class DemonstrationPastLoader(
    DemonstrationPast past, TimeProvider time, ILogger<DemonstrationPastLoader> log) : BackgroundService
{
    private static readonly TimeSpan FirstCallsFirst = TimeSpan.FromSeconds(30), Least = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstCallsFirst, time, stoppingToken);
            await past.Load((took, ct) => Task.Delay((took * 9) + Least, time, ct), stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            LogFault(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demonstration's past stopped; the next start goes on with it.")]
    private partial void LogFault(Exception e);
}
