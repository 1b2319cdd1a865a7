namespace TellerLine.Calls.Core;

/// <summary>How a conversation stands, as it is kept for the case that the process dies.</summary>
/// <param name="Secret">What the customer is keying, or null.</param>
/// <param name="Consult">Whom the agent calls or consults, or null.</param>
internal sealed record KeptTalk(
    string Agent, TalkLine Line, long ConnectedUs, long? HeldUs, bool Muted, string? Secret, KeptConsult? Consult)
{
    /// <summary>Since when the customer says a secret aloud.</summary>
    public long? Spoken { get; init; }

    /// <summary>Since when the recording is paused.</summary>
    public long? Paused { get; init; }

    /// <summary>
    /// The customer was in the menu with the agent. What he was asked is forgotten: the two talk again.
    /// </summary>
    public bool Guided { get; init; }

    /// <summary>The agent's other line, when the telephone has two calls.</summary>
    public TalkLine? Other { get; init; }

    public bool HeldByTelephone { get; init; }

    /// <summary>The telephone's first call alone is left: nobody is consulted by the second.</summary>
    public KeptTalk WithoutSecond() => this with
    {
        Line = Line.Id == Consult?.By ? Other! : Line, Other = null,
        Consult = Consult is { } consult ? consult with { By = null } : null,
        HeldByTelephone = HeldUs is not null,
    };
}

/// <param name="Whom">As it is called.</param>
/// <param name="Line">Null while it rings.</param>
/// <param name="Agent">Who has it at a desk here; null for a telephone number.</param>
internal sealed record KeptConsult(
    string Id, string Kind, string Whom, bool ThenTransfer, ConsultStage Stage, TalkLine? Line, string? Agent,
    long BeganUs)
{
    /// <summary>Of what the two say apart, while it runs.</summary>
    public string? RecordingId { get; init; }

    /// <summary>The agent's own line for it, when that is the telephone's second call.</summary>
    public string? By { get; init; }
}

/// <summary>
/// A conversation that outlived its process. Who listened in is gone, and a secret was not keyed to its end.
/// </summary>
internal sealed partial record Talk
{
    private (Talk, IReadOnlyList<TalkEffect>) TakenUp(TalkEvent.TakenUp up)
    {
        var was = up.As;
        var next = this with
        {
            HasBegun = true,
            Sounding = up.WithSound,
            ConnectedUs = was.ConnectedUs,
            HeldUs = was.HeldUs,
            Muted = was.Muted,
            Spoken = was.Spoken,
            Paused = was.Paused,
            HeldByTelephone = was.HeldByTelephone,
            Other = was.Other,
            Consulting = was.Consult is { Line: { } line } consult
                ? new TalkConsult(consult.Id, consult.ThenTransfer, consult.Stage, line) { By = consult.By } : null,
        };
        return up.WithSound ? (next, next.Muting()) : next.Leave(TalkAway.Moving);
    }
}
