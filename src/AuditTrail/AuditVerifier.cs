using Dapper;
using TellerLine.Kernel;

namespace TellerLine.AuditTrail;

/// <param name="Rows">How many the chain had.</param>
/// <param name="FirstFault">The first row that was altered, left out or put in; null: all is well.</param>
public sealed record AuditVerification(long Rows, long? FirstFault)
{
    /// <summary>As it stands in the trail.</summary>
    internal string Told => FirstFault is null ? $"{Rows} rows" : $"broken at row {FirstFault}";
}

/// <summary>Computes the chain again, and writes into it that this was done and how it ended.</summary>
internal sealed class AuditVerifier(IAudit audit, IDb db)
{
    public async Task<AuditVerification> Verify(CancellationToken ct)
    {
        var rows = await db.Read(c => c.ExecuteScalar<long>("SELECT seq FROM audit_head WHERE id = 1"), ct);
        return new AuditVerification(rows, await audit.FirstFault(ct));
    }

    public long Add(WriteScope scope, string actor, AuditVerification found) =>
        audit.Add(scope, actor, "audit.verified", "audit", found.Told);
}

/// <summary>Every night, so that tampering is known the next morning and not when the proof is needed.</summary>
internal sealed class NightlyVerification(AuditVerifier verifier) : IJobWork
{
    public async Task<JobResult> Run(CancellationToken ct)
    {
        var found = await verifier.Verify(ct);
        return new JobResult(found.Told)
        {
            IsAlarm = found.FirstFault is not null, Write = scope => verifier.Add(scope, "system", found),
        };
    }
}
