using TellerLine.Banking;

namespace TellerLine.Movements;

/// <summary>Statements of movements (交易明细) as customers are sent them.</summary>
public interface IStatements
{
    /// <summary>
    /// Keeps the statement and queues its message, in one transaction. The same account and days asked for again in the
    /// same contact send nothing more.
    /// </summary>
    /// <returns>Its number; null: it could not be kept, nothing is sent.</returns>
    Task<string?> Send(StatementOrder order, CancellationToken ct = default);
}

/// <param name="Statement">As it was told: that is what is kept.</param>
/// <param name="ContactId">In which it was asked for.</param>
/// <param name="Agent">Who sent it: a user's number; null by keypad.</param>
/// <param name="Language">Of the message: <c>zh-CN</c> or <c>en</c>.</param>
public sealed record StatementOrder(
    AccountStatement Statement, string ContactId, string? Agent, string Language);
