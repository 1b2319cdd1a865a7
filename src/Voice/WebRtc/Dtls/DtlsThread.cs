using System.Diagnostics;
using TellerLine.Voice.WebRtc.Srtp;

namespace TellerLine.Voice.WebRtc.Dtls;

/// <summary>
/// Where all handshakes happen: a thread of its own, for one costs tenths of a millisecond and 200 desks reconnecting
/// must not stall audio. The packet thread leaves datagrams in a bounded ring, whose "full" is a lost datagram, which
/// DTLS repairs.
/// </summary>
internal sealed class DtlsThread : IDisposable
{
    private const int Slots = 256, SlotSize = 1500, WakeMs = 50, MaxHandshakeMs = 30_000;

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly byte[] _ring = new byte[Slots * SlotSize];
    private readonly (WebRtcSession Session, int Length)[] _slots = new (WebRtcSession, int)[Slots];
    private readonly Queue<WebRtcSession> _closing = new();
    private int _first, _count;
    private volatile bool _stopping;

    // The thread's own.
    private readonly DtlsContext _context;
    private readonly IDatagramSender _sender;
    private readonly Dictionary<WebRtcSession, DtlsConnection> _connections = [];
    private readonly List<(WebRtcSession Session, long Started)> _handshaking = [];
    private readonly byte[] _datagram = new byte[SlotSize], _outgoing = new byte[2 * SlotSize];
    private readonly Thread _thread;

    /// <param name="context">Becomes the thread's own.</param>
    public DtlsThread(DtlsContext context, IDatagramSender sender)
    {
        _context = context;
        _sender = sender;
        _thread = new Thread(Run) { IsBackground = true, Name = "dtls" };
        _thread.Start();
    }

    /// <summary>Packet thread. False when the ring is full or the datagram no DTLS of ours: it is dropped.</summary>
    public bool Post(WebRtcSession session, ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > SlotSize)
            return false;
        lock (_gate)
        {
            if (_count == Slots)
                return false;
            var slot = (_first + _count++) % Slots;
            datagram.CopyTo(_ring.AsSpan(slot * SlotSize));
            _slots[slot] = (session, datagram.Length);
        }

        _work.Set();
        return true;
    }

    /// <summary>Says good-bye on the session's connection and forgets it. Any thread.</summary>
    public void PostClose(WebRtcSession session)
    {
        lock (_gate)
            _closing.Enqueue(session);
        _work.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _work.Set();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _work.WaitOne(_handshaking.Count > 0 ? WakeMs : Timeout.Infinite);
            while (TryTake(out var session, out var length))
                Guarded(session, length);
            while (TryTakeClosing(out var session))
                Close(session);
            CheckTimes();
        }

        foreach (var session in _connections.Keys.ToArray())
            Close(session);
        _context.Dispose();
    }

    /// <summary>One session's trouble costs that session, never the thread.</summary>
    private void Guarded(WebRtcSession session, int length)
    {
        try
        {
            Feed(session, _datagram.AsSpan(0, length));
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            Over(session, WebRtcFailure.HandshakeFailed, broken.Message);
        }
    }

    private void Feed(WebRtcSession session, ReadOnlySpan<byte> datagram)
    {
        if (!_connections.TryGetValue(session, out var connection))
        {
            if (session.IsOver)
                return;
            _connections[session] = connection = new DtlsConnection(_context);
            _handshaking.Add((session, Stopwatch.GetTimestamp()));
        }

        var before = connection.State;
        connection.Feed(datagram);
        Flush(session, connection);
        if (connection.State == before)
            return;
        switch (connection.State)
        {
            case DtlsState.Done:
                Finish(session, connection);
                break;
            case DtlsState.Closed:
                Drop(session);
                session.PeerClosed();
                break;
            case DtlsState.Failed:
                Over(session, WebRtcFailure.HandshakeFailed, connection.Error);
                break;
        }
    }

    private void Finish(WebRtcSession session, DtlsConnection connection)
    {
        _handshaking.RemoveAll(at => at.Session == session);
        var material = new byte[SrtpMaster.MaterialSize(SrtpProfile.Aes128CmSha1Tag80)];
        if (connection.TryExport(material, out var profile))
            session.HandshakeDone(profile, material, connection.PeerCertificate());
        else
            Over(session, WebRtcFailure.HandshakeFailed, "the peer offers no SRTP profile of ours");
    }

    private void CheckTimes()
    {
        for (var i = _handshaking.Count - 1; i >= 0; i--)
        {
            var (session, started) = _handshaking[i];
            var connection = _connections[session];
            connection.HandleTimeout();
            Flush(session, connection);
            if (connection.State == DtlsState.Failed)
                Over(session, WebRtcFailure.HandshakeFailed, connection.Error);
            else if (Stopwatch.GetElapsedTime(started).TotalMilliseconds > MaxHandshakeMs)
                Over(session, WebRtcFailure.HandshakeFailed, "the handshake took too long");
        }
    }

    private void Flush(WebRtcSession session, DtlsConnection connection)
    {
        if (!session.TryGetPeer(out var peer))
            return;
        while (connection.TryTake(_outgoing, out var length))
            _sender.Send(_outgoing.AsSpan(0, length), peer);
    }

    private void Over(WebRtcSession session, WebRtcFailure failure, string? detail)
    {
        Drop(session);
        session.Fail(failure, detail);
    }

    private void Close(WebRtcSession session)
    {
        if (!_connections.TryGetValue(session, out var connection))
            return;
        connection.Shutdown();
        Flush(session, connection);
        Drop(session);
    }

    private void Drop(WebRtcSession session)
    {
        _handshaking.RemoveAll(at => at.Session == session);
        if (_connections.Remove(session, out var connection))
            connection.Dispose();
    }

    private bool TryTake(out WebRtcSession session, out int length)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                (session, length) = (null!, 0);
                return false;
            }

            (session, length) = _slots[_first];
            _ring.AsSpan(_first * SlotSize, length).CopyTo(_datagram);
            _slots[_first] = default;
            _first = (_first + 1) % Slots;
            _count--;
            return true;
        }
    }

    private bool TryTakeClosing(out WebRtcSession session)
    {
        lock (_gate)
            return _closing.TryDequeue(out session!);
    }
}
