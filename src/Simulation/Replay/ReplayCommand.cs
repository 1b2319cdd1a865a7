using System.Diagnostics;

namespace TellerLine.Simulation.Replay;

/// <summary><c>tellerline replay</c>. Needs no data directory and starts nothing.</summary>
public static class ReplayCommand
{
    /// <returns>The exit code: 0, or 2 when the command, the log or the parameters are not as expected; then
    /// <paramref name="error"/> says how.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var options = ReplayOptions.Parse(args);
        if (options.Help)
        {
            output.WriteLine(ReplayOptions.Usage);
            return 0;
        }
        if (options.Faults.Count > 0)
        {
            foreach (var fault in options.Faults)
                error.WriteLine(fault);
            return 2;
        }
        try
        {
            var started = Stopwatch.GetTimestamp();
            var log = Read(options.Log);
            var parameters = ParametersOf(options, log);
            var result = ReplayResult.Of(log, parameters, options.Replications, options.Seed);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (options.Json)
                output.WriteLine(ReplayJson.Write(result, seconds));
            else
                ReplayText.Write(result, seconds, output);
            return 0;
        }
        catch (Exception fault) when (
            fault is BankLogException or ParametersException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(fault.Message);
            return 2;
        }
    }

    private static BankLog Read(string path)
    {
        if (!File.Exists(path))
            throw new BankLogException($"{path}: no such file; expected a call log");
        using var text = new StreamReader(path);
        try
        {
            var log = BankLogReader.Read(text);
            return log.Calls.Count > 0
                ? log
                : throw new BankLogException($"none of its {log.Lines} lines is a call that reached the agents");
        }
        catch (BankLogException fault)
        {
            throw new BankLogException($"{path}: {fault.Message}");
        }
    }

    private static Parameters ParametersOf(ReplayOptions options, BankLog log)
    {
        if (options.Params is { } known)
        {
            if (!File.Exists(known))
                throw new ParametersException($"{known}: no such file; expected parameters written by --fit");
            return ParametersFile.Read(File.ReadAllText(known), known);
        }
        var fitted = Parameters.Fit(log);
        if (options.Fit is { } file)
            File.WriteAllText(file, ParametersFile.Write(fitted));
        return fitted;
    }
}
