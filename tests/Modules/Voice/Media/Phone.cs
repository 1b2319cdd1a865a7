using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Modules.Voice.Media;

/// <summary>A UDP peer: says a tone, keys digits, and keeps what it hears.</summary>
internal sealed class Phone : IDisposable
{
    public const byte EventType = 101;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Thread _speaker;
    private readonly Thread _listener;
    private readonly G711 _law;
    private readonly double _hz;
    private readonly IPEndPoint _to;
    private readonly BlockingCollection<(byte Code, bool LoseEnd)> _keys = [];
    private readonly List<(
        ushort Sequence, uint Timestamp, bool Marker, uint Ssrc, byte Type, byte[] Payload)> _heard = [];
    private readonly uint _ssrc = (uint)Random.Shared.Next();
    private ushort _sequence = (ushort)Random.Shared.Next(65_536);
    private uint _timestamp = (uint)Random.Shared.Next();
    private readonly HashSet<string> _sent = [];
    private volatile bool _hungUp;
    private volatile bool _speaking;
    private volatile bool _noise;
    private volatile short[]? _says;
    private long _lastSentMs, _longestPauseMs;

    public Phone(int mediaPort, double hz, G711 law = G711.Pcma, bool speaking = true)
    {
        (_to, _hz, _law, _speaking) = (new IPEndPoint(IPAddress.Loopback, mediaPort), hz, law, speaking);
        _speaker = new Thread(Speak) { IsBackground = true };
        _listener = new Thread(Listen) { IsBackground = true };
        _speaker.Start();
        _listener.Start();
    }

    /// <summary>Where the centre listens for this phone.</summary>
    public int MediaPort => _to.Port;

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public bool Speaking
    {
        set => _speaking = value;
    }

    /// <summary>
    /// Any bytes instead of a tone, and kept: what is decoded and encoded again does not stay the same.
    /// </summary>
    public bool Noise
    {
        set => _noise = value;
    }

    /// <summary>Said again and again instead of its tone.</summary>
    public short[]? Says
    {
        set => _says = value;
    }

    /// <summary>
    /// The longest time between two packets of its own since it was last asked: a busy machine's doing.
    /// </summary>
    public long TakeLongestPauseMs() => Interlocked.Exchange(ref _longestPauseMs, 0);

    /// <summary>These bytes were sent as one packet's noise.</summary>
    public bool HasSent(byte[] payload)
    {
        lock (_sent)
            return _sent.Contains(Convert.ToHexString(payload));
    }

    /// <summary>It knows no telephone-event: its keys are tones in its audio.</summary>
    public bool Sings { get; init; }

    public MediaRemote Sdp => new("127.0.0.1", Port, _law, Sings ? null : EventType, 20, true, true, null)
    {
        Signalling = "127.0.0.1", Acknowledged = true,
    };

    public void Press(char key, bool loseEnd = false) => _keys.Add(((byte)"0123456789*#ABCD".IndexOf(key), loseEnd));

    public void Press(string keys)
    {
        foreach (var key in keys)
            Press(key);
    }

    /// <summary>What is heard from now on, until <paramref name="ms"/> of audio were heard.</summary>
    public short[] Hear(int ms, int timeoutMs = 5_000)
    {
        int start;
        lock (_heard)
            start = _heard.Count;
        short[] samples;
        lock (_heard)
        {
            while ((samples = Decode(start)).Length < ms * 8)
                Assert.True(Monitor.Wait(_heard, timeoutMs), $"heard only {samples.Length / 8} of {ms} ms");
        }

        return samples;
    }

    /// <summary>Waits until what was heard last has this much of a tone (0…1 of all energy).</summary>
    public void WaitForTone(double hz, double share = 0.8, int timeoutMs = 5_000)
    {
        var until = Environment.TickCount64 + timeoutMs;
        double seen = 0;
        while (Environment.TickCount64 < until)
        {
            if ((seen = Tones.Share(Hear(100), hz)) >= share)
                return;
        }

        Assert.Fail($"{hz} Hz was not heard: {seen:P0} of what was heard last");
    }

    public void WaitForSilence(int timeoutMs = 5_000)
    {
        var until = Environment.TickCount64 + timeoutMs;
        while (Environment.TickCount64 < until)
        {
            if (Tones.Rms(Hear(100)) < 50)
                return;
        }

        Assert.Fail("it never became silent");
    }

    public List<(ushort Sequence, uint Timestamp, bool Marker, uint Ssrc, byte Type, byte[] Payload)> Packets()
    {
        lock (_heard)
            return [.. _heard];
    }

    /// <summary>All that was heard from a packet on.</summary>
    public short[] Since(int packet)
    {
        lock (_heard)
            return Decode(packet);
    }

    public void Dispose()
    {
        _hungUp = true;
        _speaker.Join();
        _listener.Join();
        _socket.Dispose();
        _keys.Dispose();
    }

    private short[] Decode(int start)
    {
        var samples = new List<short>();
        foreach (var packet in _heard[start..])
        {
            if (packet.Type is 0 or 8)
                samples.AddRange(packet.Payload.Select(code => G711Codec.Decode(code, (G711)packet.Type)));
        }

        return [.. samples];
    }

