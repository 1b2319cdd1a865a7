namespace TellerLine.Calls.Core;

/// <summary>What happens to a conversation: asked for at the desk, or told by the lines.</summary>
internal abstract record TalkEvent
{
    private TalkEvent()
    {
    }

    /// <summary>The conversation began in the process before this one, and the two have talked on.</summary>
    /// <param name="As">How it stood.</param>
    /// <param name="WithSound">The agent's line carries sound.</param>
    public sealed record TakenUp(KeptTalk As, bool WithSound) : TalkEvent;

    /// <summary>The customer has heard which agent it will be.</summary>
    /// <param name="WithSound">The agent's line carries sound.</param>
    public sealed record Begun(bool WithSound) : TalkEvent;

    /// <summary><see cref="TalkEffect.Sound"/> was done, the agent's line among it.</summary>
    public sealed record Joined(string Line) : TalkEvent;

    /// <summary>The customer waits; a consulted one who waited is talked to.</summary>
    public sealed record Hold : TalkEvent;

    /// <summary>The customer is talked to again; a consulted one who is not in the conference waits.</summary>
    public sealed record Resume : TalkEvent;

    public sealed record Mute(bool On) : TalkEvent;

    public sealed record HangUp : TalkEvent;

    /// <summary>Somebody is called and spoken to while the customer waits.</summary>
    /// <param name="Id">Names this consultation.</param>
    /// <param name="ThenTransfer">Whoever answers is given the customer at once (a blind transfer).</param>
    /// <param name="By">The line of the telephone's second call, when it is that which asks.</param>
    public sealed record Consult(string Id, bool ThenTransfer, string? By = null) : TalkEvent;

    /// <param name="Id">Of which consultation.</param>
    public sealed record ConsultAnswered(string Id, TalkLine Line) : TalkEvent;

    /// <summary>The consulted one's desk has opened a new line (a reload).</summary>
    public sealed record ConsultMoved(string Id, TalkLine Line) : TalkEvent;

    /// <summary>Nobody took it, or the consulted one hung up.</summary>
    public sealed record ConsultLost(string Id, string Why) : TalkEvent;

    /// <summary>The agent has done with the one who is called or consulted.</summary>
    public sealed record DropConsult : TalkEvent;

    /// <summary>Customer, agent and the consulted one hear each other.</summary>
    public sealed record Conference : TalkEvent;

    /// <summary>The consulted one goes on with the customer, the agent leaves.</summary>
    public sealed record Transfer : TalkEvent;

    /// <summary>The agent leaves; where the customer goes on is one of the <c>SentTo…</c> ends.</summary>
    public sealed record SendAway(TalkEnd To) : TalkEvent;

    /// <summary>Somebody who listens in has the customer from now on; the agent leaves.</summary>
    /// <param name="Id">What the router knows it by.</param>
    public sealed record TakeOver(string Who, string Id) : TalkEvent;

    /// <summary>The customer keys a secret that nobody else hears.</summary>
    public sealed record Entry : TalkEvent;

    /// <summary>The agent stops it; <see cref="EntryOver"/> follows.</summary>
    public sealed record StopEntry : TalkEvent;

    /// <summary>Nothing changes but what the desk shows: another digit, how the lines carry it.</summary>
    public sealed record Shows : TalkEvent;

    public sealed record EntryOver : TalkEvent;

    /// <summary>The customer is put into the telephone bank's menu; the agent stays on the line.</summary>
    public sealed record Guide : TalkEvent;

    /// <summary>The agent ends it; <see cref="GuideOver"/> follows.</summary>
    public sealed record StopGuide : TalkEvent;

    /// <summary>The menu is about to ask for a secret, or has done.</summary>
    public sealed record GuideSecret(bool On) : TalkEvent;

    /// <summary>The menu was left.</summary>
    /// <param name="Why">See <see cref="Contacts.GuidanceOver.Why"/>.</param>
    public sealed record GuideOver(string Why) : TalkEvent;

    /// <summary>The customer says a secret aloud: only the agent goes on hearing it.</summary>
    public sealed record PinSpoken : TalkEvent;

    /// <param name="Why">See <see cref="Contacts.PinSpokenOver.Why"/>.</param>
    public sealed record PinSpokenOver(string Why) : TalkEvent;

    /// <summary>Nothing is recorded until it is resumed.</summary>
    public sealed record PauseRecording : TalkEvent;

    /// <param name="Why">See <see cref="Contacts.RecordingResumed.Why"/>.</param>
    public sealed record ResumeRecording(string Why) : TalkEvent;

    /// <summary>Somebody listens in, or in another way than before.</summary>
    public sealed record EarIn(TalkEar Ear) : TalkEvent;

    public sealed record EarOut(string Who) : TalkEvent;

    /// <param name="Moving">The agent's page is on its way.</param>
    public sealed record Silent(string Line, bool Moving) : TalkEvent;

    public sealed record Heard(string Line) : TalkEvent;

    /// <summary>The agent's desk has opened a new line (a reload, a take-over).</summary>
    /// <param name="WithSound">It carries sound already.</param>
    public sealed record NewLine(TalkLine Line, bool WithSound) : TalkEvent;

    /// <summary>The agent's telephone has put this call on hold, or taken it again.</summary>
    public sealed record PutAside(string Line, bool On) : TalkEvent;

    /// <param name="HungUp">By the agent, not by a fault.</param>
    public sealed record LineGone(string Line, bool HungUp, bool Moving) : TalkEvent;

    /// <summary>The agent was away as long as is allowed.</summary>
    public sealed record TooLate : TalkEvent;

    /// <param name="ByMedia">The media process died.</param>
    public sealed record CustomerGone(bool ByMedia) : TalkEvent;
}
