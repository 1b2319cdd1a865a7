using TellerLine.Kernel;

namespace TellerLine.Vouchers;

// What becomes of a voucher, on `voucher/{transaction's number}`. That it is owed is the posting itself.

/// <param name="Seq">Its place in the chain.</param>
/// <param name="Gap">Why its evidence is not whole; null: it is.</param>
/// <param name="Hash"><c>sha-256$HEX</c> of all that it ties.</param>
[Event("voucher.closed")]
public sealed record VoucherClosed(string TransactionId, string ContactId, long Seq, string? Gap, string Hash);

/// <summary>Something that fitted does not fit any more, or fits again.</summary>
/// <param name="Faults"><c>row</c>, <c>seal</c>, <c>chain</c>, <c>transaction</c>, <c>fileMissing</c>,
/// <c>recording</c>, <c>signature</c>, joined by commas; empty: all fits.</param>
/// <param name="By">A user's number, or <c>system</c>.</param>
[Event("voucher.verified")]
public sealed record VoucherVerified(string TransactionId, string Faults, string Detail, string By);

/// <param name="Gap">What is explained.</param>
[Event("voucher.explained")]
public sealed record VoucherExplained(string TransactionId, string Gap, string Reason, string By);

/// <summary>Somebody answers for the explanation.</summary>
/// <param name="Number">Of the voucher's explanations: 1, 2, 3 …</param>
[Event("voucher.explanationSigned")]
public sealed record VoucherExplanationSigned(string TransactionId, long Number, string Signature, string By);
