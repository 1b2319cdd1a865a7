using System.Globalization;
using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Movements.Core;
using TellerLine.Notices;

namespace TellerLine.Movements;

/// <summary>The settings' rows, and the messages of what moved: each in one transaction with its row.</summary>
internal sealed class MovementAlerts(IDb db, INotices notices, KernelOptions kernel, TimeProvider time)
    : IMovementAlerts
{
    /// <summary>An account on which nothing moves has its position written no oftener.</summary>
    private const long QuietUs = 60 * 1_000_000L;

    public async Task<AlertSetting> Of(string account, CancellationToken ct = default) =>
        await db.Read(c => StoredAlert.Of(c, null, account), ct) is { } alert ? alert.Setting : default;

    public Task Set(AlertWish wish, CancellationToken ct = default)
    {
        if (!wish.Setting.IsWithinBounds)
            throw new ArgumentOutOfRangeException(nameof(wish), wish.Setting, "A threshold is 0 to 1,000,000 yuan.");
        var id = Ids.New(time);
        return db.Write(
            scope =>
            {
                var before = StoredAlert.Of(scope.Connection, scope.Transaction, wish.Account.Number);
                if (before is null ? wish.Setting.On : before.Setting != wish.Setting)
                    Set(scope, before, before?.Id ?? id, wish);
                return true;
            },
            ct);
    }

    /// <summary>
    /// What was read of an account's movements: those that are new and large enough are told, and the position moves
    /// on, all or nothing. What was read before is not told again.
    /// </summary>
    /// <param name="toUs">All before has been read.</param>
    /// <param name="forgetUs">What was read before this is not read again.</param>
    /// <returns>How many were told.</returns>
    internal async Task<int> Read(
        StoredAlert read, IReadOnlyList<NamedMovement> movements, long toUs, long forgetUs, CancellationToken ct)
    {
        var id = read.Id;
        var seen = movements.Count == 0 ? [] : await db.Read(
            c => c.Query<string>("SELECT movement FROM movement_seen WHERE alert_id = @id", new { id }).ToHashSet(), ct);
        if (movements.All(one => seen.Contains(one.Name)) && toUs - read.PositionUs < QuietUs)
            return 0;
        return await db.Write(
            scope =>
            {
                if (StoredAlert.Find(scope.Connection, scope.Transaction, id) is not { } alert)
                    return 0;
                var told = movements.Count(one => IsNew(scope, id, one)
                    && AlertRules.IsTold(alert.Setting, one.Movement, alert.SinceUs) && Tell(scope, alert, one));
                scope.Connection.Execute(
                    "DELETE FROM movement_seen WHERE alert_id = @id AND at_us < @forgetUs", new { id, forgetUs },
                    scope.Transaction);
                scope.Connection.Execute(
                    "UPDATE movement_alert SET position_us = @toUs WHERE id = @id AND position_us < @toUs",
                    new { id, toUs }, scope.Transaction);
                return told;
            },
            ct);
    }

    private static string Stream(string id) => $"movement-alert/{id}";

    private static bool IsNew(WriteScope scope, string id, NamedMovement one) => scope.Connection.Execute(
        "INSERT INTO movement_seen (alert_id, movement, at_us) VALUES (@id, @Name, @AtUs) ON CONFLICT DO NOTHING",
        new { id, one.Name, one.Movement.AtUs }, scope.Transaction) == 1;

    private static NoticeWord Words(AlertSetting setting)
    {
        if (!setting.On)
            return new("已关闭", "off");
        if (setting.Threshold == 0)
            return new("已开通，每笔通知", "on, every movement");
        var yuan = (setting.Threshold / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        return new($"已开通，{yuan}元起通知", $"on, from CNY {yuan}");
    }

    private void Set(WriteScope scope, StoredAlert? before, string id, AlertWish wish)
    {
        var (account, setting, by, contact, language) = wish;
        var now = time.NowUs();
        var row = scope.Append(
            Stream(id), new AlertChanged(account.CustomerId, account.Tail, setting.On, setting.Threshold, by, contact),
            contact);
        var notice = notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.AlertChanged.Key, account.CustomerId, $"{Stream(id)}/{row.StreamSeq}",
            new Dictionary<string, NoticeWord>
            {
                ["tail"] = account.Tail, ["state"] = Words(setting), ["time"] = Time(now),
            })
        {
            Language = language,
            Cause = contact,
        });
        // One that was on goes on from where it is: nothing between two thresholds is lost.
        var goesOn = before is { IsOn: true };
        scope.Connection.Execute(
            """
            INSERT INTO movement_alert (id, account, customer_id, tail, state, threshold_minor, language, since_us, position_us, told,
                                        notice_id, notice_us, changed_us, changed_by, version)
            VALUES (@id, @Number, @CustomerId, @Tail, @state, @Threshold, @language, @since, @position, 0, @notice, @now, @now, @by, 1)
            ON CONFLICT (account) DO UPDATE SET state = @state, threshold_minor = @Threshold, language = @language,
              customer_id = @CustomerId, since_us = @since, position_us = @position, notice_id = @notice, notice_us = @now,
              changed_us = @now, changed_by = @by, version = movement_alert.version + 1
            """,
            new
            {
                id, account.Number, account.CustomerId, account.Tail, state = setting.On ? "on" : "off",
                setting.Threshold, language, since = goesOn ? before!.SinceUs : now,
                position = goesOn ? before!.PositionUs : now, notice, now, by,
            },
            scope.Transaction);
    }

    /// <returns>True.</returns>
    private bool Tell(WriteScope scope, StoredAlert alert, NamedMovement one)
    {
        var (id, movement) = (alert.Id, one.Movement);
        var notice = notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.MovementAlert.Key, alert.CustomerId, $"movement/{id}/{one.Name}",
            new Dictionary<string, NoticeWord>
            {
                ["tail"] = alert.Tail,
                ["way"] = movement.Amount.Minor < 0 ? new("支出", "out") : new("收入", "in"),
                ["amount"] = StatementText.Amount(movement.Amount with { Minor = Math.Abs(movement.Amount.Minor) }),
                ["balance"] = StatementText.Amount(movement.Balance),
                ["time"] = Time(movement.AtUs),
            })
        {
            Language = alert.Language,
            Cause = Stream(id),
        });
        scope.Connection.Execute(
            "UPDATE movement_alert SET told = told + 1, notice_id = @notice, notice_us = @now WHERE id = @id",
            new { id, notice, now = time.NowUs() }, scope.Transaction);
        return true;
    }

    private string Time(long us) => kernel.LocalTime(us).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
