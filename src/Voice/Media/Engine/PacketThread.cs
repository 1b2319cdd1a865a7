using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Where packets go through: one thread that waits in epoll for its sockets, its clock and its orders, and allocates
/// nothing for a packet. Everything it must not wait for (disk, host, handshakes, logs) is another thread's, reached by
/// bounded rings.
/// </summary>
internal sealed unsafe partial class PacketThread : IDatagramSender, IWebRtcObserver, IDisposable
{
    /// <summary>Room before a datagram for a longer header, and behind it for an SRTP tag.</summary>
    private const int Headroom = 64, BufferBytes = 4096, MaxDatagram = 2048;

    private const int MaxEvents = 256;
    private const ulong OrdersToken = ulong.MaxValue, TicksToken = ulong.MaxValue - 1,
        BrowsersToken = ulong.MaxValue - 2;
    private const int ReceiveBuffer = 256 << 10, SharedReceiveBuffer = 8 << 20;

    private readonly MediaSession?[] _sessions;
    private readonly ConcurrentQueue<Order> _orders = new();
    private readonly NoticeRing _notices;
    private readonly MediaSettings _settings;
    private readonly Action<string> _warn;
    private readonly Thread _thread;
    private readonly int _epoll = Libc.epoll_create1(Libc.EpollCloExec);
    private readonly int _wake = Libc.eventfd(0, Libc.EventFdNonBlockCloExec);
    private readonly int _ticks = Libc.timerfd_create(Libc.ClockMonotonic, Libc.TimerNonBlockCloExec);
    private readonly int _browsersFd;
    private readonly byte* _buffer = (byte*)NativeMemory.AllocZeroed(BufferBytes);
    private readonly byte* _frame = (byte*)NativeMemory.AllocZeroed(BufferBytes);
    private readonly byte* _copy = (byte*)NativeMemory.AllocZeroed(BufferBytes);
    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed(MaxEvents * 16);
    private volatile bool _stopping;
    private int _wakePending;

    public PacketThread(MediaSettings settings, DtlsCertificate certificate, NoticeRing notices, Action<string> warn)
    {
        _settings = settings;
        _notices = notices;
        _warn = warn;
        _sessions = new MediaSession?[settings.MaxSessions];
        _browsersFd = UdpPort.TryOpen(IPAddress.Parse(settings.Listen), settings.WebRtcPort, SharedReceiveBuffer);
        if (_browsersFd < 0)
            throw new MediaException($"the browsers' port {settings.WebRtcPort} (Voice:WebRtcPort) is taken");
        BrowsersPort = UdpPort.LocalPort(_browsersFd);
        Browsers = new WebRtcPort(certificate, this, this, settings.BrowserLostMs);
        _ = Libc.Watch(_epoll, _wake, OrdersToken);
        _ = Libc.Watch(_epoll, _ticks, TicksToken, Libc.EpollIn | Libc.EpollEdge);
        _ = Libc.Watch(_epoll, _browsersFd, BrowsersToken);
        _thread = new Thread(Run) { Name = "packets", IsBackground = true, Priority = ThreadPriority.Highest };
    }

    public WebRtcPort Browsers { get; }

    public int BrowsersPort { get; }

    public void Start() => _thread.Start();

    /// <summary>From any thread; runs between two packets.</summary>
    public void Post(Order order)
    {
        _orders.Enqueue(order);
        if (Interlocked.Exchange(ref _wakePending, 1) == 0)
            Libc.Signal(_wake);
    }

    public void Dispose()
    {
        _stopping = true;
        Libc.Signal(_wake);
        if (_thread.IsAlive && Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
            _thread.Join(TimeSpan.FromSeconds(2));
        Browsers.Dispose();
        _ = Libc.close(_browsersFd);
        _ = Libc.close(_epoll);
    }

    private void Run()
    {
        RealTime.Ask(_warn);
        Libc.WakeOnTime();
        while (!_stopping)
        {
            var count = Wait();
            var nowUs = Libc.MonotonicUs();
            for (var i = 0; i < count; i++)
                Guarded(Libc.TokenOf(_events, i), nowUs);
            AfterRound(count, nowUs);
        }
    }

    private void Guarded(ulong token, long nowUs)
    {
        try
        {
            Handle(token, nowUs);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A broken invariant costs one packet or one order, never the process with everybody's calls in it.
            Faults++;
            if (Faults < 100)
                _warn(e.ToString());
        }
    }

    private void Handle(ulong token, long nowUs)
    {
        switch (token)
        {
            case OrdersToken:
                _ = Libc.Drain(_wake);
                Volatile.Write(ref _wakePending, 0);
                Interlocked.MemoryBarrier();
                while (_orders.TryDequeue(out var order))
                {
                    order.Run();
                    if (order.IsAwaited)
                        _notices.Push(new Notice(NoticeKind.OrderDone, null, order, 0, 0));
                }

                break;
            case TicksToken:
                OnTicks(nowUs);
                break;
            case BrowsersToken:
                ReceiveFromBrowsers(nowUs);
                break;
            default:
                // The upper half is a flag; the lower the session's place.
                if (_sessions[(int)(uint)token] is not { } session)
                    break;
                if ((token & RtcpFlag) != 0)
                    ReceiveRtcpFrom(session, nowUs);
                else
                    ReceiveFrom(session, nowUs);
                break;
        }
    }

    private void Tell(NoticeKind kind, MediaSession session, object? what = null, long a = 0, int b = 0) =>
        _notices.Push(new Notice(kind, session, what, a, b));
}
