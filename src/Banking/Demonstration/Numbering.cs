using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>
/// Numbers with right check digits that belong to nobody: an unassigned BIN, a region code that does not exist.
/// </summary>
internal static class Numbering
{
    private const string Bin = "628899";

    private const string Region = "990101";

    /// <summary>
    /// The main account of the fixture's C10001, 尾号 1000: its check digit is put right further in front.
    /// </summary>
    internal static string FixtureAccount { get; } = Enumerable.Range(0, 10).Select(d => $"{Bin}0001{d}62221000")
        .First(n => AccountNumbers.IsValid(n));

    /// <param name="owner">The customer's five digits.</param>
    /// <param name="position">0 to 9 among the customer's accounts.</param>
    internal static string Account(int owner, int position, AccountKind kind, bool company)
    {
        // 19 digits on the personal debit side, 16 on credit cards, 17 on companies' accounts: all lengths the number
        // rules allow are met.
        var payload = kind == AccountKind.Credit
            ? $"{Bin[..5]}8{owner:00000}{position}{Spread(owner, position) % 1_000:000}"
            : company ? $"{Bin[..4]}70{owner:00000}{position}{Spread(owner, position) % 10_000:0000}"
            : $"{Bin}{(kind == AccountKind.Savings ? 2 : 1)}{owner:00000}{position}{Spread(owner, position) % 100_000:00000}";
        return payload + AccountNumbers.CheckDigit(payload);
    }

    internal static string ResidentCard(int owner, DateOnly bornOn, bool male)
    {
        var sequence = (owner % 500 * 2) + (male ? 1 : 0);
        var payload = $"{Region}{bornOn:yyyyMMdd}{sequence:000}";
        return payload + IdentityNumbers.ResidentCheck(payload);
    }

    internal static string CreditCode(int owner)
    {
        var payload = $"91{Region}{owner:00000}MA2X";
        return payload + IdentityNumbers.CreditCheck(payload);
    }

    private static int Spread(int owner, int position) =>
        (int)(((((long)owner * 16) + position) * 48_271 % 0x7FFFFFFF) >> 3);
}
