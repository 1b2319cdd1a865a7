namespace TellerLine.Desks.Core;

/// <summary>
/// The right of one browser tab to be an agent's desk. Its token rises with every claim, so that whatever an older
/// connection of the same tab still reports (its own end, arriving after the reload) is void.
/// </summary>
/// <param name="LostAtUs">When its connection was lost, or null while it lives.</param>
internal sealed record DeskLease(string Agent, string DeskId, long Token, string Node, long SinceUs, long? LostAtUs)
{
    /// <param name="held">The agent's lease, or null.</param>
    /// <param name="takeOver">The agent has confirmed to leave the other desk.</param>
    public static DeskDecision Claim(
        DeskLease? held, string agent, string deskId, string node, bool takeOver, long nowUs, long graceUs)
    {
        if (held is null || held.GraceIsOver(nowUs, graceUs))
            return new DeskDecision.Grant(
                new DeskLease(agent, deskId, (held?.Token ?? nowUs) + 1, node, nowUs, null), DeskClaimHow.New);
        if (held.DeskId == deskId)
            return new DeskDecision.Grant(
                held with { Token = held.Token + 1, Node = node, LostAtUs = null }, DeskClaimHow.Reclaimed);
        if (takeOver)
            return new DeskDecision.Grant(
                new DeskLease(agent, deskId, held.Token + 1, node, nowUs, null), DeskClaimHow.TakenOver);
        return new DeskDecision.Refuse(held.SinceUs);
    }

    /// <returns>The lease in its grace, or null if the token is void or the loss known already.</returns>
    public DeskLease? Lose(long token, long nowUs) => token == Token && LostAtUs is null
        ? this with { LostAtUs = nowUs } : null;

    /// <summary>Whether the token's desk is lost and its grace has run out: the lease ends.</summary>
    public bool Expires(long token, long nowUs, long graceUs) => token == Token && GraceIsOver(nowUs, graceUs);

    private bool GraceIsOver(long nowUs, long graceUs) => LostAtUs is { } lost && nowUs - lost >= graceUs;
}

internal abstract record DeskDecision
{
    private DeskDecision()
    {
    }

    public sealed record Grant(DeskLease Lease, DeskClaimHow How) : DeskDecision;

    public sealed record Refuse(long HeldSinceUs) : DeskDecision;
}
