using System.Data;
using Dapper;
using TellerLine.Access;
using TellerLine.Insights.Core;
using TellerLine.Kernel;

namespace TellerLine.Insights.Store;

internal sealed record CallLogHead(string Id, string Source, long Version, string File)
{
    public required string Sha256 { get; init; }

    public required string By { get; init; }

    public required long AtUs { get; init; }
}

/// <param name="Rows">All of them: added, known already and set aside.</param>
internal readonly record struct ImportCounts(long Rows, long Added, long Repeated, long Aside);

/// <param name="Cells">What the mapping names of the row.</param>
/// <param name="Hash">Of what it says.</param>
internal sealed record ReadRow(int Line, CallLogRead Read, string Cells, string Hash);

/// <summary>Imports, the keys of what has come in, and what was set aside.</summary>
internal sealed class CallLogStore(TimeProvider time)
{
    private const int MostCells = 500;

    public static void Begin(WriteScope scope, CallLogHead import) => scope.Connection.Execute(
        """
        INSERT INTO insights_import (id, source, version, file, sha256, by_user, at_us, finished_us, row_count, added, repeated, aside)
        VALUES (@Id, @Source, @Version, @File, @Sha256, @By, @AtUs, NULL, 0, 0, 0, 0)
        """, import, scope.Transaction);

    public static int End(WriteScope scope, string id, long nowUs) => scope.Connection.Execute(
        "UPDATE insights_import SET finished_us = @nowUs WHERE id = @id", new { id, nowUs }, scope.Transaction);

    /// <summary>A portion: what is new into the journal, what is wrong aside.</summary>
    /// <param name="before">Counts of the portions before.</param>
    public (ImportCounts Counts, IReadOnlyList<CallLogAside> Aside) Take(
        WriteScope scope, CallLogHead import, IReadOnlyList<ReadRow> rows, ImportCounts before)
    {
        List<CallLogEntry> added = [];
        List<CallLogAside> aside = [];
        foreach (var row in rows)
        {
            if (row.Read.Entry is not { } entry)
                SetAside(row, Joined(row.Read.Faults));
            else if (scope.Connection.Execute(
                """
                INSERT INTO insights_import_key (source, external_id, hash, import_id) VALUES (@Source, @entryId, @Hash, @Id)
                ON CONFLICT (source, external_id) DO NOTHING
                """, new { import.Source, entryId = entry.Id, row.Hash, import.Id }, scope.Transaction) > 0)
                added.Add(entry);
            else if (scope.Connection.ExecuteScalar<string>(
                "SELECT hash FROM insights_import_key WHERE source = @Source AND external_id = @entryId",
                new { import.Source, entryId = entry.Id }, scope.Transaction) != row.Hash)
                SetAside(row, new(
                    $"编号 {entry.Id} 已有另一内容的记录", $"there is an entry {entry.Id} that says something else"));
        }
        if (added.Count > 0)
            scope.Append($"callLog/{import.Source}", new CallLogImported(import.Id, import.Source, added), import.Id);
        var counts = new ImportCounts(
            before.Rows + rows.Count, before.Added + added.Count,
            before.Repeated + rows.Count - added.Count - aside.Count, before.Aside + aside.Count);
        scope.Connection.Execute(
            """
            UPDATE insights_import SET row_count = @Rows, added = @Added, repeated = @Repeated, aside = @Aside
            WHERE id = @Id
            """, new { counts.Rows, counts.Added, counts.Repeated, counts.Aside, import.Id }, scope.Transaction);
        return (counts, aside);

        void SetAside(ReadRow row, BilingualText reason)
        {
            aside.Add(new CallLogAside(row.Line, reason));
            scope.Connection.Execute(
                """
                INSERT INTO insights_import_aside (id, import_id, line, reason_zh, reason_en, cells)
                VALUES (@id, @importId, @Line, @Zh, @En, @cells)
                """,
                new
                {
                    id = Ids.New(time), importId = import.Id, row.Line, reason.Zh, reason.En,
                    cells = row.Cells.Length > MostCells ? row.Cells[..MostCells] : row.Cells,
                }, scope.Transaction);
        }
    }

    /// <summary>The days of a demonstration's past, each an import that is not finished; once for all.</summary>
    /// <param name="days">With how many days they lie before the first start.</param>
    /// <returns>How many there are to load now; 0: they were begun before.</returns>
    public static int BeginPast(WriteScope scope, IReadOnlyList<(string Day, int Before)> days, long nowUs)
    {
        if (scope.Connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM insights_import WHERE source = @Source", new { DemonstrationPast.Source },
            scope.Transaction) > 0)
            return 0;
        foreach (var (day, before) in days)
            Begin(scope, new CallLogHead($"past-{day}", DemonstrationPast.Source, before, day)
            {
                Sha256 = "", By = "system", AtUs = nowUs,
            });
        return days.Count;
    }

    /// <summary>What is not loaded yet, the last day first, and how many of its entries are.</summary>
    public static List<(string Id, string Day, long Before, long Done)> OpenPast(IDbConnection connection) =>
        connection.Query<(string, string, long, long)>(
            """
            SELECT id, file, version, row_count FROM insights_import
            WHERE source = @Source AND finished_us IS NULL ORDER BY version
            """, new { DemonstrationPast.Source }).ToList();

    /// <param name="done">Of the day, with these.</param>
    public static int TakePast(WriteScope scope, string id, IReadOnlyList<CallLogEntry> entries, long done)
    {
        scope.Append(
            $"callLog/{DemonstrationPast.Source}", new CallLogImported(id, DemonstrationPast.Source, entries), id);
        return scope.Connection.Execute(
            "UPDATE insights_import SET row_count = @done, added = @done WHERE id = @id", new { id, done },
            scope.Transaction);
    }

    private static BilingualText Joined(IReadOnlyList<BilingualText> faults) => new(
        string.Join("；", faults.Select(fault => fault.Zh)), string.Join("; ", faults.Select(fault => fault.En)));
}
