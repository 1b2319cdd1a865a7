using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Movements.Core;
using TellerLine.Notices;

namespace TellerLine.Movements;

internal sealed partial class Statements(IDb db, INotices notices, TimeProvider time, ILogger<Statements> log)
    : IStatements
{
    private const int LongestLatest = 60;

    public async Task<string?> Send(StatementOrder order, CancellationToken ct = default)
    {
        try
        {
            var id = Ids.New(time);
            return await db.Write(scope => Keep(scope, id, order), ct);
        }
        catch (Exception fault) when (fault is DbBusyException or DbOutcomeUnknownException)
        {
            LogNotKept(log, order.ContactId, fault);
            return null;
        }
    }

    private string Keep(WriteScope scope, string id, StatementOrder order)
    {
        var (statement, contact, agent, language) = order;
        var account = statement.Account;
        var wish = $"{contact}/{account.Number}/{StatementText.Period(statement.Period)}";
        if (scope.Connection.QuerySingleOrDefault<string>(
            "SELECT id FROM statement WHERE wish = @wish", new { wish }, scope.Transaction) is { } known)
            return known;
        var notice = notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.StatementSent.Key, account.CustomerId, $"statement/{id}",
            new Dictionary<string, NoticeWord>
            {
                ["tail"] = account.Tail,
                ["period"] = StatementText.Period(statement.Period),
                ["count"] = StatementText.Count(statement),
                ["in"] = StatementText.Amount(statement.In),
                ["out"] = StatementText.Amount(statement.Out),
                ["latest"] = StatementText.Latest(statement, LongestLatest),
            })
        {
            Language = language,
            By = agent ?? "system",
            Cause = contact,
        });
        scope.Connection.Execute(
            """
            INSERT INTO statement (id, wish, customer_id, tail, currency, from_day, to_day, movements, more, in_minor, out_minor,
                                   contact_id, agent, notice_id, sent_us)
            VALUES (@id, @wish, @CustomerId, @Tail, @currency, @from, @to, @count, @more, @in, @out, @contact, @agent, @notice, @now)
            """,
            new
            {
                id, wish, account.CustomerId, account.Tail, currency = account.Balance.Currency,
                from = Day(statement.Period.From), to = Day(statement.Period.To), count = (long)statement.Lines.Count,
                more = statement.More ? 1L : 0L, @in = statement.In.Minor, @out = statement.Out.Minor, contact, agent,
                notice, now = time.NowUs(),
            },
            scope.Transaction);
        scope.Connection.Execute(
            """
            INSERT INTO statement_line (statement_id, place, day, at_us, amount_minor, balance_minor, kind)
            VALUES (@id, @place, @day, @AtUs, @amount, @balance, @Kind)
            """,
            statement.Lines.Select((line, place) => new
            {
                id, place = (long)place, day = Day(line.Day), line.AtUs, amount = line.Amount.Minor,
                balance = line.Balance.Minor, line.Kind,
            }),
            scope.Transaction);
        scope.Append(
            $"statement/{id}",
            new StatementKept(id, account.CustomerId, account.Tail, contact, agent, statement.Lines.Count), contact);
        return id;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A statement asked for in contact {Contact} was not sent")]
    private static partial void LogNotKept(ILogger logger, string contact, Exception exception);
}
