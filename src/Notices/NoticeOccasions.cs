namespace TellerLine.Notices;

/// <summary>
/// What the program itself tells customers: the template's key, what it is for, and the fields that it may have.
/// Whatever else stands in the kind <c>notices</c> is sent by people, or by what names it.
/// </summary>
/// <param name="Key">The document's key in the kind <c>notices</c>, for ever.</param>
public sealed record NoticeOccasion(
    string Key, string Zh, string En, NoticePurpose Purpose, IReadOnlyList<NoticeFieldKind> Fields);

/// <param name="Name">As the text has it, in braces: <c>{amount}</c>.</param>
/// <param name="Longest">Characters: the parts of a message are counted with so many.</param>
public sealed record NoticeFieldKind(string Name, string Zh, string En, int Longest)
{
    /// <summary>A text that leaves it out is refused.</summary>
    public bool Needed { get; init; }

    /// <summary>Staff see stars in its place.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Its letters are beyond the GSM alphabet, in English texts too.</summary>
    public bool IsChinese { get; init; }
}

public static class NoticeOccasions
{
    internal const int LongestBankName = 30;

    /// <summary>In every text.</summary>
    public static readonly IReadOnlyList<NoticeFieldKind> Always =
    [
        new("bank", "银行名称", "the bank's name", LongestBankName),
        new("hotline", "客服电话", "the number to call", 15),
        new("name", "客户称呼", "the customer's name and title", 12) { IsChinese = true },
    ];

