namespace TellerLine.Voice;

/// <param name="To">
/// A user name of the registrar; a telephone number, by <see cref="VoiceOptions.Trunk"/> (digits, <c>+</c> before them
/// or not, or a <c>tel:</c> address), unless it is a user's name too; or a <c>sip:</c> address.
/// </param>
/// <param name="From">What the called phone shows: user part and display name.</param>
/// <param name="RingTimeout">From the first ringing of any telephone to the last, forwarding included.</param>
public sealed record DialRequest(string To, string From, string FromName, TimeSpan RingTimeout)
{
    /// <summary>
    /// Hears how the call comes on, in order, each kind once a telephone, all of it before <see cref="IExchange.Dial"/>
    /// completes. It must not wait: the call waits for it.
    /// </summary>
    public IProgress<DialProgress>? Progress { get; init; }

    /// <summary>
    /// A telephone that answers "moved" (302) is followed once: to a user of the registrar or to a telephone number by
    /// the trunk, never to any other address.
    /// </summary>
    public bool MayForward { get; init; }
}

/// <summary>What is heard of a call that was dialled before it is answered (RFC 3261 §21.1).</summary>
public abstract record DialProgress
{
    private DialProgress()
    {
    }

    /// <summary>The other side has the call and works on it (100).</summary>
    public sealed record Trying : DialProgress;

    /// <summary>A telephone rings (180).</summary>
    public sealed record Ringing : DialProgress;

    /// <summary>
    /// The called side sends audio before it answers (a description in 180 or 183): its ring back tone or an
    /// announcement. Who is joined to the leg hears it; the leg is gone when the call is not answered there.
    /// </summary>
    public sealed record EarlyMedia(ILeg Leg) : DialProgress;

    /// <summary>The called side put the call in a queue (182).</summary>
    public sealed record Queued : DialProgress;

    /// <param name="To">Where we follow to; null when the called side forwards by itself (181).</param>
    public sealed record Forwarded(string? To) : DialProgress;
}

/// <summary>How a dialled call ended up.</summary>
public abstract record Dialled
{
    private Dialled()
    {
    }

    public sealed record Answered(ILeg Leg) : Dialled;

    /// <param name="Status">The final SIP status (486 busy, 480 not registered, 408 no answer, 603 declined …).</param>
    /// <param name="Phrase">What the status means, in English.</param>
    public sealed record NotAnswered(int Status, string Phrase) : Dialled
    {
        public NotAnsweredReason Reason { get; init; } = ReasonOf(Status);

        private static NotAnsweredReason ReasonOf(int status) => status switch
        {
            486 or 600 => NotAnsweredReason.Busy,
            408 or 487 => NotAnsweredReason.NoAnswer,
            401 or 402 or 403 or 407 or 433 or 603 or 607 or 608 => NotAnsweredReason.Declined,
            404 or 410 or 430 or 480 or 483 or 484 or 485 or 502 or 503 or 504 or 604 => NotAnsweredReason.NotReachable,
            >= 300 and < 400 => NotAnsweredReason.Moved,
            _ => NotAnsweredReason.Failed,
        };
    }
}

/// <summary>Why a dialled call was not answered, in the words of the one who asked for it.</summary>
public enum NotAnsweredReason
{
    /// <summary>486, 600.</summary>
    Busy,

    /// <summary>It rang until the time was over (408, 487).</summary>
    NoAnswer,

    /// <summary>
    /// No such number, no telephone there, no way to it (404, 410, 480, 484, 502 to 504), or not a word from it.
    /// </summary>
    NotReachable,

    /// <summary>The called person, or who answers for the line, does not want the call (603, 403).</summary>
    Declined,

    /// <summary>Moved elsewhere (3xx), and not followed.</summary>
    Moved,

    /// <summary>Not understood, or a fault on either side (400, 488, 500 …).</summary>
    Failed,
}
