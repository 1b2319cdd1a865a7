using System.Globalization;
using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Signatures;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

public sealed record VoucherReason(
    [property: Field("说明", "Explanation", Longest = 500, Lines = true)] string Reason);

/// <summary>Where the voucher's sound is.</summary>
/// <param name="From">When it begins.</param>
/// <param name="FromSample">Of the recording, 8,000 a second.</param>
/// <param name="ToSample">Not part of it.</param>
public sealed record VoucherSegment(
    string ContactId, string RecordingId, DateTimeOffset From, DateTimeOffset To, long FromSample, long ToSample);

/// <summary>The shell: shows a voucher with all its parts, verifies it, explains its gap.</summary>
internal sealed class VoucherRecords(
    IDb db, IJournal journal, IAudit audit, ICustomers customers, ISigning signing, ISignatureBook signatures,
    VoucherVerifier verifier, TimeProvider time)
{
    private static readonly Dictionary<string, RecordState> States = new()
    {
        ["pending"] = new("pending", new("待补全", "Pending"), "hold"),
        ["complete"] = new("complete", new("完整", "Complete"), "ready"),
        ["gap"] = new("gap", new("证据缺口", "Evidence gap"), "alarm"),
        ["explained"] = new("explained", new("缺口已说明并签署", "Gap explained and signed"), "wrapup"),
    };

    private static readonly RecordOutcome.Refused
        NoGap = new("noGap", new("该凭证没有证据缺口。", "This voucher has no gap.")),
        NotExplained = new("notExplained", new("请先说明，再签署。", "Explain first, then sign.")),
        AlreadySigned = new("alreadySigned", new("说明已签署。", "The explanation is signed already."));

    /// <returns>Null: there is no such voucher.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await db.Read(c => VoucherStore.Find(c, id), ct) is not { } voucher)
            return null;
        var card = await customers.ById(voucher.CustomerId, ct);
        var given = await signatures.Of(voucher.Evidence?.Signatures ?? [], ct);
        var explained = voucher.Explanation > 0
            ? await db.Read(c => VoucherStore.Explanation(c, id, voucher.Explanation), ct)
            : null;
        return new RecordView(
            id, id, States[voucher.State], VoucherFacts.Of(voucher, card?.Name, given, explained),
            voucher.ReadBack.Length > 0 ? voucher.ReadBack : null, Actions(voucher, reader), await Story(voucher, ct),
            voucher.Version);
    }

    public async Task<VoucherSegment?> Segment(string id, CancellationToken ct) =>
        await db.Read(c => VoucherStore.Find(c, id), ct) is { Evidence: { RecordingId: { } recording } body } voucher
            ? new VoucherSegment(
                voucher.ContactId, recording, Clock.FromUs(body.RecordingStartedUs + (body.FromSample * 125)),
                Clock.FromUs(body.RecordingStartedUs + (body.ToSample * 125)), body.FromSample, body.ToSample)
            : null;

    public async Task<RecordOutcome> Verify(string id, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await db.Read(c => VoucherStore.Find(c, id), ct) is not { } voucher)
            return new RecordOutcome.Unknown();
        await verifier.Verify(voucher, who.Number(), ct);
        return new RecordOutcome.Done(id);
    }

    public async Task<RecordOutcome> Explain(
        string id, long version, VoucherReason? form, ClaimsPrincipal who, CancellationToken ct)
    {
        if (FormOf.Faults(form ?? new VoucherReason("")) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        return await db.Write<RecordOutcome>(scope =>
        {
            if (VoucherStore.Find(scope.Connection, id, scope.Transaction) is not { } voucher)
                return new RecordOutcome.Unknown();
            if (version != voucher.Version)
                return Conflict(voucher, form!.Reason);
            if (voucher.State is "pending" or "complete")
                return NoGap;
            if (voucher.State == "explained")
                return AlreadySigned;
            VoucherStore.Keep(scope, voucher with { Reason = form!.Reason, ReasonBy = who.Number() });
            scope.Append(
                $"voucher/{id}", new VoucherExplained(id, voucher.Lacking, form.Reason, who.Number()),
                voucher.ContactId);
            return new RecordOutcome.Done(id);
        }, ct);
    }

    public Task<RecordOutcome> Sign(
        string id, long version, ClaimsPrincipal who, SigningProof.Given proof, CancellationToken ct) =>
        db.Write<RecordOutcome>(scope =>
        {
            if (VoucherStore.Find(scope.Connection, id, scope.Transaction) is not { } voucher)
                return new RecordOutcome.Unknown();
            if (version != voucher.Version)
                return Conflict(voucher, voucher.Reason ?? "");
            if (WhyNotSigned(voucher) is { } refused)
                return refused;
            var number = VoucherStore.LastExplanation(scope, id) + 1;
            var (reason, by) = (voucher.Reason!, voucher.ReasonBy!);
            var signature = signing.Sign(
                scope, proof, SignedExplanations.Signed, SignedExplanations.SubjectOf(id, number),
                SignedExplanations.BytesOf(voucher.Hash!, voucher.Lacking, reason, by));
            VoucherStore.Explain(scope, new Explained(
                id, number, voucher.Hash!, voucher.Lacking, reason, by, time.NowUs(), signature));
            var signed = voucher with { Explanation = number };
            VoucherStore.Keep(scope, signed with { State = signed.Due });
            scope.Append(
                $"voucher/{id}", new VoucherExplanationSigned(id, number, signature, who.Number()), voucher.ContactId);
            audit.Add(scope, who.Number(), "voucher.explained", $"voucher/{id}", voucher.Lacking);
            return new RecordOutcome.Done(id);
        }, ct);

    private static RecordOutcome.Refused? WhyNotSigned(Voucher voucher) => voucher.State switch
    {
        "pending" or "complete" => NoGap,
        "explained" => AlreadySigned,
        _ => voucher.Reason is null ? NotExplained : null,
    };

    private static List<RecordAction> Actions(Voucher voucher, ClaimsPrincipal reader)
    {
        List<RecordAction> actions = [];
        if (VouchersCapability.Explain.ReachOf(reader.Card().Roles) == Reach.All && voucher.State is not "complete")
        {
            actions.Add(new(
                "explain", new("说明缺口", "Explain the gap"),
                voucher.State == "gap" ? null : voucher.State == "explained" ? AlreadySigned.Why : NoGap.Why,
                FormOf.Schema<VoucherReason>(), null, Grave: false));
            actions.Add(new("sign", new("签署说明", "Sign the explanation"), WhyNotSigned(voucher)?.Why, null, null, Grave: false)
            {
                Signs = SignedExplanations.Signed.Words,
            });
        }

        actions.Add(new(
            "verify", new("校验", "Verify"),
            voucher.Seq is null ? new("待补全的凭证无可校验。", "A pending voucher has nothing to verify.") : null, null, null,
            Grave: false));
        return actions;
    }

    private async Task<IReadOnlyList<RecordEvent>> Story(Voucher voucher, CancellationToken ct)
    {
        var story = await journal.ReadStream($"voucher/{voucher.TransactionId}", ct: ct);
        return
        [
            new(Clock.FromUs(voucher.PostedUs), VoucherVerifier.ByItself, new("交易记账", "Transaction posted")),
            .. story.Select(row => row.Kind switch
            {
                "voucher.closed" => new RecordEvent(
                    Clock.FromUs(row.AtUs), VoucherVerifier.ByItself,
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"凭证成链，第 {row.As<VoucherClosed>().Seq} 号"),
                        string.Create(CultureInfo.InvariantCulture, $"Closed as number {row.As<VoucherClosed>().Seq} of the chain"))),
                "voucher.explained" => new(
                    Clock.FromUs(row.AtUs), row.As<VoucherExplained>().By, new("说明缺口", "Gap explained")),
                "voucher.explanationSigned" => new(
                    Clock.FromUs(row.AtUs), row.As<VoucherExplanationSigned>().By,
                    new("签署说明", "Explanation signed")),
                _ => Found(row),
            }),
        ];
    }

    private static RecordEvent Found(JournalRow row)
    {
        var found = row.As<VoucherVerified>();
        var words = VoucherWords.Of(found.Faults);
        return new(
            Clock.FromUs(row.AtUs), found.By,
            found.Faults.Length == 0
                ? new("校验：恢复一致", "Verified: all fits again")
                : new($"校验：{words.Zh}", $"Verified: {words.En}"));
    }

    private static RecordOutcome.Conflict Conflict(Voucher now, string wanted) => new(VersionConflict.Of(
        now.Version, new VoucherReason(now.Reason ?? ""), new VoucherReason(wanted)));
}
