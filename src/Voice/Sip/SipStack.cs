using System.Security.Cryptography;

namespace TellerLine.Voice.Sip;

/// <summary>An INVITE that came twice by different ways has these in common (§8.2.2.2).</summary>
internal readonly record struct MergeKey(string CallId, string FromTag, uint CSeq, string Method);

/// <summary>
/// The transaction layer between transports and core. Everything of SIP's state lives under one gate, held for
/// microseconds: no thread hops, no queues, and order within a flow is kept.
/// </summary>
internal sealed class SipStack : IDisposable
{
    /// <summary>Transactions remembered at once; beyond it new requests are dropped as if lost.</summary>
    public const int MaxTransactions = 200_000;

    private readonly Dictionary<TransactionKey, ServerTransaction> _server = [];
    private readonly Dictionary<(string Branch, SipMethod Method), ClientTransaction> _client = [];
    private readonly Dictionary<MergeKey, ServerTransaction> _merge = [];
    private readonly ByFlow<ServerTransaction> _serverOn = new();
    private readonly ByFlow<ClientTransaction> _clientOn = new();
    private readonly TimerWheel _wheel;
    private readonly TimeProvider _time;
    private readonly long _zero;
    private readonly ITimer _tick;
    private ISipCore _core = null!;
    private long _wakeAtMs = long.MaxValue;

