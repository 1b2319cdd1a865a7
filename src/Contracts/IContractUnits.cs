using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Contracts;

/// <summary>Which branches keep customers' contracts, for reports.</summary>
public interface IContractUnits
{
    /// <returns>The unit's path by customer; who never had a contract is not in it.</returns>
    Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyList<string> customers, CancellationToken ct = default);
}

internal sealed class ContractUnits(IDb db) : IContractUnits
{
    private const int AtOnce = 500;

    public async Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyList<string> customers, CancellationToken ct)
    {
        var units = new Dictionary<string, string>();
        foreach (var some in customers.Chunk(AtOnce))
            await db.Read(
                connection =>
                {
                    foreach (var customer in some)
                        if (connection.QueryFirstOrDefault<string?>(
                            """
                            SELECT unit FROM contract WHERE customer_id = @customer AND edition > 0
                            ORDER BY created_us DESC LIMIT 1
                            """, new { customer }) is { } unit)
                            units[customer] = unit;
                    return true;
                }, ct);
        return units;
    }
}
