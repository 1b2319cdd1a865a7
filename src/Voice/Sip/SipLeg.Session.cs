namespace TellerLine.Voice.Sip;

/// <summary>The session timer (RFC 4028): agreed anew with every refresh, by whichever side.</summary>
internal sealed partial class SipLeg
{
    /// <summary>A refresh that met something else under way tries again after so long.</summary>
    private const int PostponeMs = 1_000;

    private const int MaxDemands = 3;

    private readonly WheelTimer _session;
    private SessionTimer? _timer;
    private long _agreedAt;
    private int _demandedSeconds;
    private int _demands;
    private bool _peerTakesUpdate;
    private bool _refreshing;
    private bool _refreshIsInvite;

    /// <summary>For storage: who refreshes, as seen from the INVITE that began the call.</summary>
    private string SessionRole => _timer is null ? "" : _timer.WeRefresh == IsCaller ? "uac" : "uas";

    private bool NegotiateSession(SipMessage request)
    {
        if (request.Has(HeaderName.Allow))
            _peerTakesUpdate = request.Names(HeaderName.Allow, "UPDATE");
        var timer = SessionTimer.Of(request, out var tooSmall);
        if (!tooSmall)
            _timer = timer;
        return !tooSmall;
    }

    /// <summary>What we ask for with a call, and with a refresh.</summary>
    private void AskForSession(ref SipWriter writer)
    {
        writer.Header("Supported", SipMethods.Supported);
        var seconds = Math.Max(_timer?.Seconds ?? SessionTimer.AskedSeconds, _demandedSeconds);
        if (State == CallState.Early || _timer is not null)
        {
            var refresher = _timer is { WeRefresh: false } ? "uas" : "uac";
            writer.Header("Session-Expires", $"{seconds};refresher={refresher}");
        }

        if (_demandedSeconds > 0)
            writer.Header("Min-SE", _demandedSeconds);
    }

    private void GrantSession(ref SipWriter writer)
    {
        writer.Header("Supported", SipMethods.Supported);
        if (_timer is not { } timer)
            return;
        writer.Header("Session-Expires", $"{timer.Seconds};refresher={(timer.WeRefresh ? "uas" : "uac")}");
        if (!timer.WeRefresh)
            writer.Header("Require", "timer");
    }

    /// <summary>§7.3: the other side bears no interval so short.</summary>
    /// <returns>True when the same request should be sent again, with more.</returns>
    private bool MeetsDemand(SipMessage refusal)
    {
        if (refusal.Status != 422 || SessionTimer.Demanded(refusal) is not { } seconds || ++_demands > MaxDemands
            || seconds <= _demandedSeconds)
            return false;
        _demandedSeconds = seconds;
        return true;
    }

    /// <summary>
    /// §10: we refresh at half the interval; the other side's silence ends the call a while before the end.
    /// </summary>
    private void ArmSession()
    {
        _agreedAt = Time.GetTimestamp();
        if (_timer is not { } timer)
            _sip.Stack.Disarm(_session);
        else if (timer.WeRefresh)
            _sip.Stack.Arm(_session, timer.Seconds * 500L);
        else
            _sip.Stack.Arm(_session, LeftMs(timer));
    }

    /// <summary>Until the session counts as over.</summary>
    private long LeftMs(SessionTimer timer) =>
        ((timer.Seconds - timer.MarginSeconds) * 1_000L) - (long)Time.GetElapsedTime(_agreedAt).TotalMilliseconds;

    private void SessionDue()
    {
        if (State != CallState.Confirmed || _timer is not { } timer)
            return;
        if (LeftMs(timer) <= 0)
        {
            TryEnd(new LegEnd(LegEndBy.Lost, 408, timer.WeRefresh ? "Session not refreshed" : "Session expired"));
            SendBye();
            return;
        }

        if (_renegotiating || _answer is not null)
        {
            TryAgain(PostponeMs);
            return;
        }

        _refreshing = true;
        _refreshIsInvite = !_peerTakesUpdate;
        if (!SendInDialog(
            _refreshIsInvite ? SipMethod.Invite : SipMethod.Update, _refreshIsInvite ? _sdp.Last : null, Refreshed))
            Refreshed(null!, null);
    }

    private void Refreshed(ClientTransaction transaction, SipMessage? response)
    {
        if (response is { Status: < 200 })
            return;
        _refreshing = false;
        if (response is { Status: < 300 })
        {
            Dialog.Refresh(response);
            if (transaction.IsInvite)
            {
                AcknowledgeInvite(response);
                Changed(response.Sdp);
            }

            // A 2xx that says nothing of it ends no session that we refresh (§7.2).
            _timer = SessionTimer.Agreed(response) ?? _timer;
            _demands = 0;
            if (State == CallState.Confirmed)
                ArmSession();
        }
        else if (response is null || response.Status is 408 or 481)
        {
            TryEnd(new LegEnd(LegEndBy.Lost, response?.Status ?? 408, "Session not refreshed"));
            if (State == CallState.Confirmed)
                SendBye();
        }
        else if (MeetsDemand(response))
        {
            TryAgain(0);
        }
        else if (response.Status is 405 or 501 && _peerTakesUpdate)
        {
            _peerTakesUpdate = false;
            TryAgain(0);
        }
        else if (response.Status == 491)
        {
            // RFC 3261 §14.1: whoever called waits longer, so that the two do not meet again.
            TryAgain(IsCaller ? Random.Shared.Next(2_100, 4_000) : Random.Shared.Next(2_000));
        }
        else
        {
            TryAgain((_timer?.Seconds ?? 0) * 1_000L / 8);
        }
    }

    private void TryAgain(long afterMs)
    {
        if (State == CallState.Confirmed && _timer is { } timer)
            _sip.Stack.Arm(_session, Math.Clamp(afterMs, 0, Math.Max(0, LeftMs(timer))));
    }

    /// <summary>ACK of a 2xx: a request of its own without a transaction (§13.2.2.4).</summary>
    private void AcknowledgeInvite(SipMessage response)
    {
        if (_sip.FlowFor(Dialog) is not { } flow)
            return;
        var writer = Dialog.Request("ACK", response.CSeq, SipStack.NewBranch(), _sip.Address.ViaHost, flow);
        Credentials?.Write(ref writer, "ACK", Dialog.RequestUri);
        _sip.Stack.Send(flow, writer.End());
    }
}
