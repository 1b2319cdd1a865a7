using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Asks for real-time priority for the calling thread. The kernel throttles it to 95 % of a core, and the loop sleeps
/// whenever there is no packet, so it cannot starve the rest.
/// </summary>
internal static unsafe class RealTime
{
    private const int Priority = 10, Nice = -15, ThisThread = 0;

    public static void Ask(Action<string> warn)
    {
        var priority = Priority;
        if (Libc.sched_setscheduler(ThisThread, Libc.SchedFifo, &priority) == 0)
            return;
        if (Libc.setpriority(0, ThisThread, Nice) != 0)
            warn("no real-time priority for audio (CAP_SYS_NICE): under load packets will be late");
    }
}
