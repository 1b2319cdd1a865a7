namespace TellerLine.Voice;

/// <summary>
/// The E-model (ITU-T G.107) as far as a network's part goes: loss and delay, for G.711 with packet loss concealment;
/// everything else has its default value. No ear was asked: it is an estimate for planning, not a
/// measurement of speech.
/// </summary>
internal static class EModel
{
    /// <summary>With all defaults and no delay.</summary>
    public const double BestR = 93.2;

    /// <summary>G.113 appendix I: Bpl of G.711 with concealment, random loss; its Ie is 0.</summary>
    private const double LossRobustness = 25.1;

    private const double WorstEquipment = 95;

    /// <param name="lossPct">Packets that were not heard, 0 to 100.</param>
    /// <param name="oneWayMs">From mouth to ear.</param>
    /// <returns>The transmission rating R, 0 to 93.2.</returns>
    public static double R(double lossPct, double oneWayMs) =>
        Math.Max(0, BestR - Delay(oneWayMs) - (WorstEquipment * lossPct / (lossPct + LossRobustness)));

    /// <summary>G.107 annex B: 1 (nobody is content) to 4.5.</summary>
    public static double Mos(double r) => r <= 0 ? 1 : r >= 100 ? 4.5
        : Math.Max(1, 1 + (0.035 * r) + (r * (r - 60) * (100 - r) * 7e-6));

    /// <summary>What delay alone costs (G.107's Idd); nothing up to 100 ms.</summary>
    private static double Delay(double oneWayMs)
    {
        if (oneWayMs <= 100)
            return 0;
        var x = Math.Log2(oneWayMs / 100);
        return 25 * (Math.Pow(1 + Math.Pow(x, 6), 1.0 / 6) - (3 * Math.Pow(1 + Math.Pow(x / 3, 6), 1.0 / 6)) + 2);
    }
}
