namespace TellerLine.Simulation.Core;

/// <summary>An agent and when he is on duty.</summary>
/// <param name="Queues">Indices into the centre's queues.</param>
/// <param name="Duties">In order, not overlapping, as many as one likes. At the end of each he finishes the call begun
/// and its wrap-up, then signs out; two that touch are one presence.</param>
internal sealed record VirtualAgent(string Number, IReadOnlyList<int> Queues, IReadOnlyList<Duty> Duties);

/// <param name="Queues">Those of this duty, when they are others than the agent's.</param>
internal readonly record struct Duty(long FromUs, long UntilUs, IReadOnlyList<int>? Queues = null);
