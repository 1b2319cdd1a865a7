using TellerLine.Kernel;

namespace TellerLine.Desks;

// Stream agent/{number}.

/// <param name="How"><c>new</c>, <c>reclaimed</c> (the same desk after a reload or a lost network) or
/// <c>takenOver</c>.</param>
[Event("desk.claimed")]
public sealed record DeskClaimed(string Agent, string DeskId, long Token, string How);

/// <summary>The desk's connection is gone; the grace runs.</summary>
[Event("desk.lost")]
public sealed record DeskLost(string Agent, string DeskId, long Token);

/// <param name="Why"><c>signedOut</c> or <c>graceOver</c>.</param>
[Event("desk.released")]
public sealed record DeskReleased(string Agent, string DeskId, long Token, string Why);
