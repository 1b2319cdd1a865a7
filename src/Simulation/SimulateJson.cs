using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;
using TellerLine.Simulation.Core;

namespace TellerLine.Simulation;

/// <summary>
/// The result as one JSON object. Shares are 0 to 1, times seconds; what is infinite or unknown is null.
/// </summary>
internal static class SimulateJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(SimulationResult result, IReadOnlyList<string> notes)
    {
        var (scenario, centre) = (result.Scenario, result.Centre);
        var root = Of(centre);
        root["confidence"] = Estimate.Confidence;
        root["theory"] = result.Theory is { } theory ? Of(theory) : null;
        root["stable"] = result.Theory?.IsStable;
        root["serviceLevelS"] = scenario.ServiceLevelUs / 1e6;
        root["shortAbandonS"] = scenario.ShortAbandonUs / 1e6;
        root["days"] = Rounded(scenario.Days);
        root["warmUpDays"] = Rounded((double)scenario.WarmUpUs / Scenario.DayUs);
        root["units"] = scenario.Units * scenario.Replications;
        root["replications"] = scenario.Replications;
        root["seed"] = scenario.Seed;
        root["agents"] = scenario.Staff.Sum(staff => staff.PerInterval.Max());
        if (result.Queues.Count > 0)
        {
            root["queues"] = new JsonArray([.. result.Queues.Select((figures, i) =>
            {
                var queue = Of(figures);
                queue.Insert(0, "name", scenario.Queues[i].Name);
                return (JsonNode)queue;
            })]);
        }
        if (result.Slots.Count > 0)
            root["intervals"] = new JsonArray([.. DaySlot.Of(result).Select(slot => (JsonNode)Of(slot))]);
        root["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]);
        return root.ToJsonString(Readable);
    }

    private static JsonObject Of(CentreFigures figures)
    {
        var total = figures.Total;
        (string Name, Estimate? Of)[] estimates =
        [
            ("abandonRate", figures.AbandonRate), ("netAbandonRate", figures.NetAbandonRate),
            ("serviceLevel20", figures.ServiceLevel20), ("serviceLevel", figures.ServiceLevel),
            ("meanWaitS", figures.MeanWaitS), ("asaS", figures.AsaS), ("p95WaitS", figures.P95WaitS),
            ("occupancy", figures.Occupancy),
        ];
        var told = new JsonObject
        {
            ["offered"] = total.Offered,
            ["answered"] = total.Answered,
            ["abandoned"] = total.Abandoned,
            ["shortAbandoned"] = total.ShortAbandoned,
            ["refused"] = total.Refused,
            ["unfinished"] = total.Unfinished,
        };
        var intervals = new JsonObject();
        foreach (var (name, estimate) in estimates)
        {
            if (estimate is not { } known)
                continue;
            told[name] = Rounded(known.Value);
            intervals[name] = known.Low is null ? null
                : new JsonArray([Rounded(known.Low.Value), Rounded(known.High!.Value)]);
        }
        told["ci"] = intervals;
        return told;
    }

    private static JsonObject Of(Theory theory) => new()
    {
        ["model"] = theory.Model,
        ["stable"] = theory.IsStable,
        ["loadErlangs"] = Rounded(theory.Load),
        ["waitProbability"] = Rounded(theory.WaitProbability),
        ["serviceLevel20"] = Rounded(theory.ServiceLevel20),
        ["serviceLevel"] = Rounded(theory.ServiceLevel),
        ["abandonRate"] = Rounded(theory.AbandonRate),
        ["meanWaitS"] = Rounded(theory.MeanWaitS),
        ["asaS"] = Rounded(theory.AsaS),
        ["p95WaitS"] = Rounded(theory.P95WaitS),
        ["occupancy"] = Rounded(theory.Occupancy),
    };

    private static JsonObject Of(DaySlot slot) => new()
    {
        ["from"] = slot.From.ToString("HH:mm"),
        ["agents"] = Rounded(slot.Agents),
        ["offeredPerDay"] = Rounded(slot.OfferedPerDay),
        ["serviceLevel20"] = Rounded(slot.ServiceLevel20),
        ["serviceLevel"] = Rounded(slot.ServiceLevel),
        ["abandonRate"] = Rounded(slot.AbandonRate),
        ["meanWaitS"] = Rounded(slot.MeanWaitS),
    };

    private static JsonValue? Rounded(double? value) =>
        value is { } number && double.IsFinite(number) ? JsonValue.Create(Math.Round(number, 6)) : null;
}
