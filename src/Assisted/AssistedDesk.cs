using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Wealth;

namespace TellerLine.Assisted;

/// <summary>
/// 代客交易: what an agent may key for the customer on the line. The desk names accounts by reference and sees tails and
/// masked names; the bank's rules are the same as by keypad.
/// </summary>
internal sealed partial class AssistedDesk(
    IServedCalls calls, ITelephoneBank bank, IDeferredTransfers later, IAtmTransfers machines, IBills bills,
    IWealth wealth, ICreditCards cards, ILoans loans, ISecondPerson second, IContracts contracts,
    IEvidenceGuard evidence, IOfferedServices services, ServedCustomers served, IDefinitions definitions,
    KernelOptions kernel, TimeProvider time)
{
    private const int MostDigits = 13;

    private readonly ConcurrentDictionary<string, AssistedTransfer> _inHand = new();

    public async Task<AssistedView> View(ClaimsPrincipal who, CancellationToken ct)
    {
        var agent = who.Number();
        if (calls.Of(agent) is not { } call)
            return new AssistedView(null, null, false, [], [], [], [], [], [], [], null, null);
        var transfer = InHand(agent, call) is { } now ? await now.View(ct) : null;
        var (may, cannot) = await Look(call, ct);
        var alone = definitions.Now(AuthorityLevels.Kind).Value.UpTo(who.Card().AuthorityLevel);
        return may is null
            ? new AssistedView(
                call.ContactId, cannot, served.AsksOperator(call), [], [], [], [], [], [], await Waiting(call, ct),
                alone, transfer)
            : new AssistedView(
                call.ContactId, null, false, may.Shown(may.From), may.Shown(may.Own), may.Shown(may.Cards),
                may.ShownPayees, [.. bills.Open.Select(Shown)], later.Offered ? Speeds : [],
                await Waiting(call, ct), alone, transfer);
    }

    /// <summary>All that is wrong is told at once, each at its field; else it is to be read back.</summary>
    public Task<Results<Ok<AssistedView>, NotFound, ProblemHttpResult>> Begin(
        AssistedOrder order, ClaimsPrincipal who, CancellationToken ct) => served.Ordered<AssistedView>(
        who, [ServiceOf(order.Kind)], async customer => InHand(who.Number(), customer.Call) is { IsOver: false }
            ? DeskAnswers.Refused("inHand", new("还有一笔转账没有结束。", "A transfer is in hand still."))
            : await Begin(order, customer.Call, who, ct));

    private async Task<Results<Ok<AssistedView>, NotFound, ProblemHttpResult>> Begin(
        AssistedOrder order, IServedCall call, ClaimsPrincipal who, CancellationToken ct)
    {
        var (may, cannot) = await Look(call, ct);
        if (may is null)
            return DeskAnswers.Refused("cannot", cannot!);
        if (IsLoan(order))
        {
            var (loan, problem) = await UnderstoodLoan(order, may, call, who, ct);
            return loan is null ? problem! : await Start(loan, null, call, who, repays: false, ct);
        }
        if (IsWealth(order))
        {
            var (product, problem) = await UnderstoodWealth(order, may, call, who, ct);
            return product is null ? problem! : await Start(product, null, call, who, repays: false, ct);
        }
        var (wish, payee, faults) = Understood(order, may, call, who);
        if (wish is null)
            return DeskAnswers.Faulty(faults);
        var repays = order.Kind == Card;
        if ((wish.Bill is not null ? await BrokenByWhatIsOwed(wish, ct)
            : repays ? await BrokenByTheCard(wish, call, ct) : null) is { } broken)
            return broken;
        // It is sent once the customer has said yes to all that is read back.
        if (wish.Kind == TransferKind.Payee)
        {
            var first = await bank.IsFirstPayment(wish.CustomerId, wish.To, ct);
            var delayed = await bank.DelayedUntil(wish.CustomerId, wish.To, wish.Amount, wish.Speed, ct);
            wish = wish with
            {
                PayeeKnown = first,
                Origin = wish.Origin with
                {
                    ReadBack = ReadBack.Of(
                        wish.Kind, wish.From, wish.To, payee, wish.Amount, call.Language == "en",
                        delayed is { } at ? kernel.LocalTime(Clock.ToUs(at)) : Arrives(wish.Speed), first,
                        delayed is not null),
                },
            };
        }
        return await Start(wish, payee, call, who, repays, ct);
    }

    private async Task<Ok<AssistedView>> Start(
        TransferWish wish, string? payee, IServedCall call, ClaimsPrincipal who, bool repays, CancellationToken ct)
    {
        var transfer = new AssistedTransfer(
            call, who.Number(), wish, payee, bank, second, repays,
            wish.Bill is { } bill && bills.Find(bill.Biller) is { } biller ? new(biller.Zh, biller.En) : null);
        _inHand[who.Number()] = transfer;
        transfer.Begin();
        return TypedResults.Ok(await View(who, ct));
    }

    /// <summary>The customer said yes: the secure entry of the transaction PIN begins.</summary>
    public async Task<Results<Ok<AssistedView>, NotFound, ProblemHttpResult>> Confirm(
        ClaimsPrincipal who, CancellationToken ct)
    {
        if (calls.Of(who.Number()) is not { } call || InHand(who.Number(), call) is not { } transfer)
            return TypedResults.NotFound();
        return await transfer.Confirm() is { } code ? DeskAnswers.Refused(code, WhyNot(code))
            : TypedResults.Ok(await View(who, ct));
    }

    public async Task<Results<Ok<AssistedView>, NotFound, ProblemHttpResult>> Cancel(
        ClaimsPrincipal who, CancellationToken ct)
    {
        if (calls.Of(who.Number()) is not { } call || InHand(who.Number(), call) is not { } transfer)
            return TypedResults.NotFound();
        return await transfer.Cancel() is { } code ? DeskAnswers.Refused(code, WhyNot(code))
            : TypedResults.Ok(await View(who, ct));
    }

    /// <summary>Of the call before nothing is shown any more.</summary>
    private AssistedTransfer? InHand(string agent, IServedCall call)
    {
        if (!_inHand.TryGetValue(agent, out var transfer))
            return null;
        if (transfer.ContactId == call.ContactId)
            return transfer;
        _inHand.TryRemove(KeyValuePair.Create(agent, transfer));
        return null;
    }

    private async Task<(Possible? May, BilingualText? Cannot)> Look(IServedCall call, CancellationToken ct)
    {
        if (served.Cannot(call, orders: true) is { } cannot)
            return (null, cannot);
        var who = call.Who!;
        if (!evidence.IsKept(call.ContactId))
            return (null, TransferWords.Of(TransferRefusal.NotRecorded));
        switch (await contracts.Of(who.Customer.Id, ct))
        {
            case null:
                return (null, TransferWords.Of(TransferRefusal.NotSigned));
            case { IsActive: false }:
                return (null, TransferWords.Of(TransferRefusal.ContractSuspended));
            case { } contract:
                return await bank.Accounts(who.Customer.Id, ct) is AccountsOutcome.Listed listed
                    ? (new Possible(
                        contract, new KnownAccounts(listed.Accounts),
                        Disclosure.BalancesAreTold(who.Level)
                            && services.Refuses("balance", ServiceChannel.Agent) is null),
                        null)
                    : (null, TransferWords.Of(TransferRefusal.CoreUnavailable));
        }
    }

    private (TransferWish? Wish, string? Payee, IReadOnlyList<FieldFault> Faults) Understood(
        AssistedOrder order, Possible may, IServedCall call, ClaimsPrincipal who)
    {
        List<FieldFault> faults = [];
        if (order.Kind is not ("own" or "payee" or "bill" or Card))
            faults.Add(new("/kind", "请选择办理种类", "Choose own account, payee, bill or card"));
        var repays = order.Kind == Card;
        var own = order.Kind == "own" || repays;
        var number = order.Number?.Trim() ?? "";
        var from = may.From.FirstOrDefault(one => may.RefOf(one) == order.From);
        if (from is null)
            faults.Add(new("/from", "请选择付款账户", "Choose the paying account"));
        var into = own
            ? (repays ? may.Cards : may.Own).FirstOrDefault(one => may.RefOf(one) == order.To)?.Number
            : null;
        var payee = order.Kind == "payee" ? may.Payees.FirstOrDefault(one => may.RefOf(one) == order.To) : null;
        var biller = order.Kind == "bill" ? Biller(order.To, number, faults) : null;
        var to = into ?? payee?.Account ?? biller?.Account;
        if (to is null && order.Kind != "bill")
            faults.Add(new(
                "/to", repays ? "请选择信用卡" : own ? "请选择转入账户" : "请选择签约收款人",
                repays ? "Choose the card" : own ? "Choose the receiving account" : "Choose a signed payee"));
        else if (to is not null && to == from?.Number)
            faults.Add(new("/to", "付款和收款是同一账户", "It is the paying account"));
        var speed = Speed(order, faults);
        var fen = Fen(order.Amount);
        var service = ServiceOf(order.Kind);
        if (fen is null)
            faults.Add(new("/amount", "请输入大于零的金额，至多两位小数", "An amount above zero, at most two decimals"));
        else if (fen > may.Limit(own, call.Caller))
            faults.Add(new(
                "/amount", $"签约单笔至多 {Yuan(may.Limit(own, call.Caller))} 元",
                $"The contract allows at most {Yuan(may.Limit(own, call.Caller))} yuan a transfer"));
        else if (fen > services.Most(service))
            faults.Add(new(
                "/amount", $"此项业务单笔至多 {Yuan(services.Most(service)!.Value)} 元",
                $"This service takes at most {Yuan(services.Most(service)!.Value)} yuan"));
        else if (from is not null && may.BalancesTold && fen > from.Available.Minor)
            faults.Add(new("/amount", "账户余额不足", "The account does not hold as much"));
        else if (biller is not null && from is not null && !biller.Takes(new Money(fen.Value, from.Balance.Currency)))
            faults.Add(new(
                "/amount", $"该单位每次受理 {biller.MinYuan} 至 {biller.MaxYuan} 元",
                $"This biller takes {biller.MinYuan} to {biller.MaxYuan} yuan a payment"));
        if (faults.Count > 0)
            return (null, null, faults);

        var kind = biller?.Kind ?? (own ? TransferKind.Own : TransferKind.Payee);
        var masked = payee is null ? null : Masks.Name(payee.Name);
        var amount = new Money(fen!.Value, from!.Balance.Currency);
        var levels = definitions.Now(AuthorityLevels.Kind).Value;
        var english = call.Language == "en";
        return (
            new TransferWish(
                kind, call.Who!.Customer.Id, from.Number, to!, amount, $"desk-{Ids.New(kernel.Node, time)}",
                call.ContactId, new PinToken(""))
            {
                Caller = call.Caller,
                Speed = speed,
                Bill = biller is null ? null : new BillReference(biller.Code, number),
                Origin = new OrderOrigin(
                    OrderWay.Agent, who.Number(),
                    biller is null ? ReadBack.Of(
                        kind, from.Number, to!, masked, amount, english, Arrives(speed))
                        : BillReadBack.Of(biller, number, from.Number, amount, english),
                    IdentificationLevel.TransactionPin)
                {
                    AloneMinor = levels.UpTo(who.Card().AuthorityLevel),
                    Session = who.SessionId(),
                },
            }, masked, []);
    }

    /// <summary>As the catalogue and the dialogues name it.</summary>
    private static string ServiceOf(string? kind) => kind switch
    {
        "own" => "transfer",
        "bill" => "bills",
        Card => RepayService,
        "loanRepay" or "pledgedLoan" or Buys or Redeems => kind,
        _ => "pay",
    };

    private static long? Least(long? one, long? other) => one is null || other < one ? other ?? one : one;

    private static long? Fen(string? amount)
    {
        var text = amount?.Replace(",", "", StringComparison.Ordinal).Trim() ?? "";
        return text.Length <= MostDigits
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && yuan > 0 && decimal.Truncate(yuan * 100) == yuan * 100
                ? (long)(yuan * 100)
                : null;
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("N2", CultureInfo.InvariantCulture);

    private static BilingualText WhyNot(string code) => code switch
    {
        "entry" => new("客户正在输入密码，请先停止输入（S）。", "The customer is keying; stop the entry first (S)."),
        "guiding" => new("客户正在电话银行菜单中，请先结束指导（W）。", "The customer is in the menu; end the guidance first (W)."),
        "spoken" => new("客户正在说出密码。", "The customer is saying a PIN."),
        "away" => new("您的电话线路未就绪。", "Your line is not up."),
        "noCall" => new("通话已结束。", "The call is over."),
        _ => new("现在不能这样做。", "Not now."),
    };

    /// <summary>What the contract and the core bank permit to choose from.</summary>
    private sealed record Possible(SignedContract Contract, KnownAccounts Known, bool BalancesTold)
    {
        public IReadOnlyList<Account> Own =>
            [.. Known.All.Where(one => one.Moves && one.Kind != AccountKind.Credit)];

        public IReadOnlyList<Account> Cards => [.. Known.All.Where(one => one.Kind == AccountKind.Credit)];

        public IReadOnlyList<Account> From => [.. Own.Where(one => Contract.Holds(one.Number))];

        public IReadOnlyList<ContractPayee> Payees => Contract.Terms.Payees;

        public IReadOnlyList<AssistedPayee> ShownPayees =>
            [.. Payees.Select(one => new AssistedPayee(
                RefOf(one), AccountNumbers.Tail(one.Account), Masks.Name(one.Name)))];

        public IReadOnlyList<AssistedAccount> Shown(IReadOnlyList<Account> accounts) =>
            [.. accounts.Select(one => new AssistedAccount(
                RefOf(one), one.Tail, EnumWords.Of(one.Kind),
                BalancesTold ? one.Available.Minor : null, one.Balance.Currency))];

        public long Limit(bool own, string? caller) =>
            (own ? Contract.OwnLimits : Contract.LimitsFrom(caller)).PerTransaction;

        public string RefOf(Account account) => Known.RefOf(account);

        public string RefOf(ContractPayee payee) => string.Create(
            CultureInfo.InvariantCulture, $"p{Payees.ToList().IndexOf(payee)}-{AccountNumbers.Tail(payee.Account)}");
    }
}
