namespace TellerLine.Voice.Sip;

internal enum TransactionState
{
    Trying,
    Proceeding,
    Completed,
    Confirmed,
    Accepted,
    Terminated,
}

/// <param name="SentBy">Host and port of the top Via; part of the match (§17.2.3) since branches are the peer's
/// choice.</param>
/// <param name="Method">An ACK and a CANCEL look for their INVITE by its method.</param>
internal readonly record struct TransactionKey(string Branch, string SentBy, string Method)
{
    public static TransactionKey Of(SipMessage request, string? method = null)
    {
        var via = request.TopVia!;
        method ??= request.Method == SipMethod.Ack ? "INVITE" : request.MethodName;
        return via.HasUniqueBranch
            ? new(via.Branch, via.SentBy, method)
            // RFC 2543 peers: no unique branch, so what makes two requests the same there (§17.2.3, second half).
            : new($"{request.CallId}|{request.CSeq}|{request.From.Tag}|{request.RequestUri}", via.SentBy, method);
    }
}

/// <summary>
/// One request answered: INVITE (§17.2.1 with RFC 6026) or any other (§17.2.2). Absorbs repetitions, repeats final
/// answers until acknowledged. All under the stack's gate.
/// </summary>
internal sealed class ServerTransaction
{
    private readonly SipStack _stack;
    private readonly WheelTimer _repeat;
    private readonly WheelTimer _end;
    private byte[]? _last;
    private readonly string _callId;
    private readonly string _fromTag;
    private int _interval = SipTimers.T1;

    public ServerTransaction(SipStack stack, TransactionKey key, SipMessage request, SipFlow flow)
    {
        _stack = stack;
        Key = key;
        Request = request;
        Flow = flow;
        _repeat = new WheelTimer(Repeat);
        _end = new WheelTimer(Due);
        State = request.Method == SipMethod.Invite ? TransactionState.Proceeding : TransactionState.Trying;
        _callId = request.CallId;
        _fromTag = request.From.Tag;
        _stack.Arm(_end, IsInvite ? SipTimers.LongestRinging : SipTimers.GiveUp);
    }

    public TransactionKey Key { get; }

    /// <summary>The request; let go once a final answer is out.</summary>
    public SipMessage? Request { get; private set; }

    public SipFlow Flow { get; }

    public TransactionState State { get; private set; }

    public bool IsInvite => Key.Method == "INVITE";

    public bool IsAnswered => State is not (TransactionState.Trying or TransactionState.Proceeding);

    /// <summary>For the owner of the request: the leg that an INVITE made.</summary>
    public object? Owner { get; set; }

    internal MergeKey? Merge { get; set; }

    /// <summary>
    /// A CANCEL is of the same call and the same caller as its INVITE (§9.1): its branch alone could be guessed.
    /// </summary>
    public bool IsOf(SipMessage cancel) => cancel.CallId == _callId && cancel.From.Tag == _fromTag;

    /// <summary>The connection it came by is gone: an answer has nowhere to go.</summary>
    public void TransportFailed() => End();

    /// <summary>Sends an answer; a second final one is ignored (the first one stands).</summary>
    public void Respond(int status, byte[] message)
    {
        if (IsAnswered)
            return;
        _last = message;
        Send();
        if (status < 200)
        {
            State = TransactionState.Proceeding;
            return;
        }

        if (Merge is { } merge)
            _stack.ForgetMerge(merge);
        Request = null;
        if (!IsInvite)
        {
            State = TransactionState.Completed;
            _stack.Arm(_end, Flow.IsReliable ? 0 : SipTimers.GiveUp); // timer J
        }
        else if (status < 300)
        {
            // The core repeats the 2xx itself (§13.3.1.4); we only keep repeated INVITEs from becoming new calls (RFC
            // 6026 §7.1).
            State = TransactionState.Accepted;
            _last = null;
            _stack.Arm(_end, SipTimers.GiveUp); // timer L
        }
        else
        {
            State = TransactionState.Completed;
            if (!Flow.IsReliable)
                _stack.Arm(_repeat, _interval); // timer G
            _stack.Arm(_end, SipTimers.GiveUp); // timer H
        }
    }

    /// <summary>The request again, or the ACK of a non-2xx.</summary>
    /// <returns>False for an ACK that is not this transaction's business (it acknowledges a 2xx).</returns>
    public bool Again(SipMessage message)
    {
        if (message.Method != SipMethod.Ack)
        {
            if (State is TransactionState.Proceeding or TransactionState.Completed)
                Send();
            return true;
        }

        if (State == TransactionState.Accepted)
            return false;
        if (State != TransactionState.Completed || !IsInvite)
            return true;
        State = TransactionState.Confirmed;
        _stack.Disarm(_repeat);
        _last = null;
        _stack.Arm(_end, Flow.IsReliable ? 0 : SipTimers.T4); // timer I
        return true;
    }

    private void Repeat()
    {
        if (State != TransactionState.Completed)
            return;
        Send();
        _interval = Math.Min(_interval * 2, SipTimers.T2);
        _stack.Arm(_repeat, _interval);
    }

    private void Send()
    {
        if (_last is not null)
            _stack.Send(Flow, _last);
    }

    /// <summary>Every transaction has an end, also one the core never answered.</summary>
    private void Due()
    {
        if (IsAnswered)
            End();
        else
            _stack.Unanswered(this);
        if (!IsAnswered)
            End();
    }

    private void End()
    {
        if (State == TransactionState.Terminated)
            return;
        _stack.Disarm(_end);
        State = TransactionState.Terminated;
        _stack.Disarm(_repeat);
        _last = null;
        _stack.Forget(this);
    }
}
