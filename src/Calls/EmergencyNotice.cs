using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>On stream <c>centre/emergency</c>.</summary>
[Event("centre.emergencySwitched")]
public sealed record EmergencySwitched(bool On, string By, string Reason);

/// <param name="By">Who switched it last; null: nobody ever did.</param>
public sealed record EmergencyNow(bool On, string? By, long SinceUs);

/// <summary>
/// 紧急公告: while a person has it switched on, every caller hears it first. What is said is the prompt
/// <c>emergency.notice</c>, which the bank may speak itself. It stays as it is over a restart.
/// </summary>
public sealed class EmergencyNotice(IDb db, IJournal journal, IAudit audit) : IAtStart
{
    private const string Stream = "centre/emergency";
    private const int Page = 1_000;
    private volatile EmergencyNow _now = new(false, null, 0);

    public EmergencyNow Now => _now;

    /// <summary>Completes when it is on disk and every call from now on is told.</summary>
    public async Task Switch(bool on, string by, string reason, CancellationToken ct)
    {
        var row = await db.Write(
            scope =>
            {
                if (on)
                    audit.Add(scope, by, "emergency.switchedOn", Stream, reason);
                else
                    audit.Add(scope, by, "emergency.switchedOff", Stream, reason);
                return scope.Append(Stream, new EmergencySwitched(on, by, reason));
            }, ct);
        _now = new EmergencyNow(on, by, row.AtUs);
    }

    async Task IAtStart.Run(CancellationToken ct)
    {
        for (var after = 0L; ;)
        {
            var rows = await journal.ReadStream(Stream, after, Page, ct);
            if (rows.Count > 0 && rows[^1] is var last && last.As<EmergencySwitched>() is var switched)
                (_now, after) = (new EmergencyNow(switched.On, switched.By, last.AtUs), last.StreamSeq);
            if (rows.Count < Page)
                return;
        }
    }
}
