using System.Globalization;
using Microsoft.Extensions.Logging;
using TellerLine.Health.Core;
using TellerLine.Health.Store;
using TellerLine.Kernel;

namespace TellerLine.Health;

/// <summary>A check as it was last looked at, and its alarm.</summary>
/// <param name="Finding">Null before the first look.</param>
/// <param name="SinceUs">Since when it is in this state.</param>
/// <param name="AlarmId">Null when none is raised.</param>
internal sealed record Standing(
    HealthCheck Check, HealthFinding? Finding, long SinceUs, long LookedUs, AlarmState Alarm, string? AlarmId,
    long RaisedUs);

internal abstract record AcknowledgeOutcome
{
    private AcknowledgeOutcome()
    {
    }

    public sealed record Done(Standing Standing) : AcknowledgeOutcome;

    public sealed record Refused(AcknowledgeRefusal Reason) : AcknowledgeOutcome;
}

/// <summary>
/// What is known now, in memory: it must be told while the database is away too. Alarms are journalled as they come;
/// entries that the database cannot take yet follow when it is back.
/// </summary>
internal sealed partial class AlarmBoard(
    IEnumerable<HealthCheck> checks, IJournal journal, IDb db, IAudit audit, IProjections projections,
    AlarmHistory history, KernelOptions kernel, TimeProvider time, ILogger<AlarmBoard> log) : IAtStart, IDisposable
{
    private const int MaxDetail = 300;
    private const double Mb = 1 << 20;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _acknowledging = new(1, 1);
    private readonly IReadOnlyList<HealthCheck> _checks = [.. checks];
    private readonly Dictionary<string, Standing> _all = checks.ToDictionary(
        check => check.Name, check => new Standing(check, null, time.NowUs(), 0, AlarmState.None, null, 0));
    private readonly ILogger _log = log;

    /// <summary>In the order in which the capabilities declare them.</summary>
    public IReadOnlyList<Standing> Look()
    {
        lock (_gate)
            return [.. _checks.Select(check => _all[check.Name])];
    }

    public Standing Look(string check)
    {
        lock (_gate)
            return _all[check];
    }

    public void Found(HealthCheck check, HealthFinding finding)
    {
        finding = finding with { Detail = Short(finding.Detail) };
        lock (_gate)
        {
            var (was, nowUs) = (_all[check.Name], time.NowUs());
            var (alarm, step) = AlarmRules.Decide(was.Alarm, finding.State, nowUs);
            var next = was with
            {
                Finding = finding, LookedUs = nowUs, Alarm = alarm,
                SinceUs = was.Finding?.State == finding.State ? was.SinceUs : nowUs,
            };
            _all[check.Name] = step switch
            {
                AlarmStep.Raised => Raised(next, finding, nowUs),
                AlarmStep.Changed => Changed(next, finding),
                AlarmStep.Cleared => Cleared(next),
                _ => next,
            };
        }
    }

    /// <summary>
    /// Takes over the alarms that stood when the program ended: who has seen one need not see it again.
    /// </summary>
    public async Task Run(CancellationToken ct)
    {
        await projections.CatchUp(AlarmsProjection.ProjectionName, ct);
        foreach (var row in await history.Standing(kernel.Node, ct))
        {
            lock (_gate)
            {
                if (!_all.TryGetValue(row.CheckName, out var was) || was.AlarmId is not null)
                {
                    journal.Post(StreamOf(row.Id), new AlarmCleared());
                    continue;
                }
                _all[row.CheckName] = was with { AlarmId = row.Id, RaisedUs = row.RaisedUs, Alarm = Left(row) };
            }
        }
    }

    /// <returns>Null: there is no such alarm now.</returns>
    public async Task<AcknowledgeOutcome?> Acknowledge(string id, string by, string? reason, CancellationToken ct)
    {
        await _acknowledging.WaitAsync(ct);
        try
        {
            if (Look().FirstOrDefault(standing => standing.AlarmId == id) is not { } standing)
                return null;
            var (alarm, refusal) = AlarmRules.Acknowledge(standing.Alarm, by, reason, time.NowUs());
            if (refusal is { } why)
                return new AcknowledgeOutcome.Refused(why);
            await db.Write(scope =>
            {
                scope.Append(StreamOf(id), new AlarmAcknowledged(by, alarm.Acknowledged!.Reason));
                return audit.Add(
                    scope, by, "alarm.acknowledged", $"alarm/{standing.Check.Name}", alarm.Acknowledged.Reason);
            }, ct);
            lock (_gate)
            {
                var now = _all[standing.Check.Name];
                // Meanwhile it may be over, or worse and so not seen any more.
                if (now.AlarmId == id && now.Alarm.State == alarm.State)
                    _all[standing.Check.Name] = now = now with
                    {
                        Alarm = now.Alarm with { Acknowledged = alarm.Acknowledged },
                    };
                return new AcknowledgeOutcome.Done(now);
            }
        }
        finally
        {
            _acknowledging.Release();
        }
    }

    /// <summary>The alarm as the program before left it.</summary>
    private static AlarmState Left(AlarmRow row) => new(
        row.State == StateNames.Fault ? HealthState.Fault : HealthState.Warning, null, null, [row.RaisedUs],
        row.AcknowledgedBy is { } by ? new Acknowledgement(by, row.Reason!, row.AcknowledgedUs!.Value) : null);

    public void Dispose() => _acknowledging.Dispose();

    private static string StreamOf(string id) => $"alarm/{id}";

    private static string? Short(string? detail) => detail is null ? null : FaultText.Kept(detail, MaxDetail);

    private Standing Raised(Standing standing, HealthFinding finding, long nowUs)
    {
        var (id, name, state) = (Ids.New(time), standing.Check.Name, StateNames.Of(finding.State));
        journal.Post(
            StreamOf(id), new AlarmRaised(name, state, finding.Value, finding.Unit, finding.Bound, finding.Detail),
            atUs: nowUs);
        LogRaised(LevelOf(finding.State), name, state, Seen(finding));
        return standing with { AlarmId = id, RaisedUs = nowUs };
    }

    private Standing Changed(Standing standing, HealthFinding finding)
    {
        var (name, state) = (standing.Check.Name, StateNames.Of(standing.Alarm.State));
        journal.Post(
            StreamOf(standing.AlarmId!),
            new AlarmChanged(state, finding.Value, finding.Unit, finding.Bound, finding.Detail));
        LogRaised(LevelOf(standing.Alarm.State), name, state, Seen(finding));
        return standing;
    }

    private Standing Cleared(Standing standing)
    {
        journal.Post(StreamOf(standing.AlarmId!), new AlarmCleared());
        LogCleared(standing.Check.Name);
        return standing with { AlarmId = null, RaisedUs = 0 };
    }

    private static LogLevel LevelOf(HealthState state) =>
        state == HealthState.Fault ? LogLevel.Error : LogLevel.Warning;

    private static string Seen(HealthFinding finding) => string.Join("; ", new[]
    {
        finding is not { Value: { } value } ? null
            : finding.Unit == "bytes"
                ? string.Create(CultureInfo.InvariantCulture, $"{value / Mb:0} MB, bound {finding.Bound / Mb:0} MB")
                : string.Create(CultureInfo.InvariantCulture, $"{value} {finding.Unit}, bound {finding.Bound}"),
        finding.Detail,
    }.Where(text => !string.IsNullOrEmpty(text)));

    [LoggerMessage(Message = "Alarm: {Check} is in {State}: {Seen}")]
    private partial void LogRaised(LogLevel level, string check, string state, string seen);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alarm over: {Check} is well")]
    private partial void LogCleared(string check);
}

/// <summary>States as the API, the journal and the metrics name them.</summary>
internal static class StateNames
{
    public const string Ok = "ok", Warning = "warning", Fault = "fault";

    public static string Of(HealthState state) => state switch
    {
        HealthState.Ok => Ok,
        HealthState.Warning => Warning,
        _ => Fault,
    };
}
