using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>A call of the process before this one, whose audio the media process kept.</summary>
internal sealed partial class SipLeg
{
    /// <summary>
    /// When it was last refreshed is not known: where that is ours to do it is done at once, which also tells whether
    /// the party still knows of the call.
    /// </summary>
    private const int RefreshAfterMs = 1_000;

    /// <exception cref="SdpException">What was sent last is not understood.</exception>
    public SipLeg(SipService sip, StoredDialog stored, Dialog dialog, IMedia media, TimeProvider time)
        : base(stored.LegId, media, time)
    {
        _sip = sip;
        _sdp = SdpNegotiation.After(stored.LastSdp);
        _local = _sdp.Local;
        _putAside = _sdp.PutAside;
        _repeat2xx = new WheelTimer(Repeat2xx);
        _ackMissing = new WheelTimer(AckMissing);
        _session = new WheelTimer(SessionDue);
        _storing = new WheelTimer(Store);
        _repeatProvisional = new WheelTimer(RepeatProvisional);
        AudioChanged += Sounds;
        Dialog = dialog;
        IsCaller = stored.IsCaller;
        CallerNumber = stored.CallerNumber;
        CalledNumber = stored.CalledNumber;
        Contact = stored.Contact;
        State = CallState.Confirmed;
        _isStored = true;
        _peerTakesUpdate = stored.TakesUpdate;
        if (stored.SessionSeconds > 0)
            _timer = new SessionTimer(stored.SessionSeconds, (stored.SessionTimerRole == "uac") == stored.IsCaller);
        IsOfBefore();
    }

    /// <summary>Its timers run again, and its number in the store is the one that it may use next.</summary>
    public void GoOn()
    {
        lock (_sip.Stack.Gate)
        {
            ArmSession();
            if (_timer is { WeRefresh: true })
                TryAgain(RefreshAfterMs);
        }

        Save();
    }
}
