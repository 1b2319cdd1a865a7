using System.Globalization;
using System.Text;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Vouchers;

/// <summary>What a signature under an explained gap is given over: the voucher's hash, what lacks, and why.</summary>
internal sealed class SignedExplanations(IDb db) : ISignedThings
{
    public static readonly SignedMeaning Signed = new(
        "voucher.explained",
        new(
            "本人已核查该凭证的证据缺口，上述说明属实，并对此负责。",
            "I have looked into what this voucher's evidence lacks; the explanation is true; I answer for it."));

    public string Name => "voucher";

    public static string SubjectOf(string id, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"voucher/{id}/{number}");

    public static byte[] BytesOf(string hash, string gap, string reason, string reasonBy) =>
        Encoding.UTF8.GetBytes(JournalJson.Write(new Answered(hash, gap, reason, reasonBy)));

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var id, var text]
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await db.Read(c => VoucherStore.Explanation(c, id, number), ct) is { } explained
            ? BytesOf(explained.Hash, explained.Gap, explained.Reason, explained.ReasonBy)
            : null;

    private sealed record Answered(string Hash, string Gap, string Reason, string ReasonBy);
}
