using TellerLine.Kernel;

namespace TellerLine.Simulation.Faults;

/// <summary>
/// <c>simulate --faults SEED</c>: a run as long as one likes; a seed that fails plays the same again.
/// </summary>
internal static class FaultsCommand
{
    private const double Week = 7;

    /// <returns>0 when every rule held, 1 when one broke; null: <paramref name="options"/> has faults.</returns>
    public static int? Run(SimulateOptions options, TextWriter output)
    {
        var seed = options.Whole("--faults", long.MinValue, long.MaxValue, "a seed, a whole number");
        var days = options.Number("--days", 0.001, 36_600, "virtual days, 0.001 to 36600") ?? Week;
        string[] beside = [.. options.Said.Except(["--faults", "--days"])];
        if (beside.Length > 0)
            options.Fault($"{string.Join(", ", beside)}: not with --faults; expected --days or --json alone");
        if (options.Faults.Count > 0 || seed is null)
            return null;
        var run = FaultyCentre.Run(seed.Value, days);
        output.WriteLine(options.Json ? JournalJson.Write(run) : Told(run));
        return run.Fault is null ? 0 : 1;
    }

    private static string Told(FaultyRun run) => $"""
        seed {run.Seed}, {run.Days:0.###} virtual days: {run.Facts} facts told, {run.Repeated} of them again; router restored {run.Restored} times, process dead {run.Deaths} times
        {run.Contacts} contacts: {run.Answered} answered, {run.Left} left; {run.Offers} offers
        {(run.Fault is null ? "every rule held" : $"a rule broke {run.Fault}")}
        """;
}
