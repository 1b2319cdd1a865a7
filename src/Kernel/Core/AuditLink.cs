using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Kernel.Core;

/// <summary>
/// One row of the audit chain. Every hash names its algorithm, so that a bank may go over to another (SM3) within one
/// chain.
/// </summary>
internal sealed record AuditLink(
    long Seq, long AtUs, string Node, string Actor, string Action, string Subject, string Detail, string Algorithm,
    string Previous, string Hash)
{
    public const string Sha256 = "SHA-256";

    public static AuditLink Next(
        long lastSeq, string lastHash, long atUs, string node, string actor, string action, string subject,
        string detail)
    {
        var link = new AuditLink(lastSeq + 1, atUs, node, actor, action, subject, detail, Sha256, lastHash, "");
        return link with { Hash = link.ComputeHash() };
    }

    /// <summary>Whether it is unaltered and follows the one before.</summary>
    public bool Follows(long lastSeq, string lastHash) =>
        Seq == lastSeq + 1 && Previous == lastHash && Algorithm == Sha256 && Hash == ComputeHash();

    /// <remarks>Each field with its length before it: no two different rows have the same bytes.</remarks>
    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, Seq);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, AtUs);
        hash.AppendData(number);
        foreach (var field in new[] { Node, Actor, Action, Subject, Detail, Algorithm, Previous })
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
