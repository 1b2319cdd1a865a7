using System.Security.Claims;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Signatures.Core;

namespace TellerLine.Signatures;

/// <summary>
/// Electronic signatures (责任人签名): who, when, what it means, and the hash of what was signed. The password is asked
/// for again, first; then the deed and its signature are one transaction.
/// </summary>
public interface ISigning
{
    /// <param name="secret">The password again, as typed; null or empty: it was not given.</param>
    Task<SigningProof> Prove(ClaimsPrincipal who, string? secret, CancellationToken ct = default);

    /// <param name="subject"><c>definition/calendars/cn/4</c>: its first part names an <see
    /// cref="ISignedThings"/>.</param>
    /// <param name="content">What is signed, as <see cref="ISignedThings.Content"/> gives it back later.</param>
    /// <returns>The signature's id.</returns>
    /// <exception cref="InvalidOperationException">The proof was given more than a minute ago.</exception>
    string Sign(
        WriteScope scope, SigningProof.Given proof, SignedMeaning meaning, string subject, ReadOnlySpan<byte> content);
}

public abstract record SigningProof
{
    private SigningProof()
    {
    }

    /// <summary>Only <see cref="ISigning"/> makes one: without it nothing is signed.</summary>
    public sealed record Given : SigningProof
    {
        internal Given(UserCard who, string by, long atUs) => (Who, By, AtUs) = (who, by, atUs);

        /// <summary>Whose proof it is: a user's number.</summary>
        public string Signer => Who.Number;

        internal UserCard Who { get; }

        internal string By { get; }

        internal long AtUs { get; }
    }

    /// <param name="Until">Of one that is locked.</param>
    public sealed record Refused(string Code, BilingualText Why, DateTimeOffset? Until = null) : SigningProof
    {
        /// <summary>422, or 429 when it is locked.</summary>
        public ProblemHttpResult Answer() => Problems.Problem(
            Until is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status429TooManyRequests,
            $"{Why.Zh} / {Why.En}", Code, ("why", Why), ("until", Until));
    }
}

internal sealed class Signing(IProofOfPerson proofs, IAudit audit, IKeyProvider keys, TimeProvider time) : ISigning
{
    internal const string Key = "signature";

    private const long LastsUs = 60_000_000;

    private static readonly SigningProof.Refused
        None = new("signatureNeeded", new("请输入密码或动态口令签名。", "Sign with your password or a one-time code.")),
        Wrong = new("signatureWrong", new("密码或动态口令不正确，未签名。", "The password or code is wrong; nothing was signed."));

    private readonly Lazy<byte[]> _key = new(() => keys.Make(Key));

    public async Task<SigningProof> Prove(ClaimsPrincipal who, string? secret, CancellationToken ct) =>
        string.IsNullOrEmpty(secret)
            ? None
            : await proofs.Ask(who.Number(), secret, ct) switch
            {
                PersonProof.Given given => new SigningProof.Given(who.Card(), given.By, time.NowUs()),
                PersonProof.Locked locked => new SigningProof.Refused(
                    "signatureLocked",
                    new("连续输错，签名已暂时锁定。", "Too many wrong tries; signing is locked for a while."), locked.Until),
                _ => Wrong,
            };

    public string Sign(
        WriteScope scope, SigningProof.Given proof, SignedMeaning meaning, string subject, ReadOnlySpan<byte> content)
    {
        var now = time.NowUs();
        if (now - proof.AtUs is < 0 or > LastsUs)
            throw new InvalidOperationException("The signer's proof is too old.");
        var row = new SignatureRow(
            Ids.New(time), now, proof.Who.Number, proof.Who.NameZh, proof.Who.NameEn, proof.Who.OrgUnit, proof.By,
            meaning.Code, meaning.Words.Zh, meaning.Words.En, subject, SignatureRow.HashOf(content), 0, "");
        var seq = audit.Add(scope, row.Signer, "signature.given", subject, row.Told);
        scope.Connection.Execute(
            """
            INSERT INTO signature (id, at_us, signer, name_zh, name_en, org, proved_by, meaning, meaning_zh, meaning_en,
              subject, content_hash, audit_seq, seal)
            VALUES (@Id, @AtUs, @Signer, @NameZh, @NameEn, @Org, @ProvedBy, @Meaning, @MeaningZh, @MeaningEn,
              @Subject, @ContentHash, @AuditSeq, @Seal)
            """, (row with { AuditSeq = seq }).Sealed(_key.Value), scope.Transaction);
        return row.Id;
    }

    internal bool IsWhole(SignatureRow row) => row.IsSealedUnder(_key.Value);
}
