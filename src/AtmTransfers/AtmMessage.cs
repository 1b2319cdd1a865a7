using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.AtmTransfers;

/// <summary>A transfer to another person, as a machine made it.</summary>
/// <param name="Id">The ATM system's number of it, 8 to 64 letters, digits, dashes: the same again moves nothing.</param>
/// <param name="Atm">The machine's number.</param>
/// <param name="Place">Where it stands; may be left out.</param>
/// <param name="From">The paying account's number; its customer and card the machine has proved.</param>
/// <param name="Payee">His name; kept masked.</param>
/// <param name="MadeAt">Not in the future, and not more than a day ago.</param>
public sealed record AtmMessage(
    string? Id, string? Atm, string? Place, string? From, string? To, string? Payee, long? AmountMinor,
    string? Currency, DateTimeOffset? MadeAt)
{
    private const int LongestWord = 40, ShortestId = 8, LongestId = 64;

    /// <summary>Clocks differ by so much at most.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>The first thing that is wrong; null: nothing is.</summary>
    internal string? Fault(DateTimeOffset now) =>
        Id is not { Length: >= ShortestId and <= LongestId }
            || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? "id: 8 to 64 letters, digits, dashes"
        : Atm is not { Length: > 0 and <= LongestWord } ? "atm: 1 to 40 characters"
        : Place is { Length: > LongestWord } ? "place: at most 40 characters"
        : Payee is not { Length: > 0 and <= LongestWord } ? "payee: 1 to 40 characters"
        : From is null || !AccountNumbers.IsValid(From) ? "from: an account number"
        : To is null || !AccountNumbers.IsValid(To) ? "to: an account number"
        : AmountMinor is not > 0 ? "amountMinor: more than zero"
        : Currency is not { Length: 3 } ? "currency: three letters"
        : MadeAt is not { } at || at > now + Ahead || at < now.AddDays(-1) ? "madeAt: within the last 24 hours"
        : null;

    internal AtmTransferMade Made => new(
        Id!, Atm!, Place ?? "", From!, To!, Payee!, new Money(AmountMinor!.Value, Currency!), Clock.ToUs(MadeAt!.Value));
}

/// <param name="ArrivesAt">Until then the customer may take it back.</param>
public sealed record AtmAnswer(string Id, DateTimeOffset ArrivesAt);
