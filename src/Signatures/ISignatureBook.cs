using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Signatures.Core;

namespace TellerLine.Signatures;

/// <summary>Signatures by their ids, for who ties them to others.</summary>
public interface ISignatureBook
{
    /// <returns>Those that are there, the oldest first, each verified now.</returns>
    Task<IReadOnlyList<SignatureGiven>> Of(IReadOnlyList<string> ids, CancellationToken ct = default);
}

/// <param name="Meaning">In the words it was given with.</param>
/// <param name="Holds">Row, audit trail and what was signed say the same today.</param>
public sealed record SignatureGiven(string Id, string Signer, DateTimeOffset At, BilingualText Meaning, bool Holds);

internal sealed class SignatureBook(SignatureVerifier verifier) : ISignatureBook
{
    public async Task<IReadOnlyList<SignatureGiven>> Of(IReadOnlyList<string> ids, CancellationToken ct)
    {
        List<SignatureRow> rows = [];
        foreach (var id in ids)
            if (await verifier.Find(id, ct) is { } row)
                rows.Add(row);
        List<SignatureGiven> all = [];
        foreach (var row in rows.OrderBy(row => row.AtUs))
            all.Add(new(
                row.Id, row.Signer, Clock.FromUs(row.AtUs), new(row.MeaningZh, row.MeaningEn),
                (await verifier.Verify(row, ct)).Holds));
        return all;
    }
}
