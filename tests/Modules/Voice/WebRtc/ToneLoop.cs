using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Modules.Voice.WebRtc;

/// <summary>
/// The smallest media loop there can be around a <see cref="WebRtcPort"/>: one socket, one thread; it sends each
/// connected browser a tone in A-law every 20 ms and measures the tone that comes.
/// </summary>
internal sealed class ToneLoop : IDatagramSender, IDisposable
{
    private const int FrameSamples = 160, SampleRate = 8000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly double _sendHz, _listenHz;
    private readonly Thread _thread;
    private readonly byte[] _frame = new byte[12 + FrameSamples + WebRtcSession.MaxOverhead];
    private WebRtcPort? _port;
    private volatile WebRtcSession? _session;
    private volatile bool _stopping;
    private long _packets, _otherHz, _listened;
    private ushort _sequence;
    private uint _timestamp;

    public ToneLoop(double sendHz, double listenHz)
    {
        (_sendHz, _listenHz) = (sendHz, listenHz);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _thread = new Thread(Run) { IsBackground = true };
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Frames that were the tone, and frames that were not.</summary>
    public (long Packets, long Tone, long Other) Heard =>
        (Interlocked.Read(ref _packets), Interlocked.Read(ref _listened), Interlocked.Read(ref _otherHz));

    public void Start(WebRtcPort port, WebRtcSession session)
    {
        (_port, _session) = (port, session);
        _thread.Start();
    }

    public void Send(ReadOnlySpan<byte> datagram, in PeerAddress to) => _socket.SendTo(datagram, to.ToEndPoint());

    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive)
            _thread.Join();
        _socket.Dispose();
    }

    private void Run()
    {
        var buffer = new byte[2048];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        var clock = Stopwatch.StartNew();
        for (long due = 0; !_stopping;)
        {
            var left = due - clock.ElapsedMilliseconds;
            if (left <= 0)
            {
                due += 20;
                _port!.Tick(clock.ElapsedMilliseconds);
                SendTone();
            }
            else if (_socket.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectRead))
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                var inbound = _port!.Receive(
                    buffer.AsSpan(0, length), PeerAddress.FromSockaddr(from.Buffer.Span), clock.ElapsedMilliseconds);
                if (inbound is { Session: not null, Kind: PacketKind.Rtp, Length: 12 + FrameSamples })
                    Listen(buffer.AsSpan(12, FrameSamples));
            }
        }
    }

    private void SendTone()
    {
        if (_session is not { IsConnected: true } session || !session.TryGetPeer(out var peer))
            return;
        _frame[0] = 0x80;
        _frame[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(_frame.AsSpan(4), _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(_frame.AsSpan(8), 0x7E11E211);
        for (var i = 0; i < FrameSamples; i++)
            _frame[12 + i] = ALaw.Encode(
                (short)(12_000 * Math.Sin(2 * Math.PI * _sendHz * (_timestamp + i) / SampleRate)));
        _timestamp += FrameSamples;
        var length = session.ProtectRtp(_frame, 12 + FrameSamples);
        Send(_frame.AsSpan(0, length), peer);
    }

    /// <summary>Goertzel: is most of the frame's energy at the awaited frequency?</summary>
    private void Listen(ReadOnlySpan<byte> payload)
    {
        var (real, imaginary, energy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < payload.Length; i++)
        {
            double sample = ALaw.Decode(payload[i]);
            var angle = 2 * Math.PI * _listenHz * i / SampleRate;
            real += sample * Math.Cos(angle);
            imaginary += sample * Math.Sin(angle);
            energy += sample * sample;
        }

        var tone = 2 * ((real * real) + (imaginary * imaginary)) / payload.Length;
        Interlocked.Increment(ref _packets);
        if (energy / payload.Length > 100 * 100 && tone > 0.8 * energy)
            Interlocked.Increment(ref _listened);
        else
            Interlocked.Increment(ref _otherHz);
    }

    /// <summary>ITU-T G.711, as short as it can be written; the engine's own is elsewhere.</summary>
    private static class ALaw
    {
        public static byte Encode(short sample)
        {
            var sign = sample >= 0 ? 0x80 : 0;
            var magnitude = Math.Min(Math.Abs((int)sample) >> 4, 2047);
            var exponent = Math.Max(0, 27 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude));
            var mantissa = exponent > 0 ? (magnitude >> (exponent - 1)) & 0x0F : magnitude & 0x0F;
            if (exponent == 0 && magnitude >= 16)
                exponent = 1;
            return (byte)((sign | (exponent << 4) | mantissa) ^ 0x55);
        }

        public static int Decode(byte code)
        {
            var bits = code ^ 0x55;
            var (exponent, mantissa) = ((bits >> 4) & 7, bits & 0x0F);
            var magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
            return (bits & 0x80) != 0 ? magnitude : -magnitude;
        }
    }
}
