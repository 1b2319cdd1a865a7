using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>The calling side: INVITE, its answers, CANCEL (RFC 3261 §9.1, §13.2).</summary>
internal sealed partial class SipLeg
{
    /// <summary>A longer request would be cut into fragments on its way: it goes by TCP (§18.1.1).</summary>
    private const int LongestOverUdp = 1_300;

    private readonly TaskCompletionSource<int> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientTransaction? _call;
    private bool _withdrawn;
    private bool _cancelSent;
    private uint _inviteCSeq;
    private bool _retriedByUdp;
    private byte[]? _ack;

    /// <summary>Our answers to the carrier's challenges; null where none are given.</summary>
    public DigestClient? Credentials { get; init; }

    /// <summary>Calls, and completes with the final status: 200 once both sides can talk.</summary>
    public async Task<int> Call()
    {
        _local = await Guard(() => Media.Open(Id, _webRtc));
        var offer = _sdp.Offer(_local, _webRtc);
        lock (_sip.Stack.Gate)
        {
            ThrowIfGone();
            if (_withdrawn)
                return NotAnswered(487);
            _sip.Add(this);
            Invite(offer, Dialog.Flow);
        }

        return await _outcome.Task;
    }

    /// <summary>Takes the call back: CANCEL while it rings, BYE when it was answered in the same moment.</summary>
    public void Withdraw()
    {
        lock (_sip.Stack.Gate)
        {
            if (State == CallState.Confirmed)
            {
                _ = Hangup();
                return;
            }

            if (_withdrawn || State == CallState.Over)
                return;
            _withdrawn = true;
            TryEnd(new LegEnd(LegEndBy.Local, 487, "Withdrawn"));
            _outcome.TrySetResult(487);
            if (_call is { State: TransactionState.Proceeding })
                SendCancel();
        }
    }

    private void Invite(string offer, SipFlow flow)
    {
        var branch = SipStack.NewBranch();
        _inviteCSeq = Dialog.LocalCSeq;
        var bytes = InviteBytes(offer, branch, flow);
        if (bytes.Length > LongestOverUdp && flow.Transport == SipTransport.Udp && !_retriedByUdp
            && _sip.FlowTo("tcp", flow.Remote) is { } tcp)
        {
            flow = tcp;
            bytes = InviteBytes(offer, branch, flow);
        }

        _call = _sip.Stack.StartClient(SipMethod.Invite, branch, flow, Dialog.Asked(_inviteCSeq), bytes, Heard);
    }

    private byte[] InviteBytes(string offer, string branch, SipFlow flow)
    {
        var writer = Dialog.Request("INVITE", _inviteCSeq, branch, _sip.Address.ViaHost, flow);
        writer.Header("Contact", Contact);
        writer.Header("Allow", SipMethods.Allow);
        AskForSession(ref writer);
        Credentials?.Write(ref writer, "INVITE", Dialog.RequestUri);
        return writer.End("application/sdp", offer);
    }

    private void SendCancel()
    {
        if (_cancelSent || _call is not { } call)
            return;
        _cancelSent = true;
        _sip.Stack.StartClient(
            SipMethod.Cancel, call.Branch, call.Flow, Dialog.Asked(_inviteCSeq), AckWriter.Cancel(call.Sent),
            static (_, _) => { });
        // §9.1: without a final answer 64·T1 after the CANCEL, the call counts as withdrawn.
        _sip.Stack.Arm(_ackMissing, SipTimers.GiveUp);
    }

    private void Heard(ClientTransaction call, SipMessage? response)
    {
        if (response is null)
        {
            if (call.Flow.Transport == SipTransport.Tcp && Dialog.Flow.Transport == SipTransport.Udp && !_retriedByUdp
                && !_withdrawn)
            {
                _retriedByUdp = true;
                Invite(_sdp.Last, Dialog.Flow);
                return;
            }

            NotAnswered(408);
        }
        else if (response.Status < 200)
        {
            WasHeard = true;
            if (_withdrawn)
                SendCancel();
            else
                Progressed(call, response);
        }
        else if (response.Status is 401 or 407 && !_withdrawn && Credentials?.Takes(response) == true)
        {
            AskAgain(call);
        }
        else if (!_withdrawn && MeetsDemand(response))
        {
            AskAgain(call);
        }
        else if (response.Status >= 300)
        {
            WasHeard = true;
            if (response.Status < 400)
                MovedTo = Places(response);
            NotAnswered(response.Status);
        }
        else if (State == CallState.Early)
        {
            Answered(call, response);
        }
        else if (response.To.Tag == Dialog.RemoteTag)
        {
            // Our ACK was lost.
            if (_ack is not null)
                _sip.Stack.Send(call.Flow, _ack);
        }
        else
        {
            EndFork(call, response);
        }
    }

