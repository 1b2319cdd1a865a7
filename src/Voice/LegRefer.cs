namespace TellerLine.Voice;

/// <summary>
/// The party's telephone asks for its transfer (REFER, RFC 3515). One answer within half a minute, or the telephone
/// gives up; then, when it was accepted, how it ended. Safe for any thread; what comes too late does nothing.
/// </summary>
/// <param name="target">Whom it wants to be connected with, as <see cref="DialRequest.To"/> takes it: a user of the
/// registrar or a telephone number, never another address.</param>
/// <param name="replacesLegId">An attended transfer: the leg of the telephone's other call with us, whose partner is
/// to be connected instead of calling the target (RFC 3891). Of the same user for certain.</param>
public abstract class LegRefer(string target, string? replacesLegId)
{
    public string Target => target;

    public string? ReplacesLegId => replacesLegId;

    /// <summary>It will be tried (202); the telephone hears so, and waits for <see cref="Finish"/>.</summary>
    /// <returns>False when it is too late: the telephone gave up or hung up.</returns>
    public abstract bool Accept();

    /// <summary>It will not be tried, or, after <see cref="Accept"/>, it failed.</summary>
    /// <param name="status">400 to 699, as <see cref="Dialled.NotAnswered"/> has it.</param>
    public abstract void Refuse(int status, string reason);

    /// <summary>
    /// How it ended: 200 when the target answered (the telephone then hangs up by itself as a rule), else why not.
    /// </summary>
    public abstract void Finish(int status = 200, string reason = "OK");
}

/// <summary>
/// Another telephone of the same user, who has proved it, calls to take a leg's place (INVITE with Replaces, RFC 3891).
/// </summary>
/// <param name="Old">The leg as it is: to be hung up once the other has its place.</param>
/// <param name="By">Rings, as any incoming call does: answer it and join it to whom the old one hears, or hang it up
/// with a status.</param>
public sealed record LegReplaced(ILeg Old, ILeg By);
