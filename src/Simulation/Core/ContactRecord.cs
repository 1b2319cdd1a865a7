using TellerLine.Routing;

namespace TellerLine.Simulation.Core;

internal enum ContactOutcome
{
    Answered,
    Abandoned,

    /// <summary>The router took it not: its bounds are reached (<see cref="ContactRefused"/>).</summary>
    Refused,

    /// <summary>The run ended first, while it waited or was served.</summary>
    Unfinished,
}

/// <summary>What became of a contact.</summary>
/// <param name="AnsweredUs">Null: never.</param>
/// <param name="LeftUs">The end of the service, or when he hung up; of an unfinished one the run's end.</param>
/// <param name="Agent">Index into the centre's agents; -1: nobody.</param>
internal readonly record struct ContactRecord(
    string Id, in Arrival Arrival, ContactOutcome Outcome, long? AnsweredUs, long LeftUs, int Agent)
{
    /// <summary>Until answered, or until he was gone.</summary>
    public long WaitUs => (AnsweredUs ?? LeftUs) - Arrival.AtUs;
}

/// <summary>Who hears what happens in a virtual centre, in the order of time.</summary>
internal interface ICentreObserver
{
    /// <summary>A contact is over.</summary>
    void Over(in ContactRecord contact);

    /// <summary>Every effect of the router; an agent's states are its <see cref="AgentStateChanged"/>.</summary>
    void On(RouterEffect effect, long nowUs)
    {
    }
}
