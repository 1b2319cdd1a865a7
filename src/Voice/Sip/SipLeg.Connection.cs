namespace TellerLine.Voice.Sip;

/// <summary>The connection under a dialog may close while the two talk: audio has a way of its own.</summary>
internal sealed partial class SipLeg
{
    /// <summary>Without a connection and without audio the party may come back for so long.</summary>
    private const int ComeBackMs = 10_000;

    private WheelTimer? _cutOff;
    private bool _silent = true;
    private bool _disconnected;

    /// <summary>
    /// A connection under the dialog closed. A call that is set up goes on while audio flows, and takes up the
    /// connection by which its next request comes; one that is not has nobody to answer to.
    /// </summary>
    public void FlowClosed()
    {
        if (State is CallState.Early or CallState.Answered && _invite is not null)
        {
            Finish(new LegEnd(LegEndBy.Lost, 0, "Connection closed"));
            return;
        }

        if (State != CallState.Confirmed || Dialog.Flow.Transport != SipTransport.Ws)
            return;
        _disconnected = true;
        if (_silent)
            GiveTime();
    }

    private void Reconnected()
    {
        _disconnected = false;
        if (_cutOff is not null)
            _sip.Stack.Disarm(_cutOff);
    }

    private void Sounds(LegAudio audio)
    {
        lock (_sip.Stack.Gate)
        {
            _silent = audio == LegAudio.Silent;
            if (!_disconnected)
                return;
            if (_silent)
                GiveTime();
            else if (_cutOff is not null)
                _sip.Stack.Disarm(_cutOff);
        }
    }

    private void GiveTime() => _sip.Stack.Arm(_cutOff ??= new WheelTimer(CutOff), ComeBackMs);

    private void CutOff()
    {
        if (State == CallState.Confirmed && _disconnected && _silent)
            Finish(new LegEnd(LegEndBy.Lost, 0, "Connection and audio lost"));
    }
}
