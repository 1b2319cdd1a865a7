using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <summary>
/// One transfer, or bill, that an agent makes for the customer on the line: read back, PIN, sent, perhaps past a second
/// person. It lives as long as its conversation and in no browser: a desk that is loaded anew finds it as it stands.
/// The token of the PIN passes through here, to the bank, and is kept nowhere.
/// </summary>
internal sealed class AssistedTransfer(
    IServedCall call, string agent, TransferWish wish, string? payeeMasked, ITelephoneBank bank, ISecondPerson second,
    bool repays = false, BilingualText? biller = null)
{
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _dropped;
    private string _state = "readBack";
    private string? _outcome;
    private string? _number;
    private BilingualText? _told;
    private string? _receipt;
    private long? _balance;
    private DateTimeOffset? _dueAt;
    private DateTimeOffset? _arrivesAt;

    public string ContactId => call.ContactId;

    public bool IsOver => _state == "over";

    /// <summary>Before anything is asked: what an end of the conversation does from here on is known.</summary>
    public void Begin()
    {
        call.Note(new ReadBackBegun(
            agent, KindWord, wish.Amount.Minor, wish.Amount.Currency, wish.Origin.ReadBack));
        _dropped = call.Over.Register(OnDropped);
    }

    public async Task<AssistedTransferView> View(CancellationToken ct)
    {
        if (_state == "pending")
            await Follow(ct);
        lock (_gate)
            return new AssistedTransferView(
                KindWord, AccountNumbers.Tail(wish.From), AccountNumbers.Tail(wish.To), payeeMasked,
                biller, wish.Amount.Minor, wish.Amount.Currency, wish.Origin.ReadBack, _state, _outcome, _number, _told,
                _receipt, _balance, _dueAt, _arrivesAt);
    }

    /// <summary>The customer said yes; the PIN is asked for.</summary>
    /// <returns>Why it cannot be now: <c>notNow</c>, or what <see cref="IServedCall.AskTransactionPin"/>
    /// says.</returns>
    public async Task<string?> Confirm()
    {
        string before;
        lock (_gate)
        {
            if (_state is not ("readBack" or "pin"))
                return "notNow";
            (before, _state, _told) = (_state, "keying", null);
        }
        if (await call.AskTransactionPin(Heard) is { } refused)
        {
            lock (_gate)
            {
                if (_state == "keying")
                    _state = before;
            }
            return refused;
        }
        if (before == "readBack")
            call.Note(new TransferConfirmed(agent, wish.Origin.ReadBack));
        return null;
    }

    /// <returns>Why not: <c>entry</c> (the customer is keying), <c>notNow</c> (it was sent).</returns>
    public async Task<string?> Cancel()
    {
        string? number = null;
        lock (_gate)
        {
            switch (_state)
            {
                case "keying":
                    return "entry";
                case "pending":
                    number = _number;
                    break;
                case "readBack" or "pin":
                    End("void", null, TransferWords.Of(TransferVoid.Cancelled, null));
                    break;
                default:
                    return _state == "over" ? null : "notNow";
            }
        }
        if (number is null)
            call.Note(new TransferDropped(agent, "cancelled"));
        else
            await second.Void(number, TransferVoid.Cancelled);
        return null;
    }

    private BilingualText DoneWords() => wish switch
    {
        { Bill: not null } => new("缴费已完成。", "The bill is paid."),
        { Loan: not null } => new(
            "贷款已发放，存款已质押，还清贷款后自动解除。",
            "The loan is paid out; the deposit is pledged until it is repaid."),
        { Class: OrderClass.Purchase } => new("理财购买已完成。", "The product is bought."),
        { Class: OrderClass.Redemption } => new("理财已赎回，款项已到账。", "It is paid back to the account."),
        { Class: OrderClass.Revocation } => new(
            "自助设备转账已撤销，款项已退回付款账户。", "The ATM transfer is taken back: the money is in the paying account."),
        _ when repays => new("还款已完成。", "The card is repaid."),
        _ => new("转账已完成。", "The transfer is done."),
    };

    private string KindWord => repays ? "card" : EnumWords.Of(wish.Class);

    private void Heard(string outcome, PinToken? token)
    {
        lock (_gate)
        {
            if (_state != "keying")
                return;
            if (token is null)
            {
                if (outcome is "blockedToday" or "frozen" or "notSet")
                    End("refused", null, TransferWords.OfEntry(outcome));
                else
                    (_state, _told) = ("pin", TransferWords.OfEntry(outcome));
            }
            else
                _state = "sending";
        }
        if (token is not null)
            _ = Send(token);
        else if (IsOver)
            call.Note(new TransferDropped(agent, "pin"));
    }

    private async Task Send(PinToken token)
    {
        try
        {
            Heard(await bank.Transfer(wish with { Token = token }, call.Over));
        }
        catch (OperationCanceledException)
        {
            // Nothing was submitted.
            lock (_gate)
                Dropped();
        }
    }

    private void Heard(TransferOutcome outcome)
    {
        string? dropped = null;
        lock (_gate)
        {
            switch (outcome)
            {
                case TransferOutcome.Posted posted:
                    (_balance, _receipt) = (
                        (wish.Loan is null ? posted.FromBalance : posted.ToBalance ?? posted.FromBalance).Minor,
                        posted.Receipt);
                    End("posted", posted.TransactionId, DoneWords());
                    break;
                case TransferOutcome.Deferred deferred:
                    (_balance, _arrivesAt) = (deferred.FromBalance.Minor, Clock.FromUs(deferred.ArrivesUs));
                    End("deferred", deferred.TransactionId, new(
                        "已受理，款项已扣，到账前客户可以来电撤销。",
                        "Taken: the money has left the account; until it arrives the customer may call to take it back."));
                    break;
                case TransferOutcome.Pending pending:
                    (_state, _number, _dueAt) = ("pending", pending.TransactionId, Clock.FromUs(pending.DueUs));
                    break;
                case TransferOutcome.Refused { Reason: TransferRefusal.PinTokenNotValid } late:
                    (_state, _told) = ("pin", TransferWords.Of(late.Reason));
                    break;
                case TransferOutcome.Refused refused:
                    End("refused", refused.TransactionId, TransferWords.Of(refused.Reason));
                    dropped = refused.TransactionId is null ? EnumWords.Of(refused.Reason) : null;
                    break;
                case TransferOutcome.Unknown unknown:
                    End("unknown", unknown.TransactionId, new(
                        "结果尚未确认，正在核对；请勿重复办理，结果会在下次来电时告知客户。",
                        "No answer yet: it is being settled. Do not make it again; the customer hears the end on the next call."));
                    break;
                default:
                    End("refused", null, new("系统故障，未办理，资金未动。", "A fault of ours: it was not made, nothing moved."));
                    dropped = "notBegun";
                    break;
            }
        }
        if (dropped is not null)
            call.Note(new TransferDropped(agent, dropped));
        // Told by the agent, unless nobody is on the line any more: then the next call begins with it.
        if (outcome is TransferOutcome.Posted or TransferOutcome.Refused && _number is { } number
            && !call.Over.IsCancellationRequested)
            bank.MarkTold([number]);
        if (outcome is TransferOutcome.Pending && call.Over.IsCancellationRequested)
            OnDropped();
    }

    /// <summary>What the second person made of it: the bank's record says.</summary>
    private async Task Follow(CancellationToken ct)
    {
        if (_number is null || await second.Find(_number, ct) is not { } request)
            return;
        if (request is { State: "voided", Void: { } why })
        {
            lock (_gate)
            {
                if (_state == "pending")
                    End("void", request.TransactionId, TransferWords.Of(why, request.Note));
            }
        }
        else if (request.State is "posted" or "deferred" or "failed" or "unknown")
            Heard(await bank.Transfer(wish, ct));
    }

    /// <summary>Before it was submitted that voids it; after, the bank's record decides.</summary>
    private void OnDropped()
    {
        string? waiting;
        lock (_gate)
        {
            waiting = _state == "pending" ? _number : null;
            // What is being sent is answered: by its end, or by not having left any more.
            if (_state is "readBack" or "keying" or "pin")
                Dropped();
        }
        if (waiting is not null)
            _ = second.Void(waiting, TransferVoid.LineDropped);
    }

    private void Dropped()
    {
        End("void", null, TransferWords.Of(TransferVoid.LineDropped, null));
        call.Note(new TransferDropped(agent, "lineDropped"));
    }

    private void End(string outcome, string? number, BilingualText told)
    {
        (_state, _outcome, _told, _dueAt) = ("over", outcome, told, null);
        _number ??= number;
        _dropped.Unregister();
    }
}
