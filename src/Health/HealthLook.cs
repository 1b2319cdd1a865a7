using System.Globalization;
using Microsoft.AspNetCore.Http;
using TellerLine.Access;
using TellerLine.Health.Store;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>What the page shows, put together.</summary>
internal sealed class HealthLook(
    AlarmBoard board, HealthWatch watch, AlarmHistory history, IDb db, KernelOptions kernel, TimeProvider time)
{
    /// <summary>The page asks every few seconds: no check is looked at more often than so for it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SizePatience = TimeSpan.FromSeconds(1);

    /// <param name="mayTend">Whether the faults' own words are for him.</param>
    public async Task<HealthView> Now(bool mayTend, CancellationToken ct)
    {
        await watch.Freshen(Fresh, check => check.AtMostEvery == TimeSpan.Zero);
        var all = board.Look();
        return new HealthView(
            time.GetUtcNow(), await Program(ct),
            [.. all.Where(standing => standing.AlarmId is not null)
                .OrderByDescending(standing => standing.Alarm.State).ThenBy(standing => standing.RaisedUs)
                .Select(standing => Alarm(standing, mayTend))],
            [.. all.Select(standing => Check(standing, mayTend))]);
    }

    /// <param name="before"><see cref="AlarmPage.Next"/>, or null.</param>
    /// <returns>Null: <paramref name="before"/> is not one of ours.</returns>
    public async Task<AlarmPage?> Page(string? before, int size, bool mayTend, CancellationToken ct)
    {
        var (beforeUs, beforeId) = (long.MaxValue, "");
        if (before is not null)
        {
            var cut = before.IndexOf('~');
            if (cut < 1 || !long.TryParse(before[..cut], CultureInfo.InvariantCulture, out beforeUs))
                return null;
            beforeId = before[(cut + 1)..];
        }
        var rows = await history.Page(beforeUs, beforeId, size + 1, ct);
        var shown = rows.Take(size).ToList();
        return new AlarmPage(
            [.. shown.Select(row => Alarm(row, mayTend))],
            rows.Count > size
                ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].RaisedUs}~{shown[^1].Id}") : null);
    }

    public AlarmView Alarm(Standing standing, bool mayTend)
    {
        var (finding, seen) = (standing.Finding, standing.Alarm.Acknowledged);
        return new AlarmView(
            standing.AlarmId ?? "", standing.Check.Name, Title(standing.Check), kernel.Node,
            StateNames.Of(standing.Alarm.IsRaised ? standing.Alarm.State : HealthState.Warning), finding?.Value,
            finding?.Unit ?? "", finding?.Bound, mayTend ? finding?.Detail : null,
            Clock.FromUs(standing.RaisedUs), null,
            seen?.By, seen is null ? null : Clock.FromUs(seen.AtUs), seen?.Reason,
            Core.AlarmRules.IsFlapping(standing.Alarm));
    }

    private static BilingualText Title(HealthCheck check) => new(check.Zh, check.En);

    private static CheckView Check(Standing standing, bool mayTend)
    {
        var (check, finding) = (standing.Check, standing.Finding);
        return new CheckView(
            check.Name, Title(check), finding is null ? "unknown" : StateNames.Of(finding.State), finding?.Value,
            finding?.Unit ?? "", finding?.Bound, Clock.FromUs(standing.SinceUs),
            finding is null ? null : Clock.FromUs(standing.LookedUs), check.IsVital, new(check.ToDoZh, check.ToDoEn),
            mayTend ? finding?.Detail : null);
    }

    private AlarmView Alarm(AlarmRow row, bool mayTend)
    {
        var check = board.Look().FirstOrDefault(standing => standing.Check.Name == row.CheckName)?.Check;
        return new AlarmView(
            row.Id, row.CheckName, check is null ? new(row.CheckName, row.CheckName) : Title(check), row.Node,
            row.State, row.Value, row.Unit, row.Bound, mayTend ? row.Detail : null, Clock.FromUs(row.RaisedUs),
            row.ClearedUs is { } cleared ? Clock.FromUs(cleared) : null, row.AcknowledgedBy,
            row.AcknowledgedUs is { } seen ? Clock.FromUs(seen) : null, row.Reason, Flapping: false);
    }

    private async Task<ProgramView> Program(CancellationToken ct)
    {
        DriveInfo? drive = null;
        try
        {
            drive = new DriveInfo(Path.GetFullPath(kernel.DataDirectory));
            _ = drive.AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            drive = null;
        }
        return new ProgramView(
            HealthView.ProgramVersion, kernel.Node, watch.StartedAt,
            db.Engine == DbEngine.PostgreSql ? "postgreSql" : "sqlite", await Size(ct), drive?.AvailableFreeSpace,
            drive?.TotalSize, LastBackupAt: null);
    }

    private async Task<long?> Size(CancellationToken ct)
    {
        try
        {
            return db.Health.IsUp ? await history.Size(ct).WaitAsync(SizePatience, time, ct) : null;
        }
        catch (Exception fault) when (fault is DbBusyException or TimeoutException)
        {
            return null;
        }
    }
}