    public SipStack(TimeProvider time)
    {
        _time = time;
        _zero = time.GetTimestamp();
        _wheel = new TimerWheel(Counters.Failed);
        _tick = time.CreateTimer(
            static s => ((SipStack)s!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Held whenever SIP state is read or changed. Re-entrant.</summary>
    public Lock Gate { get; } = new();

    public SipCounters Counters { get; } = new();

    public SipTrace Trace { get; } = new();

    public TimeProvider Time => _time;

    public int ServerTransactions => _server.Count;

    public int ClientTransactions => _client.Count;

    /// <summary>Connections with a transaction on them.</summary>
    public int ConnectionsInUse => _serverOn.Flows + _clientOn.Flows;

    public void Use(ISipCore core) => _core = core;

    /// <summary>
    /// Unique and not to be guessed: who could name it could answer in a peer's place (§8.1.1.7 asks only for the
    /// first).
    /// </summary>
    public static string NewBranch() => Via.Cookie + NewTag() + NewTag()[..8];

    /// <summary>A tag or Call-ID part nobody can guess (§19.3 asks for 32 random bits; these are 64).</summary>
    public static string NewTag() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>
    /// One whole message from a transport. <paramref name="raw"/> is the transport's own buffer and may be blanked in
    /// place.
    /// </summary>
    public void Receive(Span<byte> raw, SipFlow flow)
    {
        while (raw.Length > 0 && raw[0] is (byte)'\r' or (byte)'\n')
            raw = raw[1..];
        if (raw.IsEmpty)
            return;
        var digit = SecretBody.Take(raw);
        // Before the parser's work: a flood of nonsense costs its sender his allowance, not us our time.
        if (!raw.StartsWith("SIP/"u8) && !_core.Reads(flow))
        {
            Counters.Dropped();
            return;
        }

        var message = SipParser.Parse(raw.ToArray(), stream: flow.Transport == SipTransport.Tcp, out var fault);
        if (message is null)
        {
            _ = _core.HearsMalformed(flow);
            Counters.Dropped();
            return;
        }

        message.Digit = digit;
        Trace.Received(message, flow);
        lock (Gate)
        {
            try
            {
                if (fault is { } f)
                    Malformed(message, f, flow);
                else if (message.IsRequest)
                    Request(message, flow);
                else
                    Response(message, flow);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A broken invariant costs one message, never the connection it came by.
                Counters.Failed(e);
            }
        }

        message.Digit = 0;
    }

    public ClientTransaction StartClient(
        SipMethod method, string branch, SipFlow flow, Asked asked, byte[] request, ResponseHandler heard)
    {
        var transaction = new ClientTransaction(this, method, branch, flow, asked, request, heard);
        _client[(branch, method)] = transaction;
        _clientOn.Add(flow, transaction);
        transaction.Start();
        return transaction;
    }

    public bool Send(SipFlow flow, byte[] message)
    {
        Trace.Sent(message, flow);
        Counters.Sent();
        return flow.Send(message);
    }

    public void Arm(WheelTimer timer, long delayMs)
    {
        var now = NowMs;
        if (_wheel.Count == 0)
            _wheel.Advance(now);
        _wheel.Arm(timer, now, delayMs);
        if (timer.DueMs < _wakeAtMs)
            WakeAt(timer.DueMs, now);
    }

    public void Disarm(WheelTimer timer) => _wheel.Disarm(timer);

    /// <summary>Whether a silent connection still serves somebody.</summary>
    public bool Uses(SipFlow flow)
    {
        lock (Gate)
            return _core.Uses(flow);
    }

    /// <summary>A connection closed: its transactions fail, its bindings and dialogs hear of it.</summary>
    public void FlowClosed(SipFlow flow)
    {
        lock (Gate)
        {
            foreach (var transaction in _clientOn.On(flow))
                transaction.TransportFailed();
            _core.OnFlowClosed(flow);
            // §18.2.2 would open a connection to wherever the Via points: nobody is called back on a stranger's word.
            foreach (var transaction in _serverOn.On(flow))
                transaction.TransportFailed();
        }
    }

    public void Dispose() => _tick.Dispose();

    internal void Forget(ServerTransaction transaction)
    {
        _server.Remove(transaction.Key);
        _serverOn.Remove(transaction.Flow, transaction);
        if (transaction.Merge is { } merge)
            ForgetMerge(merge);
    }

    /// <summary>The core let a request lie: whoever waits for it gets an answer, and the transaction its end.</summary>
    internal void Unanswered(ServerTransaction transaction)
    {
        _core.OnUnanswered(transaction);
        if (!transaction.IsAnswered && transaction.Request is { } request)
            Reply(transaction, request, 500, "Server Internal Error");
    }

    internal void ForgetMerge(MergeKey key) => _merge.Remove(key);

    internal void Forget(ClientTransaction transaction)
    {
        _client.Remove((transaction.Branch, transaction.Method));
        _clientOn.Remove(transaction.Flow, transaction);
    }

    private long NowMs => (long)_time.GetElapsedTime(_zero).TotalMilliseconds;

    private void Tick()
    {
        lock (Gate)
        {
            // Whatever is armed while others fire may rely on the wake set below.
            _wakeAtMs = long.MinValue;
            var now = NowMs;
            _wheel.Advance(now);
            if (_wheel.NextMs() is { } next)
                WakeAt(next, now);
            else
                _wakeAtMs = long.MaxValue;
        }
    }

    /// <summary>Sleeps until then: the stack costs nothing while nothing is due.</summary>
    private void WakeAt(long dueMs, long nowMs)
    {
        _wakeAtMs = dueMs;
        _tick.Change(TimeSpan.FromMilliseconds(Math.Max(1, dueMs - nowMs)), Timeout.InfiniteTimeSpan);
    }

    private void Malformed(SipMessage message, SipFault fault, SipFlow flow)
    {
        Counters.Malformed(fault.Reason);
        // Nothing answers a bad response or ACK; without a Via there is nowhere to answer to.
        if (!_core.HearsMalformed(flow) || !message.IsRequest
            || message.Method == SipMethod.Ack || !message.Has(HeaderName.Via))
            return;
        var writer = SipWriter.Response(message, flow, fault.Status, fault.Reason, NewTag());
        Send(ReturnFlow(message, flow), writer.End());
    }

    private void Request(SipMessage request, SipFlow flow)
    {
        Counters.Request(request.Method);
        var key = TransactionKey.Of(request);
        if (_server.TryGetValue(key, out var known))
        {
            if (known.Again(request))
                return;
            _core.OnAck(request);
            return;
        }

        if (request.Method == SipMethod.Ack)
        {
            _core.OnAck(request);
            return;
        }

        if (_server.Count >= MaxTransactions || !(Withdrawn(request) is not null || _core.Hears(request, flow)))
        {
            Counters.Dropped();
            return;
        }

        var transaction = new ServerTransaction(this, key, request, ReturnFlow(request, flow));
        _server.Add(key, transaction);
        _serverOn.Add(transaction.Flow, transaction);
        if (request.Method == SipMethod.Cancel)
        {
            Cancel(transaction, request);
            return;
        }

        if (request.To.Tag.Length == 0)
        {
            var merge = new MergeKey(request.CallId, request.From.Tag, request.CSeq, request.MethodName);
            if (!_merge.TryAdd(merge, transaction))
            {
                Reply(transaction, request, 482, "Loop Detected");
                return;
            }

            transaction.Merge = merge;
        }

        Handled(transaction, request, () => _core.OnRequest(transaction, request));
    }

    /// <summary>
    /// A request whose handling ends in a fault nobody expected gets 500 and is forgotten in its time.
    /// </summary>
    private void Handled(ServerTransaction transaction, SipMessage request, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Broke(transaction, request, e);
        }
    }

    /// <summary>The same for work that goes on outside of the gate: <paramref name="work"/> may take it.</summary>
    public async Task Handled(ServerTransaction transaction, SipMessage request, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            lock (Gate)
                Broke(transaction, request, e);
        }
    }

    private void Broke(ServerTransaction transaction, SipMessage request, Exception e)
    {
        Counters.Failed(e);
        if (!transaction.IsAnswered)
            Reply(transaction, request, 500, "Server Internal Error");
    }

    /// <summary>The CANCEL of an INVITE that was heard belongs to a call as its BYE does.</summary>
    private ServerTransaction? Withdrawn(SipMessage request) => request.Method == SipMethod.Cancel
        && _server.TryGetValue(TransactionKey.Of(request, "INVITE"), out var invite) && invite.IsOf(request)
            ? invite : null;

    private void Cancel(ServerTransaction transaction, SipMessage cancel)
    {
        if (Withdrawn(cancel) is not { } invite)
        {
            Reply(transaction, cancel, 481, "Call/Transaction Does Not Exist");
            return;
        }

        Reply(transaction, cancel, 200, "OK");
        if (!invite.IsAnswered)
            Handled(transaction, cancel, () => _core.OnCancel(invite));
    }

    private void Response(SipMessage response, SipFlow from)
    {
        Counters.Response();
        if (!_client.TryGetValue((response.TopVia!.Branch, response.Method), out var transaction))
            return;
        if (transaction.IsAnsweredBy(response, from))
            transaction.Receive(response);
        else
            Counters.Dropped();
    }

    /// <summary>A plain answer of the stack's own or of the core.</summary>
    public static void Reply(ServerTransaction transaction, SipMessage request, int status, string reason)
    {
        var writer = SipWriter.Response(request, transaction.Flow, status, reason, status == 100 ? null : NewTag());
        if (status is 405 or 200 or 501)
            writer.Header("Allow", SipMethods.Allow);
        transaction.Respond(status, writer.End());
    }

    /// <summary>§18.2.2: over UDP to the source port when rport asks, else to the port the Via names.</summary>
    private static SipFlow ReturnFlow(SipMessage request, SipFlow flow) =>
        flow is UdpFlow udp && request.TopVia is { AsksForSourcePort: false } via
        ? udp.WithPort(via.Port < 0 ? 5060 : via.Port) : flow;
}
