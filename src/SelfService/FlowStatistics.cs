using System.Globalization;
using Dapper;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>What callers did at a node of the dialogue on one day.</summary>
/// <param name="Entries">How often it was come to; asked again in the same place is not come to again.</param>
/// <param name="ToPerson">A person was asked for here, or in the step that runs here.</param>
/// <param name="HangUps">The caller hung up here.</param>
/// <param name="Ended">The centre said goodbye here.</param>
public sealed record FlowNodeFigures(string Node, long Entries, long ToPerson, long HangUps, long Ended);

/// <summary>
/// Counts what happens at each node from what is told of calls anyway. What a step asks belongs to the node that runs
/// it. A second visit to self-service within one contact is not counted.
/// </summary>
internal sealed class FlowStatistics : Projection
{
    private readonly KernelOptions _kernel;

    public FlowStatistics(KernelOptions kernel)
        : base("selfService.flowNodes", 1, "flow_place", "flow_node")
    {
        _kernel = kernel;
        On<PromptsSpokenBefore>((spoken, row, tables) => Come([spoken.Node], row, tables));
        On<PromptsSpoken>((spoken, row, tables) => Come([.. spoken.Passed ?? [], spoken.Node], row, tables));
        On<NodeEntered>((entered, row, tables) => Come([entered.Node], row, tables));
        On<HumanRequested>((_, row, tables) =>
        {
            if (PlaceOf(row, tables) is not { Left: 0 } place)
                return;
            Count(row, tables, place.Node, toPerson: 1);
            tables.Execute(
                "UPDATE {flow_place} SET left_it = 1 WHERE contact_id = @StreamId", new { row.StreamId });
        });
        On<ContactEnded>((ended, row, tables) =>
        {
            if (PlaceOf(row, tables) is { Left: 0 } place)
            {
                var hungUp = ended.By == "customer" ? 1 : 0;
                Count(row, tables, place.Node, hangUps: hungUp, ended: 1 - hungUp);
            }
            tables.Execute("DELETE FROM {flow_place} WHERE contact_id = @StreamId", new { row.StreamId });
        });
    }

    public static Task<List<FlowNodeFigures>> On(IDb db, DateOnly day, CancellationToken ct) => db.Read(
        connection => connection.Query<FlowNodeFigures>(
            """
            SELECT node AS Node, entries AS Entries, to_person AS ToPerson, hang_ups AS HangUps, ended AS Ended
            FROM flow_node WHERE day = @day ORDER BY node
            """,
            new { day = Text(day) }).AsList(), ct);

    private void Come(IReadOnlyList<string> nodes, JournalRow row, ProjectionScope tables)
    {
        var place = PlaceOf(row, tables);
        if (place is { Left: not 0 })
            return;
        var last = place?.Node;
        // What a step asks has a name of the program's own.
        foreach (var node in nodes.Where(node => node == "greeting" || !StepWords.Nodes.ContainsKey(node)))
        {
            if (node == last)
                continue;
            last = node;
            Count(row, tables, node, entries: 1);
        }
        if (last is not null && last != place?.Node)
            tables.Execute(
                """
                INSERT INTO {flow_place} (contact_id, node, left_it) VALUES (@StreamId, @last, 0)
                ON CONFLICT (contact_id) DO UPDATE SET node = excluded.node
                """,
                new { row.StreamId, last });
    }

    private static Place? PlaceOf(JournalRow row, ProjectionScope tables) => tables.SingleOrDefault<Place>(
        "SELECT node AS Node, left_it AS Left FROM {flow_place} WHERE contact_id = @StreamId", new { row.StreamId });

    private void Count(
        JournalRow row, ProjectionScope tables, string node, long entries = 0, long toPerson = 0, long hangUps = 0,
        long ended = 0) => tables.Execute(
        """
        INSERT INTO {flow_node} (day, node, entries, to_person, hang_ups, ended)
        VALUES (@day, @node, @entries, @toPerson, @hangUps, @ended)
        ON CONFLICT (day, node) DO UPDATE SET entries = {flow_node}.entries + excluded.entries,
          to_person = {flow_node}.to_person + excluded.to_person, hang_ups = {flow_node}.hang_ups + excluded.hang_ups,
          ended = {flow_node}.ended + excluded.ended
        """,
        new { day = Text(_kernel.DayOf(row.AtUs)), node, entries, toPerson, hangUps, ended });

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Place(string Node, long Left);
}

/// <summary>Version 1 of <see cref="PromptsSpoken"/>, as older journals have it.</summary>
[Event("contact.prompted")]
internal sealed record PromptsSpokenBefore(string Node, string Language, IReadOnlyList<string> Prompts);
