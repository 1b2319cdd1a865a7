namespace TellerLine.Calls.Core;

/// <summary>What a conversation asks to be done, one after the other.</summary>
internal abstract record TalkEffect
{
    private TalkEffect()
    {
    }

    /// <summary>
    /// From now on these lines hear what is said here, all at one instant; the others go on as they are. Answered by
    /// <see cref="TalkEvent.Joined"/>.
    /// </summary>
    public sealed record Sound(IReadOnlyList<TalkHearing> Changed) : TalkEffect;

    public sealed record Mute(string Line, bool On) : TalkEffect;

    public sealed record HangUpLine(string Line) : TalkEffect;

    /// <summary>Ask in a while whether this line is heard.</summary>
    public sealed record Doubt(string Line) : TalkEffect;

    /// <summary>From now (or from when it was first asked for) the agent's time to come back runs.</summary>
    public sealed record StartRejoin : TalkEffect;

    public sealed record StopRejoin : TalkEffect;

    /// <summary>
    /// Calls whom the consultation names; answered by <see cref="TalkEvent.ConsultAnswered"/> or
    /// <see cref="TalkEvent.ConsultLost"/>.
    /// </summary>
    public sealed record CallConsult(string Id) : TalkEffect;

    /// <summary>Asks the customer for the secret; answered by <see cref="TalkEvent.EntryOver"/>.</summary>
    public sealed record AskEntry : TalkEffect;

    public sealed record StopEntry : TalkEffect;

    /// <summary>Plays the menu to the customer; answered by <see cref="TalkEvent.GuideOver"/>.</summary>
    public sealed record PlayMenu : TalkEffect;

    public sealed record StopMenu : TalkEffect;

    // What the journal, the router and the desk are told.

    public sealed record Connected : TalkEffect;

    public sealed record Held : TalkEffect;

    public sealed record Resumed(long HeldUs) : TalkEffect;

    public sealed record MuteTold(bool On) : TalkEffect;

    public sealed record Gone(TalkAway Why) : TalkEffect;

    public sealed record Back : TalkEffect;

    /// <param name="Why"><c>tooLate</c>, <c>gone</c>.</param>
    public sealed record LostForGood(string Why) : TalkEffect;

    public sealed record ConsultBegan(string Id) : TalkEffect;

    /// <summary>Calls no more, and lets whoever answered go.</summary>
    /// <param name="Why">See <see cref="Contacts.ConsultationOver.Why"/>.</param>
    public sealed record ConsultOver(string Id, string Why) : TalkEffect;

    public sealed record ConferenceBegan(string Id) : TalkEffect;

    /// <summary>Whoever was consulted has the customer now, and stays on the line.</summary>
    public sealed record HandedOver(string Id) : TalkEffect;

    /// <summary>Whoever listened has the customer; <see cref="HandedOver"/> with this id follows.</summary>
    public sealed record TakenOver(string Id, string Who) : TalkEffect;

    public sealed record SentAway(TalkEnd To) : TalkEffect;

    /// <param name="Why">See <see cref="Contacts.GuidanceOver.Why"/>.</param>
    public sealed record GuideOver(string Why) : TalkEffect;

    /// <summary>Nothing is kept of it, what was said just before included.</summary>
    public sealed record PinSpoken : TalkEffect;

    public sealed record PinSpokenOver(string Why) : TalkEffect;

    public sealed record RecordingPaused : TalkEffect;

    public sealed record RecordingResumed(string Why) : TalkEffect;

    public sealed record EarTold(TalkEar Ear) : TalkEffect;

    public sealed record EarGone(string Who) : TalkEffect;
}
