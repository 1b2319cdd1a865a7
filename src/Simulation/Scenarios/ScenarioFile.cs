using System.Globalization;
using TellerLine.Simulation.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TellerLine.Simulation.Scenarios;

/// <param name="Faults">All of them, each with its line and what was expected; none where there is a scenario.</param>
internal sealed record ScenarioRead(Scenario? Scenario, IReadOnlyList<string> Faults);

/// <summary>A scenario written in YAML; the format is told in docs/simulator.md.</summary>
internal static class ScenarioFile
{
    public const int MaxLength = 2_000_000;
    private const int DefaultIntervalMin = 30;
    private const double DefaultCalls = 1_000_000;

    public static ScenarioRead Read(string yaml)
    {
        List<string> faults = [];
        var root = Load(yaml, faults);
        var scenario = root is null ? null : Scenario(root);
        return new ScenarioRead(faults.Count == 0 ? scenario : null, faults);
    }

    private static YamlPlace? Load(string yaml, List<string> faults)
    {
        if (yaml.Length > MaxLength)
        {
            faults.Add($"the document: longer than {MaxLength} characters");
            return null;
        }
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            faults.Add($"line {fault.Start.Line}: no valid YAML: {fault.Message}");
            return null;
        }
        if (stream.Documents.Count == 1)
            return new YamlPlace(stream.Documents[0].RootNode, "", faults);
        faults.Add($"the document: expected one, found {stream.Documents.Count}");
        return null;
    }

    private static Scenario? Scenario(YamlPlace root)
    {
        var members = root.Members(
            "from", "utcOffset", "days", "replications", "seed", "serviceLevelS", "shortAbandonS", "ringS",
            "intervalMin", "queues", "staff", "notReadyS", "notReadyWhileWaitingS");
        YamlPlace? Member(string name) => members.GetValueOrDefault(name);
        const string seconds = "seconds, 0 to 86400";
        var minutes = Member("intervalMin")?.Whole(1, 1_440, "minutes that divide a day: 15, 30, 60 …")
            ?? DefaultIntervalMin;
        if (1_440 % minutes != 0)
        {
            Member("intervalMin")!.Fault($"{minutes}: expected minutes that divide a day: 15, 30, 60 …");
            minutes = DefaultIntervalMin;
        }
        var queues = Needed(root, Member("queues"), "queues")?.Items("queues, each with its name and calls") ?? [];
        var plans = QueueReader.Read(queues, minutes);
        var staff = Needed(root, Member("staff"), "staff")?.Items("groups of agents, each with its queues") ?? [];
        var groups = StaffReader.Read(staff, minutes, [.. plans.Select(plan => plan.Name)]);
        var days = Member("days")?.Whole(1, 36_600, "whole days, 1 to 36600");
        var perDay = plans.Sum(plan => plan.PerDay);
        var scenario = new Scenario
        {
            Queues = plans,
            Staff = groups,
            WarmUpUs = Core.Scenario.DayUs,
            UnitUs = Core.Scenario.DayUs,
            Units = days ?? (int)Math.Clamp(DefaultCalls / Math.Max(1, perDay), 20, 365),
            SlotUs = minutes * 60_000_000L,
            From = From(Member("from"), Member("utcOffset")),
            Seed = Seed(Member("seed")),
            Replications = Member("replications")?.Whole(1, 1_000, "1 to 1000") ?? 1,
            RingUs = Us(Member("ringS")?.Number(0, 3_600, "seconds, 0 to 3600"), 0),
            ServiceLevelUs = Us(Member("serviceLevelS")?.Number(0, 86_400, seconds), 20),
            ShortAbandonUs = Us(Member("shortAbandonS")?.Number(0, 86_400, seconds), 5),
            NotReady = DurationsReader.Read(Member("notReadyS")),
            NotReadyWhileWaiting = DurationsReader.Read(Member("notReadyWhileWaitingS")),
        };
        return root.Faults.Count > 0 ? null : scenario;
    }

    private static YamlPlace? Needed(YamlPlace root, YamlPlace? member, string name)
    {
        if (member is null && root.IsMapping)
            root.Fault($"{name} is missing");
        return member;
    }

    private static DateTimeOffset From(YamlPlace? from, YamlPlace? offset)
    {
        var day = new DateOnly(2026, 1, 5);
        if (from is not null && !DateOnly.TryParseExact(
            from.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            from.Fault($"{from.Shown}: expected a day like 2026-01-05");
        var (hours, minutes) = (8, 0);
        if (offset is not null && (offset.Text is not { Length: 6 } text || text[0] is not ('+' or '-')
            || text[3] != ':' || !int.TryParse(text[..3], out hours) || !int.TryParse(text[4..], out minutes)
            || hours is < -14 or > 14 || minutes is < 0 or > 59))
        {
            offset.Fault($"{offset.Shown}: expected an offset from UTC like \"+08:00\", in quotes");
            (hours, minutes) = (8, 0);
        }
        return new DateTimeOffset(
            day.ToDateTime(TimeOnly.MinValue),
            TimeSpan.FromMinutes(hours * 60 + (offset?.Text?[0] == '-' ? -minutes : minutes)));
    }

    private static long Seed(YamlPlace? seed)
    {
        if (seed is null)
            return 1;
        if (long.TryParse(seed.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        seed.Fault($"{seed.Shown}: expected a whole number");
        return 1;
    }

    private static long Us(double? seconds, double otherwise) => (long)((seconds ?? otherwise) * 1e6);
}
