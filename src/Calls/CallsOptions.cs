using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>Section <c>Calls</c>.</summary>
public sealed record CallsOptions
{
    /// <summary>Music between two announcements of the position.</summary>
    public int PositionEveryMs { get; init; } = 30_000;

    /// <summary>An agent whose desk fell silent may rejoin the call for so long.</summary>
    public int RejoinMs { get; init; } = 10_000;

    /// <summary>
    /// Whether an agent is shown who listens in. Who coaches or has joined is shown in any case: the agent hears it.
    /// </summary>
    public bool ShowListeners { get; init; } = true;

    /// <summary>How long a telephone number that an agent calls is rung.</summary>
    public int RingMs { get; init; } = 30_000;

    /// <summary>
    /// Another agent serves the customer: <c>keep</c> what a PIN has proved in this call, or <c>lower</c> it to who
    /// calls, so that it is proved anew.
    /// </summary>
    public string IdentityForNextAgent { get; init; } = "keep";

    /// <summary>How long a customer may be parked before the front of the queue is better.</summary>
    public int ParkMs { get; init; } = 120_000;

    /// <summary>When a PIN was said aloud: how much before the mark is kept from everybody, too.</summary>
    public int PinSpokenBackMs { get; init; } = 10_000;

    /// <summary>A mark that nobody releases ends by itself.</summary>
    public int PinSpokenMs { get; init; } = 60_000;

    /// <summary>A recording that an agent paused goes on by itself.</summary>
    public int RecordingPauseMs { get; init; } = 120_000;

    /// <summary>What a called telephone shows; empty: the first of <c>Voice:Numbers</c>.</summary>
    public string OutboundNumber { get; init; } = "";

    /// <summary>After an agent has hung up, the caller is asked how satisfied he is.</summary>
    public bool AskSatisfaction { get; init; } = true;

    /// <summary>Whom an agent calls hears first that calls are recorded.</summary>
    public bool OutboundNotice { get; init; } = true;
}

internal sealed class CallsOptionsCheck(CallsOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.PositionEveryMs is < 5_000 or > 600_000)
            yield return new(
                "Calls:PositionEveryMs", options.PositionEveryMs.ToString(), "5000 to 600000 (milliseconds)");
        if (options.RejoinMs is < 1_000 or > 60_000)
            yield return new("Calls:RejoinMs", options.RejoinMs.ToString(), "1000 to 60000 (milliseconds)");
        if (options.RingMs is < 5_000 or > 180_000)
            yield return new("Calls:RingMs", options.RingMs.ToString(), "5000 to 180000 (milliseconds)");
        if (options.OutboundNumber.Length > 0 && Calls.OutboundNumber.Of(options.OutboundNumber) is null)
            yield return new("Calls:OutboundNumber", options.OutboundNumber, "a telephone number, or nothing");
        if (options.IdentityForNextAgent is not ("keep" or "lower"))
            yield return new("Calls:IdentityForNextAgent", options.IdentityForNextAgent, "keep or lower");
        if (options.ParkMs is < 5_000 or > 1_800_000)
            yield return new("Calls:ParkMs", options.ParkMs.ToString(), "5000 to 1800000 (milliseconds)");
        if (options.PinSpokenBackMs is < 1_000 or > 60_000)
            yield return new(
                "Calls:PinSpokenBackMs", options.PinSpokenBackMs.ToString(), "1000 to 60000 (milliseconds)");
        if (options.PinSpokenMs is < 5_000 or > 600_000)
            yield return new("Calls:PinSpokenMs", options.PinSpokenMs.ToString(), "5000 to 600000 (milliseconds)");
        if (options.RecordingPauseMs is < 5_000 or > 1_800_000)
            yield return new(
                "Calls:RecordingPauseMs", options.RecordingPauseMs.ToString(), "5000 to 1800000 (milliseconds)");
    }
}
