using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>到账方式: when a payment to a payee arrives (notice 261 of 2016 of the People's Bank of China).</summary>
public enum TransferSpeed
{
    /// <summary>实时.</summary>
    RealTime,

    /// <summary>普通: two hours later.</summary>
    Ordinary,

    /// <summary>次日: on the bank's next day.</summary>
    NextDay,
}

/// <summary>When a transfer arrives that is not made at once. Pure.</summary>
internal static class TransferSpeeds
{
    private const long HourUs = 3_600_000_000;

    internal const int OrdinaryHours = 2;

    /// <param name="nextDayAt">The hour of the bank's clock at which next-day transfers arrive: 0 to 23.</param>
    /// <returns>Microseconds UTC; null: at once.</returns>
    internal static long? ArrivesUs(TransferSpeed speed, long nowUs, KernelOptions kernel, int nextDayAt) =>
        speed switch
        {
            TransferSpeed.Ordinary => nowUs + (OrdinaryHours * HourUs),
            TransferSpeed.NextDay =>
                kernel.Day(kernel.DayOf(nowUs).AddDays(1)).FromUs + (nextDayAt * HourUs),
            _ => null,
        };
}
