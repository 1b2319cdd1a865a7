using Dapper;
using TellerLine.Kernel;
using TellerLine.Signatures.Core;

namespace TellerLine.Signatures;

/// <summary>What stands of a signature today.</summary>
/// <param name="Whole">Its row is as it was written.</param>
/// <param name="InAudit">The audit trail tells of it in the same words.</param>
/// <param name="Content">What it was given over says the same; null: nobody here knows it any more.</param>
internal sealed record SignatureStanding(bool Whole, bool InAudit, bool? Content)
{
    public bool Holds => Whole && InAudit && Content is true;
}

internal sealed class SignatureVerifier(IDb db, Signing signing, IEnumerable<ISignedThings> owners)
{
    private const int Page = 500;

    private readonly IReadOnlyDictionary<string, ISignedThings> _owners = owners.ToDictionary(o => o.Name);

    public async Task<SignatureRow?> Find(string id, CancellationToken ct) => await db.Read(
        c => c.QuerySingleOrDefault<SignatureRow>(
            $"SELECT {SignatureRow.Columns} FROM signature WHERE id = @id", new { id }), ct);

    public async Task<SignatureStanding> Verify(SignatureRow row, CancellationToken ct)
    {
        var told = await db.Read(
            c => c.QuerySingleOrDefault<Told>(
                """
                SELECT actor AS Actor, action AS Action, subject AS Subject, detail AS Detail FROM audit
                WHERE seq = @AuditSeq
                """, row), ct);
        var content = _owners.GetValueOrDefault(row.Subject.Split('/')[0]) is { } owner
            ? await owner.Content(row.Subject, ct)
            : null;
        return new SignatureStanding(
            signing.IsWhole(row), told == new Told(row.Signer, "signature.given", row.Subject, row.Told),
            content is null ? null : SignatureRow.HashOf(content) == row.ContentHash);
    }

    /// <returns>How many there are, and the ids of those that do not hold, at most a hundred.</returns>
    public async Task<(long Count, IReadOnlyList<string> Broken)> VerifyAll(CancellationToken ct)
    {
        var (count, broken, after) = (0L, new List<string>(), "");
        while (true)
        {
            var rows = await db.Read(c => c.Query<SignatureRow>(
                $"SELECT {SignatureRow.Columns} FROM signature WHERE id > @after ORDER BY id LIMIT @Page",
                new { after, Page }).AsList(), ct);
            foreach (var row in rows)
                if (!(await Verify(row, ct)).Holds && broken.Count < 100)
                    broken.Add(row.Id);
            count += rows.Count;
            if (rows.Count < Page)
                return (count, broken);
            after = rows[^1].Id;
        }
    }

    private sealed record Told(string Actor, string Action, string Subject, string Detail);
}

/// <summary>Every night: one that was tampered with is known before it is needed.</summary>
internal sealed class NightlySignatures(SignatureVerifier verifier) : IJobWork
{
    public async Task<JobResult> Run(CancellationToken ct)
    {
        var (count, broken) = await verifier.VerifyAll(ct);
        return new JobResult(
            broken.Count == 0 ? $"{count} signatures" : $"{broken.Count} of {count} do not hold: {broken[0]} …")
        {
            IsAlarm = broken.Count > 0,
        };
    }
}
