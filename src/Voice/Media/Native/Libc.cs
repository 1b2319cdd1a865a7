using System.Runtime.InteropServices;

namespace TellerLine.Voice.Media.Native;

/// <summary>The system calls of the packet thread. Constants are Linux's, the same on x86-64 and arm64.</summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";

    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockDgramNonBlockCloExec = 2 | 0x800 | 0x80000;
    public const int SolSocket = 1;
    public const int SoRcvBuf = 8;
    public const int SoSndBuf = 7;
    public const int SoRcvBufForce = 33;
    public const int IpProtoIp = 0;
    public const int IpProtoIpV6 = 41;
    public const int IpTos = 1;
    public const int IpV6TClass = 67;
    public const uint EpollIn = 1;

    /// <summary>Told once a time, without being read.</summary>
    public const uint EpollEdge = 1u << 31;

    private const long PollIn = 1;
    private const int SetTimerSlack = 29;
    public const int EpollCtlAdd = 1;
    public const int EpollCtlDel = 2;
    public const int EpollCloExec = 0x80000;
    public const int EventFdNonBlockCloExec = 0x800 | 0x80000;
    public const int EventFdCloExec = 0x80000;
    public const int ClockRealtime = 0;
    public const int ClockMonotonic = 1;
    public const int TimerAbsolute = 1;
    public const int TimerNonBlockCloExec = 0x800 | 0x80000;
    public const int MsgDontWait = 0x40;

    /// <summary>The datagram's true length is told, also when it did not fit.</summary>
    public const int MsgTrunc = 0x20;

    /// <summary>SCHED_FIFO | SCHED_RESET_ON_FORK: a thread this one starts is an ordinary one.</summary>
    public const int SchedFifo = 1 | 0x4000_0000;
    public const int ProtReadWrite = 3;
    public const int MapPrivateAnonymous = 0x22;
    public const int MadvDontDump = 16;
    public const int FSetFl = 4;
    public const int OAppend = 0x400;

    [LibraryImport(Name)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int bind(int fd, byte* address, uint length);

    [LibraryImport(Name)]
    public static partial int getsockname(int fd, byte* address, uint* length);

    [LibraryImport(Name)]
    public static partial int setsockopt(int fd, int level, int name, int* value, uint length);

    [LibraryImport(Name)]
    public static partial nint recvfrom(
        int fd, byte* buffer, nuint length, int flags, byte* address, uint* addressLength);

    [LibraryImport(Name)]
    public static partial nint sendto(int fd, byte* buffer, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport(Name)]
    public static partial int close(int fd);

    [LibraryImport(Name)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(Name)]
    public static partial int epoll_ctl(int epoll, int operation, int fd, byte* ev);

    [LibraryImport(Name)]
    public static partial int epoll_wait(int epoll, byte* events, int max, int timeoutMs);

    [LibraryImport(Name)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(Name)]
    public static partial int timerfd_create(int clock, int flags);

    [LibraryImport(Name)]
    public static partial int timerfd_settime(int fd, int flags, long* newValue, long* oldValue);

    [LibraryImport(Name)]
    public static partial int ppoll(void* fds, nuint count, long* timeout, void* signals);

    [LibraryImport(Name)]
    public static partial int prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport(Name)]
    public static partial nint read(int fd, void* buffer, nuint length);

    [LibraryImport(Name)]
    public static partial nint write(int fd, void* buffer, nuint length);

    [LibraryImport(Name)]
    public static partial int clock_gettime(int clock, long* timespec);

    [LibraryImport(Name)]
    public static partial int sched_setscheduler(int pid, int policy, int* priority);

    [LibraryImport(Name)]
    public static partial int setpriority(int which, int who, int nice);

    [LibraryImport(Name)]
    public static partial int setsid();

    [LibraryImport(Name)]
    public static partial int dup2(int from, int to);

    [LibraryImport(Name)]
    public static partial int fcntl(int fd, int command, int value);

    [LibraryImport(Name)]
    public static partial int syncfs(int fd);

    [LibraryImport(Name)]
    public static partial int mlock(void* address, nuint length);

    [LibraryImport(Name)]
    public static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport(Name)]
    public static partial byte* mmap(void* address, nuint length, int protection, int flags, int fd, nint offset);

    /// <summary>CLOCK_MONOTONIC in microseconds: the packet thread's only clock.</summary>
    public static long MonotonicUs()
    {
        var time = stackalloc long[2];
        _ = clock_gettime(ClockMonotonic, time);
        return (time[0] * 1_000_000) + (time[1] / 1000);
    }

    /// <summary>Adds to an eventfd: whoever waits on it wakes.</summary>
    public static void Signal(int eventFd)
    {
        long one = 1;
        _ = write(eventFd, &one, 8);
    }

    /// <summary>Waits until the descriptor can be read (true), but no longer than so many microseconds.</summary>
    public static bool Await(int fd, long limitUs)
    {
        var poll = (long)fd | (PollIn << 32);
        var time = stackalloc long[2];
        time[0] = limitUs / 1_000_000;
        time[1] = limitUs % 1_000_000 * 1000;
        return ppoll(&poll, 1, time, null) > 0;
    }

    /// <summary>The calling thread's sleeps end when they say, not up to 50 µs later to save a wake-up.</summary>
    public static void WakeOnTime() => _ = prctl(SetTimerSlack, 1, 0, 0, 0);

    /// <summary>Reads an eventfd or timerfd: how often it fired since last read (0 for never).</summary>
    public static long Drain(int fd)
    {
        long count = 0;
        return read(fd, &count, 8) == 8 ? count : 0;
    }

    /// <summary>Wall-clock microseconds since 1970.</summary>
    public static long UnixUs()
    {
        var time = stackalloc long[2];
        _ = clock_gettime(ClockRealtime, time);
        return (time[0] * 1_000_000) + (time[1] / 1000);
    }

    /// <summary>Arms a timerfd: once, at an absolute monotonic time; 0 disarms.</summary>
    public static void Arm(int timerFd, long atUs)
    {
        var value = stackalloc long[4];
        value[0] = value[1] = 0;
        value[2] = atUs / 1_000_000;
        value[3] = atUs % 1_000_000 * 1000;
        _ = timerfd_settime(timerFd, TimerAbsolute, value, null);
    }

    /// <summary>epoll_event is packed on x86-64 only.</summary>
    public static readonly int EpollEventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public static int Watch(int epoll, int fd, ulong token, uint events = EpollIn)
    {
        var ev = stackalloc byte[16];
        *(uint*)ev = events;
        *(ulong*)(ev + EpollEventSize - 8) = token;
        return epoll_ctl(epoll, EpollCtlAdd, fd, ev);
    }

    public static ulong TokenOf(byte* events, int index) =>
        *(ulong*)(events + (index * EpollEventSize) + EpollEventSize - 8);
}
