using System.Globalization;

namespace TellerLine.Simulation.Replay;

/// <summary>One line of a call log, judged.</summary>
internal sealed class BankLogRow(int number, Func<string, string> field)
{
    private const int HalfDayS = BankLog.DayS / 2;
    private readonly List<LineRemark> _mended = [];

    /// <summary>Null when the line is set aside, or the call did not come to the agents.</summary>
    public LoggedCall? Call { get; private set; }

    public IReadOnlyList<LineRemark> Mended => _mended;

    /// <returns>Why the line is set aside, or null.</returns>
    public (string Reason, string Text)? Read()
    {
        var outcome = field("outcome").ToUpperInvariant();
        if (outcome == "PHANTOM")
            return ("phantom", "outcome PHANTOM: a call that the exchange invented");
        if (outcome is not ("AGENT" or "HANG"))
            return ("unreadable", $"outcome \"{field("outcome")}\"; expected AGENT, HANG or PHANTOM");
        if (Day(field("date")) is not { } day)
            return ("unreadable", $"date \"{field("date")}\"; expected yymmdd");
        if (!int.TryParse(field("priority"), NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            || priority > 2)
            return ("unreadable", $"priority \"{field("priority")}\"; expected 0, 1 or 2");
        if (field("type").Length == 0)
            return ("unreadable", "type is empty; expected a name");
        string[] columns = ["vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit"];
        var times = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (Seconds(field(columns[i])) is not { } seconds)
                return ("unreadable", $"{columns[i]} \"{field(columns[i])}\"; expected h:mm:ss");
            times[i] = seconds;
        }
        return Understand(day, priority, outcome == "AGENT", times);
    }

    private (string, string)? Understand(long day, int priority, bool answered, int[] times)
    {
        var (entry, vruExit, queueStart, queueExit, start, end) =
            (times[0], times[1], times[2], times[3], times[4], times[5]);
        var queued = queueStart != 0 || queueExit != 0;
        if (!queued && !answered)
            return null;
        if (vruExit < entry && !CrossesMidnight(entry, vruExit))
            Mend("negative time in the menu", "vru_exit before vru_entry: what counts is when the caller asked");
        var arrival = After(entry, queued ? queueStart : vruExit);
        var left = queued ? After(arrival, queueExit) : arrival;
        if (left < arrival)
            return ("negative waiting time", "q_exit before q_start; expected it later");
        LoggedService? service = null;
        if (answered && start == 0 && end == 0)
            Mend("service not recorded", "answered, and no times of a service: its length is drawn");
        else if (answered)
        {
            var began = After(left, start);
            var ended = After(began, end);
            if (ended < began)
                return ("negative service time", "ser_exit before ser_start; expected it later");
            if (ended >= BankLog.DayS && began < BankLog.DayS)
                Mend("service over midnight", "ser_exit is of the next day");
            service = new(Agent(), day + began, ended - began);
            if (service.Agent is null)
                Mend("served by nobody", "answered, and no agent named: he is nobody's work");
        }
        else if (Agent() is not null)
            Mend("hung up, and a service", "outcome HANG counts, the service does not");
        Call = new(
            number, field("type").ToUpperInvariant(), queued ? priority : null, queued, day + arrival, left - arrival,
            answered, service);
        return null;
    }

    private string? Agent() =>
        field("server").ToUpperInvariant() is var name && name is "" or "NO_SERVER" ? null : name;

    private void Mend(string reason, string what) => _mended.Add(new(number, reason, $"line {number}: {what}"));

    private static bool CrossesMidnight(int before, int after) => after < before - HalfDayS;

    /// <summary>A time of the day, on the day after when it cannot be the same.</summary>
    private static int After(int before, int time)
    {
        while (CrossesMidnight(before, time))
            time += BankLog.DayS;
        return time;
    }

    private static long? Day(string text) =>
        text.Length == 6
        && DateOnly.TryParseExact(
            (text[0] >= '7' ? "19" : "20") + text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date)
            ? (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * (long)BankLog.DayS
            : null;

    private static int? Seconds(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3 && Number(parts[0], 29) is { } hours && Number(parts[1], 59) is { } minutes
            && Number(parts[2], 59) is { } seconds
            ? hours * 3600 + minutes * 60 + seconds
            : null;
    }

    private static int? Number(string text, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= largest
            ? value
            : null;
}
