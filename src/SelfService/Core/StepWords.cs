using TellerLine.Access;

namespace TellerLine.SelfService.Core;

/// <summary>
/// What the steps' own nodes, the services and their outcomes are called. The menu's nodes have theirs in its file.
/// </summary>
internal static class StepWords
{
    public static IReadOnlyDictionary<string, BilingualText> Nodes { get; } = new Dictionary<string, BilingualText>
    {
        ["greeting"] = new("欢迎语", "Greeting"),
        ["account"] = new("输入账号", "Account number"),
        ["account-retry"] = new("输入账号（重新输入）", "Account number, again"),
        ["pin-enquiry"] = new("查询密码", "Enquiry PIN"),
        ["pin-enquiry-retry"] = new("查询密码（重新输入）", "Enquiry PIN, again"),
        ["pin-transaction"] = new("交易密码", "Transaction PIN"),
        ["pin-transaction-retry"] = new("交易密码（重新输入）", "Transaction PIN, again"),
        ["pin-ended"] = new("密码已锁定", "PIN locked"),
        ["balance-account"] = new("选择查询账户", "Account to enquire about"),
        ["transfer-from"] = new("选择转出账户", "Account to pay from"),
        ["transfer-to"] = new("选择转入账户", "Account to pay into"),
        ["pay-to"] = new("选择收款人", "Payee"),
        ["transfer-amount"] = new("输入转账金额", "Amount"),
        ["transfer-amount-retry"] = new("输入转账金额（重新输入）", "Amount, again"),
        ["transfer-confirm"] = new("确认转账", "Confirmation"),
        ["bills-class"] = new("选择缴费项目", "What to pay"),
        ["bills-biller"] = new("选择缴费单位", "Biller"),
        ["bills-number"] = new("输入用户号码", "Customer number at the biller"),
        ["bills-number-retry"] = new("输入用户号码（重新输入）", "Customer number, again"),
        ["bills-owed"] = new("告知欠费", "What is owed"),
        ["bills-amount"] = new("输入缴费金额", "Amount"),
        ["bills-amount-retry"] = new("输入缴费金额（重新输入）", "Amount, again"),
        ["bills-from"] = new("选择付款账户", "Account to pay from"),
        ["bills-confirm"] = new("确认缴费", "Confirmation"),
        ["earlier-transfer"] = new("告知此前转账的结果", "Earlier transfer told"),
        ["loss-how"] = new("挂失方式", "How to report"),
        ["loss-product"] = new("选择挂失介质", "What is lost"),
        ["loss-identity"] = new("输入证件号码", "Identity number"),
        ["loss-identity-retry"] = new("输入证件号码（重新输入）", "Identity number, again"),
        ["loss-tail"] = new("输入账户尾号", "Last four digits"),
        ["loss-tail-retry"] = new("输入账户尾号（重新输入）", "Last four digits, again"),
        ["loss-confirm"] = new("确认挂失", "Loss report confirmed"),
        ["loss-refused"] = new("挂失未受理", "Loss report refused"),
        ["pin-which"] = new("选择要修改的密码", "Which PIN"),
        ["pin-new-enquiry"] = new("设置新查询密码", "New enquiry PIN"),
        ["pin-new-enquiry-retry"] = new("设置新查询密码（重新输入）", "New enquiry PIN, again"),
        ["pin-new-transaction"] = new("设置新交易密码", "New transaction PIN"),
        ["pin-new-transaction-retry"] = new("设置新交易密码（重新输入）", "New transaction PIN, again"),
        ["own-menu-what"] = new("我的菜单：定制或恢复", "Own menu: choose or reset"),
        ["own-menu-item"] = new("选择我的菜单项目", "Item of the own menu"),
        ["own-menu-confirm"] = new("确认我的菜单", "Own menu confirmed"),
        ["bank-down"] = new("账户业务暂不可用", "Account services not available"),
        ["service-down"] = new("业务中断", "Service broke off"),
        ["agentLost"] = new("座席掉线", "Agent lost"),
        ["restarted"] = new("系统中断后继续", "Going on after an interruption"),
        ["goodbye"] = new("结束语", "Goodbye"),
    };

    public static IReadOnlyDictionary<string, BilingualText> Services { get; } = new Dictionary<string, BilingualText>
    {
        ["balance"] = new("查询余额", "Balance"),
        ["transfer"] = new("本人账户转账", "Transfer between own accounts"),
        ["pay"] = new("向收款人转账", "Transfer to a payee"),
        ["bills"] = new("缴费", "Bill payment"),
        ["loss"] = new("挂失", "Loss report"),
        ["pin"] = new("修改密码", "Change of a PIN"),
        ["language"] = new("切换语言", "Change of language"),
        ["ownMenu"] = new("定制我的菜单", "Own menu"),
    };

    public static IReadOnlyDictionary<string, BilingualText> Outcomes { get; } = new Dictionary<string, BilingualText>
    {
        ["told"] = new("已告知", "told"),
        ["posted"] = new("成功", "done"),
        ["failed"] = new("未成功，资金未变动", "not done, nothing moved"),
        ["unknown"] = new("待核实", "unknown until reconciled"),
        ["notRecorded"] = new("无法录音，资金未变动", "no recording, nothing moved"),
        ["notBegun"] = new("系统故障，资金未变动", "system fault, nothing moved"),
        ["insufficientFunds"] = new("余额不足", "not enough money"),
        ["overLimit"] = new("超过限额", "over the limit"),
        ["accountFrozen"] = new("账户已冻结", "account frozen"),
        ["accountHeld"] = new("账户已挂失", "payments stopped by a loss report"),
        ["billerDown"] = new("缴费单位未受理", "biller does not take payments"),
        ["nothingOwed"] = new("没有欠费", "nothing is owed"),
        ["held"] = new("已挂失止付", "payments stopped"),
        ["heldBefore"] = new("此前已挂失", "reported before"),
        ["lossRefused"] = new("挂失未受理", "loss report not taken"),
        ["notIdentified"] = new("身份核对未通过", "not identified"),
        ["pinChanged"] = new("密码已修改", "PIN changed"),
        ["pinNotChanged"] = new("密码未修改", "PIN not changed"),
        ["menuChosen"] = new("已定制", "chosen"),
        ["menuReset"] = new("已恢复银行菜单", "back to the bank's menu"),
        ["notOffered"] = new("所选项目已下线", "an item is no longer offered"),
        ["nothingOffered"] = new("没有可选项目", "nothing may be chosen"),
        ["pinIsInitial"] = new("初始密码未修改", "initial PIN not changed"),
        ["pinTooLate"] = new("密码确认超时", "PIN entered too late"),
        ["busy"] = new("系统繁忙，资金未变动", "system busy, nothing moved"),
        ["refused"] = new("被拒绝，资金未变动", "refused, nothing moved"),
        ["cancelled"] = new("客户取消", "cancelled by the customer"),
        ["oneAccount"] = new("名下只有一个账户", "only one account"),
        ["noAccount"] = new("没有可用账户", "no account"),
        ["noPayee"] = new("签约中没有收款人", "no payee in the contract"),
        ["notSigned"] = new("未签约", "no contract"),
        ["contractSuspended"] = new("签约已暂停", "contract suspended"),
        ["bankDown"] = new("核心系统未响应", "core bank did not answer"),
        ["serviceDown"] = new("业务中断", "broke off with a fault"),
    };
}
