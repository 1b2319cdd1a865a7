namespace TellerLine.Rules.SelfService;

/// <summary>
/// Amounts in fen that find faults: every magnitude, many zeros, both signs; the same ones every time.
/// </summary>
internal static class Amounts
{
    public static IEnumerable<long> Seeded(int count)
    {
        for (long fen = 0; fen <= 30_000; fen++)
            yield return fen;
        var random = new Random(20_261_122);
        for (var i = 0; i < count; i++)
        {
            var places = random.Next(1, 18);
            long fen = 0;
            for (var p = 0; p < places; p++)
                fen = (fen * 10) + (random.Next(100) < 45 ? 0 : random.Next(10));
            yield return random.Next(8) == 0 ? -fen : fen;
        }
    }
}
