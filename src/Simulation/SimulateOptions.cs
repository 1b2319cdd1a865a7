using System.Globalization;

namespace TellerLine.Simulation;

/// <summary>The words after <c>simulate</c>: what was said, and everything that is wrong with it.</summary>
internal sealed class SimulateOptions
{
    public const string Usage = """
        tellerline simulate --calls-per-interval N --interval-min M --aht S (--agents N | --level SHARE) [--patience S]
                        [--distribution exponential|lognormal] [--sd S] [options]
        tellerline simulate --file SCENARIO.yaml [options]
          --calls-per-interval N   calls expected in an interval; at every hour alike
          --interval-min M         minutes of that interval
          --aht S                  mean handling time, seconds
          --agents N               agents on duty
          --level SHARE            instead: the fewest agents who by Erlang answer that share of callers in time (0.8 for 80 %)
          --patience S             mean patience, exponential, seconds; without it nobody hangs up
          --distribution D         of the handling time: exponential (default) or lognormal
          --sd S                   its standard deviation, lognormal only (default: the mean)
          --file SCENARIO.yaml     queues, callers and staff by the time of day: docs/simulator.md
        options:
          --days N                 simulated days that count (default: enough for narrow intervals)
          --replications N         independent runs of that length (default 1)
          --seed N                 the same seed, the same run (default 1)
          --service-level-s S      answered within S seconds is in time (default 20)
          --short-abandon-s S      hung up within S seconds is a short abandon (default 5)
          --journal FILE           the first run's contacts as a call log, CSV
          --json                   one JSON object instead of the table
        tellerline simulate --faults SEED [--days N] [--json]
                        the router with everything going wrong around it, held against its rules; exit code 1 where one breaks
        """;

    private static readonly string[] Load =
        ["--calls-per-interval", "--interval-min", "--aht", "--agents", "--level", "--patience", "--distribution",
            "--sd"];

    private static readonly string[] Others =
        ["--file", "--days", "--replications", "--seed", "--service-level-s", "--short-abandon-s", "--journal",
            "--faults"];

    private readonly Dictionary<string, string> _said = [];
    private readonly List<string> _faults = [];

    public SimulateOptions(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--help" or "-h")
                Help = true;
            else if (args[i] == "--json")
                Json = true;
            else if (!Load.Contains(args[i]) && !Others.Contains(args[i]))
                _faults.Add($"{args[i]}: no such option");
            else if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                _faults.Add($"{args[i]}: its value is missing");
            else if (!_said.TryAdd(args[i], args[++i]))
                _faults.Add($"{args[i - 1]}: said twice");
        }
    }

    public bool Help { get; }

    public bool Json { get; }

    public IReadOnlyList<string> Faults => _faults;

    public string? File => _said.GetValueOrDefault("--file");

    public string? Journal => _said.GetValueOrDefault("--journal");

    public bool Says(string option) => _said.ContainsKey(option);

    public string? Text(string option) => _said.GetValueOrDefault(option);

    /// <summary>All that was said.</summary>
    public IEnumerable<string> Said => _said.Keys;

    /// <summary>What describes the load, beside a file that does.</summary>
    public IEnumerable<string> LoadSaid => Load.Where(Says);

    public void Fault(string fault) => _faults.Add(fault);

    /// <param name="expected">In words, for the fault.</param>
    public double? Number(string option, double least, double most, string expected, bool needed = false)
    {
        if (!_said.TryGetValue(option, out var text))
        {
            if (needed && !_faults.Any(fault => fault.StartsWith(option + ":", StringComparison.Ordinal)))
                _faults.Add($"{option}: is needed: {expected}");
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;
        _faults.Add($"{option}: {text}: expected {expected}");
        return null;
    }

    public long? Whole(string option, long least, long most, string expected)
    {
        if (!_said.TryGetValue(option, out var text))
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;
        _faults.Add($"{option}: {text}: expected {expected}");
        return null;
    }
}