    public static readonly NoticeOccasion TransferPosted = new(
        "transfer-posted", "转账成功", "A transfer was posted", NoticePurpose.Service,
        [
            new("from", "付款账户尾号", "the paying account's last four digits", 4) { Needed = true },
            new("to", "收款账户尾号", "the receiving account's last four digits", 4) { Needed = true },
            new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
            new("balance", "付款账户余额", "the paying account's balance", 18) { IsPrivate = true },
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    private static readonly NoticeFieldKind[] Later =
    [
        .. TransferPosted.Fields.Where(field => field.Name is "from" or "to" or "amount" or "time"),
        new("number", "交易编号", "the transaction's number", 14),
    ];

    public static readonly NoticeOccasion TransferDeferred = new(
        "transfer-deferred", "延时转账已受理", "A transfer that arrives later was taken", NoticePurpose.Service, Later);

    public static readonly NoticeOccasion TransferArrived = new(
        "transfer-arrived", "延时转账已到账", "A transfer has arrived", NoticePurpose.Service, Later);

    public static readonly NoticeOccasion TransferRevoked = new(
        "transfer-revoked", "延时转账已撤销", "A transfer was taken back", NoticePurpose.Service, Later);

    public static readonly NoticeOccasion TransferReturned = new(
        "transfer-returned", "延时转账未成功，已退款", "A transfer did not arrive, the money is back",
        NoticePurpose.Service, Later);

    public static readonly NoticeOccasion PinBlocked = new(
        "pin-blocked", "密码当日锁定", "A PIN is blocked for the day", NoticePurpose.Service,
        [
            new("pin", "哪个密码", "which PIN", 15) { Needed = true },
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    public static readonly NoticeOccasion PinFrozen = new(
        "pin-frozen", "密码冻结", "A PIN is frozen", NoticePurpose.Service, PinBlocked.Fields);

    public static readonly NoticeOccasion OptedOut = new(
        "opted-out", "退订确认", "Opting out is confirmed", NoticePurpose.Service,
        [new("purpose", "退订的类别", "what was opted out of", 12) { Needed = true }]);

    private static readonly NoticeFieldKind
        LossNumber = new("number", "挂失编号", "the report's number", 14) { Needed = true },
        LossProduct = new("product", "挂失介质", "what was lost", 24) { IsChinese = true },
        LossTail = new("tail", "账户尾号", "the account's last four digits", 4),
        LossUntil = new("until", "有效期至", "until when it holds", 16),
        LossTime = new("time", "时间", "when", 16);

    public static readonly NoticeOccasion LossHeld = new(
        "loss-held", "挂失已受理", "A loss report was taken", NoticePurpose.Service,
        [LossNumber, LossProduct, LossTail with { Needed = true }, LossUntil with { Needed = true }, LossTime]);

    public static readonly NoticeOccasion LossReminder = new(
        "loss-reminder", "口头挂失即将失效", "A loss report is about to lapse", NoticePurpose.Service,
        [LossNumber, LossProduct, LossTail, LossUntil with { Needed = true }]);

    public static readonly NoticeOccasion LossConfirmed = new(
        "loss-confirmed", "转正式挂失", "A loss report was confirmed", NoticePurpose.Service,
        [LossNumber, LossProduct, LossTail, LossTime]);

    public static readonly NoticeOccasion LossLapsed = new(
        "loss-lapsed", "口头挂失已失效", "A loss report lapsed", NoticePurpose.Service,
        [LossNumber, LossProduct, LossTail, LossTime]);

    public static readonly NoticeOccasion LossCancelled = new(
        "loss-cancelled", "已解挂", "A loss report was taken back", NoticePurpose.Service,
        [LossNumber, LossProduct, LossTail, LossTime]);

    public static readonly NoticeOccasion LossRefused = new(
        "loss-refused", "挂失未受理", "A loss report was refused", NoticePurpose.Service,
        [LossNumber, LossTime with { Needed = true }, new("why", "原因", "why", 48) { IsChinese = true, Needed = true }]);

    public static readonly NoticeOccasion PinChanged = new(
        "pin-changed", "密码已修改", "A PIN was changed", NoticePurpose.Service, PinBlocked.Fields);

    public static readonly NoticeOccasion PinSet = new(
        "pin-set", "网点设置密码", "A PIN was set at a branch", NoticePurpose.Service, PinBlocked.Fields);

    public static readonly NoticeOccasion PinUnfrozen = new(
        "pin-unfrozen", "网点解除密码锁定", "A branch lifted a PIN's lock", NoticePurpose.Service, PinBlocked.Fields);

    public static readonly NoticeOccasion ContractChanged = new(
        "contract-changed", "电话银行签约已变更", "The telephone banking contract has changed", NoticePurpose.Service,
        [
            new("number", "合约编号", "the contract's number", 20) { Needed = true },
            new("deed", "办理事项", "what was done", 24) { Needed = true },
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    public static readonly NoticeOccasion PinSaidAloud = new(
        "pin-said-aloud", "密码已被说出，须修改", "A PIN was said aloud and must be changed", NoticePurpose.Service,
        [new("time", "时间", "when", 16) { Needed = true }]);

    private static readonly NoticeFieldKind
        Biller = new("biller", "缴费单位", "the biller", 24) { IsChinese = true, Needed = true },
        BillAmount = new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
        BillFrom = new("from", "付款账户尾号", "the paying account's last four digits", 4) { Needed = true },
        BillReceipt = new("receipt", "回执号", "the biller's receipt", 40),
        BillNumber = new("number", "交易编号", "the transaction's number", 14),
        BillTime = new("time", "时间", "when", 16) { Needed = true };

    public static readonly NoticeOccasion BillPaid = new(
        "bill-paid", "缴费成功", "A bill was paid", NoticePurpose.Service,
        [Biller, BillAmount, BillFrom, BillReceipt with { Needed = true }, BillNumber, BillTime]);

    public static readonly NoticeOccasion BillReturned = new(
        "bill-returned", "缴费未成功，已退款", "A bill was not paid, the money is back", NoticePurpose.Service,
        [Biller, BillAmount, BillFrom, BillNumber, BillTime]);

    public static readonly NoticeOccasion BillReversed = new(
        "bill-reversed", "缴费已冲正", "A bill was reversed", NoticePurpose.Service,
        [Biller, BillAmount, BillFrom, BillReceipt, BillNumber, BillTime]);

    private static readonly NoticeFieldKind[] Wealth =
    [
        new("product", "产品", "the product", 40) { IsChinese = true, Needed = true },
        new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
        new("tail", "账户尾号", "the account's last four digits", 4) { Needed = true },
        new("number", "交易编号", "the transaction's number", 14),
        new("time", "时间", "when", 16) { Needed = true },
    ];

    public static readonly NoticeOccasion WealthBought = new(
        "wealth-bought", "理财购买成功", "A wealth product was bought", NoticePurpose.Service, Wealth);

    public static readonly NoticeOccasion WealthRedeemed = new(
        "wealth-redeemed", "理财赎回成功", "A wealth product was paid back", NoticePurpose.Service, Wealth);

    private static readonly NoticeFieldKind AccountTail =
        new("tail", "账户尾号", "the account's last four digits", 4) { Needed = true };

    public static readonly NoticeOccasion StatementSent = new(
        "statement-sent", "交易明细", "A statement of movements", NoticePurpose.Service,
        [
            AccountTail,
            new("period", "期间", "the days it is of", 21) { Needed = true },
            new("count", "笔数", "how many movements", 4) { Needed = true },
            new("in", "收入合计", "what came in", 18) { IsPrivate = true },
            new("out", "支出合计", "what went out", 18) { IsPrivate = true },
            new("latest", "最近几笔", "the latest few", 60) { IsPrivate = true },
        ]);

    public static readonly NoticeOccasion CardActivated = new(
        "card-activated", "信用卡已激活", "A credit card was activated", NoticePurpose.Service,
        [AccountTail, new("time", "时间", "when", 16) { Needed = true }]);

    public static readonly NoticeOccasion LoanGranted = new(
        "loan-granted", "质押贷款已发放", "A pledged loan was paid out", NoticePurpose.Service,
        [
            new("deposit", "质押存款尾号", "the pledged deposit's last four digits", 4) { Needed = true },
            new("to", "入账账户尾号", "the account it was paid to, last four digits", 4) { Needed = true },
            new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
            new("rate", "年利率（%）", "the rate of a year, per cent", 6),
            new("ends", "到期日", "the last day to repay", 10) { Needed = true },
        ]);

    private static readonly NoticeFieldKind[] Repaid =
    [
        new("from", "付款账户尾号", "the paying account's last four digits", 4) { Needed = true },
        AccountTail,
        new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
        new("owed", "还款后欠款", "what is still owed", 18) { IsPrivate = true },
        new("time", "时间", "when", 16) { Needed = true },
    ];

    public static readonly NoticeOccasion CardRepaid = new(
        "card-repaid", "信用卡已还款", "A credit card was repaid", NoticePurpose.Service, Repaid);

    public static readonly NoticeOccasion LoanRepaid = new(
        "loan-repaid", "贷款已还款", "A loan was repaid", NoticePurpose.Service, Repaid);

    public static readonly NoticeOccasion AtmRevoked = new(
        "atm-revoked", "自助设备转账已撤销", "A transfer made at an ATM was taken back", NoticePurpose.Service,
        [
            AccountTail,
            new("payee", "收款账户尾号", "the payee's account, last four digits", 4) { Needed = true },
            new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
            new("number", "交易编号", "the transaction's number", 14),
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    public static readonly NoticeOccasion MovementAlert = new(
        "movement-alert", "动账通知", "An account moved", NoticePurpose.Service,
        [
            AccountTail,
            new("way", "收入或支出", "in or out", 10) { Needed = true, IsChinese = true },
            new("amount", "金额", "the amount", 18) { Needed = true, IsPrivate = true },
            new("balance", "余额", "the balance after it", 18) { IsPrivate = true },
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    public static readonly NoticeOccasion AlertChanged = new(
        "alert-changed", "动账通知已设置", "Movement alerts were set", NoticePurpose.Service,
        [
            AccountTail,
            new("state", "设置成什么", "what was set", 40) { Needed = true, IsChinese = true },
            new("time", "时间", "when", 16) { Needed = true },
        ]);

    private static readonly NoticeFieldKind[] Appointment =
    [
        new("number", "预约编号", "the appointment's number", 14),
        new("service", "预约业务", "what it is for", 24) { IsChinese = true },
        new("branch", "网点", "the branch", 40) { IsChinese = true, Needed = true },
        new("time", "预约时间", "when", 11) { Needed = true },
    ];

    public static readonly NoticeOccasion AppointmentBooked = new(
        "appointment-booked", "预约成功", "An appointment was booked", NoticePurpose.Service, Appointment);

    public static readonly NoticeOccasion AppointmentReminder = new(
        "appointment-reminder", "预约提醒", "The day before an appointment", NoticePurpose.Service, Appointment);

    public static readonly NoticeOccasion AppointmentCancelled = new(
        "appointment-cancelled", "预约已取消", "An appointment was cancelled", NoticePurpose.Service, Appointment);

    public static readonly IReadOnlyList<NoticeOccasion> All =
    [
        TransferPosted, TransferDeferred, TransferArrived, TransferRevoked, TransferReturned, PinBlocked, PinFrozen,
        PinChanged, PinSet, PinUnfrozen, PinSaidAloud, ContractChanged, OptedOut, LossHeld, LossReminder,
        LossConfirmed, LossLapsed, LossCancelled, LossRefused, BillPaid, BillReturned, BillReversed, StatementSent,
        CardActivated, CardRepaid, LoanGranted, LoanRepaid, MovementAlert, AlertChanged, AppointmentBooked,
        AppointmentReminder, AppointmentCancelled, WealthBought, WealthRedeemed, AtmRevoked,
    ];

    public static NoticeOccasion? Find(string key) => All.FirstOrDefault(occasion => occasion.Key == key);
}
