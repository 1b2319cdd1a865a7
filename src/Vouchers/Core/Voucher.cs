using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Vouchers.Core;

/// <summary>What proves the transaction besides the bank's own record of it.</summary>
/// <param name="RecordingId">Null: there is none.</param>
/// <param name="RecordingHash"><c>sha-256$HEX</c>: the end of the recording's chain as it was sealed.</param>
/// <param name="FromSample">Of the recording, 8,000 a second: where what was confirmed begins.</param>
/// <param name="ToSample">Not part of it: the posting.</param>
/// <param name="Signatures">Ids of those given over the transaction.</param>
internal sealed record VoucherBody(
    string? RecordingId, string? RecordingHash, long RecordingStartedUs, long FromSample, long ToSample,
    IReadOnlyList<string> Signatures);

/// <summary>A voucher as it is kept.</summary>
internal sealed record Voucher
{
    public required string TransactionId { get; init; }

    public required string Kind { get; init; }

    public required string CustomerId { get; init; }

    public required string ContactId { get; init; }

    public required string FromTail { get; init; }

    public required string ToTail { get; init; }

    public long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required string BankDay { get; init; }

    public long SubmittedUs { get; init; }

    public long PostedUs { get; init; }

    public required string EntryId { get; init; }

    public long Reconciled { get; init; }

    public required string Way { get; init; }

    public string? Agent { get; init; }

    public string? Approver { get; init; }

    public required string ReadBack { get; init; }

    public required string Level { get; init; }

    /// <summary>Its place in the chain; null: pending.</summary>
    public long? Seq { get; init; }

    public string? Body { get; init; }

    /// <summary>See <see cref="EvidenceGaps"/>; as it was closed.</summary>
    public string? Gap { get; init; }

    public long? ClosedUs { get; init; }

    public string? Previous { get; init; }

    public string? Hash { get; init; }

    public string? Seal { get; init; }

    /// <summary><c>pending</c>, <c>complete</c>, <c>gap</c>, <c>explained</c>.</summary>
    public required string State { get; init; }

    /// <summary>What did not fit when it was verified last: <see cref="VoucherFaults"/>, joined by commas.</summary>
    public string Faults { get; init; } = "";

    /// <summary>What is wrong with the recording, in the checker's own words.</summary>
    public string Detail { get; init; } = "";

    public long? VerifiedUs { get; init; }

    public string? VerifiedBy { get; init; }

    public string? Reason { get; init; }

    public string? ReasonBy { get; init; }

    /// <summary>Its last signed explanation; 0: there is none.</summary>
    public long Explanation { get; init; }

    public long Version { get; init; } = 1;

    private const string HashName = "sha-256", SealName = "hmac-sha256";

    public static Voucher Of(PostedTransaction posted, long postedUs) => new()
    {
        TransactionId = posted.Id,
        Kind = posted.Kind,
        CustomerId = posted.CustomerId,
        ContactId = posted.ContactId,
        FromTail = posted.FromTail,
        ToTail = posted.ToTail,
        AmountMinor = posted.Amount.Minor,
        Currency = posted.Amount.Currency,
        BankDay = posted.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SubmittedUs = posted.SubmittedUs,
        PostedUs = postedUs,
        EntryId = posted.EntryId,
        Reconciled = posted.Reconciled ? 1 : 0,
        Way = posted.Way,
        Agent = posted.Agent,
        Approver = posted.Approver,
        ReadBack = posted.ReadBack,
        Level = posted.Level,
        State = "pending",
    };

    public VoucherBody? Evidence => Body is { } body ? JournalJson.Read<VoucherBody>(body) : null;

    /// <summary>What is not whole: as it was closed, and what did not fit since; empty: all is.</summary>
    public string Lacking => string.Join(',', new[] { Gap, Faults }.Where(one => !string.IsNullOrEmpty(one)));

    /// <summary>What its state must be by all the rest of it.</summary>
    public string Due => Seq is null ? "pending" : Lacking.Length == 0 ? "complete"
        : Explanation > 0 && Reason is not null ? "explained" : "gap";

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Closed as the next of the chain.</summary>
    public Voucher Close(
        long seq, string previous, VoucherBody body, string? gap, long nowUs, ReadOnlySpan<byte> key)
    {
        var closed = this with
        {
            Seq = seq, Previous = previous, Body = JournalJson.Write(body), Gap = gap, ClosedUs = nowUs,
        };
        closed = closed with { Hash = closed.ComputeHash() };
        closed = closed with { Seal = SealOf(closed.Hash!, key) };
        return closed with { State = closed.Due };
    }

    public bool IsWhole => Hash is not null && Hash == ComputeHash() && State == Due;

    public bool IsSealedUnder(ReadOnlySpan<byte> key) => Hash is not null && Seal is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Seal), Encoding.UTF8.GetBytes(SealOf(Hash, key)));

    /// <summary>The same transaction as the bank's record has it now.</summary>
    public bool IsOf(PostedTransaction posted)
    {
        var told = Of(posted, PostedUs);
        return told == this with
        {
            Seq = null, Body = null, Gap = null, ClosedUs = null, Previous = null, Hash = null, Seal = null,
            State = "pending", Faults = "", Detail = "", VerifiedUs = null, VerifiedBy = null, Reason = null,
            ReasonBy = null, Explanation = 0, Version = 1,
        };
    }

    /// <remarks>Each field with its length before it: no two different rows have the same bytes.</remarks>
    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in (string?[])[
            Text(Seq ?? 0), Previous, TransactionId, Kind, CustomerId, ContactId, FromTail, ToTail, Text(AmountMinor),
            Currency, BankDay, Text(SubmittedUs), Text(PostedUs), EntryId, Text(Reconciled), Way, Agent, Approver,
            ReadBack, Level, Body, Gap, Text(ClosedUs ?? 0)])
        {
            var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return $"{HashName}${Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static string SealOf(string hash, ReadOnlySpan<byte> key) =>
        $"{SealName}${Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(hash)))}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
