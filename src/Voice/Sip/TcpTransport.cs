using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Voice.Sip;

/// <summary>
/// SIP over TCP: accepted connections, and those we open to a peer that asked for TCP. A connection is reused both ways
/// (RFC 5923).
/// </summary>
internal sealed class TcpTransport : IDisposable
{
    private const int MaxConnections = 5_000;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly Socket _listener;
    private readonly SipStack _stack;
    private readonly Sources _sources;
    private readonly ConcurrentDictionary<IPEndPoint, TcpFlow> _connections = [];
    private readonly ITimer _sweep;
    private Task? _accepting;

    public TcpTransport(SipStack stack, Sources sources, IPEndPoint listen)
    {
        (_stack, _sources) = (stack, sources);
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(listen);
        _listener.Listen(1_024);
        Local = (IPEndPoint)_listener.LocalEndPoint!;
        _sweep = stack.Time.CreateTimer(static t => ((TcpTransport)t!).Sweep(), this, SweepEvery, SweepEvery);
    }

    public IPEndPoint Local { get; }

    public int Connections => _connections.Count;

    public bool IsListening => _accepting is { IsCompleted: false };

    public void Start() => _accepting = Accept();

    /// <summary>The open connection to the peer, or a new one that sends once connected.</summary>
    public TcpFlow? FlowTo(IPEndPoint remote)
    {
        if (_connections.TryGetValue(remote, out var known) && known.IsOpen)
            return known;
        if (_connections.Count >= MaxConnections)
            return null;
        var flow = new TcpFlow(
            _stack, this, new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp), remote);
        _connections[remote] = flow;
        _ = flow.Run(connect: true);
        return flow;
    }

    internal void Closed(TcpFlow flow)
    {
        _connections.TryRemove(new KeyValuePair<IPEndPoint, TcpFlow>(flow.Remote, flow));
        _stack.FlowClosed(flow);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _listener.Dispose();
        foreach (var flow in _connections.Values)
            flow.Close();
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (
                e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                continue;
            }

            if (_connections.Count >= MaxConnections || socket.RemoteEndPoint is not IPEndPoint remote
                || !_sources.MayConnect(remote.Address))
            {
                socket.Dispose();
                _stack.Counters.Dropped();
                continue;
            }

            var flow = new TcpFlow(_stack, this, socket, remote);
            _connections[remote] = flow;
            _ = Accepted(flow);
        }
    }

    private async Task Accepted(TcpFlow flow)
    {
        try
        {
            await flow.Run(connect: false);
        }
        finally
        {
            _sources.Disconnected(flow.Remote.Address);
        }
    }

    private void Sweep()
    {
        foreach (var flow in _connections.Values)
            flow.CloseIfIdle();
    }
}
