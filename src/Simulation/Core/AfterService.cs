namespace TellerLine.Simulation.Core;

/// <summary>What an agent does when a service is over, before he is ready again.</summary>
internal interface IAfterService
{
    /// <summary>
    /// Whether <see cref="BackAtUs"/> is to be asked while an agent is away. Costs a look at all agents whenever
    /// somebody begins to wait or nobody waits any more.
    /// </summary>
    bool HearsTheQueue => false;

    Away After(in ServiceEnded ended);

    /// <summary>
    /// Asked while an agent is not ready (wrap-up apart) when <see cref="AwayAgent.SomebodyWaits"/> changes: when he
    /// is ready. Not before <see cref="AwayAgent.NowUs"/>; unchanged by default.
    /// </summary>
    long BackAtUs(in AwayAgent away) => away.BackUs;
}

/// <param name="Agent">Index into the centre's agents.</param>
/// <param name="Waiting">Contacts that wait in queues of his.</param>
/// <param name="WillLeave">His duty is over: only the wrap-up counts.</param>
internal readonly record struct ServiceEnded(
    int Agent, int Queue, long AnsweredUs, long EndedUs, int Waiting, bool WillLeave)
{
    public bool SomebodyWaits => Waiting > 0;
}

/// <param name="WrapupUs">Work on the contact (AHT counts it).</param>
/// <param name="NotReadyUs">Away after that.</param>
internal readonly record struct Away(long WrapupUs, long NotReadyUs);

/// <param name="SinceUs">The end of his wrap-up.</param>
/// <param name="BackUs">When he will be ready as things stand.</param>
internal readonly record struct AwayAgent(int Agent, long SinceUs, long NowUs, long BackUs, bool SomebodyWaits);

/// <summary>Ready at once.</summary>
internal sealed class ReadyAtOnce : IAfterService
{
    public Away After(in ServiceEnded ended) => default;
}
