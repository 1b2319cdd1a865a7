namespace TellerLine.Voice.Sip;

/// <summary>Session timer and storage of the dialog.</summary>
internal sealed partial class SipLeg
{
    private readonly WheelTimer _session;
    private SessionTimer? _timer;
    private bool _peerTakesUpdate;
    private bool _refreshing;
    private bool _refreshIsInvite;
    private readonly WheelTimer _storing;
    private Task _stored = Task.CompletedTask;
    private bool _isStored;

    /// <summary>For storage: who refreshes, as seen from the last INVITE.</summary>
    private string SessionRole => _timer is null ? "" : _timer.WeRefresh ? "uas" : "uac";

    private bool NegotiateSession(SipMessage request)
    {
        _peerTakesUpdate = request.Names(HeaderName.Allow, "UPDATE");
        var timer = SessionTimer.Of(request, out var tooSmall);
        if (!tooSmall)
            _timer = timer;
        return !tooSmall;
    }

    private void WriteSession(ref SipWriter writer, bool asRequest)
    {
        if (_timer is not { } timer)
            return;
        var refresher = timer.WeRefresh == asRequest ? "uac" : "uas";
        writer.Header("Session-Expires", $"{timer.Seconds};refresher={refresher}");
        if (asRequest)
            writer.Header("Supported", "timer");
        else if (!timer.WeRefresh)
            writer.Header("Require", "timer");
    }

    /// <summary>
    /// §10: we refresh at half the interval; the other side's silence ends the call a third of it (at most 32 s)
    /// before.
    /// </summary>
    private void ArmSession()
    {
        if (_timer is not { } timer)
            _sip.Stack.Disarm(_session);
        else if (timer.WeRefresh)
            _sip.Stack.Arm(_session, timer.Seconds * 500L);
        else
            _sip.Stack.Arm(_session, (timer.Seconds - Math.Min(32, timer.Seconds / 3)) * 1_000L);
    }

    private void SessionDue()
    {
        if (State != CallState.Confirmed || _timer is not { } timer)
            return;
        if (!timer.WeRefresh)
        {
            TryEnd(new LegEnd(LegEndBy.Lost, 408, "Session expired"));
            SendBye();
            return;
        }

        _refreshing = true;
        var method = _peerTakesUpdate ? SipMethod.Update : SipMethod.Invite;
        _refreshIsInvite = method == SipMethod.Invite;
        if (!SendInDialog(method, method == SipMethod.Invite ? _sdp.Last : null, Refreshed))
            Refreshed(null!, null);
    }

    private void Refreshed(ClientTransaction transaction, SipMessage? response)
    {
        if (response is { Status: < 200 })
            return;
        _refreshing = false;
        if (response is { Status: >= 200 and < 300 })
        {
            if (transaction.IsInvite)
                AcknowledgeInvite(response);
            Dialog.Refresh(response);
            ArmSession();
        }
        else if (response is null || response.Status is 408 or 481)
        {
            TryEnd(new LegEnd(LegEndBy.Lost, response?.Status ?? 408, "Session not refreshed"));
            if (State == CallState.Confirmed)
                SendBye();
        }
        else
        {
            ArmSession();
        }
    }

    /// <summary>ACK of a 2xx: a request of its own without a transaction (§13.2.2.4).</summary>
    private void AcknowledgeInvite(SipMessage response)
    {
        if (_sip.FlowFor(Dialog) is not { } flow)
            return;
        var writer = Dialog.Request("ACK", response.CSeq, SipStack.NewBranch(), _sip.Address.ViaHost, flow);
        _sip.Stack.Send(flow, writer.End());
    }

    /// <summary>
    /// A call that is over before is never written; several changes at once are one writing. What a host that dies in
    /// this time leaves unstored is ended by the peer's silence.
    /// </summary>
    private const int StoreAfterMs = 100;

    private void Save()
    {
        if (_sip.Store is null)
            return;
        lock (_sip.Stack.Gate)
            if (!_storing.IsArmed)
                _sip.Stack.Arm(_storing, StoreAfterMs);
    }

    /// <summary>Stored in order, behind the call's back: the 200 does not wait for a disk.</summary>
    private void Store()
    {
        var store = _sip.Store!;
        StoredDialog stored;
        lock (_sip.Stack.Gate)
        {
            if (State is not (CallState.Answered or CallState.Confirmed) || End is not null)
                return;
            stored = new StoredDialog(
                Id, Dialog.CallId, Dialog.LocalTag, Dialog.RemoteTag, Dialog.LocalUri, Dialog.RemoteUri,
                Dialog.RemoteTarget,
                Dialog.LocalCSeq, Dialog.RemoteCSeq, Dialog.RouteSet, Dialog.Flow.UriTransport,
                Dialog.Flow.Remote.ToString(), _sdp.Last, SessionRole);
            _isStored = true;
            _stored = Next(_stored, () => store.Save(stored));
        }
    }

    private void Forget()
    {
        if (_isStored && _sip.Store is { } store)
            _stored = Next(_stored, () => store.Remove(Id));
    }

    private async Task Next(Task before, Func<Task> work)
    {
        await before;
        try
        {
            await Task.Run(work);
        }
        catch (Exception e)
        {
            _sip.StoreFailed(e);
        }
    }
}
