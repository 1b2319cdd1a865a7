using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Records;
using TellerLine.Vouchers;

namespace TellerLine.DayEnd;

/// <summary>What lacks, by name, and where it is seen to.</summary>
internal static class DayLacks
{
    public static readonly DayLack Ledger = new(
        "ledger", "", new("总账试算不平衡", "The ledger's trial balance does not hold"), null);

    public static DayLack Open(OpenTransaction one) => new(
        "open", one.Id,
        one.State == "unknown"
            ? new("交易结果待核实", "The transaction's outcome is unknown")
            : one.State == "deferred" ? new("转账等待到账时间", "The transfer waits for its time")
            : new("交易尚未完成", "The transaction has no end yet"),
        $"/contacts/{one.ContactId}");

    public static DayLack Pending(VoucherStanding one) => new(
        "voucherPending", one.TransactionId, new("凭证待补全", "The voucher is pending"), $"/vouchers/{one.TransactionId}");

    public static DayLack Missing(PostedTransaction one) => new(
        "voucherMissing", one.Id, new("交易没有凭证", "The transaction has no voucher"), $"/contacts/{one.ContactId}");

    public static DayLack Gap(VoucherStanding one) => new(
        "voucherGap", one.TransactionId,
        new(
            $"证据缺口未说明并签署：{one.Lacking?.Zh}",
            $"The evidence gap is not explained and signed: {one.Lacking?.En}"),
        $"/vouchers/{one.TransactionId}");
}

/// <summary>Why a day is not signed.</summary>
internal static class DayRefusals
{
    private const int Named = 5;

    public static RecordOutcome.Refused? Of(string state) => state switch
    {
        "open" => new("dayNotOver", new("该营业日尚未结束。", "The day is not over.")),
        "early" => new("dayEarlier", new("请先签署更早的营业日。", "A day before it is not signed yet.")),
        "before" => new("dayNothing", new("该日没有需要签署的内容。", "There is nothing to sign for that day.")),
        "signed" => new("daySigned", new("该营业日已签署。", "The day is signed already.")),
        _ => null,
    };

    public static RecordOutcome.Refused Lacking(IReadOnlyList<DayLack> lacks)
    {
        var some = lacks.Take(Named).ToList();
        var (zh, en) = lacks.Count > Named ? ("等", " …") : ("", "");
        return new(
            "dayLacks",
            new(
                $"不能签署，尚缺 {lacks.Count} 项：{string.Join('；', some.Select(one => $"{one.What} {one.Words.Zh}".Trim()))}{zh}。",
                $"Not signed; {lacks.Count} things lack: {string.Join("; ", some.Select(one => $"{one.What} {one.Words.En}".Trim()))}{en}."));
    }
}
