namespace TellerLine.Routing.Core;

/// <summary>
/// How fast a queue moves: departures a second while somebody waits, the older ones fading (half of their weight is
/// gone after <see cref="HalfLifeUs"/> of such time). Those who hang up count: whoever stands behind them moves up.
/// What is expected of a queue that has not moved yet comes from the number of its agents and a call of three minutes.
/// </summary>
internal sealed class Pace
{
    public const long HalfLifeUs = 600_000_000;
    private const double UsualCallUs = 180_000_000;
    private double _busyUs;
    private double _left;
    private long _atUs;

    /// <summary>Time has passed up to now, in which somebody waited or nobody did.</summary>
    public void Passed(long nowUs, bool somebodyWaited)
    {
        var us = nowUs - _atUs;
        _atUs = nowUs;
        if (!somebodyWaited || us <= 0)
            return;
        var fade = Math.Pow(2, -(double)us / HalfLifeUs);
        _busyUs = _busyUs * fade + HalfLifeUs / Math.Log(2) * (1 - fade);
        _left *= fade;
    }

    public void Departed() => _left++;

    /// <summary>Until so many have left, microseconds.</summary>
    public long ExpectedUs(int departures, int agents)
    {
        const double Before = 0.5; // Departures of the kind to be expected that weigh as much as what was seen.
        var usual = UsualCallUs / Math.Max(1, agents);
        return (long)(departures * (_busyUs + Before * usual) / (_left + Before));
    }

    public PaceRow Capture() => new(_busyUs, _left, _atUs);

    public void Restore(PaceRow was) => (_busyUs, _left, _atUs) = (was.BusyUs, was.Left, was.AtUs);
}

internal sealed record PaceRow(double BusyUs, double Left, long AtUs);
