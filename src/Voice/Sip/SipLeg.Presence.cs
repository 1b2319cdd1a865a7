using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// What signalling knows of where the party is, for its audio; and the question whether it is still there.
/// </summary>
internal sealed partial class SipLeg
{
    private bool _asking;

    /// <summary>
    /// Neither RTP nor RTCP for long: a pause, a hold, or a telephone that lost its power. OPTIONS in the dialog (RFC
    /// 3261 §11) tells them apart: whoever answers anything is there, whoever knows nothing of the call or says nothing
    /// is gone.
    /// </summary>
    public override void OnVanished()
    {
        lock (_sip.Stack.Gate)
        {
            if (State != CallState.Confirmed || _asking || Dialog.Flow.Transport == SipTransport.Ws)
                return;
            _asking = true;
            if (!SendInDialog(SipMethod.Options, null, Asked))
                Asked(null!, null);
        }
    }

    private void Asked(ClientTransaction transaction, SipMessage? response)
    {
        if (response is { Status: < 200 })
            return;
        _asking = false;
        if (response is not (null or { Status: 408 or 481 }) || State != CallState.Confirmed)
            return;
        TryEnd(new LegEnd(LegEndBy.Lost, response?.Status ?? 408, "No audio, and no answer when asked"));
        SendBye();
    }

    /// <summary>The description as the media process is to take it: with where it came from.</summary>
    /// <param name="acknowledged">What came could only be sent by one who had received something of ours: an answer, a
    /// request with our tag.</param>
    private MediaRemote RemoteOf(SdpSession session, SdpMedia audio, bool acknowledged) =>
        SdpTerms.Remote(
            session, audio) with { Signalling = Dialog.Flow.Remote.Address.ToString(), Acknowledged = acknowledged };

    /// <summary>The ACK came: audio needs no bound any more.</summary>
    private void AudioAcknowledged()
    {
        try
        {
            Media.Acknowledge(Id);
        }
        catch (MediaException)
        {
            // The session or its process is gone, and the call ends of that.
        }
    }

    /// <summary>The media process will not send where the description says.</summary>
    private void Unacceptable(MediaException refused)
    {
        lock (_sip.Stack.Gate)
        {
            if (State == CallState.Early)
            {
                Refuse(488, "Not Acceptable Here", null);
                Finish(new LegEnd(LegEndBy.Remote, 488, refused.Message));
            }
            else if (State == CallState.Confirmed)
            {
                TryEnd(new LegEnd(LegEndBy.Remote, 488, refused.Message));
                SendBye();
            }
        }
    }
}
