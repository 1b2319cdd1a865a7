using TellerLine.Banking;

namespace TellerLine.Movements;

/// <summary>动账通知: which movements of which accounts customers are sent a message of.</summary>
public interface IMovementAlerts
{
    /// <returns>Off, if never set.</returns>
    Task<AlertSetting> Of(string account, CancellationToken ct = default);

    /// <summary>
    /// Sets it, and tells the customer so in the same transaction; set as it is already, nothing is written or told.
    /// What moved before it was switched on is not told.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of bounds.</exception>
    Task Set(AlertWish wish, CancellationToken ct = default);
}

/// <param name="Threshold">In minor units of the account's currency: movements of so much or more are told.</param>
public readonly record struct AlertSetting(bool On, long Threshold)
{
    /// <summary>In yuan, whole: what may be keyed at most.</summary>
    public const int MostYuan = 1_000_000;

    public bool IsWithinBounds => Threshold is >= 0 and <= MostYuan * 100L;
}

/// <param name="Account">Of the customer who was identified.</param>
/// <param name="By">A user's number, or <c>customer</c>: by keypad.</param>
/// <param name="ContactId">In which it was asked for.</param>
/// <param name="Language">Of the messages from now on: <c>zh-CN</c> or <c>en</c>.</param>
public sealed record AlertWish(
    Account Account, AlertSetting Setting, string By, string ContactId, string Language);
