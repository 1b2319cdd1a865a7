using TellerLine.Access;

namespace TellerLine.Vouchers.Core;

/// <summary>Why a voucher's evidence is not whole, when it is closed.</summary>
internal static class EvidenceGaps
{
    public const string NoContact = "noContact", NoRecording = "noRecording", NotSealed = "notSealed",
        FileMissing = "fileMissing", Broken = "broken", NotCovered = "notCovered", Withheld = "withheld",
        SoundMissing = "soundMissing";
}

/// <summary>What does not fit any more, when a voucher is verified.</summary>
internal static class VoucherFaults
{
    public const string Row = "row", Seal = "seal", Chain = "chain", Transaction = "transaction",
        FileMissing = "fileMissing", Recording = "recording", Signature = "signature";
}

/// <summary>Both in the words of whoever reads them.</summary>
internal static class VoucherWords
{
    private static readonly Dictionary<string, BilingualText> All = new()
    {
        [EvidenceGaps.NoContact] = new("没有对应的联络记录", "there is no such contact"),
        [EvidenceGaps.NoRecording] = new("该联络没有录音", "the contact was not recorded"),
        [EvidenceGaps.NotSealed] = new("录音一直没有封存", "the recording was never sealed"),
        [EvidenceGaps.FileMissing] = new("录音文件不存在", "the recording's file is gone"),
        [EvidenceGaps.Broken] = new("录音在封存时就已损坏", "the recording was broken when it was sealed"),
        [EvidenceGaps.NotCovered] = new("录音没有录到交易确认的时刻", "the recording does not reach the moment of the order"),
        [EvidenceGaps.Withheld] = new("确认到记账之间的录音被暂停或保留", "sound between confirmation and posting was withheld"),
        [EvidenceGaps.SoundMissing] = new("确认到记账之间的录音有缺失", "sound between confirmation and posting is missing"),
        [VoucherFaults.Row] = new("凭证记录被改动过", "the voucher's row was altered"),
        [VoucherFaults.Seal] = new("凭证的封印不对", "the voucher's seal does not fit"),
        [VoucherFaults.Chain] = new("与前后凭证接不上", "it does not link to the vouchers beside it"),
        [VoucherFaults.Transaction] = new("与交易记录不一致", "it differs from the record of the transaction"),
        [VoucherFaults.Recording] = new("录音与封存时不一致", "the recording is not what was sealed"),
        [VoucherFaults.Signature] = new("签名无效", "a signature does not hold"),
    };

    /// <param name="codes">Joined by commas.</param>
    public static BilingualText Of(string codes)
    {
        var told = codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(code => All.GetValueOrDefault(code, new(code, code))).ToList();
        return new(string.Join('；', told.Select(one => one.Zh)), string.Join("; ", told.Select(one => one.En)));
    }
}
