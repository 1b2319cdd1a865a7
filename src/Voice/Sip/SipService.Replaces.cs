namespace TellerLine.Voice.Sip;

/// <summary>A user takes his call to another telephone of his (INVITE with Replaces, RFC 3891).</summary>
internal sealed partial class SipService
{
    /// <summary>
    /// Hears of each, the old leg and the new, under the gate; a leg of which nobody would hear is not replaced.
    /// </summary>
    public Action<SipLeg, SipLeg>? Replacing { get; set; }

    /// <summary>The leg on the dialog that is named; null when there is none.</summary>
    public SipLeg? Find(Replaces replaces) =>
        _dialogs.TryGetValue((replaces.CallId, replaces.ToTag), out var leg)
        && leg.DialogWith(replaces.FromTag) is not null ? leg : null;

    private void TakePlace(ServerTransaction transaction, SipMessage request)
    {
        if (request.HeaderFields(HeaderName.Replaces).ToList() is not [var text]
            || !Replaces.TryParse(text, out var replaces))
            SipStack.Reply(transaction, request, 400, "Bad Replaces");
        else if (!Registrar.ClaimsOurUser(request))
            SipStack.Reply(transaction, request, 403, "Forbidden");
        else
            _ = Stack.Handled(transaction, request, () => TakePlace(transaction, request, replaces));
    }

    private async Task TakePlace(ServerTransaction transaction, SipMessage request, Replaces replaces)
    {
        Trying(transaction, request);
        var user = request.From.Sip!.User;
        var known = await Registrar.Knows(user);
        if (known && !await Registrar.Authenticate(transaction, request, user))
            return;
        lock (Stack.Gate)
        {
            if (transaction.IsAnswered)
                return;
            var old = Find(replaces);
            var refusal = known ? Refusal(old, replaces, user) : 403;
            if (refusal != 0)
                SipStack.Reply(transaction, request, refusal, SipReasons.Of(refusal));
            else
                Admit(transaction, request, proved: true, old);
        }
    }

    /// <summary>§3: what of the named dialog forbids it; 0 for nothing.</summary>
    private static int Refusal(SipLeg? old, Replaces replaces, string user) => old switch
    {
        null => 481,
        _ when old.User != user => 403,
        { End: not null } or { State: CallState.Over } => 603,
        // What only rings is answered where it rings.
        { State: CallState.Early } => 486,
        _ when replaces.EarlyOnly => 486,
        { MayBeReplaced: false } => 603,
        _ => 0,
    };
}