    private void Speak()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long sample = 0;
        var packet = new byte[172];
        while (!_hungUp && pace.WaitForNextTickAsync().AsTask().Result)
        {
            if (_keys.TryTake(out var key))
            {
                if (Sings)
                    Sing(key.Code, pace);
                else
                    SendKey(key.Code, key.LoseEnd, pace);
                continue;
            }

            if (_speaking)
            {
                var says = _says;
                for (var i = 0; i < 160; i++, sample++)
                {
                    var linear = says is not null ? says[sample % says.Length]
                        : (short)(8000 * Math.Sin(2 * Math.PI * _hz * sample / 8000));
                    packet[12 + i] = _law == G711.Pcma ? G711Codec.EncodeA(linear) : G711Codec.EncodeMu(linear);
                }

                if (_noise)
                    MakeNoise(packet.AsSpan(12));
                RtpPacket.WriteHeader(packet, (byte)_law, false, _sequence++, _timestamp, _ssrc);
                Send(packet);
                Pace();
            }

            _timestamp += 160;
        }
    }

    /// <summary>100 ms of the key's two tones, 60 ms of nothing.</summary>
    private void Sing(byte code, PeriodicTimer pace)
    {
        var place = "123A456B789C*0#D".IndexOf("0123456789*#ABCD"[code]);
        double[] hz = [697, 770, 852, 941, 1209, 1336, 1477, 1633];
        var packet = new byte[172];
        for (var i = 0; i < 8 * 160; i++)
        {
            var linear = i >= 5 * 160 ? 0
                : 6_000 * (Math.Sin(2 * Math.PI * hz[place / 4] * i / 8000)
                    + Math.Sin(2 * Math.PI * hz[4 + (place % 4)] * i / 8000));
            packet[12 + (i % 160)] = _law == G711.Pcma
                ? G711Codec.EncodeA((short)linear) : G711Codec.EncodeMu((short)linear);
            if (i % 160 != 159)
                continue;
            RtpPacket.WriteHeader(packet, (byte)_law, false, _sequence++, _timestamp, _ssrc);
            Send(packet);
            _timestamp += 160;
            _ = pace.WaitForNextTickAsync().AsTask().Result;
        }
    }

    private void MakeNoise(Span<byte> payload)
    {
        Random.Shared.NextBytes(payload);
        lock (_sent)
            _sent.Add(Convert.ToHexString(payload));
    }

    private void Pace()
    {
        var now = Environment.TickCount64;
        if (_lastSentMs != 0 && now - _lastSentMs > Interlocked.Read(ref _longestPauseMs))
            Interlocked.Exchange(ref _longestPauseMs, now - _lastSentMs);
        _lastSentMs = now;
    }

    private void SendKey(byte code, bool loseEnd, PeriodicTimer pace)
    {
        var packet = new byte[16];
        for (var i = 0; i < 8; i++)
        {
            var end = i >= 5;
            if (end && loseEnd)
                break;
            packet[12] = code;
            packet[13] = (byte)((end ? 0x80 : 0) | 10);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(14), (ushort)(Math.Min(i + 1, 5) * 160));
            RtpPacket.WriteHeader(packet, EventType, i == 0, _sequence++, _timestamp, _ssrc);
            Send(packet);
            if (i < 5)
                _ = pace.WaitForNextTickAsync().AsTask().Result;
        }

        _timestamp += 160 * 8;
    }

    private void Send(byte[] packet)
    {
        try
        {
            _socket.Send(packet, _to);
        }
        catch (SocketException)
        {
            // Nobody there (the media process was killed): a phone goes on.
        }
    }

    private void Listen()
    {
        var buffer = new byte[2048];
        while (!_hungUp)
        {
            try
            {
                if (!_socket.Client.Poll(100_000, SelectMode.SelectRead))
                    continue;
                var length = _socket.Client.Receive(buffer);
                if (!RtpPacket.TryParse(buffer.AsSpan(0, length), out var packet))
                    continue;
                var payload = buffer.AsSpan(packet.PayloadOffset, packet.PayloadLength).ToArray();
                lock (_heard)
                {
                    _heard.Add(
                        (packet.Sequence, packet.Timestamp, packet.Marker, packet.Ssrc, packet.PayloadType, payload));
                    Monitor.PulseAll(_heard);
                }
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier send.
            }
        }
    }
}

internal static class Tones
{
    public static double Rms(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return samples.Length == 0 ? 0 : Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Goertzel: how much of all energy is at this frequency, 0…1.</summary>
    public static double Share(ReadOnlySpan<short> samples, double hz)
    {
        var (re, im, all) = (0.0, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var phase = 2 * Math.PI * hz * i / 8000;
            re += samples[i] * Math.Cos(phase);
            im += samples[i] * Math.Sin(phase);
            all += (double)samples[i] * samples[i];
        }

        return all == 0 ? 0 : 2 * ((re * re) + (im * im)) / samples.Length / all;
    }

    /// <summary>How loud this frequency is; a phone's tone has 8000.</summary>
    public static double Amplitude(ReadOnlySpan<short> samples, double hz)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var phase = 2 * Math.PI * hz * i / 8000;
            re += samples[i] * Math.Cos(phase);
            im += samples[i] * Math.Sin(phase);
        }

        return 2 * Math.Sqrt((re * re) + (im * im)) / Math.Max(1, samples.Length);
    }

    public static byte[] Wav(double hz, int ms)
    {
        var bytes = new byte[44 + (ms * 16)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), 16_000);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), ms * 16);
        for (var i = 0; i < ms * 8; i++)
            BinaryPrimitives.WriteInt16LittleEndian(
                bytes.AsSpan(44 + (i * 2)), (short)(8000 * Math.Sin(2 * Math.PI * hz * i / 8000)));
        return bytes;
    }
}
