using System.Text.Json.Serialization;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>Stream <c>callLog/{source}</c>: entries of a foreign call log, each told once.</summary>
/// <param name="ImportId">By which import.</param>
/// <param name="Source">A source's key among the definitions <c>callLogs</c>.</param>
[Event("callLog.imported")]
public sealed record CallLogImported(string ImportId, string Source, IReadOnlyList<CallLogEntry> Entries);

/// <summary>One contact of a foreign call log. Times in microseconds UTC, durations in microseconds.</summary>
/// <param name="Id">The other system's.</param>
/// <param name="Outcome"><c>answered</c>, <c>abandoned</c>, <c>flowedOut</c>, <c>callbackAccepted</c>,
/// <c>blocked</c>, <c>systemDropped</c>; not offered to anybody: <c>selfHandled</c>, <c>leftSelfService</c>.</param>
/// <param name="AtUs">When it counts: offered, else self-service's beginning.</param>
public sealed record CallLogEntry(string Id, string Outcome, long AtUs)
{
    public string Queue { get; init; } = "";

    public string Agent { get; init; } = "";

    public string Channel { get; init; } = "voice";

    public string Type { get; init; } = "";

    public string Site { get; init; } = "";

    /// <summary>Self-service began; null: it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long? EnteredUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long? OfferedUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long? AnsweredUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long? EndedUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WaitUs { get; init; }

    /// <summary>Without hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long TalkUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long HoldUs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WrapupUs { get; init; }
}
