using TellerLine.Kernel;

namespace TellerLine.DayEnd;

/// <summary>On <c>dayEnd/{day}</c>.</summary>
/// <param name="Hash"><c>sha-256$HEX</c> of the figures as they were signed.</param>
[Event("dayEnd.signed")]
public sealed record DaySigned(DateOnly Day, long Posted, string Hash, string Signature, string By);
