using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <param name="Identity">Number of the identity document, as the caller says it; not kept.</param>
public sealed record OperatorAnswer(string? Identity)
{
    public override string ToString() => "OperatorAnswer";
}

/// <summary>Who speaks for the company.</summary>
/// <param name="Name">Masked.</param>
/// <param name="Transacts">May have money moved; else only hears of the accounts.</param>
public sealed record ProvedOperator(string Name, string Role, bool Transacts);

/// <summary>
/// 对公经办人: before anything of a company is told or done, the one who speaks proves to be on its list, and does no
/// more than the company lets him. It holds for this conversation: another agent asks again. Who is not on the list
/// gets what anybody gets.
/// </summary>
internal sealed class CompanyOperators(IServedCalls calls, ICustomerAnswers answers, IAudit audit)
{
    private const int MostWrong = 3;

    private static readonly BilingualText
        Ask = new("企业客户：请先核对经办人的证件号码。", "A company: ask who speaks for the number of his identity document first."),
        NotListed = new(
            "来电人不在企业的经办人名单上：只能提供公共信息，请到网点办理授权。",
            "The caller is not on the company's list of operators: public information only. A branch takes authorisations."),
        EnquiresOnly = new(
            "该经办人只有查询权限，不能办理交易。", "This operator may hear of the accounts; he may not have money moved.");

    private readonly ConditionalWeakTable<IServedCall, Proof> _proofs = [];

    /// <returns>Null: the caller may, as far as it goes by who speaks.</returns>
    public BilingualText? Cannot(IServedCall call, bool transacts) =>
        call.Who is not { Customer: { Kind: CustomerKind.Company } company } ? null
        : Of(call, company.Id) is not { } proof ? Ask
        : proof.Operator is { } one ? transacts && one.Mandate != OperatorMandate.Transactions ? EnquiresOnly : null
        : proof.Wrong >= MostWrong ? NotListed
        : Ask;

    /// <summary>Nobody has proved it yet, and somebody still may.</summary>
    public bool Wanted(IServedCall call) => Cannot(call, transacts: false) == Ask;

    public async Task<Results<Ok<ProvedOperator>, NotFound, ProblemHttpResult>> Prove(
        OperatorAnswer answer, ClaimsPrincipal who, CancellationToken ct)
    {
        if (calls.Of(who.Number()) is not { Who.Customer: { Kind: CustomerKind.Company } company } call)
            return TypedResults.NotFound();
        var identity = answer.Identity?.Trim() ?? "";
        if (identity.Length is 0 or > 30)
            return DeskAnswers.Faulty([new("/identity", "请输入证件号码", "The number of the document is needed")]);
        Proof proof;
        lock (_proofs)
        {
            if (Of(call, company.Id) is { } begun)
                proof = begun;
            else
                _proofs.AddOrUpdate(call, proof = new Proof(company.Id));
        }
        // Counted before it is looked at: two answers at once are two.
        if (proof.Tries() > MostWrong)
            return DeskAnswers.Refused("notListed", NotListed);
        if (await answers.OperatorIs(company.Id, identity, ct) is not { } found)
        {
            await audit.Record(who.Number(), "operator.refused", $"customer/{company.Id}", call.ContactId, ct);
            call.Note(new OperatorRefused(who.Number()));
            return proof.Wrong >= MostWrong ? DeskAnswers.Refused("notListed", NotListed)
                : DeskAnswers.Faulty([new(
                    "/identity", "经办人名单上没有该证件号码", "Nobody on the company's list has this document")]);
        }
        proof.Operator = found;
        call.OperatorProved();
        await audit.Record(who.Number(), "operator.proved", $"customer/{company.Id}", call.ContactId, ct);
        var shown = new ProvedOperator(
            Masks.Name(found.Name), found.Role, found.Mandate == OperatorMandate.Transactions);
        call.Note(new OperatorProved(who.Number(), shown.Name, EnumWords.Of(found.Mandate)));
        return TypedResults.Ok(shown);
    }

    private Proof? Of(IServedCall call, string customerId) =>
        _proofs.TryGetValue(call, out var proof) && proof.CustomerId == customerId ? proof : null;

    private sealed class Proof(string customerId)
    {
        private int _tries;

        public string CustomerId => customerId;

        public CompanyOperator? Operator { get; set; }

        public int Wrong => Operator is null ? Volatile.Read(ref _tries) : 0;

        public int Tries() => Interlocked.Increment(ref _tries);
    }
}
