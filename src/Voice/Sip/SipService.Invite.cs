using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// The way of an INVITE to its story: served number, identity where one is claimed, admission, a description we can
/// speak.
/// </summary>
internal sealed partial class SipService
{
    private void Invite(ServerTransaction transaction, SipMessage request)
    {
        if (request.Has(HeaderName.Replaces))
        {
            TakePlace(transaction, request);
            return;
        }

        if (Called(request.RequestUri, out var incomplete) is null)
        {
            if (request.MaxForwards != 0 && TakesUserCalls() && Registrar.ClaimsOurUser(request)
                && Own(new NameAddress("", request.RequestUri, HeaderParams.None)) is { } whom)
            {
                _ = Stack.Handled(transaction, request, () => Authenticated(transaction, request, whom));
                return;
            }

            var status = request.MaxForwards == 0 ? 483 : incomplete ? 484 : 404;
            SipStack.Reply(transaction, request, status, SipReasons.Of(status));
            return;
        }

        if (Registrar.ClaimsOurUser(request))
            _ = Stack.Handled(transaction, request, () => Authenticated(transaction, request));
        else
            Admit(transaction, request, proved: false);
    }

    /// <summary>
    /// The served number that an address names: as a user (<c>sip:95000@…</c>), or as a telephone number (<c>tel:</c>,
    /// or the same within a sip URI, RFC 3261 §19.1.6), local or made global by its context.
    /// </summary>
    /// <param name="incomplete">A telephone number that one of ours begins with.</param>
    /// <returns>Null when it is none of ours.</returns>
    private string? Called(string address, out bool incomplete)
    {
        incomplete = false;
        if (!TelephoneUri.TryParse(address, out var telephone))
        {
            if (!SipUri.TryParse(address, out var uri))
                return null;
            if (_numbers.Contains(uri.User))
                return uri.User;
            if (!TelephoneUri.TryParseSubscriber(uri.User, out telephone))
                return null;
            incomplete = uri.Params.Get("user") == "phone";
        }
        else
        {
            incomplete = true;
        }

        if (_numbers.Contains(telephone.Number))
            return telephone.Number;
        if (telephone.Global is { } global && _numbers.Contains(global))
            return global;
        incomplete = incomplete && _numbers.Any(n => n.StartsWith(telephone.Number, StringComparison.Ordinal));
        return null;
    }

    /// <summary>A caller who says to be one of ours proves it; all others are strangers and welcome.</summary>
    /// <param name="whom">Only a user of ours calls there; null for a served number.</param>
    private async Task Authenticated(ServerTransaction transaction, SipMessage request, string? whom = null)
    {
        Trying(transaction, request);
        var user = request.From.Sip!.User;
        var known = await Registrar.Knows(user);
        var welcome = !known || await Registrar.Authenticate(transaction, request, user);
        lock (Stack.Gate)
        {
            if (!welcome || transaction.IsAnswered)
                return;
            if (!known && whom is not null)
                SipStack.Reply(transaction, request, 404, SipReasons.Of(404));
            else
                Admit(transaction, request, proved: known, whom: whom);
        }
    }

    /// <param name="replaced">The leg whose place it takes, instead of beginning a story of its own.</param>
    /// <param name="whom">Whom a user of ours calls; null for a served number.</param>
    private void Admit(
        ServerTransaction transaction, SipMessage request, bool proved, SipLeg? replaced = null, string? whom = null)
    {
        if (!Admits() || Arrived is null || (replaced is not null && Replacing is null))
        {
            Unavailable(transaction, request);
            return;
        }

        _ = SessionTimer.Of(request, out var tooSmall);
        if (tooSmall)
        {
            // RFC 4028 §9: the caller asks again with what we bear.
            var writer = SipWriter.Response(
                request, transaction.Flow, 422, "Session Interval Too Small", SipStack.NewTag());
            writer.Header("Min-SE", SessionTimer.MinSeconds);
            transaction.Respond(422, writer.End());
            return;
        }

        SdpSession? offer = null;
        if (request.Sdp is { } sdp)
        {
            try
            {
                offer = SdpParser.Parse(sdp);
                if (SdpTerms.Audio(offer) is not { } audio)
                {
                    Refuse488(transaction, request, "No audio with PCMA or PCMU");
                    return;
                }

                _ = SdpTerms.Remote(offer, audio);
            }
            catch (SdpException e)
            {
                Refuse488(transaction, request, e.Message);
                return;
            }
        }

        if (!Sources.MayCall(transaction.Flow))
        {
            Unavailable(transaction, request);
            return;
        }

        Trying(transaction, request);
        var leg = new SipLeg(
            this, NewLegId(), transaction, request,
            Called(request.RequestUri, out _) ?? replaced?.CalledNumber ?? whom, offer, _media, Stack.Time)
        {
            User = proved ? request.From.Sip?.User : null,
        };
        leg.Dialog.Trusted = proved || Sources.Trusts(transaction.Flow);
        transaction.Owner = leg;
        Add(leg);
        var flow = transaction.Flow;
        leg.Gone.UnsafeRegister(_ => Sources.CallOver(flow), null);
        try
        {
            if (replaced is not null)
                Replacing!(replaced, leg);
            else if (whom is not null)
                UserArrived!(leg);
            else
                Arrived(leg);
        }
        catch
        {
            // Nobody took the call: it is refused and forgotten, whatever went wrong.
            _ = leg.Hangup(500);
            throw;
        }
    }

    /// <summary>At once rather than after 200 ms (§17.2.1): the story decides later.</summary>
    private static void Trying(ServerTransaction transaction, SipMessage request)
    {
        if (transaction.State == TransactionState.Proceeding)
            transaction.Respond(100, SipWriter.Response(request, transaction.Flow, 100, "Trying", null).End());
    }

    private static void Unavailable(ServerTransaction transaction, SipMessage request)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 503, "Service Unavailable", SipStack.NewTag());
        writer.Header("Retry-After", RetryAfterS);
        transaction.Respond(503, writer.End());
    }

    private static void Refuse488(ServerTransaction transaction, SipMessage request, string why)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 488, "Not Acceptable Here", SipStack.NewTag());
        writer.Header("Warning", $"304 tellerline {Quoting.Quote(why)}");
        transaction.Respond(488, writer.End());
    }
}
