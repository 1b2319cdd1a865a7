using TellerLine.Routing;

namespace TellerLine.Simulation.Replay;

/// <summary>
/// Reads the tables of the "Anonymous Bank" call centre: a line a call, fields parted by tabs (or spaces), named in the
/// first line. A line that cannot be true is set aside with its number and the reason; none ends the reading.
/// </summary>
internal static class BankLogReader
{
    public static readonly string[] Columns =
    [
        "vru+line", "call_id", "customer_id", "priority", "type", "date", "vru_entry", "vru_exit", "vru_time",
        "q_start", "q_exit", "q_time", "outcome", "ser_start", "ser_exit", "ser_time", "server",
    ];

    private static readonly string[] Needed =
        ["priority", "type", "date", "vru_entry", "vru_exit", "q_start", "q_exit", "outcome", "ser_start", "ser_exit",
            "server"];

    /// <exception cref="BankLogException">It is no such table.</exception>
    public static BankLog Read(TextReader text)
    {
        var header = text.ReadLine()
            ?? throw new BankLogException("line 1: the file is empty; expected a line of names");
        var separator = header.Contains('\t') ? '\t' : ' ';
        var names = Fields(header, separator);
        var reading = new Reading();
        if (names.Length == Columns.Length && !names.Contains("outcome") && IsOutcome(names[12]))
            names = ReadWithoutNames(header, separator, reading);
        var missing = Needed.Except(names, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
            throw new BankLogException(
                $"line 1: no column {string.Join(", ", missing)}; expected the names {string.Join(' ', Columns)}, "
                + "parted by tabs");
        var place = Needed.ToDictionary(
            name => name, name => Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)));
        reading.Place = place;
        if (reading.FirstRow is { } first)
            reading.Add(1, first, names.Length, header);
        for (var number = 2; text.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                reading.Add(number, Fields(line, separator), names.Length, line);
        }
        return reading.Result();
    }

    private static string[] ReadWithoutNames(string line, char separator, Reading reading)
    {
        reading.FirstRow = Fields(line, separator);
        return Columns;
    }

    private static bool IsOutcome(string text) => text.ToUpperInvariant() is "AGENT" or "HANG" or "PHANTOM";

    private static string[] Fields(string line, char separator) =>
        line.Split(separator, separator == ' '
            ? StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            : StringSplitOptions.TrimEntries);

    private sealed class Reading
    {
        private readonly List<LoggedCall> _calls = [];
        private readonly List<LineRemark> _aside = [], _mended = [];
        private readonly Dictionary<string, int> _seen = [];
        private int _lines, _notForAgents;

        public string[]? FirstRow { get; set; }

        public Dictionary<string, int> Place { get; set; } = [];

        public BankLog Result()
        {
            KeepTheCommonTypes();
            EndAtTheNext();
            return new(
                [.. _calls.OrderBy(c => c.ArrivalS).ThenBy(c => c.Line)], _lines, _notForAgents, _aside,
                [.. _mended.OrderBy(m => m.Line)]);
        }

        /// <summary>A router has a queue a type, and so many queues.</summary>
        private void KeepTheCommonTypes()
        {
            var rare = _calls.GroupBy(c => c.Type).OrderByDescending(g => g.Count()).Skip(RoutingLimits.Queues)
                .SelectMany(g => g).ToHashSet();
            foreach (var call in rare.OrderBy(c => c.Line))
            {
                _aside.Add(new(
                    call.Line, "too many types",
                    $"line {call.Line}: type \"{call.Type}\"; expected at most {RoutingLimits.Queues} types"));
            }
            _calls.RemoveAll(rare.Contains);
        }

        /// <summary>Nobody serves two: a service that reaches into its agent's next ends where that begins.</summary>
        private void EndAtTheNext()
        {
            var places = Enumerable.Range(0, _calls.Count).Where(i => _calls[i].Service?.Agent is not null)
                .OrderBy(i => _calls[i].Service!.StartS).ThenBy(i => _calls[i].Service!.EndS)
                .GroupBy(i => _calls[i].Service!.Agent);
            foreach (var ofAgent in places)
            {
                foreach (var (first, second) in ofAgent.Zip(ofAgent.Skip(1)))
                {
                    var (service, next) = (_calls[first].Service!, _calls[second].Service!);
                    if (service.EndS <= next.StartS)
                        continue;
                    _mended.Add(new(
                        _calls[first].Line, "two services at once",
                        $"line {_calls[first].Line}: {service.Agent} is at line {_calls[second].Line} before its end"));
                    var length = (int)(next.StartS - service.StartS);
                    _calls[first] = _calls[first] with { Service = service with { LengthS = length } };
                }
            }
        }

        public void Add(int number, string[] fields, int expected, string line)
        {
            _lines++;
            if (fields.Length < expected)
                Aside("fields missing", $"{fields.Length} fields; expected {expected}");
            else if (!_seen.TryAdd(line, number))
                Aside("repeated", $"the same as line {_seen[line]}; expected each call once");
            else
                Judge();

            void Judge()
            {
                var row = new BankLogRow(number, name => fields[Place[name]]);
                if (row.Read() is { } fault)
                    Aside(fault.Reason, fault.Text);
                else if (row.Call is { } call)
                {
                    _calls.Add(call);
                    _mended.AddRange(row.Mended);
                }
                else
                    _notForAgents++;
            }

            void Aside(string reason, string what) => _aside.Add(new(number, reason, $"line {number}: {what}"));
        }
    }
}

/// <summary>The file is no call log; the message says where and what was expected.</summary>
internal sealed class BankLogException(string message) : Exception(message);
