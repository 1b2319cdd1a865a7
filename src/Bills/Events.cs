using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

// On `bill/{transaction}`.

/// <param name="State">See <see cref="BillStanding.State"/>.</param>
/// <param name="By"><c>system</c>: the bank's record says so.</param>
[Event("bill.became")]
public sealed record BillBecame(string State, TransferRefusal? Reason, string By);

/// <summary>Somebody authorised asked for its reversal.</summary>
[Event("bill.reversalSigned")]
public sealed record BillReversalSigned(string Why, string Signature, string By);
