using TellerLine.Kernel;

namespace TellerLine.LossReports;

internal sealed record LossReminderOf(string Number, int Hours);

/// <summary>What happens to a report by itself, in the order of its times.</summary>
internal static class LossDues
{
    public static readonly DueKind Hold = DueKind.OfOutside<LossHolding>(
        "loss.hold", "口头挂失止付", "Stop payment of a loss report") with { Tries = 20 };

    public static readonly DueKind Remind = DueKind.Of<LossReminder>(
        "loss.reminded", "口头挂失到期提醒", "Reminder before a loss report lapses");

    public static readonly DueKind Lapse = DueKind.Of<LossLapse>(
        "loss.lapsed", "口头挂失到期", "Oral loss report lapses");

    public static readonly DueKind Release = DueKind.OfOutside<LossReleasing>(
        "loss.release", "口头挂失解除止付", "Payments possible again after a loss report") with { Tries = 20 };
}

/// <summary>Sends again what the core bank has not answered, under the same key.</summary>
internal sealed class LossHolding(LossTaking taking) : IOutsideDueHandler
{
    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct) =>
        await taking.Hold(row.Key) is { Report.Status: LossStatus.Identified }
            ? throw new InvalidOperationException("The core bank has not answered the stop payment.")
            : _ => { };
}

internal sealed class LossReleasing(LossTaking taking) : IOutsideDueHandler
{
    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct) => await taking.Release(row.Key)
        ? _ => { }
        : throw new InvalidOperationException("The core bank has not answered the release.");
}

internal sealed class LossReminder(LossNotices notices) : IDueHandler
{
    public void Handle(DueRow row, WriteScope scope)
    {
        var (number, hours) = row.As<LossReminderOf>();
        if (LossStore.Find(scope.Connection, number, scope.Transaction) is not
            { Report.Status: LossStatus.Provisional } stored)
            return;
        scope.Append($"loss/{number}", new LossReminded(number, hours, "system"));
        notices.Reminded(scope, stored, hours);
    }
}

internal sealed class LossLapse(LossTaking taking, LossNotices notices, TimeProvider time) : IDueHandler
{
    public void Handle(DueRow row, WriteScope scope)
    {
        var number = row.Key;
        if (LossStore.Find(scope.Connection, number, scope.Transaction) is not { } stored)
            return;
        // It is time when the row says so, also by a clock that was put back since.
        var (next, _) = LossReport.Decide(
            stored.Report, new LossCommand.Lapse(), Math.Max(time.NowUs(), row.DueUs));
        if (next is null)
            return;
        var lapsed = stored with { Report = next, Version = stored.Version + 1 };
        LossStore.Put(scope, lapsed);
        scope.Append($"loss/{number}", new LossLapsed(number, "system"));
        notices.Lapsed(scope, lapsed);
        taking.LetGo(scope, number);
    }
}
