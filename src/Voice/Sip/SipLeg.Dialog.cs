using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// Requests inside the dialog: BYE, re-INVITE and UPDATE (the peer's hold, a moved target, refreshes), INFO.
/// </summary>
internal sealed partial class SipLeg
{
    private bool _reInvitePending;
    private Media.MediaRemote? _remote;

    public void OnRequest(ServerTransaction transaction, SipMessage request)
    {
        if (!Dialog.Accepts(request.CSeq))
        {
            // Out of order: RFC 3261 §12.2.2.
            SipStack.Reply(transaction, request, 500, "Server Internal Error");
            return;
        }

        if (!MayMoveTo(transaction.Flow))
        {
            // A stranger's source is easily forged: what he could turn on another's address stays where it is.
            if (request.Method != SipMethod.Bye)
            {
                SipStack.Reply(transaction, request, 403, "Forbidden");
                return;
            }
        }
        else if (!Dialog.Flow.IsReliable || transaction.Flow.IsReliable)
        {
            _sip.Move(this, transaction.Flow);
            Reconnected();
        }

        switch (request.Method)
        {
            case SipMethod.Bye:
                Bye(transaction, request);
                break;
            case SipMethod.Invite or SipMethod.Update:
                Dialog.Refresh(request);
                ReOffer(transaction, request);
                break;
            case SipMethod.Info:
                Info(transaction, request);
                break;
            case SipMethod.Options:
                SipStack.Reply(transaction, request, 200, "OK");
                break;
            default:
                SipStack.Reply(transaction, request, 405, "Method Not Allowed");
                break;
        }
    }

    private bool MayMoveTo(SipFlow flow) =>
        flow.IsReliable || Dialog.Trusted || flow.Remote.Address.Equals(Dialog.Flow.Remote.Address);

    private void Bye(ServerTransaction transaction, SipMessage request)
    {
        SipStack.Reply(transaction, request, 200, "OK");
        if (State == CallState.Early)
            Refuse(487, "Request Terminated", null);
        Finish(new LegEnd(LegEndBy.Remote, 0, "Hung up"));
    }

    private void Info(ServerTransaction transaction, SipMessage request)
    {
        if (request.Digit != 0)
        {
            Media.InjectDigit(Id, request.Digit);
            request.Digit = 0;
        }
        else if (
            request.Header(HeaderName.ContentType)?.StartsWith(
                "application/dtmf", StringComparison.OrdinalIgnoreCase) != true
            && request.Body.Length > 0)
        {
            SipStack.Reply(transaction, request, 415, "Unsupported Media Type");
            return;
        }

        SipStack.Reply(transaction, request, 200, "OK");
    }

    private void ReOffer(ServerTransaction transaction, SipMessage request)
    {
        var isInvite = request.Method == SipMethod.Invite;
        if (State != CallState.Confirmed && (isInvite || request.Body.Length > 0))
        {
            // §14.2: while another offer is open, or our own call set-up is not finished.
            var busy = State == CallState.Answered || _reInvitePending;
            SipStack.Reply(transaction, request, busy ? 491 : 500, busy ? "Request Pending" : "Server Internal Error");
            return;
        }

        if (_reInvitePending || _refreshing)
        {
            SipStack.Reply(transaction, request, 491, "Request Pending");
            return;
        }

        if (!NegotiateSession(request))
        {
            var writer = Response(request, 422, "Session Interval Too Small");
            writer.Header("Min-SE", SessionTimer.MinSeconds);
            transaction.Respond(422, writer.End());
            return;
        }

        if (request.Body.Length == 0)
        {
            // A refresh, or a late re-offer: UPDATE needs no description, INVITE gets ours again.
            Accept(transaction, request, isInvite ? _sdp.Last : null);
            return;
        }

        try
        {
            var offer = SdpParser.Parse(request.BodyText);
            var audio = SdpTerms.Audio(offer);
            if (audio is null || audio.IsWebRtc != _webRtc)
                throw new SdpException("No audio that fits this call");
            _reInvitePending = true;
            _ = Renegotiate(transaction, request, offer, RemoteOf(offer, audio, acknowledged: true));
        }
        catch (SdpException e)
        {
            SipStack.Reply(transaction, request, 488, "Not Acceptable Here");
            _sip.Stack.Counters.Malformed(e.Message);
        }
    }

    private async Task Renegotiate(
        ServerTransaction transaction, SipMessage request, SdpSession offer, Media.MediaRemote remote)
    {
        try
        {
            var local = await Guard(() => Media.SetRemote(Id, remote));
            bool withdrawn;
            lock (_sip.Stack.Gate)
            {
                // A CANCEL may have been faster than the media process (§9.2): then all is as it was before.
                withdrawn = transaction.IsAnswered;
                if (State != CallState.Confirmed)
                    SipStack.Reply(transaction, request, 487, "Request Terminated");
                else if (!withdrawn)
                    Accept(transaction, request, _sdp.Answer(offer, local));
            }

            if (!withdrawn)
                _remote = remote;
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
                _reInvitePending = false;
        }
    }

    private void Accept(ServerTransaction transaction, SipMessage request, string? sdp)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 200, "OK", Dialog.LocalTag);
        writer.Header("Contact", Contact);
        writer.Header("Allow", SipMethods.Allow);
        writer.Header("Supported", "timer");
        WriteSession(ref writer, asRequest: false);
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
