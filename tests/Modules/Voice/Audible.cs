namespace TellerLine.Modules.Voice;

/// <summary>
/// Tests that speak and listen in real time: after all others and one at a time, so that what is heard is judged and
/// not how busy two cores are with a hundred other tests.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Audible
{
    public const string Name = "audible";
}
