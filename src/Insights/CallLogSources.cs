using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>How one system's call logs are read.</summary>
/// <param name="Key">For ever: with the other system's number it names a contact.</param>
/// <param name="Id">The columns that together are that number.</param>
/// <param name="Columns">By field (<c>offeredAt</c>), the heading of its column.</param>
public sealed record CallLogSource(
    string Key, string Zh, string En, IReadOnlyList<string> Id, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Null: the bank's.</summary>
    public string? Zone { get; init; }

    public IReadOnlyList<string> TimeFormats { get; init; } = ["yyyy-MM-dd HH:mm:ss"];

    public string DateFormat { get; init; } = "yyyy-MM-dd";

    /// <summary>What stands where nothing happened, besides an empty cell.</summary>
    public IReadOnlyList<string> Nothing { get; init; } = [];

    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>By outcome, the words for it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>The kind <c>callLogs</c> (话单格式).</summary>
public sealed record CallLogSources(IReadOnlyList<CallLogSource> Sources)
{
    public static readonly DefinitionKind<CallLogSources> Kind = new("callLogs", "话单格式", "Formats of call logs")
    {
        Edit = InsightsPermissions.EditKpis,
        Schema = Text("callLogs.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "话单格式", "Formats of call logs", Text("callLogs.yaml"))],
        Read = DefinitionReader.As<CallLogSources>((list, _) => list.Faults()),
    };

    public CallLogSource? Find(string key) => Sources.FirstOrDefault(source => source.Key == key);

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Sources.Select(source => source.Key), "/sources", "key"))
            yield return fault;
        for (var i = 0; i < Sources.Count; i++)
        {
            var source = Sources[i];
            if (source.Zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(source.Zone, out _))
                yield return new($"/sources/{i}/zone", "IANA 时区，如 Asia/Shanghai", "an IANA time zone, as Asia/Shanghai");
            if (!source.Columns.Keys.Any(field => field is "enteredAt" or "offeredAt" or "answeredAt"))
                yield return new(
                    $"/sources/{i}/columns", "至少有 enteredAt、offeredAt、answeredAt 之一",
                    "one of enteredAt, offeredAt, answeredAt at least");
            if (source.Columns.ContainsKey("outcome") && source.Outcomes.Count == 0)
                yield return new($"/sources/{i}/outcomes", "有结果列就须写明其字样", "words of outcomes, where there is such a column");
            foreach (var twice in source.Outcomes.SelectMany(o => o.Value).GroupBy(w => w).Where(g => g.Count() > 1))
                yield return new($"/sources/{i}/outcomes", $"字样 {twice.Key} 出现两次", $"the word {twice.Key} stands twice");
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(CallLogSources).Assembly, $"TellerLine.Insights.kinds.{name}");
}
