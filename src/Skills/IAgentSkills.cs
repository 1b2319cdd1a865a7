using TellerLine.Routing;

namespace TellerLine.Skills;

/// <summary>What the router is to be told of an agent who is at work.</summary>
public interface IAgentSkills
{
    /// <summary>
    /// Raised when what is told of somebody may be another: the agent's number; null: of anybody, since the bank
    /// decides otherwise. After the commit, on any thread; who hears it returns at once.
    /// </summary>
    event Action<string?>? Changed;

    /// <summary>
    /// As it is now: skills in force with level and lapse (the end of the certificate's last day at the bank), queues
    /// in force. Who has no record has no skills and all queues.
    /// </summary>
    Task<AgentSignedIn> Of(string agent, CancellationToken ct = default);
}
