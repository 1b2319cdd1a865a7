namespace TellerLine.Calls.Core;

/// <param name="MayReturn">A browser's line may be opened anew (a reload); a SIP phone's may not.</param>
internal sealed record TalkLine(string Id, bool MayReturn)
{
    /// <summary>The telephone has it on hold: the agent neither hears nor speaks by it.</summary>
    public bool Aside { get; init; }
}

/// <summary>Somebody whom the agent calls while the customer waits: a colleague, an expert, a branch.</summary>
/// <param name="Line">Null while it rings.</param>
internal sealed record TalkConsult(string Id, bool ThenTransfer, ConsultStage Stage, TalkLine? Line = null)
{
    /// <summary>The agent's own line for it, when the agent's telephone called by a second call.</summary>
    public string? By { get; init; }
}

internal enum ConsultStage
{
    Ringing,

    /// <summary>Agent and consulted talk, the customer waits.</summary>
    Apart,

    /// <summary>Agent and customer talk, the consulted one waits.</summary>
    Waiting,

    /// <summary>All three talk, or two of them while the customer waits.</summary>
    Joined,
}

/// <summary>Somebody who listens in (现场监听).</summary>
/// <param name="Who">A user's number.</param>
internal sealed record TalkEar(string Who, string Line, EarMode Mode);

internal enum EarMode
{
    /// <summary>Hears all who talk, is heard by nobody.</summary>
    Listen,

    /// <summary>Heard by the agent alone.</summary>
    Whisper,

    /// <summary>Heard by all.</summary>
    Barge,
}

internal enum TalkEnd
{
    AgentHungUp,

    /// <summary>The agent did not come back in time: the customer waits again, at the front.</summary>
    AgentLost,
    CustomerLeft,

    /// <summary>The consulted one has the customer now.</summary>
    HandedOver,

    /// <summary>The agent sent the customer back to wait for another.</summary>
    SentToQueue,

    /// <summary>Back to self-service.</summary>
    SentToMenu,

    /// <summary>The customer waits for whoever picks the call up.</summary>
    Parked,

    /// <summary>The agent guided the customer in the menu and is gone: the customer goes on in it alone.</summary>
    LeftInMenu,
}

internal enum TalkAway
{
    Silent,
    HungUp,

    /// <summary>The agent's page is being reloaded, taken over or closed.</summary>
    Moving,
}
