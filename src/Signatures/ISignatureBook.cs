using Dapper;
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

internal sealed class SignatureBook(IDb db, SignatureVerifier verifier) : ISignatureBook
{
    public async Task<IReadOnlyList<SignatureGiven>> Of(IReadOnlyList<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var rows = await db.Read(
            c => c.Query<SignatureRow>(
                $"SELECT {SignatureRow.Columns} FROM signature WHERE id IN @ids ORDER BY at_us, id",
                new { ids }).AsList(), ct);
        List<SignatureGiven> all = [];
        foreach (var row in rows)
            all.Add(new(
                row.Id, row.Signer, Clock.FromUs(row.AtUs), new(row.MeaningZh, row.MeaningEn),
                (await verifier.Verify(row, ct)).Holds));
        return all;
    }
}
