using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

internal static class PinStore
{
    private const string Columns =
        """
        algorithm AS Algorithm, iterations AS Iterations, salt AS Salt, hash AS Hash, must_change AS MustChange, set_us AS SetUs, in_a_row AS InARow, day AS Day,
        on_day AS OnDay, contact_id AS ContactId, in_contact AS InContact, blocked_on AS BlockedOn, frozen AS Frozen
        """;

    internal static StoredPin? Load(IDbConnection connection, string customerId, PinKind kind) =>
        Load(connection, null, customerId, kind, "");

    internal static StoredPin? LoadLocked(WriteScope scope, DbEngine engine, string customerId, PinKind kind) =>
        Load(scope.Connection, scope.Transaction, customerId, kind, RowLock.Of(engine));

    internal static bool Any(IDbConnection connection) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM pin LIMIT 1") is not null;

    /// <summary>Sets the PIN anew, its lock open.</summary>
    internal static void Put(
        WriteScope scope, string customerId, PinKind kind, PinHash hash, PinMustChange mustChange, long nowUs) =>
        scope.Connection.Execute(
            """
            INSERT INTO pin (customer_id, kind, algorithm, iterations, salt, hash, must_change, set_us)
            VALUES (@customerId, @kind, @algorithm, @iterations, @salt, @hash, @mustChange, @nowUs)
            ON CONFLICT (customer_id, kind) DO UPDATE SET
                algorithm = excluded.algorithm, iterations = excluded.iterations, salt = excluded.salt, hash = excluded.hash,
                must_change = excluded.must_change, set_us = excluded.set_us,
                in_a_row = 0, day = NULL, on_day = 0, contact_id = NULL, in_contact = 0, blocked_on = NULL, frozen = 0
            """,
            new
            {
                customerId,
                kind = EnumWords.Of(kind),
                algorithm = hash.Algorithm,
                iterations = (long)hash.Iterations,
                salt = Convert.ToHexStringLower(hash.Salt),
                hash = Convert.ToHexStringLower(hash.Hash),
                mustChange = (long)mustChange,
                nowUs,
            },
            scope.Transaction);

    internal static void SetMustChange(
        WriteScope scope, string customerId, PinKind kind, PinMustChange mustChange) => scope.Connection.Execute(
        "UPDATE pin SET must_change = @mustChange WHERE customer_id = @customerId AND kind = @kind",
        new { customerId, kind = EnumWords.Of(kind), mustChange = (long)mustChange }, scope.Transaction);

    internal static void SetLock(WriteScope scope, string customerId, PinKind kind, PinLock state) =>
        scope.Connection.Execute(
        """
        UPDATE pin SET in_a_row = @inARow, day = @day, on_day = @onDay, contact_id = @contact, in_contact = @inContact,
                       blocked_on = @blockedOn, frozen = @frozen
        WHERE customer_id = @customerId AND kind = @kind
        """,
        new
        {
            customerId,
            kind = EnumWords.Of(kind),
            inARow = (long)state.InARow,
            day = Text(state.Day),
            onDay = (long)state.OnDay,
            contact = state.Contact,
            inContact = (long)state.InContact,
            blockedOn = Text(state.BlockedOn),
            frozen = state.Frozen ? 1L : 0L,
        },
        scope.Transaction);

    private static StoredPin? Load(
        IDbConnection connection, IDbTransaction? transaction, string customerId, PinKind kind, string rowLock)
    {
        var row = connection.QuerySingleOrDefault<PinRow>(
            $"SELECT {Columns} FROM pin WHERE customer_id = @customerId AND kind = @kind{rowLock}",
            new { customerId, kind = EnumWords.Of(kind) },
            transaction);
        return row?.ToPin();
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd");

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd");

    internal sealed record StoredPin(PinHash Hash, PinMustChange MustChange, PinLock Lock, long SetUs);

    private sealed class PinRow
    {
        public required string Algorithm { get; init; }

        public long Iterations { get; init; }

        public required string Salt { get; init; }

        public required string Hash { get; init; }

        public long MustChange { get; init; }

        public long SetUs { get; init; }

        public long InARow { get; init; }

        public string? Day { get; init; }

        public long OnDay { get; init; }

        public string? ContactId { get; init; }

        public long InContact { get; init; }

        public string? BlockedOn { get; init; }

        public long Frozen { get; init; }

        public StoredPin ToPin() => new(
            new PinHash(Algorithm, (int)Iterations, Convert.FromHexString(Salt), Convert.FromHexString(Hash)),
            (PinMustChange)MustChange,
            new PinLock(
                (int)InARow, PinStore.Day(Day), (int)OnDay, ContactId, (int)InContact, PinStore.Day(BlockedOn),
                Frozen != 0),
            SetUs);
    }
}
