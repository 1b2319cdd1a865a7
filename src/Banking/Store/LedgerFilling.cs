using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Fills an empty ledger at once: the postings by prepared statements, the accounts with the balance their postings add
/// up to. Ten thousand postings take a tenth of a second where one by one they would take two.
/// </summary>
internal static class LedgerFilling
{
    /// <param name="firstDayUs">Midnight of the book's first day.</param>
    internal static int Fill(WriteScope scope, DemonstrationBook book, long firstDayUs)
    {
        var balances = book.Accounts.ToDictionary(account => account.Number, _ => (Minor: 0L, Postings: 0L));
        var lines = new List<(string Account, long Seq, string Entry, Money Amount, long Balance)>();
        for (var i = 0; i < book.Entries.Count; i++)
        {
            foreach (var posting in book.Entries[i].Entry.Postings)
            {
                var (minor, postings) = balances[posting.Account];
                balances[posting.Account] = (minor + posting.Amount.Minor, postings + 1);
                lines.Add((posting.Account, postings + 1, EntryId(i), posting.Amount, minor + posting.Amount.Minor));
            }
        }

        Accounts(scope, book, balances, firstDayUs);
        Entries(scope, book, firstDayUs);
        using var command = Prepare(
            scope,
            """
            INSERT INTO ledger_posting (account, account_seq, entry_id, amount_minor, currency, balance_minor)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
            """,
            DbType.String, DbType.Int64, DbType.String, DbType.Int64, DbType.String, DbType.Int64);
        foreach (var line in lines)
            Run(command, line.Account, line.Seq, line.Entry, line.Amount.Minor, line.Amount.Currency, line.Balance);
        return lines.Count;
    }

    private static void Accounts(
        WriteScope scope, DemonstrationBook book, Dictionary<string, (long Minor, long Postings)> balances,
        long openedUs)
    {
        using var command = Prepare(
            scope,
            """
            INSERT INTO ledger_account (number, customer_id, position, kind, status, currency, credit_limit_minor, balance_minor, postings, opened_us)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
            """,
            DbType.String, DbType.String, DbType.Int64, DbType.String, DbType.String, DbType.String, DbType.Int64,
            DbType.Int64, DbType.Int64, DbType.Int64);
        foreach (var account in book.Accounts)
        {
            var (minor, postings) = balances[account.Number];
            Run(
                command, account.Number, account.CustomerId, (long)account.Position,
                account.Kind is { } kind ? EnumWords.Of(kind) : "house",
                EnumWords.Of(account.Status), DemonstrationBook.Currency, account.CreditLimit, minor, postings,
                openedUs);
        }
        scope.Connection.Execute(
            "UPDATE ledger_account SET inactive = 1 WHERE number = @Number",
            book.Accounts.Where(account => account.Inactive), scope.Transaction);
    }

    private static void Entries(WriteScope scope, DemonstrationBook book, long firstDayUs)
    {
        using var command = Prepare(
            scope,
            "INSERT INTO ledger_entry (id, kind, reference, at_us) VALUES (@p0, @p1, @p2, @p3)",
            DbType.String, DbType.String, DbType.String, DbType.Int64);
        for (var i = 0; i < book.Entries.Count; i++)
        {
            var entry = book.Entries[i];
            var atUs = firstDayUs + ((((entry.Day * 86_400L) + entry.Second) * 1_000_000L));
            Run(command, EntryId(i), EnumWords.Of(entry.Entry.Kind), entry.Entry.Reference, atUs);
        }
    }

    private static string EntryId(int index) => $"demo-{index + 1:000000}";

    private static IDbCommand Prepare(WriteScope scope, string sql, params DbType[] types)
    {
        var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
#pragma warning disable CA2100 // the statements are above
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < types.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"@p{i}", types[i]);
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }

    private static void Run(IDbCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            ((IDataParameter)command.Parameters[i]!).Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