    /// <summary>By the way that worked: a longer request must not go by one that may not.</summary>
    private void AskAgain(ClientTransaction refused)
    {
        _retriedByUdp |= refused.Flow.Transport == SipTransport.Udp;
        _forks.Clear();
        Dialog.LocalCSeq++;
        Invite(_sdp.Last, refused.Flow);
    }

    private int NotAnswered(int status)
    {
        Finish(new LegEnd(LegEndBy.Remote, status, SipReasons.Of(status)));
        _outcome.TrySetResult(status);
        return status;
    }

    private void Answered(ClientTransaction call, SipMessage response)
    {
        _sip.Move(this, call.Flow);
        Dialog.Answered(response, call.Flow);
        if (_forks.TryGetValue(response.To.Tag, out var fork))
            Dialog.RemoteCSeq = fork.Dialog.RemoteCSeq;
        _forks.Clear();
        State = CallState.Confirmed;
        _peerTakesUpdate = response.Names(HeaderName.Allow, "UPDATE");
        _timer = SessionTimer.Agreed(response);
        ArmSession();
        _sip.Stack.Disarm(_ackMissing);
        var flow = _sip.FlowFor(Dialog) ?? call.Flow;
        var ack = Dialog.Request("ACK", response.CSeq, SipStack.NewBranch(), _sip.Address.ViaHost, flow);
        Credentials?.Accepted();
        Credentials?.Write(ref ack, "ACK", Dialog.RequestUri);
        _ack = ack.End();
        _sip.Stack.Send(flow, _ack);
        if (_withdrawn)
        {
            // It was answered while our CANCEL was on its way.
            SendBye();
            return;
        }

        _ = Talk(response.Sdp ?? "", response.To.Tag);
    }

    /// <param name="answer">The 2xx's; it may be empty where an earlier answer of the same telephone had it.</param>
    private async Task Talk(string answer, string tag)
    {
        try
        {
            await _hearing;
            if (answer.Length > 0 ? !IsHeardAlready(answer, tag) : !IsHeardAlready(tag))
            {
                _remote = AnswerOf(answer);
                await Guard(() => Media.SetRemote(Id, _remote));
            }

            Save();
            _outcome.TrySetResult(200);
        }
        catch (SdpException)
        {
            await Hangup();
            _outcome.TrySetResult(488);
        }
        catch (OperationCanceledException)
        {
            _outcome.TrySetResult(End?.By == LegEndBy.Media ? 500 : 487);
        }
        catch (Exception e)
        {
            _sip.Stack.Counters.Failed(e);
            await Hangup();
            _outcome.TrySetResult(500);
        }
    }

    /// <summary>A second telephone behind the same proxy answered too: one is enough (§13.2.2.4).</summary>
    private void EndFork(ClientTransaction call, SipMessage response)
    {
        var other = Fork(response, call.Flow);
        _sip.Stack.Send(
            call.Flow,
            other.Request("ACK", response.CSeq, SipStack.NewBranch(), _sip.Address.ViaHost, call.Flow).End());
        _sip.Bye(other, ++Dialog.LocalCSeq);
    }

    /// <summary>The dialog with one of several telephones that our INVITE reached.</summary>
    private Dialog Fork(SipMessage response, SipFlow flow)
    {
        var fork = new Dialog
        {
            CallId = Dialog.CallId, LocalTag = Dialog.LocalTag, LocalUri = Dialog.LocalUri,
            RemoteUri = Dialog.RemoteUri,
            RemoteTarget = Dialog.RemoteTarget,
            Flow = flow,
            BehindNat = Dialog.BehindNat,
            Trusted = true,
        };
        fork.Answered(response, flow);
        return fork;
    }
}
