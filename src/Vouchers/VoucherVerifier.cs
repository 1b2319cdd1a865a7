using System.Globalization;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Signatures;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

/// <summary>
/// Makes a voucher's hash anew, and looks at all that it ties: the chain, the transaction, the recording's file, the
/// signatures. What does not fit makes it a gap until it fits again, or is explained and signed.
/// </summary>
internal sealed class VoucherVerifier(
    IDb db, VoucherDuty duty, IPostedTransactions posted, IContactEvidence contacts, ISignatureBook signatures,
    IAudit audit, TimeProvider time) : IVouchers
{
    public const string ByItself = "system";

    private const int Page = 500;

    public async Task<IReadOnlyList<VoucherStanding>> Of(DateOnly day, CancellationToken ct) =>
    [
        .. (await db.Read(c => VoucherStore.OfDay(c, Text(day)), ct)).Select(one => new VoucherStanding(
            one.TransactionId, one.State, one.Lacking.Length == 0 ? null : VoucherWords.Of(one.Lacking))),
    ];

    public async Task Verify(DateOnly day, string by, CancellationToken ct)
    {
        foreach (var voucher in await db.Read(c => VoucherStore.OfDay(c, Text(day)), ct))
            await Verify(voucher, by, ct);
    }

    /// <summary>Looks, and keeps what was found; a pending one has nothing to look at.</summary>
    public async Task<Voucher> Verify(Voucher voucher, string by, CancellationToken ct)
    {
        if (voucher.Seq is null)
            return voucher;
        var (faults, detail) = await Look(voucher, ct);
        return await db.Write(scope => Keep(scope, voucher.TransactionId, string.Join(',', faults), detail, by), ct);
    }

    /// <summary>Every row and its place in the chain, in order; recordings of those closed since then.</summary>
    /// <returns>How many there are, and those that do not fit, at most a hundred.</returns>
    public async Task<(long Count, IReadOnlyList<string> Broken)> VerifyAll(
        long recordingsSinceUs, CancellationToken ct)
    {
        var (count, seq, hash, broken) = (0L, 0L, "", new List<string>());
        while (await db.Read(c => VoucherStore.Chain(c, seq, Page), ct) is { Count: > 0 } some)
        {
            foreach (var voucher in some)
            {
                var fits = voucher.Seq == seq + 1 && voucher.Previous == hash && voucher.IsWhole
                    && voucher.IsSealedUnder(duty.Key);
                if (!fits || voucher.ClosedUs >= recordingsSinceUs)
                    fits = (await Verify(voucher, ByItself, ct)).Faults.Length == 0 && fits;
                if (!fits && broken.Count < 100)
                    broken.Add(voucher.TransactionId);
                (seq, hash) = (voucher.Seq!.Value, voucher.Hash ?? "");
                count++;
            }
        }

        var head = await db.Read(VoucherStore.Head, ct);
        if (head != (seq, hash) && broken.Count < 100)
            broken.Add($"the chain ends at {seq}, not {head.Seq}");
        return (count, broken);
    }

    private async Task<(IReadOnlyList<string> Faults, string Detail)> Look(Voucher voucher, CancellationToken ct)
    {
        List<string> faults = [];
        if (!voucher.IsWhole)
            faults.Add(VoucherFaults.Row);
        if (!voucher.IsSealedUnder(duty.Key))
            faults.Add(VoucherFaults.Seal);
        if (!await IsLinked(voucher, ct))
            faults.Add(VoucherFaults.Chain);
        if (await posted.Find(voucher.TransactionId, ct) is not { } transaction || !voucher.IsOf(transaction))
            faults.Add(VoucherFaults.Transaction);
        var body = voucher.Evidence;
        var detail = "";
        if (body?.RecordingId is { } recording && body.RecordingHash is { } hash)
        {
            var (fault, told) = await Recording(voucher.ContactId, recording, hash, body.ToSample, ct);
            if (fault is not null && !(fault == VoucherFaults.Recording && voucher.Gap == EvidenceGaps.Broken)
                && !(fault == VoucherFaults.FileMissing && voucher.Gap == EvidenceGaps.FileMissing))
                (faults, detail) = ([.. faults, fault], told);
        }

        var tied = body?.Signatures ?? [];
        if ((await signatures.Of(tied, ct)).Count(one => one.Holds) != tied.Count)
            faults.Add(VoucherFaults.Signature);
        return (faults, detail);
    }

    private Task<bool> IsLinked(Voucher voucher, CancellationToken ct) => db.Read(
        c =>
        {
            var seq = voucher.Seq!.Value;
            var before = seq == 1 ? "" : VoucherStore.HashAt(c, seq - 1);
            var (last, hash) = VoucherStore.Head(c);
            var after = seq == last ? hash : VoucherStore.PreviousAt(c, seq + 1);
            return voucher.Previous == before && voucher.Hash == after;
        }, ct);

    private async Task<(string? Fault, string Detail)> Recording(
        string contactId, string recording, string hash, long toSample, CancellationToken ct)
    {
        var found = (await contacts.Of(contactId, ct))?.Recordings.FirstOrDefault(one => one.Id == recording);
        return found is null || found.Fault == "missing" ? (VoucherFaults.FileMissing, "")
            : found.Fault is { } fault ? (VoucherFaults.Recording, fault)
            : $"sha-256${found.Sha256}" != hash ? (VoucherFaults.Recording, "it was sealed with another hash")
            : found.DurationMs * 8 < toSample ? (VoucherFaults.Recording, "it is shorter than the segment")
            : (null, "");
    }

    private Voucher Keep(WriteScope scope, string id, string faults, string detail, string by)
    {
        var before = VoucherStore.Find(scope.Connection, id, scope.Transaction)!;
        var after = before with
        {
            Faults = faults, Detail = detail, VerifiedUs = time.NowUs(), VerifiedBy = by, Version = before.Version + 1,
        };
        // An explanation is of what was known when it was signed.
        if (faults != before.Faults)
        {
            after = after with { Reason = null, ReasonBy = null, Explanation = 0 };
            scope.Append($"voucher/{id}", new VoucherVerified(id, faults, detail, by), before.ContactId);
            if (faults.Length > 0)
                audit.Add(scope, by, "voucher.broken", $"voucher/{id}", faults);
            else
                audit.Add(scope, by, "voucher.whole", $"voucher/{id}", before.Faults);
        }

        after = after with { State = after.Due };
        VoucherStore.Keep(scope, after);
        return after;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Every night: the whole chain, and the recordings of the last two days.</summary>
internal sealed class NightlyVouchers(VoucherVerifier verifier, TimeProvider time) : IJobWork
{
    private const long RecentUs = 2 * 24 * 3_600_000_000L;

    public async Task<JobResult> Run(CancellationToken ct)
    {
        var (count, broken) = await verifier.VerifyAll(time.NowUs() - RecentUs, ct);
        return new JobResult(
            broken.Count == 0 ? $"{count} vouchers" : $"{broken.Count} of {count} do not fit: {broken[0]} …")
        {
            IsAlarm = broken.Count > 0,
        };
    }
}
