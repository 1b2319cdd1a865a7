namespace TellerLine.Voice.Sip;

/// <summary>The dialog as it is stored, so that a program that starts again can end it.</summary>
internal sealed partial class SipLeg
{
    private readonly WheelTimer _storing;
    private Task _stored = Task.CompletedTask;
    private bool _isStored;

    /// <summary>
    /// A call that is over before is never written; several changes at once are one writing. What a host that dies in
    /// this time leaves unstored is ended by the peer's silence.
    /// </summary>
    private const int StoreAfterMs = 100;

    /// <summary>
    /// Another process can go on with it: the media process keeps its audio, its peer needs no connection.
    /// </summary>
    public bool MayGoOn => State is CallState.Answered or CallState.Confirmed && End is null && CanGoOn;

    private bool CanGoOn => !_awaitsAnswer && !_webRtc && Dialog.Flow.Transport == SipTransport.Udp;

    /// <summary>As it is, now; done when it is on disk.</summary>
    public Task StoreNow()
    {
        if (_sip.Store is null)
            return Task.CompletedTask;
        lock (_sip.Stack.Gate)
        {
            _sip.Stack.Disarm(_storing);
            Store();
            return _stored;
        }
    }

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
                Dialog.Flow.Remote.ToString(), _sdp.Last, SessionRole)
            {
                CanGoOn = CanGoOn,
                IsCaller = IsCaller,
                Contact = Contact,
                CallerNumber = CallerNumber,
                CalledNumber = CalledNumber,
                User = User,
                ByTrunk = Credentials is not null,
                Trusted = Dialog.Trusted,
                BehindNat = Dialog.BehindNat,
                SessionSeconds = _timer?.Seconds ?? 0,
                TakesUpdate = _peerTakesUpdate,
            };
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
