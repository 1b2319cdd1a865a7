namespace TellerLine.Voice.Sip;

/// <summary>Hears of a client transaction's answers; null for none at all (time-out or a dead connection).</summary>
internal delegate void ResponseHandler(ClientTransaction transaction, SipMessage? response);

/// <summary>
/// What a request asked and its answer must repeat (§8.2.6.2, §12.1): a branch alone could be guessed.
/// </summary>
/// <param name="RemoteTag">Empty outside of a dialog: the answer brings it.</param>
internal readonly record struct Asked(string CallId, string LocalTag, string RemoteTag, uint CSeq);

/// <summary>
/// One request of ours: INVITE (§17.1.1 with RFC 6026) or any other (§17.1.2). Repeats it until answered, acknowledges
/// non-2xx finals, tells each answer once. All under the stack's gate.
/// </summary>
internal sealed class ClientTransaction
{
    private readonly SipStack _stack;
    private readonly Asked _asked;
    private readonly ResponseHandler _heard;
    private readonly WheelTimer _repeat;
    private readonly WheelTimer _end;
    private byte[] _request;
    private byte[]? _ack;
    private int _interval = SipTimers.T1;

    public ClientTransaction(
        SipStack stack, SipMethod method, string branch, SipFlow flow, Asked asked, byte[] request,
        ResponseHandler heard)
    {
        _stack = stack;
        _asked = asked;
        _heard = heard;
        _request = request;
        Method = method;
        Branch = branch;
        Flow = flow;
        _repeat = new WheelTimer(Repeat);
        _end = new WheelTimer(GaveUp);
        State = TransactionState.Trying;
    }

    public SipMethod Method { get; }

    public string Branch { get; }

    public SipFlow Flow { get; }

    public TransactionState State { get; private set; }

    public bool IsInvite => Method == SipMethod.Invite;

    public byte[] Sent => _request;

    public void Start()
    {
        if (!Flow.IsReliable)
            _stack.Arm(_repeat, _interval); // timers A, E
        _stack.Arm(_end, SipTimers.GiveUp); // timers B, F
        if (!_stack.Send(Flow, _request))
            _stack.Arm(_end, 0);
    }

    /// <summary>
    /// The response is of this very request and comes from where the request went: over its connection, or from its
    /// address (the port may be another: RFC 3581 binds the server's, not its sending one).
    /// </summary>
    public bool IsAnsweredBy(SipMessage response, SipFlow from) =>
        response.CallId == _asked.CallId && response.From.Tag == _asked.LocalTag && response.CSeq == _asked.CSeq
        && (_asked.RemoteTag.Length == 0 || response.To.Tag == _asked.RemoteTag)
        && (Flow.IsReliable ? from == Flow : !from.IsReliable && from.Remote.Address.Equals(Flow.Remote.Address));

    public void Receive(SipMessage response)
    {
        switch (State)
        {
            case TransactionState.Trying or TransactionState.Proceeding when response.Status < 200:
                State = TransactionState.Proceeding;
                if (IsInvite)
                {
                    _stack.Disarm(_repeat);
                    _stack.Arm(_end, SipTimers.LongestRinging);
                }
                else
                {
                    _interval = SipTimers.T2;
                }

                _heard(this, response);
                break;
            case TransactionState.Trying or TransactionState.Proceeding:
                Final(response);
                break;
            case TransactionState.Completed when IsInvite && response.Status >= 300:
                Acknowledge(response);
                break;
            case TransactionState.Accepted when response.Status is >= 200 and < 300:
                // Repeated, or of another fork: the core acknowledges each (§13.2.2.4).
                _heard(this, response);
                break;
            default:
                break;
        }
    }

    /// <summary>Nobody waits for its answer any more.</summary>
    public void Abandon()
    {
        State = TransactionState.Terminated;
        _stack.Disarm(_repeat);
        _stack.Disarm(_end);
        _stack.Forget(this);
    }

    /// <summary>The connection under it is gone.</summary>
    public void TransportFailed()
    {
        if (State is TransactionState.Trying or TransactionState.Proceeding)
            GaveUp();
    }

    private void Final(SipMessage response)
    {
        _stack.Disarm(_repeat);
        if (!IsInvite)
        {
            State = TransactionState.Completed;
            _stack.Arm(_end, Flow.IsReliable ? 0 : SipTimers.T4); // timer K
        }
        else if (response.Status < 300)
        {
            State = TransactionState.Accepted;
            _stack.Arm(_end, SipTimers.GiveUp); // timer M
        }
        else
        {
            State = TransactionState.Completed;
            Acknowledge(response);
            _stack.Arm(_end, Flow.IsReliable ? 0 : SipTimers.D); // timer D
        }

        _heard(this, response);
    }

    /// <summary>§17.1.1.3: same Request-URI, Via, From, Call-ID, CSeq number and Route; To from the response.</summary>
    private void Acknowledge(SipMessage response)
    {
        _ack ??= AckWriter.ForFailure(_request, response);
        _request = [];
        _stack.Send(Flow, _ack);
    }

    private void Repeat()
    {
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
            return;
        _stack.Send(Flow, _request);
        // A doubles without end (§17.1.1.2), E stops at T2 (§17.1.2.2).
        _interval = IsInvite ? _interval * 2 : Math.Min(_interval * 2, SipTimers.T2);
        _stack.Arm(_repeat, _interval);
    }

    private void GaveUp()
    {
        var unanswered = State is TransactionState.Trying or TransactionState.Proceeding;
        State = TransactionState.Terminated;
        _stack.Disarm(_repeat);
        _stack.Disarm(_end);
        _stack.Forget(this);
        if (unanswered)
            _heard(this, null);
    }
}
