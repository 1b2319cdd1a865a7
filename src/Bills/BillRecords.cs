using System.Globalization;
using System.Security.Claims;
using System.Text;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Signatures;

namespace TellerLine.Bills;

/// <summary>Why a bill is reversed.</summary>
public sealed record BillReversalReason(
    [property: Field("冲正原因", "Why it is reversed", Longest = 200)] string Reason);

/// <summary>A bill's page, and its reversal (冲正).</summary>
internal sealed class BillRecords(
    IDb db, IBillReversals reversals, IDefinitions definitions, ICustomers customers, ISigning signing, IAudit audit,
    IJournal journal, KernelOptions kernel, TimeProvider time)
{
    private static readonly BilingualText
        NotPaid = new("只有已缴的可以冲正。", "Only what is paid can be reversed."),
        TooLate = new("只能在缴费当日冲正；请与缴费单位处理。", "Only on the day of the payment; settle it with the biller."),
        NotTaken = new("该缴费单位不受理冲正。", "The biller takes nothing back."),
        Own = new("本人办理的缴费须由他人冲正。", "Who keyed it does not reverse it.");

    private static readonly Dictionary<string, RecordState> States = new()
    {
        ["submitted"] = new("submitted", new("处理中", "On its way"), "hold"),
        ["unknown"] = new("unknown", new("待核实", "Unknown"), "alarm"),
        ["debited"] = new("debited", new("已扣款，待缴费单位答复", "Debited, the biller has not answered"), "hold"),
        ["returning"] = new("returning", new("退款中", "The money goes back"), "hold"),
        ["posted"] = new("posted", new("已缴", "Paid"), "ready"),
        ["failed"] = new("failed", new("未缴，资金未变动", "Not paid, nothing moved"), "notReady"),
        ["reversing"] = new("reversing", new("冲正处理中", "Being reversed"), "hold"),
        ["reversed"] = new("reversed", new("已冲正", "Reversed"), "wrapup"),
    };

    /// <returns>Null: there is none.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await BillStore.Find(db, id, ct) is not { } bill)
            return null;
        var story = await journal.ReadStream($"bill/{id}", ct: ct);
        var card = await customers.ById(bill.CustomerId, ct);
        return new RecordView(
            id, id, States[bill.State], Facts(bill, card), null, Actions(bill, reader),
            [.. story.Select(Told)], bill.Version);
    }

    /// <summary>Signed, stored and asked of the biller; what it answers is told.</summary>
    public async Task<RecordOutcome> Reverse(
        string id, long version, BillReversalReason? form, ClaimsPrincipal who, SigningProof.Given proof,
        CancellationToken ct)
    {
        form = new((form?.Reason ?? "").Trim());
        if (FormOf.Faults(form) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        if (await BillStore.Find(db, id, ct) is not { } bill)
            return new RecordOutcome.Unknown();
        if (bill.Version != version)
            return new RecordOutcome.Conflict(VersionConflict.Of(bill.Version, form, form));
        if (WhyNot(bill, who) is { } why)
            return new RecordOutcome.Refused("notReversible", why);
        var outcome = await reversals.Reverse(
            id,
            (scope, _) =>
            {
                var signature = signing.Sign(
                    scope, proof, SignedReversals.Reversed, SignedReversals.SubjectOf(id),
                    SignedReversals.BytesOf(bill, form.Reason));
                BillStore.Reversing(scope, id, who.Number(), form.Reason, signature);
                scope.Append($"bill/{id}", new BillReversalSigned(form.Reason, signature, who.Number()));
                audit.Add(scope, who.Number(), "bill.reversed", $"bill/{id}", form.Reason);
            },
            ct);
        return outcome switch
        {
            BillReversalOutcome.Refused { Why: BillReversalRefusal.NotPosted } =>
                new RecordOutcome.Refused("notReversible", NotPaid),
            BillReversalOutcome.Refused { Why: BillReversalRefusal.TooLate } =>
                new RecordOutcome.Refused("notReversible", TooLate),
            BillReversalOutcome.Refused => new RecordOutcome.Refused("notReversible", NotTaken),
            _ => new RecordOutcome.Done(id),
        };
    }

    private BilingualText? WhyNot(StoredBill bill, ClaimsPrincipal who) =>
        bill.State != "posted" ? NotPaid
        : bill.BankDay != kernel.DayOf(time.NowUs()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ? TooLate
        : definitions.Now(BillerList.Kind).Value.Find(bill.Biller) is not { Reversible: true } ? NotTaken
        : bill.Agent == who.Number() ? Own
        : null;

    private List<RecordAction> Actions(StoredBill bill, ClaimsPrincipal reader) =>
        BillsPermissions.Reverse.ReachOf(reader.Card().Roles) == Reach.None
            ? []
            :
            [
                new("reverse", new("冲正", "Reverse"), WhyNot(bill, reader), FormOf.Schema<BillReversalReason>(), null,
                    Grave: true)
                {
                    Signs = SignedReversals.Reversed.Words,
                },
            ];

    private List<RecordFact> Facts(StoredBill bill, CustomerCard? customer)
    {
        var biller = definitions.Now(BillerList.Kind).Value.Find(bill.Biller);
        List<RecordFact> facts =
        [
            new(new("缴费单位", "Biller"), "text", bill.Biller, biller is null ? null : new(biller.Zh, biller.En)),
            new(new("用户号码", "Number"), "text", BillList.Masked(bill.Number)),
            new(new("客户", "Customer"), "text", $"{bill.CustomerId} {Masks.Name(customer?.Name ?? "")}"),
            new(new("金额", "Amount"), "text", (bill.AmountMinor / 100m).ToString("N2", CultureInfo.InvariantCulture)),
            new(new("付款账户尾号", "Paid from"), "text", bill.FromTail),
            new(new("时间", "When"), "time", $"{Clock.FromUs(bill.SubmittedUs):O}"),
            new(new("回执号", "Receipt"), "text", bill.Receipt),
            new(new("渠道", "By way of"), "text", bill.Way,
                bill.Way == "agent" ? new("座席代办", "agent") : new("客户按键", "keypad")),
            new(new("座席", "Agent"), "user", bill.Agent),
            new(new("接触", "Contact"), "text", bill.ContactId),
        ];
        if (bill.ReversedBy is not null)
        {
            facts.Add(new(new("冲正人", "Reversed by"), "user", bill.ReversedBy));
            facts.Add(new(new("冲正原因", "Why it was reversed"), "text", bill.Reversal));
        }
        return facts;
    }

    private static RecordEvent Told(JournalRow row)
    {
        var at = Clock.FromUs(row.AtUs);
        if (row.Kind == "bill.reversalSigned")
        {
            var signed = JournalJson.Read<BillReversalSigned>(row.Body);
            return new RecordEvent(at, signed.By, new($"签署冲正：{signed.Why}", $"Reversal signed: {signed.Why}"));
        }
        var became = JournalJson.Read<BillBecame>(row.Body);
        return new RecordEvent(at, became.By, States[became.State].Name);
    }
}

/// <summary>What is signed of a reversal: the bill and why.</summary>
internal sealed class SignedReversals(IDb db) : ISignedThings
{
    public static readonly SignedMeaning Reversed = new(
        "bill.reversed",
        new(
            "本人已核实这笔缴费有误，同意冲正并退款至原账户，并对此负责。",
            "I have checked that this payment was wrong; I have it reversed, the money back to its account, and answer for it."));

    public string Name => "bill";

    public static string SubjectOf(string id) => $"bill/{id}";

    public static byte[] BytesOf(StoredBill bill, string reason) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {bill.Id}
        {bill.Biller} {bill.Number} {bill.AmountMinor} {bill.Currency}
        {bill.Receipt}
        {reason}
        """));

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var id] && await BillStore.Find(db, id, ct) is { Reversal: { } reason } bill
            ? BytesOf(bill, reason) : null;
}
