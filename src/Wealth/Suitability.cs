using TellerLine.Customers;

namespace TellerLine.Wealth;

/// <summary>适当性: whether a product may be sold to a customer.</summary>
public enum Suitability
{
    Suits,

    /// <summary>Nobody has rated what risk the customer bears.</summary>
    NotRated,

    /// <summary>The rating is too old.</summary>
    Expired,

    /// <summary>The product's risk is more than the customer bears.</summary>
    RiskTooHigh,

    /// <summary>By keypad: an elderly customer buys a product of high risk from a person alone.</summary>
    NeedsPerson,
}

internal static class SuitabilityRules
{
    /// <param name="months">How long a rating is good for.</param>
    /// <param name="alone">By keypad, with nobody to explain.</param>
    internal static Suitability Of(
        RiskRating? rating, WealthProduct product, DateOnly today, int months, bool elderly, bool alone) =>
        rating is null ? Suitability.NotRated
        : today > rating.ValidTo(months) ? Suitability.Expired
        : product.RiskLevel > rating.Bears ? Suitability.RiskTooHigh
        : alone && elderly && product.IsHighRisk ? Suitability.NeedsPerson
        : Suitability.Suits;
}
