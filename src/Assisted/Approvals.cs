using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Assisted;

/// <param name="Open">Those this reader may decide, the oldest first.</param>
/// <param name="Past">Of the reader's reach, the newest first.</param>
/// <param name="Meaning">What the signature under an approval says.</param>
public sealed record ApprovalsView(
    IReadOnlyList<ApprovalRow> Open, IReadOnlyList<ApprovalRow> Past, BilingualText Meaning);

/// <param name="Customer">The name, masked.</param>
/// <param name="Why"><c>contract</c>, <c>service</c>, <c>authority</c>, <c>risk</c>.</param>
/// <param name="State"><c>pending</c>, <c>approved</c>, or why it is void: <c>rejected</c>, <c>expired</c>,
/// <c>lineDropped</c>, <c>cancelled</c>, <c>restarted</c>, <c>notAllowed</c>,
/// <c>pinMustChange</c>.</param>
/// <param name="Result">Of one that was approved: <c>posted</c>, <c>failed</c>, <c>unknown</c>,
/// <c>submitted</c>.</param>
/// <param name="Live">The conversation goes on: it can be listened to.</param>
public sealed record ApprovalRow(
    string Number, string ContactId, string Customer, string Maker, BilingualText MakerName, string FromTail,
    string ToTail, long AmountMinor, string Currency, string ReadBack, string Why, DateTimeOffset AskedAt,
    DateTimeOffset DueAt, string State, string? Result, BilingualText? By, string? Note, bool Live);

public sealed record ApprovalSigning(string? Secret);

/// <param name="Reason">The agent hears it; 1 to 200 characters.</param>
public sealed record ApprovalRejection(string? Reason);

