namespace TellerLine.Simulation.Replay;

/// <summary>A call that came to the agents. Times are seconds since 1970-01-01 by the bank's own clock.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="ArrivalS">When the caller asked for a person.</param>
/// <param name="Priority">0 unknown caller, 1 ordinary, 2 high; null when nobody asked who he is, as of those who did
/// not queue.</param>
/// <param name="WaitS">Until answered, or until he hung up.</param>
/// <param name="Service">Null when it was not recorded, or the caller hung up.</param>
internal sealed record LoggedCall(
    int Line, string Type, int? Priority, bool Queued, long ArrivalS, int WaitS, bool Answered,
    LoggedService? Service);

/// <param name="Agent">Null: the log names nobody.</param>
internal sealed record LoggedService(string? Agent, long StartS, int LengthS)
{
    public long EndS => StartS + LengthS;
}

/// <param name="Text">What was found and what was expected.</param>
internal sealed record LineRemark(int Line, string Reason, string Text);

/// <summary>A log as read.</summary>
/// <param name="Calls">Those that reached the agents, by arrival.</param>
/// <param name="NotForAgents">Calls that ended before they asked for a person.</param>
/// <param name="SetAside">Lines that count nowhere.</param>
/// <param name="Mended">Lines that count, with what was made of them.</param>
internal sealed record BankLog(
    IReadOnlyList<LoggedCall> Calls, int Lines, int NotForAgents, IReadOnlyList<LineRemark> SetAside,
    IReadOnlyList<LineRemark> Mended)
{
    public const int DayS = 86_400;

    public static int DayOf(long timeS) => (int)(timeS / DayS);

    public static int HourOf(long timeS) => (int)(timeS % DayS / 3600);
}
