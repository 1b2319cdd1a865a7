namespace TellerLine.Banking;

/// <summary>
/// Balances that try the reading of numbers (house rule E.3), in fen, on the main accounts of C10030 onwards; debts on
/// their credit cards. Nothing else happens to them in the month but one payment of their own.
/// </summary>
internal static class Showcase
{
    private const int First = 10_030;

    private static readonly long[] Balances =
    [
        10_00, 110_00, 2_00, 200_00, 2_000_00, 20_000_00, 10_005_00, 50, 5, 0, 100_000_005_06, 1_010_101_01,
        123_456_789_01, 305_08,
        10_000_000_000_00, 100_101_01,
    ];

    private static readonly long[] Debts = [-3_456_78, -5, -10_005_00, -20_000_00];

    internal static bool IsShown(int number) => number >= First && number < First + Balances.Length;

    internal static long Balance(int number) => Balances[number - First];

    internal static long? Debt(int number) => number >= First && number < First + Debts.Length ? Debts[number - First]
        : null;

    internal static IReadOnlyList<long> AllBalances => Balances;
}
