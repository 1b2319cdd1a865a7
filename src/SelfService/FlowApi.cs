using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary><c>/api/flows</c>: what the page needs beside the definitions: figures and the try-out.</summary>
internal static class FlowApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/flows").WithTags("SelfService")
            .RequirePermission(SelfServicePermissions.SeeFlows);
        api.MapGet("/figures", Figures).WithName("flowFigures");
        api.MapPost("/try", Try).WithName("tryFlow");
    }

    /// <summary>Of a day of the bank (<c>2026-03-02</c>); yesterday where none is named.</summary>
    private static async Task<IReadOnlyList<FlowNodeFigures>> Figures(
        DateOnly? day, IDb db, KernelOptions kernel, TimeProvider time, CancellationToken ct) =>
        await FlowStatistics.On(db, day ?? kernel.DayOf(time.NowUs()).AddDays(-1), ct);

    private static Results<Ok<TryView>, ProblemHttpResult> Try(
        TryFlow trial, FlowWorld world, IServiceProvider services)
    {
        if (!FlowTrial.Callers.ContainsKey(trial.Caller) || !Languages.All.Contains(trial.Language))
            return Problems.Refused(
                "没有这样的来电 / No such caller",
                $"Expected caller {string.Join(", ", FlowTrial.Callers.Keys)}, language {string.Join(", ", Languages.All)}.",
                "badTrial", 422);
        var reading = Menus.Kind.Written(trial.Yaml, trial.Key, services);
        if (reading.Value is not { } menu)
            return TypedResults.Ok(new TryView(reading.Faults.Count, [], null, "over", [], null, [], null));
        return TypedResults.Ok(new FlowTrial(trial, menu, world.Gather(menu), world.Today()).Play());
    }
}
