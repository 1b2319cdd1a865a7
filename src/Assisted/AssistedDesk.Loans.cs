using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Assisted;

/// <summary>自助贷款 with an agent: what is owed, repayment, and a loan on a time deposit.</summary>
internal sealed partial class AssistedDesk
{
    /// <summary>After the enquiry PIN, as by keypad; no contract is needed to hear it.</summary>
    public Task<Results<Ok<AssistedLoans>, NotFound, ProblemHttpResult>> Loans(
        ClaimsPrincipal who, CancellationToken ct) => served.Told<AssistedLoans>(who, ["loan"], async customer =>
        await loans.Of(customer.Known, ct) is LoansOutcome.Told owed
        && await loans.Pledges(customer.Known, ct) is PledgesOutcome.Told lent
            ? TypedResults.Ok(new AssistedLoans([.. owed.Loans.Select(Shown)], [.. lent.Pledges.Select(Shown)]))
            : DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown));

    private static bool IsLoan(AssistedOrder order) => order.Kind is "loanRepay" or "pledgedLoan";

    /// <summary>
    /// The core bank is asked again: what is owed and lent may have changed since it was shown.
    /// </summary>
    private async Task<(TransferWish? Wish, ProblemHttpResult? Problem)> UnderstoodLoan(
        AssistedOrder order, Possible may, IServedCall call, ClaimsPrincipal who, CancellationToken ct)
    {
        List<FieldFault> faults = [];
        var fen = Fen(order.Amount);
        if (fen is null)
            faults.Add(new("/amount", "请输入大于零的金额，至多两位小数", "An amount above zero, at most two decimals"));
        else if (fen > services.Most(order.Kind!))
            faults.Add(new(
                "/amount", $"此项业务单笔至多 {Yuan(services.Most(order.Kind!)!.Value)} 元",
                $"This service takes at most {Yuan(services.Most(order.Kind!)!.Value)} yuan"));
        else if (fen > may.Limit(own: true, call.Caller))
            faults.Add(new(
                "/amount", $"签约单笔至多 {Yuan(may.Limit(own: true, call.Caller))} 元",
                $"The contract allows at most {Yuan(may.Limit(own: true, call.Caller))} yuan a transfer"));
        var wish = order.Kind == "loanRepay"
            ? await Repayment(order, may, call, fen, faults, ct) : await Pledged(order, may, call, fen, faults, ct);
        return faults.Count > 0 ? (null, DeskAnswers.Faulty(faults))
            : wish is null ? (null, DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown))
            : (wish with
            {
                Caller = call.Caller,
                Origin = wish.Origin with
                {
                    Agent = who.Number(),
                    AloneMinor = definitions.Now(AuthorityLevels.Kind).Value.UpTo(who.Card().AuthorityLevel),
                    Session = who.SessionId(),
                },
            }, null);
    }

    private async Task<TransferWish?> Repayment(
        AssistedOrder order, Possible may, IServedCall call, long? fen, List<FieldFault> faults, CancellationToken ct)
    {
        if (await loans.Of(call.Who, ct) is not LoansOutcome.Told { Loans: var all })
            return null;
        var from = may.From.FirstOrDefault(one => may.RefOf(one) == order.From);
        if (from is null)
            faults.Add(new("/from", "请选择付款账户", "Choose the paying account"));
        else if (may.BalancesTold && fen > from.Available.Minor)
            faults.Add(new("/amount", "账户余额不足", "The account does not hold as much"));
        var loan = all.FirstOrDefault(one => RefOf(one) == order.To);
        if (loan is null)
            faults.Add(new("/to", "请选择贷款", "Choose the loan"));
        else if (fen > loan.Owed.Minor)
            faults.Add(new(
                "/amount", $"欠款 {Yuan(loan.Owed.Minor)} 元，不能多还",
                $"{Yuan(loan.Owed.Minor)} yuan are owed, not more"));
        return faults.Count > 0 ? null : Wish(
            TransferKind.Own, call, from!.Number, loan!.Number, new Money(fen!.Value, loan.Owed.Currency), null);
    }

    private async Task<TransferWish?> Pledged(
        AssistedOrder order, Possible may, IServedCall call, long? fen, List<FieldFault> faults, CancellationToken ct)
    {
        if (await loans.Pledges(call.Who, ct) is not PledgesOutcome.Told { Pledges: var all })
            return null;
        var on = all.FirstOrDefault(one => RefOf(one.Deposit) == order.From);
        if (on is null)
            faults.Add(new("/from", "请选择质押的定期存款", "Choose the time deposit to pledge"));
        else if (fen > on.Most.Minor)
            faults.Add(new(
                "/amount", $"该存款至多可贷 {Yuan(on.Most.Minor)} 元",
                $"At most {Yuan(on.Most.Minor)} yuan are lent on this deposit"));
        var to = may.From.FirstOrDefault(one => may.RefOf(one) == order.To);
        if (to is null)
            faults.Add(new("/to", "请选择入账账户", "Choose the account it is paid to"));
        if (order.Ends is not { } ends || ends <= kernel.DayOf(time.NowUs()))
            faults.Add(new("/ends", "请选择今日之后的到期日", "Choose a last day after today"));
        else if (on is not null && ends > on.LastDay)
            faults.Add(new(
                "/ends", string.Create(CultureInfo.InvariantCulture, $"不能晚于存款到期日 {on.LastDay:yyyy-MM-dd}"),
                string.Create(CultureInfo.InvariantCulture, $"Not after the deposit matures, {on.LastDay:yyyy-MM-dd}")));
        return faults.Count > 0 ? null : Wish(
            TransferKind.PledgedLoan, call, on!.Deposit.Number, to!.Number, on.Most with { Minor = fen!.Value },
            new LoanWish(order.Ends!.Value, on.RateBp));
    }

    private TransferWish Wish(
        TransferKind kind, IServedCall call, string from, string to, Money amount, LoanWish? loan)
    {
        var english = call.Language == "en";
        return new TransferWish(
            kind, call.Who!.Customer.Id, from, to, amount, $"desk-{Ids.New(kernel.Node, time)}", call.ContactId,
            new PinToken(""))
        {
            Loan = loan,
            Origin = new OrderOrigin(
                OrderWay.Agent, null,
                loan is null ? ReadBack.Of(kind, from, to, null, amount, english)
                    : ReadBack.Of(loan, from, to, amount, english),
                IdentificationLevel.TransactionPin),
        };
    }

    private static AssistedLoan Shown(Loan one) => new(
        RefOf(one), one.Tail, one.Principal.Minor, one.Owed.Minor, one.Overdue.Minor, one.NextPayment.Minor, one.RateBp,
        one.Ends, one.Next?.Due, one.Next?.Amount.Minor, one.Owed.Currency);

    private static AssistedPledge Shown(Pledgeable one) => new(
        RefOf(one.Deposit), one.Deposit.Tail, one.Deposit.Amount.Minor, one.Most.Minor, one.RateBp, one.LastDay,
        one.Most.Currency);

    /// <summary>The tail and its last day tell two of one customer's apart.</summary>
    private static string RefOf(Loan one) =>
        string.Create(CultureInfo.InvariantCulture, $"l{one.Tail}-{one.Ends:yyyyMMdd}-{one.RateBp}");

    private static string RefOf(TimeDeposit one) =>
        string.Create(CultureInfo.InvariantCulture, $"d{one.Tail}-{one.Matures:yyyyMMdd}-{one.RateBp}");
}
