[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace TellerLine.Journeys;

/// <summary>
/// The journeys that measure times and sound on the whole machine take turns, after those of pages alone, which run
/// side by side: each of these is a collection of its own.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class OneAtATime;
