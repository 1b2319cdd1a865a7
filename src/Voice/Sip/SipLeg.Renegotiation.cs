using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// What is agreed is changed in mid-call (RFC 3261 §14, RFC 3311): the party's hold, another codec or address, a
/// refresh, a call for our own offer. One offer is open at a time.
/// </summary>
internal sealed partial class SipLeg
{
    /// <summary>Seconds; RFC 3311 §5.2 has 0 to 10.</summary>
    private const int LongestRetryS = 11;

    private MediaLocal? _local;
    private MediaRemote? _remote;

    /// <summary>An offer of the party's that is not answered yet.</summary>
    private bool _renegotiating;

    /// <summary>Our 2xx carried an offer; its ACK is to bring the answer.</summary>
    private bool _awaitsAnswer;

    private bool _putAside;

    public event Action<bool>? PutAside;

    public bool IsPutAside => Volatile.Read(ref _putAside);

    /// <summary>
    /// What is agreed now says whether the party's telephone has us on hold. In the order in which it was agreed: one
    /// offer is open at a time.
    /// </summary>
    private void Agreed(MediaRemote remote)
    {
        _remote = remote;
        if (_putAside == !remote.WeSend)
            return;
        Volatile.Write(ref _putAside, !remote.WeSend);
        PutAside?.Invoke(_putAside);
    }

    private void ReOffer(ServerTransaction transaction, SipMessage request)
    {
        var isInvite = request.Method == SipMethod.Invite;
        var sdp = request.Sdp;
        if (Conflict(request, sdp is not null) is { } conflict)
        {
            var writer = Response(request, conflict, SipReasons.Of(conflict));
            if (conflict == 500)
                writer.Header("Retry-After", Random.Shared.Next(LongestRetryS));
            transaction.Respond(conflict, writer.End());
            return;
        }

        if (!NegotiateSession(request))
        {
            var writer = Response(request, 422, "Session Interval Too Small");
            writer.Header("Min-SE", SessionTimer.MinSeconds);
            transaction.Respond(422, writer.End());
            return;
        }

        if (sdp is null)
        {
            // A refresh; or the party asks what we can do, and chooses in its ACK.
            _awaitsAnswer = isInvite;
            Accept(transaction, request, isInvite
                ? _sdp.Offer(
                    _local!, _webRtc, _remote?.EventPayloadType ?? _sdp.EventType ?? SdpTerms.OurEventType) : null);
            return;
        }

        try
        {
            var offer = SdpParser.Parse(sdp);
            var audio = SdpTerms.Audio(offer);
            if (audio is null || audio.IsWebRtc != _webRtc)
                throw new SdpException("No audio that fits this call");
            _renegotiating = true;
            _ = Renegotiate(transaction, request, offer, RemoteOf(offer, audio, acknowledged: true));
        }
        catch (SdpException e)
        {
            SipStack.Reply(transaction, request, 488, "Not Acceptable Here");
            _sip.Stack.Counters.Malformed(e.Message);
        }
    }

    /// <summary>The party's answer to an offer of ours in mid-call moves it, or changes what it takes.</summary>
    private void Changed(string? answer)
    {
        try
        {
            if (answer is not null && AnswerOf(answer) is var remote && remote != _remote)
                _hearing = Hear(_hearing, remote);
        }
        catch (SdpException e)
        {
            // The call goes on as it was.
            _sip.Stack.Counters.Malformed(e.Message);
        }
    }

    /// <summary>
    /// §14.2, RFC 3311 §5.2: 491 when an offer of ours is open (both sides try again after their own time), 500 when an
    /// earlier one of the party's is, or what the call begins with is not agreed yet.
    /// </summary>
    private int? Conflict(SipMessage request, bool hasOffer)
    {
        var isInvite = request.Method == SipMethod.Invite;
        if (!isInvite && !hasOffer)
            return null;
        if (_awaitsAnswer || _pracked is { Task.IsCompleted: false } || (_refreshing && (_refreshIsInvite || hasOffer)))
            return 491;
        if (_renegotiating)
            return 500;
        return State switch
        {
            CallState.Confirmed => null,
            // Its ACK is on its way: the party knows of our answer and may ask for another thing, but not by INVITE.
            CallState.Answered => isInvite ? 491 : null,
            // Before the answer only where reliable provisional answers have agreed on something (RFC 3262 §5).
            _ => (IsCaller ? IsAgreedWith(request.From.Tag) : _agreedWhileRinging) ? null : 500,
        };
    }

    private async Task Renegotiate(
        ServerTransaction transaction, SipMessage request, SdpSession offer, MediaRemote remote)
    {
        try
        {
            var local = await Guard(() => Media.SetRemote(Id, remote));
            bool withdrawn;
            lock (_sip.Stack.Gate)
            {
                // A CANCEL may have been faster than the media process (§9.2): then all is as it was before.
                withdrawn = transaction.IsAnswered;
                if (State == CallState.Over)
                    SipStack.Reply(transaction, request, 487, "Request Terminated");
                else if (!withdrawn)
                    Accept(transaction, request, _sdp.Answer(offer, _local = local));
            }

            if (!withdrawn)
                Agreed(remote);
            else if (_remote is { } before)
                await Guard(() => Media.SetRemote(Id, before));
        }
        catch (OperationCanceledException)
        {
            lock (_sip.Stack.Gate)
                SipStack.Reply(transaction, request, 500, "Server Internal Error");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The media process will not have it: the call goes on as it was (§14.2).
            _sip.Stack.Counters.Failed(e);
            lock (_sip.Stack.Gate)
                SipStack.Reply(transaction, request, 488, "Not Acceptable Here");
        }
        finally
        {
            lock (_sip.Stack.Gate)
                _renegotiating = false;
        }
    }

    private void Accept(ServerTransaction transaction, SipMessage request, string? sdp)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 200, "OK", Dialog.LocalTag);
        writer.Header("Contact", Contact);
        writer.Header("Allow", SipMethods.Allow);
        GrantSession(ref writer);
        var message = writer.End(sdp is null ? null : "application/sdp", sdp);
        if (request.Method == SipMethod.Invite)
        {
            _invite = transaction;
            Send2xx(request.CSeq, message);
        }
        else
        {
            transaction.Respond(200, message);
        }

        ArmSession();
        Save();
    }
}