/// <summary>双人临柜: what waits for a second person, for those who may be it.</summary>
internal sealed class Approvals(
    ISecondPerson second, IConversations conversations, ICustomers customers, IUsers users, IDefinitions definitions,
    ISigning signing, IAudit audit)
{
    private const int LongestReason = 200;

    public async Task<ApprovalsView> All(ClaimsPrincipal who, CancellationToken ct)
    {
        var scope = users.ScopeOf(who, AssistedPermissions.Approve);
        var past = (await second.Past(ct)).Where(one => scope.Covers(one.Maker));
        return new ApprovalsView(
            await Open(who, ct), await Rows(past, ct), ApprovedTransfers.Approved.Words);
    }

    /// <summary>Those this person may decide: of his reach, within his authority, keyed by another.</summary>
    public async Task<IReadOnlyList<ApprovalRow>> Open(ClaimsPrincipal who, CancellationToken ct)
    {
        var (scope, upTo) = (users.ScopeOf(who, AssistedPermissions.Approve), UpTo(who) ?? long.MaxValue);
        return await Rows(
            (await second.Open(ct)).Where(
                one => scope.Covers(one.Maker) && one.Maker != who.Number() && one.Amount.Minor <= upTo), ct);
    }

    public async Task<Results<Ok<ApprovalRow>, NotFound, ProblemHttpResult>> Approve(
        string id, string? secret, ClaimsPrincipal who, CancellationToken ct)
    {
        if (!await Reaches(id, who, ct))
            return TypedResults.NotFound();
        var proved = await signing.Prove(who, secret, ct);
        if (proved is not SigningProof.Given proof)
            return ((SigningProof.Refused)proved).Answer();
        return await Answer(id, who, await second.Approve(
            id, Decider(who),
            (scope, request) => signing.Sign(
                scope, proof, ApprovedTransfers.Approved, ApprovedTransfers.SubjectOf(id),
                ApprovedTransfers.BytesOf(request)), ct), ct);
    }

    public async Task<Results<Ok<ApprovalRow>, NotFound, ProblemHttpResult>> Reject(
        string id, string? reason, ClaimsPrincipal who, CancellationToken ct)
    {
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } said || said.Any(char.IsControl))
            return Problems.Problem(422, "请说明理由（至多 200 字）。 / Say why, in at most 200 characters.", "reasonMissing");
        if (!await Reaches(id, who, ct))
            return TypedResults.NotFound();
        await audit.Record(who.Number(), "transfer.rejected", $"transaction/{id}", said, ct);
        return await Answer(id, who, await second.Reject(id, Decider(who), said, ct), ct);
    }

    private async Task<Results<Ok<ApprovalRow>, NotFound, ProblemHttpResult>> Answer(
        string id, ClaimsPrincipal who, SecondOutcome outcome, CancellationToken ct)
    {
        switch (outcome)
        {
            case SecondOutcome.NotYours { Why: var why }:
                await audit.Record(
                    who.Number(), "transfer.approvalRefused", $"transaction/{id}", why.ToString(), ct);
                var words = TransferWords.Of(why);
                return Problems.Problem(
                    StatusCodes.Status409Conflict, $"{words.Zh} / {words.En}", "notYours", ("why", words));
            case SecondOutcome.TooLate { Request: var late }:
                var told = Late(late);
                return Problems.Problem(
                    StatusCodes.Status409Conflict, $"{told.Zh} / {told.En}", "tooLate", ("why", told));
            case SecondOutcome.Approved or SecondOutcome.Rejected when await second.Find(id, ct) is { } now:
                return TypedResults.Ok((await Rows([now], ct))[0]);
            default:
                return TypedResults.NotFound();
        }
    }

    private async Task<bool> Reaches(string id, ClaimsPrincipal who, CancellationToken ct) =>
        await second.Find(id, ct) is { } request
        && (users.ScopeOf(who, AssistedPermissions.Approve).Covers(request.Maker) || request.Maker == who.Number());

    private BilingualText Late(SecondRequest request)
    {
        var by = NameOf(request.By ?? "");
        return request.Void switch
        {
            null => new($"{by.Zh}已经放行。", $"{by.En} has approved it already."),
            TransferVoid.Rejected => new($"{by.Zh}已经拒绝。", $"{by.En} has rejected it already."),
            var why => TransferWords.Of(why.Value, request.Note),
        };
    }

    private SecondDecider Decider(ClaimsPrincipal who) => new(who.Number(), who.SessionId(), UpTo(who));

    private long? UpTo(ClaimsPrincipal who) =>
        definitions.Now(AuthorityLevels.Kind).Value.UpTo(who.Card().AuthorityLevel);

    private async Task<IReadOnlyList<ApprovalRow>> Rows(IEnumerable<SecondRequest> requests, CancellationToken ct)
    {
        var live = conversations.All.Select(one => one.Call.ContactId).ToHashSet();
        List<ApprovalRow> rows = [];
        foreach (var one in requests)
        {
            var customer = await customers.ById(one.CustomerId, ct);
            rows.Add(new ApprovalRow(
                one.TransactionId, one.ContactId, Masks.Name(customer?.Name ?? ""), one.Maker, NameOf(one.Maker),
                one.FromTail, one.ToTail, one.Amount.Minor, one.Amount.Currency, one.ReadBack, one.Why,
                Clock.FromUs(one.AskedUs), Clock.FromUs(one.DueUs),
                one.State == "pending" ? "pending" : one.Void is { } why ? EnumWords.Of(why) : "approved",
                one.State == "pending" || one.Void is not null ? null : one.State,
                one.By is { } by ? NameOf(by) : null, one.Note, live.Contains(one.ContactId)));
        }
        return rows;
    }

    private BilingualText NameOf(string number) =>
        users.ByNumber(number) is { } user ? new($"{number} {user.NameZh}", $"{number} {user.NameEn}")
            : new(number, number);
}

/// <summary>What a second person signs: the order as it was read back.</summary>
internal sealed class ApprovedTransfers(ISecondPerson second) : ISignedThings
{
    public static readonly SignedMeaning Approved = new(
        "transfer.approved",
        new(
            "本人已核对复述内容、金额和客户，同意放行这笔转账，并对此负责。",
            "I have checked what was read back, the amount and the customer; I let this transfer go and answer for it."));

    public string Name => "transaction";

    public static string SubjectOf(string id) => $"transaction/{id}";

    public static byte[] BytesOf(SecondRequest request) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {request.TransactionId}
        {request.CustomerId}
        {request.ContactId}
        {request.Maker}
        {request.FromTail} {request.ToTail} {request.Amount.Minor} {request.Amount.Currency}
        {request.ReadBack}
        """));

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var id] && await second.Find(id, ct) is { } request ? BytesOf(request) : null;
}
