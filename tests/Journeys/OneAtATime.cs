// The journeys measure times and sound on the whole machine: they take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
