using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>
/// <c>tellerline projections</c>, <c>tellerline projections rebuild NAME</c>, <c>tellerline projections retry NAME</c>:
/// beside a running centre too, which notices.
/// </summary>
internal static class ProjectionsCommand
{
    public static async Task Run(CommandLine line, string deed, string name)
    {
        await using var app = Centre.Build(line);
        app.Services.CheckConfiguration();
        DataDirectory.CheckDatabase(app.Services.GetRequiredService<KernelOptions>());
        var projections = app.Services.GetRequiredService<IProjections>();
        try
        {
            if (deed == "rebuild")
                await projections.Rebuild(name);
            else if (deed == "retry")
                Tell(await projections.Retry(name));
            foreach (var state in await projections.Look())
                Tell(state);
        }
        catch (Exception fault) when (fault is UnknownProjectionException or InvalidOperationException)
        {
            throw new StartException(fault.Message);
        }
    }

    private static void Tell(RetryOutcome outcome)
    {
        Console.WriteLine($"{outcome.Applied} rows applied, {outcome.Left} still aside");
        foreach (var row in outcome.Faults)
            Tell(row);
    }

    private static void Tell(ProjectionState state)
    {
        var rebuilt = state.RebuildBehind is { } behind ? $", being made anew ({behind} behind)" : "";
        var stopped = state.Full ? ", stopped" : "";
        Console.WriteLine(
            $"{state.Name} version {state.Version}: {state.Behind} behind, {state.Aside} aside{stopped}{rebuilt}");
        foreach (var row in state.Oldest)
            Tell(row);
    }

    private static void Tell(AsideRow row) =>
        Console.WriteLine($"  row {row.Seq} {row.Kind} of {row.Stream}: {row.Reason}");
}
