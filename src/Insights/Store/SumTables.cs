using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

/// <summary>Sums per 15 minutes and day, within the transaction that also moves the projection's place.</summary>
internal sealed class SumTables(ProjectionScope tables, Intervals intervals)
{
    private const string Key =
        "at_us = @at_us AND queue = @queue AND agent = @agent AND channel = @channel AND type = @type AND site = @site";

    private static readonly Statements Quarter = new("insights_quarter"), Day = new("insights_day");

    /// <param name="change">By intervals of 15 minutes; cells that do not change are passed over.</param>
    public void Add(SumsByCell change)
    {
        SumsByCell days = [];
        foreach (var (cell, sums) in change)
        {
            if (sums.IsZero)
                continue;
            Add(Quarter, cell, sums);
            days.At(cell with { AtUs = intervals.DayAround(cell.AtUs).FromUs }).Add(sums);
        }
        foreach (var (cell, sums) in days)
            if (!sums.IsZero)
                Add(Day, cell, sums);
    }

    private void Add(Statements sql, SumCell cell, Sums sums)
    {
        var values = new Dictionary<string, object>
        {
            ["at_us"] = cell.AtUs, ["queue"] = cell.Queue, ["agent"] = cell.Agent, ["channel"] = cell.Channel,
            ["type"] = cell.Type, ["site"] = cell.Site,
        };
        var (waits, left) = (sums.Answered, sums.Left);
        var known = tables.SingleOrDefault<Waits>(sql.Waits, values);
        if (known is not null && (!waits.IsEmpty || !left.IsEmpty))
        {
            (waits, left) = (WaitHistogram.Of(known.Answered), WaitHistogram.Of(known.Gone));
            waits.Add(sums.Answered);
            left.Add(sums.Left);
        }
        var same = known is not null && sums.Answered.IsEmpty && sums.Left.IsEmpty;
        values["waits"] = same ? known!.Answered : waits.ToString();
        values["left_waits"] = same ? known!.Gone : left.ToString();
        var lessens = false;
        foreach (var measure in MeasureNames.All)
        {
            values[MeasureNames.Columns[(int)measure]] = sums[measure];
            lessens |= sums[measure] < 0;
        }
        tables.Execute(sql.Add, values);
        if (lessens)
            tables.Execute(sql.DeleteEmpty, values);
    }

    /// <summary>Constants, each made once.</summary>
    private sealed class Statements
    {
        public Statements(string table)
        {
            string[] columns =
            [
                "at_us", "queue", "agent", "channel", "type", "site", .. MeasureNames.Columns, "waits", "left_waits",
            ];
            var counted = MeasureNames.Columns.Select(c => $"{c} = {{{table}}}.{c} + excluded.{c}");
            Waits = $"SELECT waits AS Answered, left_waits AS Gone FROM {{{table}}} WHERE {Key}";
            Add =
                $$"""
                INSERT INTO {{{table}}} ({{string.Join(", ", columns)}}) VALUES ({{string.Join(", ", columns.Select(c => "@" + c))}})
                ON CONFLICT (at_us, queue, agent, channel, type, site) DO UPDATE SET {{string.Join(", ", counted)}},
                  waits = excluded.waits, left_waits = excluded.left_waits
                """;
            DeleteEmpty =
                $$"""
                DELETE FROM {{{table}}} WHERE {{Key}} AND waits = '' AND left_waits = ''
                  AND {{string.Join(" AND ", MeasureNames.Columns.Select(c => $"{c} = 0"))}}
                """;
        }

        public string Waits { get; }

        public string Add { get; }

        public string DeleteEmpty { get; }
    }

    private sealed record Waits(string Answered, string Gone);
}
