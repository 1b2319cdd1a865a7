using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TellerLine.Bench.Load;

/// <summary>
/// All telephones' audio on one socket and one thread: each leg sends 20 ms of G.711 every 20 ms, the legs spread over
/// a hundred slots as telephones are over time. A packet carries the time it was sent; the kernel says when its
/// forwarded copy arrived, so the delay is the server's, not this thread's.
/// </summary>
internal sealed unsafe class RtpLoad : IDisposable
{
    private const int Slots = 100, SlotNs = 200_000, PacketSize = 172, Batch = 64, BufferSize = 512, ControlSize = 64,
        MaxDelays = 4_000_000, MaxMixedDelays = 400_000;

    /// <summary>Marks the payload as ours: prompts and music come unmarked.</summary>
    public const uint Mark = 0x7E11E2BE;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly int _handle;
    private readonly List<Leg>[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new List<Leg>())];
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private readonly DelayLog _delays = new(MaxDelays), _mixedDelays = new(MaxMixedDelays);
    private int _next;
    private long _sent, _received, _forwarded;
    private volatile bool _stopping, _measuring;

    public RtpLoad()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _handle = (int)_socket.Handle;
        var (size, on) = (16 << 20, 1);
        if (Libc.setsockopt(_handle, Libc.SolSocket, Libc.SoReceiveBufferForce, &size, 4) != 0)
            _ = Libc.setsockopt(_handle, Libc.SolSocket, Libc.SoReceiveBuffer, &size, 4);
        _ = Libc.setsockopt(_handle, Libc.SolSocket, Libc.SoTimestampNs, &on, 4);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "rtp load" };
        _thread.Start();
    }

    public int Port { get; }

    public (long Sent, long Received, long Forwarded) Counts =>
        (Volatile.Read(ref _sent), Volatile.Read(ref _received), Volatile.Read(ref _forwarded));

    /// <summary>Why a measurement would be one of the load: it did not send all it should have.</summary>
    public static string? HeldUp(long sent, int legs, double seconds)
    {
        var share = sent / (legs * 50 * seconds);
        return share < 0.97 ? $"the load itself was held up: it sent {share:P0} of its packets" : null;
    }

    /// <summary>Starts a telephone's audio towards <paramref name="server"/>.</summary>
    public Leg Add(IPEndPoint server, Saying says = Saying.Time)
    {
        lock (_gate)
        {
            var number = _next++;
            var leg = new Leg(number * 37 % Slots, server, (uint)(0x10000 + number), says);
            _slots[leg.Slot].Add(leg);
            return leg;
        }
    }

    public void Remove(Leg leg)
    {
        lock (_gate)
            _slots[leg.Slot].Remove(leg);
    }

    /// <summary>A key by RFC 4733: three packets with its end, in place of audio; enough for any receiver.</summary>
    public void Key(Leg leg, byte code)
    {
        lock (_gate)
            leg.KeyPackets = (code, 3);
    }

    public void Measure(bool on)
    {
        if (on)
        {
            _delays.Clear();
            _mixedDelays.Clear();
        }

        _measuring = on;
    }

    /// <summary>Forwarding delays since <see cref="Measure"/>, in µs.</summary>
    public (int P50, int P99, int Max, double LateShare, int Count) Delays() => _delays.Read();

    /// <summary>
    /// Of what was mixed: to the sample's own place in the frame that has it, in µs, so the mixer's waiting is in it.
    /// </summary>
    public (int P50, int P99, int Max, double LateShare, int Count) MixedDelays() => _mixedDelays.Read();

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Run()
    {
        Libc.RunFirst();
        using var receive = new ReceiveBatch();
        var packet = (byte*)NativeMemory.AllocZeroed(PacketSize);
        new Span<byte>(packet, PacketSize).Fill(0xD5); // A-law silence
        var next = Libc.NowNs();
        for (var slot = 0; !_stopping; slot = (slot + 1) % Slots)
        {
            lock (_gate)
            {
                foreach (var leg in _slots[slot])
                    Send(leg, packet);
            }

            Drain(receive);
            next += SlotNs;
            var left = next - Libc.NowNs();
            if (left < -200L * SlotNs)
                next = Libc.NowNs(); // The load itself was held up; do not send a flood to catch up.
            Libc.SleepNs(left);
            Drain(receive);
        }

        NativeMemory.Free(packet);
    }

    private void Send(Leg leg, byte* packet)
    {
        var bytes = new Span<byte>(packet, PacketSize);
        var length = PacketSize;
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], leg.Sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], leg.Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], leg.Ssrc);
        if (leg.KeyPackets.Left > 0)
        {
            packet[1] = 101;
            if (leg.KeyPackets.Left == 3)
                leg.KeyTimestamp = leg.Timestamp;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], leg.KeyTimestamp);
            packet[12] = leg.KeyPackets.Code;
            packet[13] = 0x80 | 10;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], 800);
            leg.KeyPackets.Left--;
            length = 16;
        }
        else if (leg.Says == Saying.Time)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Mark);
            BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Libc.NowNs());
        }
        else
        {
            bytes[12..(12 + LoudTime.Codes)].Fill(0xD5);
            if (leg.Says == Saying.LoudTime)
                LoudTime.Write(bytes[12..], Libc.NowNs());
        }

        leg.Timestamp += 160;
        fixed (byte* address = leg.Sockaddr)
            _ = Libc.sendto(_handle, packet, (nuint)length, Libc.DontWait, address, 16);
        Volatile.Write(ref _sent, _sent + 1); // one writer
    }

    private void Drain(ReceiveBatch batch)
    {
        int count;
        while ((count = batch.Receive(_handle)) > 0)
        {
            for (var i = 0; i < count; i++)
                Take(batch.Packet(i), batch.ArrivedNs(i));
            if (count < Batch)
                return;
        }
    }

    private void Take(ReadOnlySpan<byte> packet, long arrivedNs)
    {
        Volatile.Write(ref _received, _received + 1);
        if (packet.Length != PacketSize)
            return;
        var isMixed = BinaryPrimitives.ReadUInt32BigEndian(packet[12..]) != Mark;
        var (sentNs, at) = (0L, 0);
        if (isMixed && !LoudTime.TryRead(packet[12..], out sentNs, out at))
            return;
        Volatile.Write(ref _forwarded, _forwarded + 1);
        if (!_measuring || arrivedNs == 0)
            return;
        if (isMixed)
            _mixedDelays.Add(((arrivedNs - sentNs) / 1000) + (at * 125));
        else
            _delays.Add((arrivedNs - BinaryPrimitives.ReadInt64BigEndian(packet[16..])) / 1000);
    }

    /// <summary>What a telephone's packets hold.</summary>
    internal enum Saying
    {
        /// <summary>When it was sent, for who gets the packet as it is.</summary>
        Time,

        /// <summary>The same, for who gets it mixed with silent others.</summary>
        LoudTime,
        Nothing,
    }

    internal sealed class Leg(int slot, IPEndPoint server, uint ssrc, Saying says)
    {
        public int Slot => slot;

        public Saying Says => says;

        public uint Ssrc => ssrc;

        public ushort Sequence { get; set; } = 1;

        public uint Timestamp { get; set; } = 160;

        public uint KeyTimestamp { get; set; }

        public (byte Code, int Left) KeyPackets;

        public byte[] Sockaddr { get; } = ToSockaddr(server);

        private static byte[] ToSockaddr(IPEndPoint at)
        {
            var sockaddr = new byte[16];
            sockaddr[0] = 2;
            BinaryPrimitives.WriteUInt16BigEndian(sockaddr.AsSpan(2), (ushort)at.Port);
            at.Address.TryWriteBytes(sockaddr.AsSpan(4), out _);
            return sockaddr;
        }
    }

    /// <summary>The native side of <c>recvmmsg</c> with the kernel's time of arrival.</summary>
    private sealed class ReceiveBatch : IDisposable
    {
        private readonly Libc.MMsgHdr* _messages = (Libc.MMsgHdr*)NativeMemory.AllocZeroed(
            Batch, (nuint)sizeof(Libc.MMsgHdr));
        private readonly Libc.IoVec* _vectors = (Libc.IoVec*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(Libc.IoVec));
        private readonly byte* _bytes = (byte*)NativeMemory.AllocZeroed(Batch * (BufferSize + ControlSize));

        public int Receive(int socket)
        {
            for (var i = 0; i < Batch; i++)
            {
                _vectors[i] = new Libc.IoVec { Base = _bytes + (i * BufferSize), Length = BufferSize };
                _messages[i].Header = new Libc.MsgHdr
                {
                    Vectors = _vectors + i,
                    VectorCount = 1,
                    Control = _bytes + (Batch * BufferSize) + (i * ControlSize),
                    ControlLength = ControlSize,
                };
            }

            return Libc.recvmmsg(socket, _messages, Batch, Libc.DontWait, null);
        }

        public ReadOnlySpan<byte> Packet(int i) => new(_bytes + (i * BufferSize), (int)_messages[i].Length);

        /// <summary>From the one control message there is: length, level, type, timespec.</summary>
        public long ArrivedNs(int i)
        {
            var control = _messages[i].Header.Control;
            return _messages[i].Header.ControlLength >= 32 && *(int*)(control + 12) == Libc.SoTimestampNs
                ? ((Libc.TimeSpec*)(control + 16))->Ns : 0;
        }

        public void Dispose()
        {
            NativeMemory.Free(_messages);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(_bytes);
        }
    }
}
