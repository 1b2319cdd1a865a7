using System.Globalization;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Insights.Core;

/// <summary>A row of a foreign call log as an entry, or all that is wrong with it.</summary>
internal sealed record CallLogRead(CallLogEntry? Entry, IReadOnlyList<BilingualText> Faults);

/// <summary>Reads rows by a source's mapping; what cannot be is never mended.</summary>
internal sealed class CallLogReading(CallLogSource source, TimeZoneInfo zone)
{
    public const int LongestId = 120;

    private const long HalfDayUs = 12 * 3_600_000_000L;

    private static readonly string[] Times = ["enteredAt", "offeredAt", "answeredAt", "endedAt"];

    private readonly string[] _withOffset = [.. source.TimeFormats.Where(HasOffset)];

    private readonly string[] _local = [.. source.TimeFormats.Where(format => !HasOffset(format))];

    private readonly Dictionary<string, string> _outcomes = source.Outcomes
        .SelectMany(outcome => outcome.Value.Select(word => (word, outcome.Key)))
        .ToDictionary(pair => pair.word, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <param name="cell">A cell by its column's heading, trimmed; empty: none.</param>
    public CallLogRead Read(Func<string, string> cell)
    {
        List<BilingualText> faults = [];
        var id = string.Join('/', source.Id.Select(cell));
        if (id.Length > LongestId || source.Id.Any(column => cell(column).Length == 0))
            faults.Add(new($"编号：须为 1 至 {LongestId} 个字符", $"id: expected 1 to {LongestId} characters"));
        var at = ReadTimes(cell, faults);
        var (wait, talk, hold, wrapup) = (
            Duration("wait", cell, faults), Duration("talk", cell, faults), Duration("hold", cell, faults),
            Duration("wrapup", cell, faults));
        var outcome = OutcomeOf(cell, at, talk, faults);
        if (faults.Count > 0)
            return new CallLogRead(null, faults);
        var (entered, answered, ended) = (at["enteredAt"], at["answeredAt"], at["endedAt"]);
        var offered = at["offeredAt"] ?? (outcome == "answered" ? answered ?? entered : null);
        if (outcome == "abandoned" && offered is null)
            outcome = "leftSelfService";
        if (outcome is "selfHandled" or "leftSelfService")
            (offered, answered) = (null, null);
        if (outcome == "answered")
            answered ??= offered + (wait ?? 0);
        else
            answered = null;
        wait ??= (answered ?? ended) - offered;
        ended ??= answered + (talk ?? 0) + (hold ?? 0) ?? offered + wait;
        talk ??= ended - answered - (hold ?? 0);
        var entry = new CallLogEntry(id, outcome, offered ?? entered ?? 0)
        {
            Queue = Named("queue", cell), Agent = Named("agent", cell), Channel = Named("channel", cell),
            Type = Named("type", cell), Site = Named("site", cell), EnteredUs = entered, OfferedUs = offered,
            AnsweredUs = answered, EndedUs = ended, WaitUs = offered is null ? 0 : wait ?? 0,
            TalkUs = answered is null ? 0 : talk ?? 0, HoldUs = answered is null ? 0 : hold ?? 0,
            WrapupUs = answered is null ? 0 : wrapup ?? 0,
        };
        faults.AddRange(Impossible(entry));
        return new CallLogRead(faults.Count == 0 ? entry : null, faults);
    }

    private static IEnumerable<BilingualText> Impossible(CallLogEntry entry)
    {
        if (entry.OfferedUs is null && entry.EnteredUs is null)
            yield return new("没有进入自助或队列的时间", "no time at which it entered self-service or a queue");
        foreach (var (zh, en, us) in new[]
            {
                ("等待", "wait", entry.WaitUs), ("通话", "talk", entry.TalkUs), ("保持", "hold", entry.HoldUs),
                ("话后处理", "wrap-up", entry.WrapupUs),
            })
        {
            if (us < 0)
                yield return new($"{zh}时长为负", $"a negative {en}");
            if (us > OutcomeRules.LongestWaitUs)
                yield return new($"{zh}超过 12 小时", $"a {en} over 12 hours");
        }
        if (entry.AnsweredUs < entry.OfferedUs)
            yield return new("接听早于进入队列", "answered before it was offered");
        if (entry.EndedUs < (entry.AnsweredUs ?? entry.OfferedUs ?? entry.EnteredUs))
            yield return new("结束早于开始", "ended before it began");
    }

    private string OutcomeOf(
        Func<string, string> cell, Dictionary<string, long?> at, long? talk, List<BilingualText> faults)
    {
        if (!source.Columns.TryGetValue("outcome", out var column) || IsNothing(cell(column)))
            return at["answeredAt"] is not null || talk > 0 ? "answered"
                : at["offeredAt"] is not null ? "abandoned" : "leftSelfService";
        if (_outcomes.TryGetValue(cell(column), out var outcome))
            return outcome;
        faults.Add(new(
            $"{column}：没有约定的结果 {Short(cell(column))}", $"{column}: no outcome is told by {Short(cell(column))}"));
        return "";
    }

    private Dictionary<string, long?> ReadTimes(Func<string, string> cell, List<BilingualText> faults)
    {
        var at = Times.ToDictionary(field => field, _ => (long?)null);
        DateTime? date = null;
        if (source.Columns.TryGetValue("date", out var dates))
        {
            if (DateTime.TryParseExact(
                cell(dates), source.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                date = day;
            else
                faults.Add(Expected(dates, source.DateFormat, cell(dates)));
        }
        long? before = null;
        foreach (var field in Times)
        {
            if (!source.Columns.TryGetValue(field, out var column) || IsNothing(cell(column)))
                continue;
            if (UsOf(cell(column), date, before) is not { } us)
            {
                faults.Add(Expected(column, string.Join(" / ", source.TimeFormats), cell(column)));
                continue;
            }
            at[field] = us;
            before = us;
        }
        return at;
    }

    /// <param name="date">Of which the text is a time of day; null: it has a day of its own.</param>
    /// <param name="before">The time before it.</param>
    private long? UsOf(string text, DateTime? date, long? before)
    {
        if (DateTimeOffset.TryParseExact(
            text, _withOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return Clock.ToUs(moment);
        if (!DateTime.TryParseExact(
            text, _local, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local))
            return null;
        var us = Us(date is null ? local : date.Value + local.TimeOfDay);
        return date is not null && before - us >= HalfDayUs ? Us(date.Value.AddDays(1) + local.TimeOfDay) : us;
    }

    private long Us(DateTime local) =>
        Clock.ToUs(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local)));

    private long? Duration(string field, Func<string, string> cell, List<BilingualText> faults)
    {
        if (!source.Columns.TryGetValue(field, out var column) || cell(column).Length == 0)
            return null;
        var text = cell(column);
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < 1_000_000_000)
            return (long)(seconds * 1_000_000);
        var parts = text.TrimStart('-').Split(':');
        if (parts.Length is 2 or 3
            && parts.All(part => uint.TryParse(part, CultureInfo.InvariantCulture, out var n) && n < 100_000))
            return parts.Aggregate(0L, (sum, part) => (sum * 60) + uint.Parse(part, CultureInfo.InvariantCulture))
                * (text[0] == '-' ? -1_000_000 : 1_000_000);
        if (IsNothing(text))
            return null;
        faults.Add(Expected(column, "s / h:mm:ss", text));
        return null;
    }

    private string Named(string field, Func<string, string> cell)
    {
        var text = source.Columns.TryGetValue(field, out var column) ? cell(column) : "";
        return IsNothing(text) ? source.Defaults.GetValueOrDefault(field, "") : Short(text, 60);
    }

    /// <summary>A format whose times say their offset from UTC themselves.</summary>
    private static bool HasOffset(string format) => format.Contains('z') || format.Contains('K');

    private bool IsNothing(string text) => text.Length == 0 || source.Nothing.Contains(text);

    private static BilingualText Expected(string column, string format, string found) => new(
        $"{column}：应为 {format}，实为 {Short(found)}", $"{column}: expected {format}, found {Short(found)}");

    private static string Short(string text, int most = 40) => text.Length <= most ? text : text[..most];
}
