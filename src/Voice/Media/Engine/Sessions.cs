using System.Collections.Concurrent;
using System.Net;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>Who is there, by name; their ports, places and key cells. The control thread's.</summary>
internal sealed class Sessions(MediaSettings settings, PacketThread packets, KeySlab keys)
{
    private const int PortBuffer = 256 << 10;

    private readonly ConcurrentDictionary<string, MediaSession> _byName = new();
    private readonly Queue<int> _free = new(Enumerable.Range(0, settings.MaxSessions));
    private readonly IPAddress _listen = IPAddress.Parse(settings.Listen);
    private int _nextPort = settings.RtpFirst + (settings.RtpFirst & 1);

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
            var (fd, port) = webRtc ? (-1, packets.BrowsersPort) : OpenPort();
            var session = new MediaSession(name, index, keys[index]) { Fd = fd, Port = port };
            session.Keys.ClearAll();
            if (webRtc)
            {
                session.Web = packets.Browsers.Open(name, session);
                // A desk sends nothing between calls, often not once before its first: its first packet ever tells that it is there.
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

    /// <summary>Its name is free at once, its place when the packet thread has let go of it (<see cref="Release"/>).</summary>
    public MediaSession? Take(string name) => _byName.TryRemove(name, out var session) ? session : null;

    public void Release(MediaSession session)
    {
        session.Keys.ClearAll();
        lock (_free)
            _free.Enqueue(session.Index);
    }

    // Even ports in turn, so that a late packet of an ended call does not find the next one at once (RFC 3550 §11).
    private (int Fd, int Port) OpenPort()
    {
        for (var tries = (settings.RtpLast - settings.RtpFirst) / 2; tries >= 0; tries--)
        {
            var port = _nextPort;
            _nextPort += 2;
            if (_nextPort > settings.RtpLast)
                _nextPort = settings.RtpFirst + (settings.RtpFirst & 1);
            var fd = UdpPort.TryOpen(_listen, port, PortBuffer);
            if (fd >= 0)
                return (fd, port);
        }

        throw new MediaException($"no free RTP port between {settings.RtpFirst} and {settings.RtpLast}");
    }
}
