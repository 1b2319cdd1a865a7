using Dapper;
using TellerLine.Files.Core;
using TellerLine.Kernel;

namespace TellerLine.Files;

/// <param name="Tries">How often the scanner was away before.</param>
internal sealed record ScanTry(int Tries);

/// <summary>
/// Has a content scanned: a due time that is set with its row. A scanner that is away is asked again, however long that
/// lasts; what it finds is written down with the audit of every attachment that has this content.
/// </summary>
internal sealed class Scans(IFileStore files, IFileScanner scanner, IDueTimes due, IAudit audit, TimeProvider time)
    : IOutsideDueHandler
{
    public static readonly DueKind Kind = DueKind.OfOutside<Scans>("files.scan", "附件查毒", "Scan an attachment");

    public static void Set(IDueTimes due, WriteScope scope, string hash, long atUs, int tries) =>
        due.Set(scope, Kind, hash, atUs, new ScanTry(tries));

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        var hash = row.Key;
        if (!scanner.IsConfigured)
            return scope => Put(scope, hash, ScanState.None, "");
        ScanVerdict verdict;
        try
        {
            await using var content = await files.Open(hash, ct);
            verdict = content is null
                ? new ScanVerdict.Failed("The file is gone.")
                : await scanner.Scan(content, ct);
        }
        catch (IOException e)
        {
            verdict = new ScanVerdict.Failed(e.Message);
        }
        var tries = row.As<ScanTry>().Tries;
        return verdict switch
        {
            ScanVerdict.Clean => scope => Put(scope, hash, ScanState.Clean, ""),
            ScanVerdict.Infected infected => scope => Quarantine(scope, hash, infected.Finding),
            ScanVerdict.Failed failed => scope => Put(scope, hash, ScanState.Failed, failed.Why),
            _ => scope => Set(
                due, scope, hash, time.NowUs() + (long)ScanState.Pause(tries).TotalMicroseconds, tries + 1),
        };
    }

    private void Quarantine(WriteScope scope, string hash, string finding)
    {
        Put(scope, hash, ScanState.Infected, finding);
        foreach (var id in scope.Connection.Query<string>(
            "SELECT id FROM attachment WHERE hash = @hash AND removed_us IS NULL ORDER BY id LIMIT 1000", new { hash },
            scope.Transaction).AsList())
            audit.Add(scope, "system", "attachment.infected", $"attachment/{id}", $"sha256 {hash}: {finding}");
    }

    private void Put(WriteScope scope, string hash, string state, string finding) => scope.Connection.Execute(
        "UPDATE file_scan SET state = @state, finding = @finding, at_us = @now WHERE hash = @hash",
        new { hash, state, finding = finding.Length > 200 ? finding[..200] : finding, now = time.NowUs() },
        scope.Transaction);
}

/// <summary>
/// At start: what a dead program had begun is cleared, and what came before there was a scanner is scanned.
/// </summary>
internal sealed class FilesAtStart(IDb db, IFileStore files, IFileScanner scanner, IDueTimes due, TimeProvider time)
    : IAtStart
{
    private const int Batch = 500;

    public async Task Run(CancellationToken ct)
    {
        await files.RemoveDrafts(DateTimeOffset.MaxValue, ct);
        if (scanner.IsConfigured)
            while (await ScanAnew(db, due, time, ScanState.None, ct) == Batch)
                continue;
    }

    /// <returns>How many; at most 500.</returns>
    public static Task<int> ScanAnew(IDb db, IDueTimes due, TimeProvider time, string state, CancellationToken ct) =>
        db.Write(scope =>
        {
            var now = time.NowUs();
            var hashes = scope.Connection.Query<string>(
                """
                UPDATE file_scan SET state = 'waiting', finding = '', at_us = @now
                WHERE hash IN (SELECT hash FROM file_scan WHERE state = @state ORDER BY hash LIMIT @Batch)
                RETURNING hash
                """, new { state, now, Batch }, scope.Transaction).AsList();
            foreach (var hash in hashes)
                Scans.Set(due, scope, hash, now, 0);
            return hashes.Count;
        }, ct);
}

/// <summary>
/// Every night: contents that no attachment needs go, drafts that were left behind too, and what could not be scanned
/// is tried again. An hour lies between keeping a content and removing it, so that none goes between its place and its
/// row.
/// </summary>
internal sealed class FilesSweep(IDb db, IFileStore files, IFileScanner scanner, IDueTimes due, TimeProvider time)
    : IJobWork
{
    private const int Batch = 500;

    private static readonly TimeSpan Grace = TimeSpan.FromHours(1), OfDrafts = TimeSpan.FromHours(24);

    public async Task<JobResult> Run(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var drafts = await files.RemoveDrafts(now - OfDrafts, ct);
        var contents = 0;
        await foreach (var hashes in files.KeptBefore(now - Grace, ct).Chunk(Batch).WithCancellation(ct))
        {
            var needed = await db.Read(c => c.Query<string>(
                $"""
                SELECT DISTINCT hash FROM attachment
                WHERE removed_us IS NULL AND hash IN ({string.Join(", ", hashes.Select(hash => $"'{hash}'"))})
                """).ToHashSet(), ct);
            foreach (var hash in hashes.Where(hash => !needed.Contains(hash)))
                contents += await files.Remove(hash, now - Grace, ct) ? 1 : 0;
        }
        var again = scanner.IsConfigured ? await FilesAtStart.ScanAnew(db, due, time, ScanState.Failed, ct) : 0;
        return new JobResult($"{contents} contents and {drafts} drafts removed, {again} scanned again")
        {
            Write = scope => scope.Connection.Execute(
                """
                DELETE FROM file_scan WHERE NOT EXISTS (
                  SELECT 1 FROM attachment a WHERE a.hash = file_scan.hash AND a.removed_us IS NULL)
                """, transaction: scope.Transaction),
        };
    }
}
