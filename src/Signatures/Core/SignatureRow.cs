using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Signatures.Core;

/// <summary>A signature as it is kept.</summary>
/// <param name="ContentHash"><c>sha-256$HEX</c> of what was signed.</param>
/// <param name="AuditSeq">The entry of the audit trail that tells of it.</param>
/// <param name="Seal"><c>hmac-sha256$HEX</c> over all before, under the installation's key: who can write to the
/// database alone makes none.</param>
internal sealed record SignatureRow(
    string Id, long AtUs, string Signer, string NameZh, string NameEn, string Org, string ProvedBy, string Meaning,
    string MeaningZh, string MeaningEn, string Subject, string ContentHash, long AuditSeq, string Seal)
{
    public const string Columns =
        """
        id AS Id, at_us AS AtUs, signer AS Signer, name_zh AS NameZh, name_en AS NameEn, org AS Org,
        proved_by AS ProvedBy, meaning AS Meaning, meaning_zh AS MeaningZh, meaning_en AS MeaningEn, subject AS Subject,
        content_hash AS ContentHash, audit_seq AS AuditSeq, seal AS Seal
        """;

    private const string HashName = "sha-256", SealName = "hmac-sha256";

    /// <summary>As the audit trail has it.</summary>
    public string Told => $"{Meaning}; {ContentHash}; {Id}";

    public static string HashOf(ReadOnlySpan<byte> content) =>
        $"{HashName}${Convert.ToHexStringLower(SHA256.HashData(content))}";

    public SignatureRow Sealed(ReadOnlySpan<byte> key) => this with { Seal = SealUnder(key) };

    public bool IsSealedUnder(ReadOnlySpan<byte> key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Seal), Encoding.UTF8.GetBytes(SealUnder(key)));

    /// <remarks>Each field with its length before it: no two different rows have the same bytes.</remarks>
    private string SealUnder(ReadOnlySpan<byte> key)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in (string[])[
            Id, AtUs.ToString(CultureInfo.InvariantCulture), Signer, NameZh, NameEn, Org, ProvedBy, Meaning, MeaningZh,
            MeaningEn, Subject, ContentHash, AuditSeq.ToString(CultureInfo.InvariantCulture)])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            mac.AppendData(length);
            mac.AppendData(bytes);
        }
        return $"{SealName}${Convert.ToHexStringLower(mac.GetHashAndReset())}";
    }
}
