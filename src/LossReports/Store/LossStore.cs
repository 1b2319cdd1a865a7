using System.Data;
using System.Globalization;
using System.Text.Json;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.LossReports;

/// <param name="Minor">What went out, as a positive number.</param>
internal sealed record PriorDebit(long AtUs, long Minor, string Currency);

/// <summary>A report's row.</summary>
internal sealed record StoredLoss(
    LossReport Report, string Channel, string? ContactId, long RequestedUs, string RequestedBy, long Version)
{
    public long? HeldUs { get; init; }

    public long? ReleasedUs { get; init; }

    /// <summary>Null: the core bank did not say.</summary>
    public IReadOnlyList<PriorDebit>? Prior { get; init; }
}

/// <summary>The tables of <c>001_loss_reports.sql</c>.</summary>
internal sealed class LossStore(KernelOptions kernel, TimeProvider time)
{
    private const string Columns =
        """
        SELECT number AS Number, customer_id AS CustomerId, product AS Product, tail AS Tail, account AS Account, unit AS Unit,
          status AS Status, channel AS Channel, contact_id AS ContactId, requested_us AS RequestedUs,
          requested_by AS RequestedBy, accepted_us AS AcceptedUs, valid_until_us AS ValidUntilUs, held_us AS HeldUs,
          released_us AS ReleasedUs, prior AS Prior, why AS Why, earlier AS Earlier, version AS Version
        FROM loss_report
        """;

    public static StoredLoss? Find(IDbConnection connection, string number, IDbTransaction? transaction = null) =>
        Read(connection.QuerySingleOrDefault<Row>($"{Columns} WHERE number = @number", new { number }, transaction));

    /// <summary>The account's that holds, or is about to.</summary>
    public static StoredLoss? Live(WriteScope scope, string account) =>
        Read(scope.Connection.QuerySingleOrDefault<Row>(
            $"{Columns} WHERE account = @account AND status IN ('identified', 'provisional', 'formal')",
            new { account }, scope.Transaction));

    /// <summary><c>LR260318000001</c>: the bank's day and a count.</summary>
    public string NextNumber(WriteScope scope)
    {
        var day = kernel.DayOf(time.NowUs());
        var last = scope.Connection.ExecuteScalar<long>(
            """
            INSERT INTO loss_report_number (bank_day, last) VALUES (@day, 1)
            ON CONFLICT (bank_day) DO UPDATE SET last = loss_report_number.last + 1 RETURNING last
            """,
            new { day = Day(day) }, scope.Transaction);
        return string.Create(CultureInfo.InvariantCulture, $"LR{day:yyMMdd}{last:000000}");
    }

    /// <summary>How often the customer's identity was answered wrongly today; the row is locked until the
    /// commit.</summary>
    public int Wrong(WriteScope scope, string customerId) => (int)scope.Connection.ExecuteScalar<long>(
        """
        INSERT INTO loss_identity (customer_id, bank_day, wrong) VALUES (@customerId, @day, 0)
        ON CONFLICT (customer_id) DO UPDATE SET bank_day = @day,
          wrong = CASE WHEN loss_identity.bank_day = @day THEN loss_identity.wrong ELSE 0 END
        RETURNING wrong
        """,
        new { customerId, day = Day(kernel.DayOf(time.NowUs())) }, scope.Transaction);

    public static void SetWrong(WriteScope scope, string customerId, int wrong) => scope.Connection.Execute(
        "UPDATE loss_identity SET wrong = @wrong WHERE customer_id = @customerId",
        new { customerId, wrong = (long)wrong }, scope.Transaction);

    public static void Put(WriteScope scope, StoredLoss stored)
    {
        var report = stored.Report;
        scope.Connection.Execute(
            """
            INSERT INTO loss_report (number, customer_id, product, tail, account, unit, status, channel, contact_id, requested_us,
              requested_by, accepted_us, valid_until_us, held_us, released_us, prior, why, earlier, version)
            VALUES (@Number, @CustomerId, @Product, @Tail, @Account, @Unit, @status, @Channel, @ContactId, @RequestedUs,
              @RequestedBy, @AcceptedUs, @ValidUntilUs, @HeldUs, @ReleasedUs, @prior, @Why, @Earlier, @Version)
            ON CONFLICT (number) DO UPDATE SET account = @Account, unit = @Unit, status = @status, accepted_us = @AcceptedUs,
              valid_until_us = @ValidUntilUs, held_us = @HeldUs, released_us = @ReleasedUs, prior = @prior, why = @Why,
              earlier = @Earlier, version = @Version
            """,
            new
            {
                report.Number,
                report.CustomerId,
                report.Product,
                report.Tail,
                report.Account,
                report.Unit,
                status = Word(report.Status),
                stored.Channel,
                stored.ContactId,
                stored.RequestedUs,
                stored.RequestedBy,
                report.AcceptedUs,
                report.ValidUntilUs,
                stored.HeldUs,
                stored.ReleasedUs,
                prior = stored.Prior is null ? null : JsonSerializer.Serialize(stored.Prior, JournalJson.Options),
                report.Why,
                report.Earlier,
                stored.Version,
            },
            scope.Transaction);
    }

    public static string Word(LossStatus status) => status.ToString().ToLowerInvariant();

    public static LossStatus StatusOf(string word) => Enum.Parse<LossStatus>(word, ignoreCase: true);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static StoredLoss? Read(Row? row) => row is null
        ? null
        : new StoredLoss(
            new LossReport(
                row.Number, row.CustomerId, row.Product, row.Tail, row.Account, row.Unit,
                StatusOf(row.Status), row.AcceptedUs, row.ValidUntilUs, row.Why,
                row.Earlier),
            row.Channel, row.ContactId, row.RequestedUs, row.RequestedBy, row.Version)
        {
            HeldUs = row.HeldUs,
            ReleasedUs = row.ReleasedUs,
            Prior = row.Prior is null
                ? null
                : JsonSerializer.Deserialize<List<PriorDebit>>(row.Prior, JournalJson.Options),
        };

    private sealed record Row(
        string Number, string CustomerId, string Product, string Tail, string? Account, string Unit, string Status,
        string Channel, string? ContactId, long RequestedUs, string RequestedBy, long? AcceptedUs, long? ValidUntilUs,
        long? HeldUs, long? ReleasedUs, string? Prior, string? Why, string? Earlier, long Version);
}
