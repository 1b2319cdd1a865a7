using TellerLine.Access;
using TellerLine.Banking;

namespace TellerLine.Assisted;

/// <summary>How an end is told at the desk, for the agent to tell the customer.</summary>
internal static class TransferWords
{
    internal static BilingualText Of(TransferRefusal reason) => reason switch
    {
        TransferRefusal.InsufficientFunds => new("账户余额不足。", "The account does not hold enough."),
        TransferRefusal.OverTransactionLimit => new("超过签约的单笔限额。", "More than the contract allows in one transfer."),
        TransferRefusal.OverServiceLimit => new(
            "超过银行规定的此项业务单笔限额。", "More than the bank takes in one order of this service."),
        TransferRefusal.OverDayLimit => new("超过签约的日限额。", "More than the contract allows in a day."),
        TransferRefusal.AccountFrozen => new("账户已冻结。", "An account is frozen."),
        TransferRefusal.AccountClosed => new("账户已销户。", "An account is closed."),
        TransferRefusal.NotSigned => new("客户没有签约电话银行。", "The customer has no contract for the telephone bank."),
        TransferRefusal.ContractSuspended => new("签约已暂停。", "The contract is suspended."),
        TransferRefusal.AccountNotSigned => new("付款账户不在签约范围内。", "The contract does not name the paying account."),
        TransferRefusal.PayeeNotSigned => new("收款人不在签约范围内。", "The contract does not name the payee."),
        TransferRefusal.PayeeNotConfirmed => new(
            "首次向该收款人转账，客户没有确认认识收款人，未办理。",
            "A first payment to somebody whom the customer did not say he knows: it was not made."),
        TransferRefusal.PinTokenNotValid => new("密码验证已失效，请客户重新输入。", "The PIN came too late: let the customer key it again."),
        TransferRefusal.PinIsInitial => new("客户仍在使用初始密码，须先修改密码。", "The PIN is still the bank's first one: it must be changed first."),
        TransferRefusal.PinIsSpoken => new(
            "客户曾说出密码，须先由客户按键修改（可转接自助菜单），未办理。",
            "A PIN was said aloud: the customer must change it first (by keypad: transfer to the menu). Nothing was made."),
        TransferRefusal.CoreUnavailable => new("核心系统没有应答，未办理，资金未动。", "The core bank does not answer: nothing was begun."),
        TransferRefusal.NotRecorded => new("通话没有录音，不能办理交易。", "The call is not recorded: no transaction without it."),
        TransferRefusal.Busy => new("系统繁忙，未办理，请稍后再试。", "Too much at once: nothing was begun, try again."),
        TransferRefusal.RiskBlocked => new(
            "风险规则不允许向该收款人转账，未办理。请提醒客户防范诈骗（96110）。",
            "The bank's risk rules forbid this payment: it was not made. Warn the customer of fraud (96110)."),
        TransferRefusal.AccountHeld => new("账户已挂失止付。", "The account is reported lost: payments are stopped."),
        TransferRefusal.BillerClosed => new("缴费单位现在不受理缴费，未办理。", "The biller takes no payments now: it was not made."),
        TransferRefusal.BillAmount => new("金额不在缴费单位受理的范围内。", "Less or more than the biller takes by telephone."),
        TransferRefusal.BillChanged => new(
            "欠费金额已变化，请重新查询。款项已退回。", "What is owed has changed: ask again. The money is back."),
        TransferRefusal.BillerRefused => new("缴费单位拒绝受理，款项已退回。", "The biller refused; the money is back."),
        TransferRefusal.Revoked => new("客户已撤销，款项已退回。", "The customer took it back; the money is in the account."),
        TransferRefusal.NotRated => new(
            "客户没有做过风险测评，不能购买；首次测评须到网点当面进行。",
            "The customer has no risk rating: nothing is sold. The first is made face to face at a branch."),
        TransferRefusal.RatingExpired => new("客户的风险测评已过期，不能购买。", "The risk rating has run out: nothing is sold."),
        TransferRefusal.RiskTooHigh => new(
            "产品风险等级超过客户的风险承受能力，不能购买。", "The product's risk is more than the customer bears: it is not sold."),
        TransferRefusal.NotOnSale => new("该产品现在不在售，未办理。", "The product is not on sale: it was not bought."),
        TransferRefusal.QuotaUsedUp => new("该产品剩余额度不足，未办理。", "There is not so much left of the product."),
        TransferRefusal.NotRedeemableYet => new("未到期，不能赎回。", "Its term is not over: it is not paid back yet."),
        TransferRefusal.RedeemedAlready => new("该持仓正在赎回或已赎回。", "It is being paid back, or was."),
        TransferRefusal.NoSuchHolding => new("客户没有这笔持仓。", "The customer has no such holding."),
        TransferRefusal.SpeedNotOffered => new("不提供这种到账方式，未办理。", "It cannot arrive in this way: it was not made."),
        TransferRefusal.MoreThanOwed => new("超过贷款欠款，未办理。", "More than the loan owes: it was not made."),
        TransferRefusal.DepositPledged => new(
            "该定期存款已质押或止付，未办理。", "A loan stands on this deposit, or it is stopped: it was not made."),
        TransferRefusal.LoanTerms => new(
            "金额、期限或利率不符合银行今日的贷款条件，未办理。",
            "Amount, last day or rate are not what the bank lends on this deposit today: it was not made."),
        TransferRefusal.AlreadyArrived => new(
            "这笔转账已到账，不能撤销。", "The transfer has arrived: it cannot be taken back any more."),
        TransferRefusal.AlreadyRevoked => new(
            "这笔转账此前已撤销，款项已退回。", "The transfer was taken back before; the money is in the account."),
        TransferRefusal.NoSuchTransfer => new("没有这笔自助设备转账，未撤销。", "There is no such ATM transfer: nothing was taken back."),
        _ => new("未办理，资金未动。", "It was refused; nothing moved."),
    };

