using System.Net;
using System.Net.Sockets;

namespace TellerLine.Voice.Sip;

/// <summary>A peer's UDP address on our socket.</summary>
internal sealed class UdpFlow(UdpTransport transport, IPEndPoint remote) : SipFlow(SipTransport.Udp, remote)
{
    private readonly SocketAddress _address = remote.Serialize();

    public override bool Send(ReadOnlyMemory<byte> message) => transport.Send(message.Span, _address);

    public UdpFlow WithPort(int port) => port == RemotePort ? this
        : transport.FlowTo(new IPEndPoint(Remote.Address, port));
}

/// <summary>
/// SIP over UDP: one thread blocked in <c>recvfrom</c> into one buffer. Measured dearer ways: a pool hop per packet
/// (<c>ReceiveFromAsync</c>) costs three times as much.
/// </summary>
internal sealed class UdpTransport : IDisposable
{
    private const int MaxDatagram = 65_536;
    private const int MaxFlows = 20_000;
    private const int SocketBuffer = 4 << 20;

    private readonly Socket _socket;
    private readonly SipStack _stack;
    private readonly Thread _thread;
    private readonly Dictionary<SocketAddress, UdpFlow> _flows = [];
    private volatile bool _closed;

    public UdpTransport(SipStack stack, IPEndPoint listen)
    {
        _stack = stack;
        _socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = SocketBuffer,
            SendBufferSize = SocketBuffer,
        };
        _socket.Bind(listen);
        Local = (IPEndPoint)_socket.LocalEndPoint!;
        _thread = new Thread(Run) { IsBackground = true, Name = "sip-udp" };
    }

    public IPEndPoint Local { get; }

    public bool IsListening => _thread.IsAlive && !_closed;

    public void Start() => _thread.Start();

    public UdpFlow FlowTo(IPEndPoint remote)
    {
        lock (_flows)
            return Flow(remote.Serialize());
    }

    public bool Send(ReadOnlySpan<byte> message, SocketAddress to)
    {
        try
        {
            return _socket.SendTo(message, SocketFlags.None, to) == message.Length;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Unreachable, or too long for the path: to its transaction that is a lost packet.
            _stack.Counters.SendFailed();
            return !_closed;
        }
    }

    public void Dispose()
    {
        _closed = true;
        _socket.Dispose();
    }

    private void Run()
    {
        var buffer = GC.AllocateArray<byte>(MaxDatagram, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_closed)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                UdpFlow flow;
                lock (_flows)
                    flow = Flow(from);
                _stack.Receive(buffer.AsSpan(0, length), flow);
            }
            catch (SocketException)
            {
                // ICMP errors of earlier sends surface here; a closed socket ends the loop.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception e)
            {
                // A broken invariant costs one packet, never the thread.
                _stack.Counters.Failed(e);
            }
        }
    }

    private UdpFlow Flow(SocketAddress address)
    {
        if (_flows.TryGetValue(address, out var flow))
            return flow;
        if (_flows.Count >= MaxFlows)
            _flows.Clear();
        var endpoint = (IPEndPoint)new IPEndPoint(
            address.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(address);
        flow = new UdpFlow(this, endpoint);
        _flows.Add(endpoint.Serialize(), flow);
        return flow;
    }
}
