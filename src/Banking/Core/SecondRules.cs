using TellerLine.Contracts;

namespace TellerLine.Banking;

/// <summary>When a second person is needed (双人临柜), and who may be it.</summary>
internal static class SecondRules
{
    /// <returns>See <see cref="SecondRequest.Why"/>; null: nobody is needed.</returns>
    /// <param name="above">The catalogue's bound of the service, minor units; null: it has none.</param>
    internal static string? Needed(
        TransferWish transfer, SignedContract contract, RiskResult risk = RiskResult.Pass, long? above = null) =>
        transfer.Origin.Way != OrderWay.Agent ? null
        : !transfer.Class.StaysHis && transfer.Amount.Minor > contract.SecondPersonAbove ? "contract"
        : transfer.Amount.Minor > above ? "service"
        : transfer.Amount.Minor > transfer.Origin.AloneMinor ? "authority"
        : risk == RiskResult.Review ? "risk"
        : null;

    /// <summary>What the bank's risk rules refuse; by keypad what is to be looked at, too.</summary>
    internal static TransferRefusal? BrokenByRisk(TransferWish transfer, RiskResult risk) =>
        risk == RiskResult.Block ? TransferRefusal.RiskBlocked
        : risk == RiskResult.Review && transfer.Origin.Way == OrderWay.Keypad ? TransferRefusal.RiskReview
        : null;

    /// <summary>By keypad there is no second person: what would need one is over the limit.</summary>
    internal static ContractLimits Within(TransferWish transfer, SignedContract contract)
    {
        var limits = transfer.Class.StaysHis ? contract.OwnLimits : contract.LimitsFrom(transfer.Caller);
        return !transfer.Class.StaysHis && transfer.Origin.Way == OrderWay.Keypad
            && contract.SecondPersonAbove is { } above
            ? limits with { PerTransaction = Math.Min(limits.PerTransaction, above) }
            : limits;
    }

    /// <param name="within">Up to which amount this person may; null: it is not asked.</param>
    internal static SecondRefusal? Broken(TransferWish transfer, SecondDecider by, long? within) =>
        by.Number == transfer.Origin.Agent ? SecondRefusal.OwnTransfer
        : by.Session == transfer.Origin.Session ? SecondRefusal.SameSession
        : transfer.Amount.Minor > within ? SecondRefusal.AuthorityTooLow
        : null;
}
