using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>An amount that was keyed, understood or said to be wrong.</summary>
internal static class AmountReading
{
    /// <param name="beyond">What is said of an amount in fen that is too much or too little; null: nothing.</param>
    public static Understood<long> Of(string keys, Func<long, IReadOnlyList<string>?> beyond) =>
        AmountEntry.Read(keys) switch
        {
            AmountEntry.Amount { Fen: 0 } => new(0, ["transfer.amount-zero"]),
            AmountEntry.Amount { Fen: var fen } => beyond(fen) is { } wrong ? new(0, wrong) : new(fen),
            AmountEntry.PersonWanted => new(0, null, new Exit.Person(HumanReason.Key0)),
            AmountEntry.Left => new(0, ["entry.left"]),
            _ => new(0, ["transfer.amount-wrong"]),
        };
}
