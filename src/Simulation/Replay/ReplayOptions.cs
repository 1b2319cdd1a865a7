using System.Globalization;

namespace TellerLine.Simulation.Replay;

/// <summary>What stands behind <c>tellerline replay</c>.</summary>
internal sealed record ReplayOptions
{
    public const int MostReplications = 1000;

    public const string Usage = """
        tellerline replay FILE [--params FILE | --fit FILE] [--replications N] [--seed N] [--json]
          the calls of a centre's log once more, through the router, beside what really happened (docs/replay.md)
          FILE              the log: a line a call, fields parted by tabs, named in the first line
          --params FILE     how callers and agents behave, from an earlier --fit; without it, fitted on the log itself
          --fit FILE        fits it on the log, keeps it in FILE, and replays with it
          --replications N  how often, 1 to 1000 (default 10): figures are means with 95 % intervals
          --seed N          other chance (default 1)
          --json            one object instead of the table
        """;

    public string Log { get; private init; } = "";

    public string? Params { get; private init; }

    public string? Fit { get; private init; }

    public int Replications { get; private init; } = 10;

    public long Seed { get; private init; } = 1;

    public bool Json { get; private init; }

    public bool Help { get; private init; }

    /// <summary>All that is wrong with the command, each with what was expected.</summary>
    public IReadOnlyList<string> Faults { get; private init; } = [];

    public static ReplayOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ReplayOptions();
        var faults = new List<string>();
        var given = new HashSet<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var option = args[i];
            if (option.StartsWith("--", StringComparison.Ordinal) && !given.Add(option))
                faults.Add($"{option} is given twice; expected once");
            switch (option)
            {
                case "--params": options = options with { Params = Value("a file of parameters") }; break;
                case "--fit": options = options with { Fit = Value("a file to write the parameters to") }; break;
                case "--replications":
                    options = options with { Replications = (int)(Number(1, MostReplications) ?? 1) };
                    break;
                case "--seed": options = options with { Seed = Number(0, long.MaxValue) ?? 1 }; break;
                case "--json": options = options with { Json = true }; break;
                case "--help" or "-h": options = options with { Help = true }; break;
                case ['-', ..]: faults.Add($"{option} is no option; see tellerline replay --help"); break;
                case var file when options.Log.Length == 0: options = options with { Log = file }; break;
                default: faults.Add($"{option}: a second log; expected one, {options.Log}"); break;
            }

            string? Value(string expected)
            {
                if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                    return args[++i];
                faults.Add($"{option} has no value; expected {expected}");
                return null;
            }

            long? Number(long least, long most)
            {
                if (Value($"a number from {least} to {most}") is not { } text)
                    return null;
                if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most)
                    return number;
                faults.Add($"{option} {text}; expected a number from {least} to {most}");
                return null;
            }
        }
        if (options.Log.Length == 0 && !options.Help)
            faults.Add("no log is named; expected tellerline replay FILE");
        if (options.Params is not null && options.Fit is not null)
            faults.Add("--params and --fit: parameters are read or fitted; expected one of the two");
        return options with { Faults = faults };
    }
}
