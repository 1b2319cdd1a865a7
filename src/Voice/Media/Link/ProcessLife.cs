using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// A media process without a host: it goes on for the calls there are, lets go of those that fell silent, and then
/// ends.
/// </summary>
internal sealed class ProcessLife(
    MediaSettings settings, Sessions sessions, Control control, ProcessLog log, TimeProvider time)
{
    // Nobody can tell us that a party hung up: no packet for so long says it.
    private const long AbandonedUs = 60_000_000;

    private long _aloneSince = time.GetTimestamp();
    private long _emptySince = time.GetTimestamp();

    public void HostLeft()
    {
        _aloneSince = _emptySince = time.GetTimestamp();
        log.Write($"the host is gone; {sessions.Count} sessions go on");
    }

    /// <summary>Called once a second while no host is there.</summary>
    public bool IsOver()
    {
        var nowUs = Libc.MonotonicUs();
        if (time.GetElapsedTime(_aloneSince).TotalMilliseconds * 1000 > AbandonedUs)
        {
            foreach (var session in sessions.All.Where(s => nowUs - Math.Max(s.HeardUs, s.AliveUs) > AbandonedUs))
                control.Close(session.Id);
        }

        if (sessions.Count > 0)
            _emptySince = time.GetTimestamp();
        return time.GetElapsedTime(_emptySince).TotalMilliseconds >= settings.IdleExitMs;
    }
}

/// <summary>Lines in the process's log; standard output is that file. Never a digit, a number or a name.</summary>
internal sealed class ProcessLog(TimeProvider time)
{
    public void Write(string line) => Console.Out.WriteLine($"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line}");

    public void Warn(string line) => Write("warning: " + line);
}
