using System.Buffers.Binary;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Sends keys (RFC 4733 §2.5.1): start and updates every 20 ms for 100 ms, the end three times, a pause before the
/// next.
/// </summary>
internal struct KeySender
{
    public const int MaxKeys = 64;
    private const int Updates = 5;
    private const int Ends = 3;
    private const int PauseRounds = 3;

    private string? _keys;
    private int _next;
    private int _step;

    public readonly bool Busy => _keys is not null;

    /// <summary>Keys still to be sent go first.</summary>
    public void Start(string keys)
    {
        _keys = _keys is null ? keys : string.Concat(_keys.AsSpan(_next), keys);
        _next = 0;
    }

    /// <summary>One 20 ms step. False: a pause, nothing to send in this round.</summary>
    public bool Step(Span<byte> payload, out bool first, out int duration)
    {
        var step = _step++;
        first = step == 0;
        duration = Math.Min(step + 1, Updates) * 160;
        if (step >= Updates + Ends)
        {
            if (step == Updates + Ends + PauseRounds - 1)
            {
                _step = 0;
                if (++_next == _keys!.Length)
                    _keys = null;
            }

            return false;
        }

        payload[0] = (byte)CodeOf(_keys![_next]);
        payload[1] = (byte)((step >= Updates ? 0x80 : 0) | 10); // end bit, -10 dBm0
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)duration);
        return true;
    }

    /// <summary>RFC 4733 §3.2, table 3; -1 for what is no key.</summary>
    public static int CodeOf(char key) => key switch
    {
        >= '0' and <= '9' => key - '0',
        '*' => 10,
        '#' => 11,
        >= 'A' and <= 'D' => key - 'A' + 12,
        _ => -1,
    };

    /// <summary>The key (ASCII) of an event code, or 0 for an event that is no key (16 is flash hook).</summary>
    public static byte KeyOf(byte code) => code < 16 ? "0123456789*#ABCD"u8[code] : (byte)0;
}
