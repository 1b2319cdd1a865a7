using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Holds of the embedded ledger: the row of a key and the account's count move together.</summary>
internal static class LedgerHolds
{
    internal static HoldAnswer Place(WriteScope scope, DbEngine engine, HoldOrder order, long nowUs)
    {
        if (!TakeKey(scope, order, refused: null, nowUs))
            return Before(scope, order);
        var account = LedgerBooks.Lock(scope, engine, order.Account, order.Account).GetValueOrDefault(order.Account);
        HoldRefusal? refused = account is null ? HoldRefusal.AccountNotFound
            : account.Status == AccountStatus.Closed ? HoldRefusal.AccountClosed
            : null;
        if (refused is { } reason)
        {
            scope.Connection.Execute(
                "UPDATE ledger_hold SET refused = @reason WHERE key = @Key",
                new { order.Key, reason = EnumWords.Of(reason) }, scope.Transaction);
            return new HoldAnswer.Refused(reason);
        }

        Count(scope, order.Account, 1);
        scope.Append($"account/{order.Account}", new AccountHeld(order.Reference), order.Reference);
        return new HoldAnswer.Done(nowUs);
    }

    internal static HoldAnswer Release(WriteScope scope, HoldOrder order, long nowUs)
    {
        if (TakeKey(scope, order, HoldRefusal.Released, nowUs))
            return new HoldAnswer.Done(nowUs);
        var row = Row(scope, order.Key);
        if (row.Account != order.Account)
            return new HoldAnswer.Refused(HoldRefusal.KeyReused);
        if (row.Refused is not null || row.ReleasedUs is not null)
            return new HoldAnswer.Done(row.ReleasedUs ?? row.PlacedUs);
        // Of two at once the second finds it lifted.
        if (scope.Connection.Execute(
            "UPDATE ledger_hold SET released_us = @nowUs WHERE key = @Key AND released_us IS NULL",
            new { order.Key, nowUs }, scope.Transaction) == 0)
            return new HoldAnswer.Done(nowUs);
        Count(scope, order.Account, -1);
        scope.Append($"account/{order.Account}", new AccountHoldReleased(order.Reference), order.Reference);
        return new HoldAnswer.Done(nowUs);
    }

    private static HoldAnswer Before(WriteScope scope, HoldOrder order)
    {
        var row = Row(scope, order.Key);
        return row.Account != order.Account ? new HoldAnswer.Refused(HoldRefusal.KeyReused)
            : row.Refused is { } refused ? new HoldAnswer.Refused(EnumWords.To<HoldRefusal>(refused))
            : row.ReleasedUs is not null ? new HoldAnswer.Refused(HoldRefusal.Released)
            : new HoldAnswer.Done(row.PlacedUs);
    }

    private static bool TakeKey(WriteScope scope, HoldOrder order, HoldRefusal? refused, long nowUs) =>
        scope.Connection.Execute(
            """
            INSERT INTO ledger_hold (key, account, reference, refused, placed_us)
            VALUES (@Key, @Account, @Reference, @refused, @nowUs) ON CONFLICT (key) DO NOTHING
            """,
            new
            {
                order.Key,
                order.Account,
                order.Reference,
                refused = refused is { } reason ? EnumWords.Of(reason) : null,
                nowUs,
            },
            scope.Transaction) == 1;

    private static HoldRow Row(WriteScope scope, string key) => scope.Connection.QuerySingle<HoldRow>(
        """
        SELECT account AS Account, refused AS Refused, placed_us AS PlacedUs, released_us AS ReleasedUs
        FROM ledger_hold WHERE key = @key
        """,
        new { key }, scope.Transaction);

    internal static void Count(WriteScope scope, string account, int by) => scope.Connection.Execute(
        "UPDATE ledger_account SET holds = holds + @by WHERE number = @account", new { account, by = (long)by },
        scope.Transaction);

    private sealed record HoldRow(string Account, string? Refused, long PlacedUs, long? ReleasedUs);
}
