using TellerLine.Voice.Media.Prompts;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Prompts being played to one session: where we are in which file. Made off the packet thread, moved on by it.
/// </summary>
internal sealed class Playing(
    long id, IReadOnlyList<Prompt> prompts, bool loop, bool keysInterrupt, char? butFor = null, bool over = false)
{
    private byte _butFor = (byte)(butFor ?? '\0');

    /// <summary>The id of a play that belongs to a secret: its end is nobody's event.</summary>
    public const long OfSecret = -1;

    private readonly Prompt[] _prompts = [.. prompts];
    private int _index;
    private int _offset;

    public long Id => id;

    /// <summary>Together with what the leg hears, not in its place.</summary>
    public bool Over => over;

    /// <summary>
    /// Whether this key stops it. The first may be one that does not (<see cref="PlayRequest.ButFor"/>).
    /// </summary>
    public bool IsInterruptedBy(byte key)
    {
        var forgiven = _butFor == key;
        _butFor = 0;
        return keysInterrupt && !forgiven;
    }

    /// <summary>
    /// The next 20 ms, across file borders; the last frame is filled with silence. False: there was nothing left.
    /// </summary>
    public bool Fill(Span<byte> frame, G711 law)
    {
        var filled = 0;
        var rounds = 0;
        while (filled < frame.Length && _prompts.Length > 0)
        {
            if (_index == _prompts.Length)
            {
                // Looping over nothing but empty files would never end.
                if (!loop || (filled == 0 && rounds++ > 1))
                    break;
                _index = 0;
            }

            var samples = _prompts[_index].In(law);
            var part = Math.Min(frame.Length - filled, samples.Length - _offset);
            samples.Slice(_offset, part).CopyTo(frame[filled..]);
            filled += part;
            _offset += part;
            if (_offset == samples.Length)
            {
                _index++;
                _offset = 0;
            }
        }

        if (filled == 0)
            return false;
        frame[filled..].Fill(Rtp.G711Codec.Silence(law));
        return true;
    }
}
