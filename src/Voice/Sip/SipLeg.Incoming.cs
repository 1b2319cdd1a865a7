using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// The called side: 200 with the description, repeated until its ACK (RFC 3261 §13.3.1.4), a late offer's answer in the
/// ACK.
/// </summary>
internal sealed partial class SipLeg
{
    private readonly WheelTimer _repeat2xx;
    private readonly WheelTimer _ackMissing;
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServerTransaction? _invite;
    private SipMessage? _request;
    private SdpSession? _offer;
    private byte[]? _answer;
    private uint _answerCSeq;
    private int _repeatInterval;
    private bool _answering;
    private bool _byeAfterAck;

    public override async Task Answer()
    {
        ThrowIfGone();
        lock (_sip.Stack.Gate)
        {
            if (State != CallState.Early || _answering)
                return;
            _answering = true;
        }

        var sdp = await Describe();
        ProvisionalIsOver();
        lock (_sip.Stack.Gate)
        {
            ThrowIfGone();
            var request = _request!;
            var writer = Response(request, 200, "OK");
            writer.Copy(request, HeaderName.RecordRoute, "Record-Route");
            writer.Header("Allow", SipMethods.Allow);
            NegotiateSession(request);
            GrantSession(ref writer);
            _request = null;
            _offer = null;
            State = CallState.Answered;
            Send2xx(request.CSeq, writer.End("application/sdp", sdp));
        }

        Save();
        if (_awaitsAnswer)
            await _acknowledged.Task.WaitAsync(Gone);
    }

    /// <summary>
    /// Our description: an answer to what came with the INVITE, else an offer; null when all is agreed already.
    /// </summary>
    private async Task<string?> Describe()
    {
        if (await AgreedWhileRinging())
            return null;
        if (_offer is not { } offer)
        {
            _awaitsAnswer = true;
            return _sdp.Offer(_local = await Guard(() => Media.Open(Id, _webRtc)), _webRtc);
        }

        _remote = RemoteOf(offer, SdpTerms.Audio(offer)!, acknowledged: false);
        try
        {
            return _sdp.Answer(offer, _local = await Guard(() => Media.Open(Id, _webRtc, _remote)));
        }
        catch (MediaException e) when (e.IsOfDescription)
        {
            Unacceptable(e);
            ThrowIfGone();
            throw;
        }
    }

    /// <summary>CANCEL (§9.2): 487 to the INVITE.</summary>
    public void Cancelled()
    {
        Refuse(487, "Request Terminated", null);
        Finish(new LegEnd(LegEndBy.Remote, 487, "Cancelled"));
    }

    /// <summary>The story let it ring beyond all measure.</summary>
    public void Unanswered()
    {
        Refuse(500, "Server Internal Error", null);
        Finish(new LegEnd(LegEndBy.Local, 500, "Not taken up"));
    }

    public void OnAck(SipMessage ack)
    {
        if (ack.CSeq != _answerCSeq || _answer is null)
            return;
        _answer = null;
        _sip.Stack.Disarm(_repeat2xx);
        _sip.Stack.Disarm(_ackMissing);
        var isFirst = State == CallState.Answered;
        if (isFirst)
        {
            State = CallState.Confirmed;
            if (_byeAfterAck)
            {
                SendBye();
                return;
            }

            ArmSession();
        }

        if (_awaitsAnswer)
        {
            _awaitsAnswer = false;
            if (State == CallState.Confirmed)
                LateAnswer(ack);
        }
        else if (isFirst)
        {
            AudioAcknowledged();
            _acknowledged.TrySetResult();
        }
    }

    private void Refuse(int status, string reason, int? retryAfterS)
    {
        if (_invite is null || _request is null)
            return;
        var writer = SipWriter.Response(_request, _invite.Flow, status, reason, Dialog.LocalTag);
        if (retryAfterS is { } seconds)
            writer.Header("Retry-After", seconds);
        _invite.Respond(status, writer.End());
        _request = null;
    }

    private void Send2xx(uint cseq, byte[] message)
    {
        _answer = message;
        _answerCSeq = cseq;
        _repeatInterval = SipTimers.T1;
        _invite!.Respond(200, message);
        _sip.Stack.Arm(_repeat2xx, _repeatInterval);
        _sip.Stack.Arm(_ackMissing, SipTimers.GiveUp);
    }

    private void Repeat2xx()
    {
        if (_answer is null)
            return;
        _sip.Stack.Send(_invite!.Flow, _answer);
        _repeatInterval = Math.Min(_repeatInterval * 2, SipTimers.T2);
        _sip.Stack.Arm(_repeat2xx, _repeatInterval);
    }

    private void AckMissing()
    {
        _answer = null;
        if (State == CallState.Early && _withdrawn)
        {
            // Our CANCEL met with silence.
            _call?.Abandon();
            Over();
            return;
        }

        if (State is not (CallState.Answered or CallState.Confirmed))
            return;
        TryEnd(new LegEnd(LegEndBy.Lost, 408, "No ACK"));
        SendBye();
    }

    /// <summary>The ACK answers our offer; without an answer nobody knows what was agreed, and the call ends.</summary>
    private void LateAnswer(SipMessage ack)
    {
        try
        {
            _ = ApplyLate(AnswerOf(ack.Sdp ?? throw new SdpException("No answer to our offer")));
        }
        catch (SdpException e)
        {
            TryEnd(new LegEnd(LegEndBy.Remote, 488, e.Message));
            SendBye();
        }
    }

    private async Task ApplyLate(Media.MediaRemote remote)
    {
        try
        {
            await Guard(() => Media.SetRemote(Id, remote));
            Agreed(remote);
            Save();
            _acknowledged.TrySetResult();
        }
        catch (MediaException e)
        {
            Unacceptable(e);
            _acknowledged.TrySetCanceled();
        }
        catch (OperationCanceledException)
        {
            _acknowledged.TrySetCanceled();
        }
    }
}
