using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class RiskRatings(IDb db) : IRiskRatings
{
    private const string Day = "yyyy-MM-dd";

    public Task<RiskRating?> Of(string customerId, CancellationToken ct = default) =>
        db.Read(connection => Find(connection, customerId, null), ct);

    public RiskRating? Of(WriteScope scope, string customerId) =>
        Find(scope.Connection, customerId, scope.Transaction);

    public Task<bool> Any(CancellationToken ct = default) => db.Read(
        connection => connection.ExecuteScalar<long?>("SELECT 1 FROM customer_risk_rating LIMIT 1") is not null, ct);

    public void Put(WriteScope scope, string customerId, RiskRating rating, long? nowUs = null)
    {
        if (rating.Level is not ['C', >= '1' and <= '5'])
            throw new ArgumentException($"A rating is C1 to C5, not {rating.Level}.", nameof(rating));
        scope.Connection.Execute(
            """
            INSERT INTO customer_risk_rating (customer_id, level, rated_on, recorded_by, recorded_us)
            VALUES (@customerId, @Level, @day, @By, @nowUs)
            ON CONFLICT (customer_id) DO UPDATE SET level = @Level, rated_on = @day, recorded_by = @By, recorded_us = @nowUs
            """,
            new
            {
                customerId, rating.Level, day = rating.RatedOn.ToString(Day, CultureInfo.InvariantCulture), rating.By,
                nowUs,
            },
            scope.Transaction);
        scope.Append($"customer/{customerId}", new CustomerRated(rating.Level, rating.RatedOn) { By = rating.By });
    }

    private static RiskRating? Find(IDbConnection connection, string customerId, IDbTransaction? transaction) =>
        connection.QuerySingleOrDefault<Row>(
            "SELECT level AS Level, rated_on AS RatedOn, recorded_by AS RecordedBy FROM customer_risk_rating WHERE customer_id = @customerId",
            new { customerId }, transaction) is { } row
            ? new RiskRating(row.Level, DateOnly.ParseExact(row.RatedOn, Day, CultureInfo.InvariantCulture))
            {
                By = row.RecordedBy,
            }
            : null;

    private sealed class Row
    {
        public required string Level { get; init; }

        public required string RatedOn { get; init; }

        public string? RecordedBy { get; init; }
    }
}
