using TellerLine.Kernel;

namespace TellerLine.Customers;

/// <summary>客户风险承受能力: what risk a customer was found to bear.</summary>
/// <param name="Level"><c>C1</c> (least) to <c>C5</c>.</param>
/// <param name="RatedOn">The first is given face to face at a branch.</param>
public sealed record RiskRating(string Level, DateOnly RatedOn)
{
    /// <summary>Who recorded it: a user's number; null: the bank's own system gave it.</summary>
    public string? By { get; init; }

    public int Bears => Level[1] - '0';

    /// <summary>The last day on which it counts.</summary>
    /// <param name="months">How long a rating is good for.</param>
    public DateOnly ValidTo(int months) => RatedOn.AddMonths(months);
}

/// <summary>The latest risk rating of each customer, as the branch or the bank's own system gives it.</summary>
public interface IRiskRatings
{
    /// <returns>Null: never rated.</returns>
    Task<RiskRating?> Of(string customerId, CancellationToken ct = default);

    /// <summary>In the caller's transaction.</summary>
    RiskRating? Of(WriteScope scope, string customerId);

    Task<bool> Any(CancellationToken ct = default);

    /// <summary>In place of the one before, and journalled.</summary>
    /// <exception cref="ArgumentException">No level from C1 to C5.</exception>
    /// <param name="nowUs">When it is recorded; null: it comes from the bank's own system.</param>
    void Put(WriteScope scope, string customerId, RiskRating rating, long? nowUs = null);
}

/// <summary>On stream <c>customer/{id}</c>.</summary>
[Event("customer.rated")]
public sealed record CustomerRated(string Level, DateOnly RatedOn)
{
    /// <summary>A user's number; null: the bank's own system gave it.</summary>
    public string? By { get; init; }
}
