using System.Data;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Transfers made at an ATM, in the ledger's tables, inside somebody's transaction.</summary>
internal static class LedgerAtm
{
    internal const string Waiting = "waiting", Arrived = "arrived", Revoked = "revoked", Returned = "returned";

    private const string Columns =
        """
        id AS Id, atm AS Atm, place AS Place, from_account AS FromAccount, to_account AS ToAccount, payee AS Payee,
        amount_minor AS AmountMinor, currency AS Currency, made_us AS MadeUs, arrives_us AS ArrivesUs, state AS State
        """;

    /// <summary>Those that may still be taken back at this moment.</summary>
    internal static List<AtmTransfer> PendingOf(IDbConnection connection, string account, long nowUs) =>
        connection.Query<Row>(
                $"""
                SELECT {Columns} FROM ledger_atm_transfer
                WHERE from_account = @account AND state = 'waiting' AND arrives_us > @nowUs ORDER BY arrives_us, id
                """,
                new { account, nowUs })
            .Select(row => row.Told())
            .ToList();

    /// <summary>False when its id is there already.</summary>
    internal static bool Add(WriteScope scope, AtmTransferMade made, long arrivesUs) => scope.Connection.Execute(
        """
        INSERT INTO ledger_atm_transfer (id, atm, place, from_account, to_account, payee, amount_minor, currency, made_us, arrives_us, state)
        VALUES (@Id, @Atm, @Place, @From, @To, @payee, @minor, @currency, @MadeUs, @arrivesUs, 'waiting') ON CONFLICT (id) DO NOTHING
        """,
        new
        {
            made.Id,
            made.Atm,
            made.Place,
            made.From,
            made.To,
            payee = Masks.Name(made.Payee),
            minor = made.Amount.Minor,
            currency = made.Amount.Currency,
            made.MadeUs,
            arrivesUs,
        },
        scope.Transaction) == 1;

    /// <summary>Held until the transaction ends: arriving and being taken back wait for each other here.</summary>
    internal static Row? Locked(WriteScope scope, DbEngine engine, string id) =>
        scope.Connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM ledger_atm_transfer WHERE id = @id{RowLock.Of(engine)}", new { id },
            scope.Transaction);

    internal static void End(WriteScope scope, string id, string state, long nowUs) => scope.Connection.Execute(
        "UPDATE ledger_atm_transfer SET state = @state, ended_us = @nowUs WHERE id = @id", new { id, state, nowUs },
        scope.Transaction);

    internal sealed class Row
    {
        public required string Id { get; init; }

        public required string Atm { get; init; }

        public required string Place { get; init; }

        public required string FromAccount { get; init; }

        public required string ToAccount { get; init; }

        public required string Payee { get; init; }

        public long AmountMinor { get; init; }

        public required string Currency { get; init; }

        public long MadeUs { get; init; }

        public long ArrivesUs { get; init; }

        public required string State { get; init; }

        public Money Amount => new(AmountMinor, Currency);

        public bool Is(AtmTransferMade made) =>
            (Atm, FromAccount, ToAccount, Amount, MadeUs) == (made.Atm, made.From, made.To, made.Amount, made.MadeUs);

        public AtmTransfer Told() => new(
            Id, FromAccount, Atm, Place, Amount, Payee, AccountNumbers.Tail(ToAccount), MadeUs, ArrivesUs);
    }
}
