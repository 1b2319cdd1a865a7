using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Bench.Load;

/// <summary>
/// A telephone's ear: says when the first packet came that a customer of the load sent. What comes before (music, a
/// tone) is of the server, and is none.
/// </summary>
internal sealed class FirstWord : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _thread;
    private volatile TaskCompletionSource<long>? _waiting;
    private volatile bool _stopping;

    public FirstWord()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "first word" };
        _thread.Start();
    }

    public int Port { get; }

    /// <summary>The next packet of a customer from now on: its arrival, ns UTC.</summary>
    public Task<long> Next()
    {
        var next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = next;
        return next.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _socket.Dispose();
        _thread.Join();
    }

    private void Run()
    {
        var packet = new byte[512];
        try
        {
            while (!_stopping)
            {
                var length = _socket.Receive(packet);
                if (length >= 16 && BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(12)) == RtpLoad.Mark)
                    Interlocked.Exchange(ref _waiting, null)?.TrySetResult(Libc.NowNs());
            }
        }
        catch (Exception closed) when (_stopping && closed is SocketException or ObjectDisposedException)
        {
            // The measure is over.
        }
    }
}
