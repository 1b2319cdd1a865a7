using System.Globalization;
using System.Text;
using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

/// <summary>A call log written by a test: seconds since midnight of the first day, 1 January 1999.</summary>
internal sealed class LogText
{
    private const int DayS = 86_400;
    private readonly StringBuilder _text = new(string.Join('\t', BankLogReader.Columns) + "\r\n");
    private int _line = 1;

    /// <summary>Of the first day's midnight, as a log counts.</summary>
    public static long OriginS { get; } =
        (new DateOnly(1999, 1, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber) * (long)DayS;

    public int LastLine => _line;

    /// <param name="waitS">Null: he did not queue.</param>
    public LogText Answered(long atS, int? waitS, int serviceS, string agent, string type = "PS", int priority = 0)
    {
        var start = atS + (waitS ?? 0);
        return Row(atS, waitS, "AGENT", start, start + serviceS, agent, type, priority);
    }

    public LogText HungUp(long atS, int waitS, string type = "PS", int priority = 0) =>
        Row(atS, waitS, "HANG", null, null, "NO_SERVER", type, priority);

    public LogText Raw(string line)
    {
        _text.Append(line).Append("\r\n");
        _line++;
        return this;
    }

    public BankLog Read() => BankLogReader.Read(new StringReader(_text.ToString()));

    public override string ToString() => _text.ToString();

    private LogText Row(
        long atS, int? waitS, string outcome, long? start, long? end, string agent, string type, int priority)
    {
        var date = new DateOnly(1999, 1, 1).AddDays((int)(atS / DayS)).ToString("yyMMdd", CultureInfo.InvariantCulture);
        var queueEnd = waitS is { } wait ? atS + wait : (long?)null;
        return Raw(string.Join(
            '\t', "AA0101", _line, waitS is null ? 0 : 4711, priority, type, date, Time(atS - 5), Time(atS), 5,
            Time(waitS is null ? null : atS), Time(queueEnd), waitS ?? 0, outcome, Time(start), Time(end),
            end - start ?? 0, agent));
    }

    private static string Time(long? timeS)
    {
        var s = (timeS ?? 0) % DayS;
        return $"{s / 3600}:{s / 60 % 60:00}:{s % 60:00}";
    }
}
