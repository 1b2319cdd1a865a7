using System.Globalization;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Signatures;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

/// <summary>A voucher's parts as its page tells them.</summary>
internal static class VoucherFacts
{
    public static IReadOnlyList<RecordFact> Of(
        Voucher voucher, string? customer, IReadOnlyList<SignatureGiven> given, Explained? explained) =>
    [
        new(new("客户", "Customer"), "text", $"{voucher.CustomerId} {customer}".Trim()),
        new(new("业务", "Item"), "text", voucher.Kind, Kind(voucher.Kind)),
        new(new("金额", "Amount"), "text", Amount(voucher)),
        new(new("账户", "Accounts"), "text", $"{voucher.FromTail} → {voucher.ToTail}",
            new($"尾号 {voucher.FromTail} → 尾号 {voucher.ToTail}", $"ending in {voucher.FromTail} → {voucher.ToTail}")),
        new(new("营业日", "Bank's day"), "text", voucher.BankDay),
        new(new("提交时间", "Submitted"), "time", $"{Clock.FromUs(voucher.SubmittedUs):O}"),
        new(new("记账时间", "Posted"), "time", $"{Clock.FromUs(voucher.PostedUs):O}"),
        new(new("核心应答", "The core's answer"), "text", null, Answered(voucher)),
        new(new("分录", "Ledger entry"), "text", voucher.EntryId),
        new(new("渠道", "Channel"), "text", voucher.Way, Way(voucher.Way)),
        new(new("身份识别", "Identification"), "text", voucher.Level, Level(voucher.Level)),
        new(new("座席", "Agent"), "user", voucher.Agent),
        new(new("复核人", "Second person"), "user", voucher.Approver),
        .. Sound(voucher),
        new(new("签名", "Signatures"), "text", given.Count == 0 ? null : string.Join(
            "，", given.Select(one => $"{one.Signer} {one.Id}"))),
        new(new("凭证哈希", "Voucher's hash"), "text", voucher.Hash),
        new(new("链中序号", "Number in the chain"), "whole", Text(voucher.Seq)),
        .. Lacking(voucher, explained),
        new(new("最近校验", "Verified last"), "time", voucher.VerifiedUs is { } us ? $"{Clock.FromUs(us):O}" : null),
        new(new("校验结果", "What was found"), "text", null, Found(voucher)),
    ];

    private static IEnumerable<RecordFact> Sound(Voucher voucher)
    {
        var body = voucher.Evidence;
        yield return new(new("录音", "Recording"), "text", body?.RecordingId);
        yield return new(new("录音哈希", "Recording's hash"), "text", body?.RecordingHash);
        yield return new(
            new("录音片段（采样点）", "Segment (samples)"), "text",
            body?.RecordingId is null ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{body.FromSample:N0} – {body.ToSample:N0} ({(body.ToSample - body.FromSample) / 8_000.0:F1} s)"));
    }

    private static IEnumerable<RecordFact> Lacking(Voucher voucher, Explained? explained)
    {
        if (voucher.Lacking.Length > 0)
            yield return new(new("证据缺口", "What lacks"), "text", voucher.Lacking, VoucherWords.Of(voucher.Lacking));
        if (voucher.Detail.Length > 0)
            yield return new(new("校验详情", "In the checker's words"), "text", voucher.Detail);
        if (voucher.Reason is { } reason)
            yield return new(new("说明", "Explanation"), "text", $"{reason} ({voucher.ReasonBy})");
        if (explained is not null)
            yield return new(new("说明的签名", "Explanation's signature"), "text", explained.Signature);
    }

    private static BilingualText Found(Voucher voucher) => voucher switch
    {
        { Seq: null } => new("待补全", "pending"),
        { VerifiedUs: null } => new("尚未校验", "not verified yet"),
        { Faults.Length: > 0 } => VoucherWords.Of(voucher.Faults),
        _ => new(
            "凭证、链、交易、录音和签名均与成链时一致",
            "row, chain, transaction, recording and signatures are as they were tied"),
    };

    private static BilingualText Answered(Voucher voucher) => voucher.Reconciled == 0
        ? new("当时应答", "at once")
        : new("当时未知，对账后确认", "unknown then, learnt by reconciliation");

    /// <summary>Items of the telephone bank in words; one that is not known here is told by its code.</summary>
    internal static BilingualText Kind(string kind) => kind switch
    {
        "ownTransfer" => new("本人账户互转", "Between own accounts"),
        "payeeTransfer" => new("向收款人转账", "To a payee"),
        "pledgedLoan" => new("定期存单质押贷款", "Loan on a time deposit"),
        "atmRevocation" => new("撤销自助设备转账", "ATM transfer taken back"),
        "billTelecom" => new("电信缴费", "Telephone bill"),
        "billMobile" => new("移动话费", "Mobile bill"),
        "billCable" => new("有线电视费", "Cable TV bill"),
        "billElectricity" => new("电费", "Electricity bill"),
        "billWater" => new("水费", "Water bill"),
        "billGas" => new("燃气费", "Gas bill"),
        "wealthPurchase" => new("理财购买", "Wealth purchase"),
        "wealthRedemption" => new("理财赎回", "Wealth redemption"),
        _ => new(kind, kind),
    };

    private static BilingualText Way(string way) => way switch
    {
        "keypad" => new("客户按键", "the customer's keys"),
        "agent" => new("座席代客办理", "keyed by an agent"),
        _ => new(way, way),
    };

    private static BilingualText Level(string level) => level switch
    {
        "number" => new("来电号码", "number"),
        "account" => new("账号", "account"),
        "enquiryPin" => new("查询密码", "enquiry PIN"),
        "transactionPin" => new("交易密码", "transaction PIN"),
        _ => new("未记录", "not on record"),
    };

    private static string Amount(Voucher voucher) => string.Create(
        CultureInfo.InvariantCulture, $"{voucher.AmountMinor / 100m:N2} {voucher.Currency}");

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
