namespace TellerLine.Voice.Media.Rtp;

/// <summary>What RFC 3550 §6.4.1 and appendix A.3, A.8 want known of a received stream.</summary>
internal struct Reception
{
    private uint _ssrc;
    private uint _base;
    private uint _highest;
    private long _transit;
    private long _lostBefore;
    private long _received;
    private long _receivedOfSource;
    private int _jitter16;

    public readonly long Received => _received;

    public readonly uint Ssrc => _ssrc;

    public readonly uint HighestSequence => _highest;

    public readonly long Lost => _lostBefore + LostOfSource;

    public readonly int JitterSamples => _jitter16 >> 4;

    private readonly long LostOfSource => _receivedOfSource == 0 ? 0 : Math.Max(0, _highest - _base + 1 - _receivedOfSource);

    public void On(uint ssrc, ushort sequence, uint timestamp, long nowUs)
    {
        _received++;
        var transit = (nowUs * 8 / 1000) - timestamp;
        if (_receivedOfSource == 0 || ssrc != _ssrc)
        {
            _lostBefore += LostOfSource;
            _ssrc = ssrc;
            _base = _highest = sequence;
            _receivedOfSource = 1;
            _transit = transit;
            return;
        }

        _receivedOfSource++;
        var ahead = (short)(sequence - (ushort)_highest);
        if (ahead > 0)
            _highest += (uint)ahead;

        var difference = (int)(uint)(transit - _transit);
        _transit = transit;
        // A jump of a second is a new clock, not jitter.
        if (difference is > -8000 and < 8000)
            _jitter16 += Math.Abs(difference) - ((_jitter16 + 8) >> 4);
    }
}
