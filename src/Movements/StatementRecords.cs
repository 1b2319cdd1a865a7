using System.Security.Claims;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Movements;

/// <summary>A statement as it was sent.</summary>
/// <param name="Customer">The name, masked.</param>
/// <param name="From">The first day, <c>2026-03-01</c>.</param>
/// <param name="More">There were older movements than it has.</param>
/// <param name="NoticeId">Of the message to the customer.</param>
public sealed record StatementView(
    string Id, DateTimeOffset At, string CustomerId, string Customer, string Tail, string Currency, string From,
    string To, bool More, long InMinor, long OutMinor, string ContactId, string? Agent, string NoticeId,
    IReadOnlyList<MovementView> Lines);

/// <param name="AmountMinor">Negative went out.</param>
/// <param name="Kind"><c>transfer</c>, <c>salary</c>, <c>payment</c>, <c>cash</c>, <c>interest</c>, <c>repayment</c>,
/// <c>opening</c>, or the core bank's own.</param>
public sealed record MovementView(
    string Day, DateTimeOffset At, long AmountMinor, long BalanceMinor, string Kind);

internal sealed class StatementRecords(IDb db, ICustomers customers, IAudit audit)
{
    /// <summary>Its movements are the customer's: whoever reads them is noted.</summary>
    /// <returns>Null: there is none.</returns>
    public async Task<StatementView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        var found = await db.Write(
            scope =>
            {
                var row = scope.Connection.QuerySingleOrDefault<StoredStatement>(
                    $"{StoredStatement.Select} WHERE id = @id", new { id }, scope.Transaction);
                if (row is null)
                    return ((StoredStatement Row, List<MovementView> Lines)?)null;
                audit.Add(scope, reader.Number(), "statement.read", $"statement/{id}", "");
                return (row, Lines(scope, id));
            },
            ct);
        if (found is not (var kept, var lines))
            return null;
        var card = await customers.ById(kept.CustomerId, ct);
        return new StatementView(
            id, Clock.FromUs(kept.SentUs), kept.CustomerId, Masks.Name(card?.Name ?? ""), kept.Tail, kept.Currency,
            kept.FromDay, kept.ToDay, kept.More == 1, kept.InMinor, kept.OutMinor, kept.ContactId, kept.Agent,
            kept.NoticeId, lines);
    }

    private static List<MovementView> Lines(WriteScope scope, string id) =>
    [
        .. scope.Connection.Query<StoredLine>(
            """
            SELECT day AS Day, at_us AS AtUs, amount_minor AS AmountMinor, balance_minor AS BalanceMinor, kind AS Kind
            FROM statement_line WHERE statement_id = @id ORDER BY place
            """,
            new { id }, scope.Transaction)
            .Select(row => new MovementView(
                row.Day, Clock.FromUs(row.AtUs), row.AmountMinor, row.BalanceMinor, row.Kind)),
    ];

    private sealed record StoredLine(string Day, long AtUs, long AmountMinor, long BalanceMinor, string Kind);
}
