namespace TellerLine.Voice.Media.Recording;

/// <summary>
/// Where a packet belongs in the recording: by its RTP timestamp, so that jitter does not distort speech, as long as
/// that agrees with the clock; else anew by the clock (another source, a drifting or jumping peer).
/// </summary>
internal struct Timeline
{
    // A packet may be late by the network's jitter, but hardly early: that means its clock runs fast or the anchor came
    // late.
    private const int LatestBehind = 8 * 400;
    private const int MostAhead = 8 * 60;

    private bool _set;
    private uint _ssrc;
    private uint _timestamp;
    private uint _position;
    private uint _end;

    /// <returns>Samples since the recording began.</returns>
    /// <param name="anew">The source's clock began anew: it is placed by ours.</param>
    public uint Place(uint ssrc, uint timestamp, int samples, uint now, bool anew = false)
    {
        var position = _position + (timestamp - _timestamp);
        var off = (int)(position - now);
        if (!_set || anew || ssrc != _ssrc || off < -LatestBehind || off > MostAhead)
        {
            // What was anchored late must not overwrite the end of what went before.
            position = (int)(_end - now) is > 0 and < MostAhead ? _end : now;
            (_set, _ssrc, _timestamp, _position) = (true, ssrc, timestamp, position);
        }

        if ((int)(position + (uint)samples - _end) > 0)
            _end = position + (uint)samples;
        return position;
    }
}
