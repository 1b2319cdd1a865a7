using System.Text;
using TellerLine.Simulation.Core;
using TellerLine.Simulation.Faults;
using TellerLine.Simulation.Scenarios;

namespace TellerLine.Simulation;

/// <summary><c>tellerline simulate</c>: nothing of the centre is started for it.</summary>
public static class SimulateCommand
{
    /// <returns>
    /// 0; 2 for wrong use, all faults told at once; 1 when a file cannot be written or <c>--faults</c> broke a rule.
    /// </returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var options = new SimulateOptions(args);
        if (options.Help)
        {
            output.WriteLine(SimulateOptions.Usage);
            return 0;
        }
        if (options.Says("--faults"))
            return FaultsCommand.Run(options, output) ?? Refuse(options, error);
        var plan = SimulatePlan.Of(options, FromFile(options));
        if (plan is null)
            return Refuse(options, error);
        try
        {
            var result = Simulate(plan, options.Journal);
            output.WriteLine(
                options.Json ? SimulateJson.Write(result, plan.Notes) : SimulateTable.Write(result, plan.Notes));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"--journal: {fault.Message}");
            return 1;
        }
    }

    private static int Refuse(SimulateOptions options, TextWriter error)
    {
        foreach (var fault in options.Faults)
            error.WriteLine(fault);
        error.WriteLine("tellerline simulate --help tells all options");
        return 2;
    }

    private static SimulationResult Simulate(SimulatePlan plan, string? journal)
    {
        if (journal is null)
            return Simulator.Run(plan.Scenario);
        using var file = new StreamWriter(journal, append: false, new UTF8Encoding(false));
        return Simulator.Run(plan.Scenario, new CallLog(file, plan.Scenario));
    }

    private static Scenario? FromFile(SimulateOptions options)
    {
        if (options.File is not { } path)
            return null;
        try
        {
            var read = ScenarioFile.Read(File.ReadAllText(path));
            foreach (var fault in read.Faults)
                options.Fault($"{path}: {fault}");
            return read.Scenario;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            options.Fault($"--file: {fault.Message}");
            return null;
        }
    }
}
