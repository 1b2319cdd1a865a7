using System.Runtime.InteropServices;

namespace TellerLine.Bench.Load;

/// <summary>
/// The system calls of the load: what .NET's sockets do not tell is when the kernel received a packet.
/// </summary>
internal static unsafe partial class Libc
{
    public const int SolSocket = 1, SoReceiveBufferForce = 33, SoReceiveBuffer = 8, SoTimestampNs = 35, DontWait = 0x40,
        ClockRealtime = 0;

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint sendto(
        int socket, byte* bytes, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int recvmmsg(int socket, MMsgHdr* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int setsockopt(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc")]
    public static partial int clock_gettime(int clock, TimeSpec* now);

    [LibraryImport("libc")]
    public static partial int clock_nanosleep(int clock, int flags, TimeSpec* request, TimeSpec* remain);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_setscheduler(int process, int policy, int* priority);

    /// <summary>Real time for this thread where it is allowed: a load that is held up measures itself.</summary>
    public static void RunFirst()
    {
        const int fifo = 1;
        var priority = 10;
        _ = sched_setscheduler(0, fifo, &priority);
    }

    public static long NowNs()
    {
        TimeSpec now;
        _ = clock_gettime(ClockRealtime, &now);
        return now.Ns;
    }

    public static void SleepNs(long ns)
    {
        if (ns <= 0)
            return;
        var request = new TimeSpec { Seconds = ns / 1_000_000_000, Nanoseconds = ns % 1_000_000_000 };
        _ = clock_nanosleep(1, 0, &request, null);
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds, Nanoseconds;

        public readonly long Ns => (Seconds * 1_000_000_000) + Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVec
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MsgHdr
    {
        public byte* Name;
        public uint NameLength;
        public IoVec* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MMsgHdr
    {
        public MsgHdr Header;
        public uint Length;
    }
}
