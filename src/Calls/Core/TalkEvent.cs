namespace TellerLine.Calls.Core;

/// <summary>What happens to a conversation: asked for at the desk, or told by the lines.</summary>
internal abstract record TalkEvent
{
    private TalkEvent()
    {
    }

    /// <summary>The customer has heard which agent it will be.</summary>
    /// <param name="WithSound">The agent's line carries sound.</param>
    public sealed record Begun(bool WithSound) : TalkEvent;

    /// <summary><see cref="TalkEffect.Bridge"/> was done.</summary>
    public sealed record Bridged(string Line) : TalkEvent;

    public sealed record Hold : TalkEvent;

    public sealed record Resume : TalkEvent;

    public sealed record Mute(bool On) : TalkEvent;

    public sealed record HangUp : TalkEvent;

    /// <param name="Moving">The agent's page is on its way.</param>
    public sealed record Silent(string Line, bool Moving) : TalkEvent;

    public sealed record Heard(string Line) : TalkEvent;

    /// <summary>The agent's desk has opened a new line (a reload, a take-over).</summary>
    /// <param name="WithSound">It carries sound already.</param>
    public sealed record NewLine(TalkLine Line, bool WithSound) : TalkEvent;

    /// <param name="HungUp">By the agent, not by a fault.</param>
    public sealed record LineGone(string Line, bool HungUp, bool Moving) : TalkEvent;

    /// <summary>The agent was away as long as is allowed.</summary>
    public sealed record TooLate : TalkEvent;

    /// <param name="ByMedia">The media process died.</param>
    public sealed record CustomerGone(bool ByMedia) : TalkEvent;
}

/// <summary>What a conversation asks to be done, one after the other.</summary>
internal abstract record TalkEffect
{
    private TalkEffect()
    {
    }

    /// <summary>
    /// Customer and line hear each other; answered by <see cref="TalkEvent.Bridged"/>. What the customer heard before
    /// stops.
    /// </summary>
    public sealed record Bridge(string Line) : TalkEffect;

    /// <summary>The customer hears nobody until the next effect.</summary>
    public sealed record Unbridge : TalkEffect;

    /// <summary>The customer hears music and is not heard.</summary>
    public sealed record Music : TalkEffect;

    /// <summary>Music ends; the line that is bridged is heard again.</summary>
    public sealed record Resume : TalkEffect;

    public sealed record Mute(string Line, bool On) : TalkEffect;

    public sealed record HangUpLine(string Line) : TalkEffect;

    /// <summary>Ask in a while whether this line is heard.</summary>
    public sealed record Doubt(string Line) : TalkEffect;

    /// <summary>From now (or from when it was first asked for) the agent's time to come back runs.</summary>
    public sealed record StartRejoin : TalkEffect;

    public sealed record StopRejoin : TalkEffect;

    // What the journal, the router and the desk are told.

    public sealed record Connected : TalkEffect;

    public sealed record Held : TalkEffect;

    public sealed record Resumed(long HeldUs) : TalkEffect;

    public sealed record MuteTold(bool On) : TalkEffect;

    public sealed record Gone(TalkAway Why) : TalkEffect;

    public sealed record Back : TalkEffect;

    /// <param name="Why"><c>tooLate</c>, <c>gone</c>.</param>
    public sealed record LostForGood(string Why) : TalkEffect;
}
