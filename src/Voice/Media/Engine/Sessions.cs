using System.Collections.Concurrent;
using System.Net;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>Who is there, by name; their ports, places and key cells. The control thread's.</summary>
internal sealed class Sessions(MediaSettings settings, PacketThread packets, KeySlab keys)
{
    private const int PortBuffer = 256 << 10, RtcpBuffer = 16 << 10;

    private readonly ConcurrentDictionary<string, MediaSession> _byName = new();
    private readonly Queue<int> _free = new(Enumerable.Range(0, settings.MaxSessions));
    private readonly IPAddress _listen = IPAddress.Parse(settings.Listen);
    private readonly FreePorts _ports = new(settings.RtpFirst, settings.RtpLast);

    public int Count => _byName.Count;

    public IReadOnlyList<string> Names => [.. _byName.Keys];

    public ICollection<MediaSession> All => _byName.Values;

    public MediaSession Find(string name) =>
        _byName.TryGetValue(name, out var session) ? session : throw new MediaException($"no session {name}");

    public MediaSession? TryFind(string name) => _byName.GetValueOrDefault(name);

    public MediaSession Open(string name, bool webRtc)
    {
        if (_byName.ContainsKey(name))
            throw new MediaException($"session {name} exists already");
        if (!TryPlace(out var index))
            throw new MediaException($"all {settings.MaxSessions} media sessions are in use");
        try
        {
            var (fd, rtcpFd, port) = webRtc ? (-1, -1, packets.BrowsersPort) : OpenPorts();
            var session = new MediaSession(name, index, keys[index]) { Fd = fd, RtcpFd = rtcpFd, Port = port };
            session.Keys.ClearAll();
            if (!webRtc && !packets.TryWatch(session))
            {
                _ = Libc.close(fd);
                _ = Libc.close(rtcpFd);
                _ports.Return(port);
                throw new MediaException("the session's ports cannot be watched");
            }

            if (webRtc)
            {
                session.Web = packets.Browsers.Open(name, session);
                // A desk sends nothing between calls, often not once before its first: its first packet ever tells that
                // it is there.
                session.IsSilent = true;
            }
            _byName[name] = session;
            return session;
        }
        catch
        {
            lock (_free)
                _free.Enqueue(index);
            throw;
        }
    }

    private bool TryPlace(out int index)
    {
        lock (_free)
            return _free.TryDequeue(out index);
    }

    /// <summary>
    /// Its name is free at once, its place when the packet thread has let go of it (<see cref="Release"/>).
    /// </summary>
    public MediaSession? Take(string name) => _byName.TryRemove(name, out var session) ? session : null;

    public void Release(MediaSession session)
    {
        session.Keys.ClearAll();
        if (session.Fd >= 0)
            _ports.Return(session.Port);
        lock (_free)
            _free.Enqueue(session.Index);
    }

    private (int Fd, int RtcpFd, int Port) OpenPorts()
    {
        for (var tries = _ports.Count; tries > 0; tries--)
        {
            if (!_ports.TryTake(out var port))
                break;
            var fd = UdpPort.TryOpen(_listen, port, PortBuffer);
            var rtcpFd = fd < 0 ? -1 : UdpPort.TryOpen(_listen, port + 1, RtcpBuffer);
            if (rtcpFd >= 0)
                return (fd, rtcpFd, port);
            // Another program has it.
            if (fd >= 0)
                _ = Libc.close(fd);
            _ports.Return(port);
        }

        throw new MediaException($"no free RTP port between {settings.RtpFirst} and {settings.RtpLast}");
    }
}
