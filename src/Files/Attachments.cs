using Dapper;
using TellerLine.Access;
using TellerLine.Files.Core;
using TellerLine.Kernel;

namespace TellerLine.Files;

/// <summary>A row as it is stored, the scanner's word beside it.</summary>
internal sealed class StoredAttachment
{
    public const string Columns =
        """
        a.id AS Id, a.owner_kind AS OwnerKind, a.owner_id AS OwnerId, a.name AS Name, a.kind AS Kind, a.size AS Size,
        a.hash AS Hash, a.added_us AS AddedUs, a.added_by AS AddedBy, COALESCE(s.state, 'waiting') AS Scan,
        COALESCE(s.finding, '') AS Finding
        """;

    public string Id { get; init; } = "";

    public string OwnerKind { get; init; } = "";

    public string OwnerId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Size { get; init; }

    public string Hash { get; init; } = "";

    public long AddedUs { get; init; }

    public string AddedBy { get; init; } = "";

    public string Scan { get; init; } = "";

    public string Finding { get; init; } = "";

    public string MediaType => FileKind.Called(Kind)?.MediaType ?? "application/octet-stream";
}

/// <summary>
/// The shell: takes a file in, judged; its row, its journal entry, its audit and its scan in one transaction.
/// </summary>
internal sealed class Attachments(
    IDb db, IFileStore files, IFileScanner scanner, IDueTimes due, IAudit audit, FilesOptions options,
    TimeProvider time)
{
    private const int Piece = 65_536, AtOnce = 16, AtOnceOfOne = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private static readonly FileFault
        CutOff = new("cutOff", "上传中断，未保存。", "The upload was cut off; nothing was kept."),
        BusyYourself = new(
            "busy", $"您已有 {AtOnceOfOne} 个文件正在上传，请待其完成。",
            $"You have {AtOnceOfOne} files on their way; wait until one has come."),
        Busy = new("busy", "同时上传的人太多，请稍后再试。", "Too many upload at once; try again in a moment."),
        Virus = new("knownVirus", "文件含病毒，未接收。", "The file has a virus; it is not taken."),
        NoRoom = new("noRoom", "服务器磁盘空间不足，未保存，请联系管理员。", "The server's disk is full; nothing was kept. Tell the administrator.");

    private readonly Places _places = new(AtOnce, AtOnceOfOne);

    /// <param name="announced">Bytes that the sender says will come; null: he does not say.</param>
    /// <param name="stillMay">Asked again when all has come, before anything is written.</param>
    public async Task<(string? Id, FileFault? Fault)> Add(
        string owner, string ownerId, string name, Stream body, long? announced, string by,
        Func<Task<FileFault?>> stillMay, CancellationToken ct)
    {
        if ((FileName.Fault(name) ?? FileKind.FaultOfName(name, options.Taken)) is { } bad)
            return (null, bad);
        if (await db.Read(c => Room(c, null, owner, ownerId, announced ?? 0, ""), ct) is { } full)
            return (null, full);
        using var place = _places.Take(by, out var isHis);
        if (place is null)
            return (null, isHis ? BusyYourself : Busy);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await using var draft = files.Begin();
            var kind = FileKind.OfName(name)!;
            if (await Take(kind, name, body, draft, both.Token) is { } fault)
                return (null, fault);
            var hash = await draft.Finish(both.Token);
            if (await Judged(kind, name, draft) is { } wrong)
                return (null, wrong);
            if (await stillMay() is { } refused)
                return (null, refused);
            await draft.Keep(both.Token);
            return await db.Write(
                scope => Put(scope, owner, ownerId, name, kind, draft.Size, hash, by), CancellationToken.None);
        }
        catch (FileStoreFullException)
        {
            return (null, NoRoom);
        }
        catch (OperationCanceledException)
        {
            return (null, CutOff);
        }
    }

    public Task<List<StoredAttachment>> Of(string owner, string ownerId, CancellationToken ct) => db.Read(
        c => c.Query<StoredAttachment>(
            $"""
            SELECT {StoredAttachment.Columns} FROM attachment a LEFT JOIN file_scan s ON s.hash = a.hash
            WHERE a.owner_kind = @owner AND a.owner_id = @ownerId AND a.removed_us IS NULL ORDER BY a.id LIMIT 500
            """, new { owner, ownerId }).AsList(), ct);

    public Task<StoredAttachment?> Find(string owner, string ownerId, string id, CancellationToken ct) => db.Read(
        c => c.QuerySingleOrDefault<StoredAttachment>(
            $"""
            SELECT {StoredAttachment.Columns} FROM attachment a LEFT JOIN file_scan s ON s.hash = a.hash
            WHERE a.id = @id AND a.owner_kind = @owner AND a.owner_id = @ownerId AND a.removed_us IS NULL
            """, new { owner, ownerId, id }), ct);

    public AttachmentRow Shown(StoredAttachment row) => new(
        row.Id, row.Name, row.Kind, row.Size, row.Hash, row.AddedBy, Clock.FromUs(row.AddedUs), row.Scan,
        row.Finding,
        ScanState.Withheld(row.Scan, scanner.IsConfigured) is { } why ? new BilingualText(why.Zh, why.En) : null);

    /// <summary>Its bytes, after that was written down; or why not.</summary>
    /// <param name="part">The range that was asked for; empty: all.</param>
    public async Task<(Stream? Content, FileFault? Fault)> Open(
        StoredAttachment row, string by, string part, CancellationToken ct)
    {
        if (ScanState.Withheld(row.Scan, scanner.IsConfigured) is { } withheld)
            return (null, withheld);
        Stream? content;
        try
        {
            content = await files.Open(row.Hash, ct);
        }
        catch (IOException e)
        {
            await audit.Record("system", "attachment.broken", $"attachment/{row.Id}", $"sha256 {row.Hash}: {e.Message}", ct);
            content = null;
        }
        if (content is null)
            return (null, new FileFault(
                "missing", "文件已不在或已损坏，请联系管理员。", "The file is gone or broken; tell the administrator."));
        await audit.Record(
            by, "attachment.downloaded", $"attachment/{row.Id}",
            $"{row.OwnerKind}/{row.OwnerId} sha256 {row.Hash} {part}".TrimEnd(), ct);
        return (content, null);
    }

    /// <returns>False: it was removed already.</returns>
    public Task<bool> Remove(StoredAttachment row, string by, string why, CancellationToken ct) => db.Write(
        scope =>
        {
            var removed = scope.Connection.Execute(
                """
                UPDATE attachment SET removed_us = @now, removed_by = @by, removed_why = @why
                WHERE id = @Id AND removed_us IS NULL
                """, new { now = time.NowUs(), by, why, row.Id }, scope.Transaction) > 0;
            if (removed)
            {
                scope.Append($"attachment/{row.Id}", new AttachmentRemoved(row.Id, by, why));
                audit.Add(
                    scope, by, "attachment.removed", $"attachment/{row.Id}",
                    $"{row.OwnerKind}/{row.OwnerId} sha256 {row.Hash}: {why}");
            }
            return removed;
        }, ct);

    private async Task<FileFault?> Take(
        FileKind kind, string name, Stream body, FileDraft draft, CancellationToken ct)
    {
        var (piece, head, judge) = (new byte[Piece], new MemoryStream(), new TextJudge());
        var most = options.Limits.PerFile;
        while (true)
        {
            int some;
            try
            {
                some = await body.ReadAsync(piece, ct);
            }
            catch (IOException)
            {
                return CutOff;
            }
            if (some == 0)
                break;
            if (draft.Size + some > most)
                return options.Limits.Fault(draft.Size + some, 0, 0, 0);
            if (head.Length < FileKind.Head)
                head.Write(piece, 0, (int)Math.Min(some, FileKind.Head - head.Length));
            judge.Feed(piece.AsSpan(0, some));
            await draft.Write(piece.AsMemory(0, some), ct);
        }
        return FileKind.FaultOfContent(kind, name, head.ToArray(), judge.IsText);
    }

    private static async Task<FileFault?> Judged(FileKind kind, string name, FileDraft draft)
    {
        if (!kind.IsOffice)
            return null;
        await using var content = draft.Open();
        return OfficeFile.Fault(kind, name, content);
    }

    private (string? Id, FileFault? Fault) Put(
        WriteScope scope, string owner, string ownerId, string name, FileKind kind, long size, string hash, string by)
    {
        if (Room(scope.Connection, scope.Transaction, owner, ownerId, size, hash) is { } full)
            return (null, full);
        // What the scanner found in this content before it finds again.
        if (scope.Connection.QuerySingleOrDefault<string>(
            "SELECT finding FROM file_scan WHERE hash = @hash AND state = 'infected'", new { hash },
            scope.Transaction) is { } finding)
        {
            audit.Add(scope, by, "attachment.infected", $"{owner}/{ownerId}", $"not taken, sha256 {hash}: {finding}");
            return (null, Virus);
        }
        var (id, now) = (Ids.New(time), time.NowUs());
        scope.Append($"attachment/{id}", new AttachmentAdded(id, owner, ownerId, kind.Name, size, hash, by));
        scope.Connection.Execute(
            """
            INSERT INTO attachment (id, owner_kind, owner_id, name, kind, size, hash, added_us, added_by)
            VALUES (@id, @owner, @ownerId, @name, @kind, @size, @hash, @now, @by)
            """, new { id, owner, ownerId, name, kind = kind.Name, size, hash, now, by }, scope.Transaction);
        var scans = scanner.IsConfigured;
        var isNew = scope.Connection.Execute(
            """
            INSERT INTO file_scan (hash, size, state, at_us) VALUES (@hash, @size, @state, @now)
            ON CONFLICT (hash) DO UPDATE SET state = @state, finding = '', at_us = @now
            WHERE file_scan.state IN ('none', 'failed')
            """, new { hash, size, state = scans ? ScanState.Waiting : ScanState.None, now }, scope.Transaction) > 0;
        if (isNew && scans)
            Scans.Set(due, scope, hash, now, 0);
        audit.Add(
            scope, by, "attachment.added", $"attachment/{id}", $"{owner}/{ownerId} sha256 {hash} {kind.Name} {size}");
        return (id, null);
    }

    /// <param name="hash">Whose content is there already costs no further room; empty: not known yet.</param>
    private FileFault? Room(
        System.Data.IDbConnection c, System.Data.IDbTransaction? transaction, string owner, string ownerId, long size,
        string hash)
    {
        var (count, bytes) = c.QuerySingle<(long, long)>(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM attachment
            WHERE owner_kind = @owner AND owner_id = @ownerId AND removed_us IS NULL
            """, new { owner, ownerId }, transaction);
        var total = c.ExecuteScalar<long>(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file_scan WHERE hash <> @hash", new { hash },
            transaction);
        return options.Limits.Fault(size, (int)count, bytes, total);
    }
}