    internal static BilingualText Of(TransferVoid why, string? note) => why switch
    {
        TransferVoid.Rejected => new($"复核人不同意：{note}", $"The second person rejected it: {note}"),
        TransferVoid.Expired => new("没有人在时限内复核，交易作废，密码验证同时失效。", "Nobody approved in time: it is void, and the PIN's proof with it."),
        TransferVoid.LineDropped => new("通话已中断，交易作废。", "The line dropped: it is void."),
        TransferVoid.Cancelled => new("已取消，资金未动。", "Cancelled; nothing moved."),
        TransferVoid.Restarted => new("系统重启，交易作废，资金未动。", "The centre was restarted: it is void, nothing moved."),
        TransferVoid.PinMustChange => new(
            "放行时交易密码须先修改（曾被说出或为初始密码），交易作废，资金未动。",
            "When it was to go, the PIN had to be changed first (it was said aloud, or set anew): it is void, nothing moved."),
        _ => new("放行时签约或录音已不符合要求，交易作废。", "When it was to go, contract or recording did not allow it any more: it is void."),
    };

    /// <summary>How a secure entry failed.</summary>
    internal static BilingualText OfEntry(string outcome) => outcome switch
    {
        "wrong" => new("密码错误，可请客户重新输入。", "The PIN was wrong; the customer may try again."),
        "blockedToday" => new("密码今日已锁定，不能办理。", "The PIN is blocked for today: no transfer."),
        "frozen" => new("密码已冻结，须到网点解锁。", "The PIN is frozen: a branch must lift it."),
        "notSet" => new("客户没有交易密码，须到网点设置。", "The customer has no transaction PIN: a branch sets it."),
        "cancelled" => new("输入已停止。", "The entry was stopped."),
        "unavailable" => new("输入中断，请重新开始。", "The entry broke off; begin again."),
        _ => new("没有输满六位，可请客户重新输入。", "Not all six digits were keyed; the customer may try again."),
    };

    internal static BilingualText Of(SecondRefusal why) => why switch
    {
        SecondRefusal.OwnTransfer => new("本人经办的交易不能由本人复核。", "Who keyed it does not approve it."),
        SecondRefusal.SameSession => new("复核人须用另一个登录会话。", "The second person needs a login session of his own."),
        _ => new("金额超过您的授权等级。", "The amount is more than your authority."),
    };
}
