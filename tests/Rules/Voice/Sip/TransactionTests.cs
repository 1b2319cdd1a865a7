using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Every timer of RFC 3261 table 4, on a fake clock.</summary>
public sealed class TransactionTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly SipStack _stack;
    private readonly FakeFlow _peer = new();
    private readonly FakeFlow _connection = new(SipTransport.Tcp);
    private readonly Core _core = new();
    private readonly List<int> _heard = [];

    public TransactionTests()
    {
        _stack = new SipStack(_time);
        _stack.Use(_core);
    }

    [Fact]
    public void an_invite_is_repeated_by_doubling_until_timer_b()
    {
        Start(SipMethod.Invite, _peer);
        var at = SendTimes(40_000);
        Assert.Equal([500, 1_500, 3_500, 7_500, 15_500, 31_500], at);
        Assert.Equal([0], _heard);
        Assert.Equal(0, _stack.ClientTransactions);
    }

    [Fact]
    public void another_request_is_repeated_at_most_every_four_seconds_until_timer_f()
    {
        Start(SipMethod.Bye, _peer);
        Assert.Equal([500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500], SendTimes(40_000));
        Assert.Equal([0], _heard);
    }

    [Fact]
    public void over_a_connection_nothing_is_repeated_and_a_broken_one_fails_at_once()
    {
        Start(SipMethod.Invite, _connection);
        Assert.Empty(SendTimes(31_000));
        _stack.FlowClosed(_connection);
        Assert.Equal([0], _heard);
        _connection.Works = false;
        Start(SipMethod.Bye, _connection);
        _time.Advance(20);
        Assert.Equal([0, 0], _heard);
    }

    [Fact]
    public void a_provisional_answer_stops_the_invites_repetition_for_good()
    {
        Start(SipMethod.Invite, _peer);
        _peer.Receive(_stack, Wire.Response(_peer.Last, 180));
        Assert.Empty(SendTimes(100_000));
        Assert.Equal([180], _heard);
    }

    [Fact]
    public void a_refusal_is_acknowledged_each_time_it_comes_until_timer_d()
    {
        Start(SipMethod.Invite, _peer);
        var invite = _peer.Last;
        _peer.Receive(_stack, Wire.Response(invite, 486, "busy"));
        Assert.Equal(SipMethod.Ack, _peer.Last.Method);
        Assert.Equal("busy", _peer.Last.To.Tag);
        Assert.Equal(invite.TopVia!.Branch, _peer.Last.TopVia!.Branch);
        Assert.Equal(invite.CSeq, _peer.Last.CSeq);
        _peer.Receive(_stack, Wire.Response(invite, 486, "busy"));
        Assert.Equal(3, _peer.Sent.Count);
        Assert.Equal([486], _heard);
        _time.Advance(32_100);
        Assert.Equal(0, _stack.ClientTransactions);
    }

    [Fact]
    public void each_2xx_reaches_the_core_until_timer_m()
    {
        Start(SipMethod.Invite, _peer);
        _peer.Receive(_stack, Wire.Response(_peer.Sent[0], 200, "a"));
        _peer.Receive(_stack, Wire.Response(_peer.Sent[0], 200, "b"));
        Assert.Equal([200, 200], _heard);
        _time.Advance(32_100);
        _peer.Receive(_stack, Wire.Response(_peer.Sent[0], 200, "a"));
        Assert.Equal([200, 200], _heard);
    }

    [Fact]
    public void a_refused_invite_is_refused_again_until_its_ack_or_timer_h()
    {
        _peer.Receive(_stack, Wire.Request("INVITE", "sip:95000@tellerline"));
        _core.Last!.Respond(486, Final(486));
        Assert.Equal([500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500], SendTimes(40_000));
        Assert.Equal(0, _stack.ServerTransactions);
    }

    [Fact]
    public void the_ack_of_a_refusal_ends_its_repetition_and_does_not_reach_the_core()
    {
        _peer.Receive(_stack, Wire.Request("INVITE", "sip:95000@tellerline", branch: "x"));
        _core.Last!.Respond(486, Final(486));
        _peer.Receive(_stack, Wire.Request("ACK", "sip:95000@tellerline", branch: "x"));
        Assert.Empty(SendTimes(4_900));
        Assert.Equal(1, _stack.ServerTransactions);
        _time.Advance(200);
        Assert.Equal(0, _stack.ServerTransactions);
        Assert.Equal(0, _core.Acks);
    }

    [Fact]
    public void a_repeated_request_gets_the_same_answer_and_never_reaches_the_core_twice()
    {
        var options = Wire.Request("OPTIONS", "sip:tellerline");
        _peer.Receive(_stack, options);
        _peer.Receive(_stack, options);
        Assert.Empty(_peer.Sent);
        _core.Last!.Respond(200, Final(200));
        _peer.Receive(_stack, options);
        Assert.Equal(2, _peer.Sent.Count);
        Assert.Equal(1, _core.Requests);
        _time.Advance(32_100);
        _peer.Receive(_stack, options);
        Assert.Equal(2, _core.Requests);
    }

    [Fact]
    public void an_answered_invite_absorbs_repetitions_for_timer_l_and_passes_its_ack_on()
    {
        var invite = Wire.Request("INVITE", "sip:95000@tellerline", branch: "x");
        _peer.Receive(_stack, invite);
        _core.Last!.Respond(200, Final(200));
        _peer.Receive(_stack, invite);
        Assert.Single(_peer.Sent);
        Assert.Equal(1, _core.Requests);
        _peer.Receive(_stack, Wire.Request("ACK", "sip:95000@tellerline", branch: "y"));
        Assert.Equal(1, _core.Acks);
        _time.Advance(32_100);
        Assert.Equal(0, _stack.ServerTransactions);
    }

    [Fact]
    public void the_same_request_by_another_way_is_a_loop()
    {
        _peer.Receive(_stack, Wire.Request("INVITE", "sip:95000@tellerline", branch: "one"));
        _peer.Receive(_stack, Wire.Request("INVITE", "sip:95000@tellerline", branch: "two"));
        Assert.Equal(482, _peer.Last.Status);
        Assert.Equal(1, _core.Requests);
    }

    [Fact]
    public void a_cancel_without_its_invite_gets_481()
    {
        _peer.Receive(_stack, Wire.Request("CANCEL", "sip:95000@tellerline", branch: "nothing"));
        Assert.Equal(481, _peer.Last.Status);
    }

    [Fact]
    public void an_answer_goes_to_the_source_and_says_so_when_rport_asks()
    {
        _peer.Receive(_stack, Wire.Request("CANCEL", "sip:95000@tellerline", branch: "nothing"));
        Assert.Equal("192.0.2.1", _peer.Last.TopVia!.Params.Get("received"));
        Assert.Equal("5060", _peer.Last.TopVia.Params.Get("rport"));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("REGISTER")]
    [InlineData("OPTIONS")]
    [InlineData("SUBSCRIBE")]
    public void a_request_that_ends_in_a_fault_gets_500_and_is_forgotten(string method)
    {
        _core.Breaks = true;
        _peer.Receive(_stack, Wire.Request(method, "sip:95000@tellerline"));
        Assert.Equal(500, _peer.Last.Status);
        _time.Advance(70_000);
        Assert.Equal(0, _stack.ServerTransactions);
    }

    [Theory]
    [InlineData("INVITE", 300_000)]
    [InlineData("REGISTER", 32_000)]
    [InlineData("BYE", 32_000)]
    public void a_request_nobody_answers_gets_500_in_its_time_and_is_forgotten(string method, int afterMs)
    {
        _peer.Receive(_stack, Wire.Request(method, "sip:95000@tellerline"));
        _time.Advance(afterMs - 100);
        Assert.Empty(_peer.Sent);
        _time.Advance(200);
        Assert.Equal(500, _peer.Sent[0].Status);
        _time.Advance(70_000);
        Assert.Equal(0, _stack.ServerTransactions);
    }

    [Fact]
    public void a_call_of_ours_that_rings_without_end_ends()
    {
        Start(SipMethod.Invite, _peer);
        _peer.Receive(_stack, Wire.Response(_peer.Last, 180));
        _time.Advance(299_000);
        Assert.Equal([180], _heard);
        _time.Advance(2_000);
        Assert.Equal([180, 0], _heard);
        Assert.Equal(0, _stack.ClientTransactions);
    }

    [Fact]
    public void a_request_whose_connection_closed_is_forgotten()
    {
        _connection.Receive(_stack, Wire.Request("REGISTER", "sip:95000@tellerline", transport: "TCP"));
        Assert.Equal(1, _stack.ServerTransactions);
        _stack.FlowClosed(_connection);
        Assert.Equal(0, _stack.ServerTransactions);
    }

    [Theory]
    [InlineData("Call-ID: c1", "Call-ID: c2")]
    [InlineData(";tag=f1", ";tag=f2")]
    [InlineData("CSeq: 1 ", "CSeq: 2 ")]
    public void an_answer_that_fits_the_branch_alone_is_not_believed(string said, string wrong)
    {
        Start(SipMethod.Options, _peer);
        var answer = Wire.Response(_peer.Last, 200);
        _peer.Receive(_stack, answer.Replace(said, wrong, StringComparison.Ordinal));
        Assert.Empty(_heard);
        _peer.Receive(_stack, answer);
        Assert.Equal([200], _heard);
    }

    [Fact]
    public void an_answer_from_another_address_or_connection_is_not_believed()
    {
        Start(SipMethod.Options, _peer);
        new FakeFlow(address: "198.51.100.7").Receive(_stack, Wire.Response(_peer.Last, 200));
        new FakeFlow(SipTransport.Tcp).Receive(_stack, Wire.Response(_peer.Last, 200));
        Start(SipMethod.Options, _connection);
        new FakeFlow(SipTransport.Tcp).Receive(_stack, Wire.Response(_connection.Last, 200));
        _peer.Receive(_stack, Wire.Response(_connection.Last, 200));
        Assert.Empty(_heard);
    }

    [Fact]
    public void branches_do_not_lead_to_the_next()
    {
        var branches = Enumerable.Range(0, 1_000).Select(_ => SipStack.NewBranch()).ToList();
        Assert.All(branches, b => Assert.StartsWith("z9hG4bK", b, StringComparison.Ordinal));
        Assert.Equal(1_000, branches.Select(b => b[7..15]).Distinct().Count());
    }

    [Fact]
    public void a_cancel_of_another_call_on_the_same_branch_gets_481()
    {
        _peer.Receive(_stack, Wire.Request("INVITE", "sip:95000@tellerline", branch: "b"));
        _peer.Receive(_stack, Wire.Request("CANCEL", "sip:95000@tellerline", branch: "b", callId: "guessed"));
        Assert.Equal(481, _peer.Last.Status);
    }

    public void Dispose() => _stack.Dispose();

    private void Start(SipMethod method, FakeFlow flow)
    {
        var branch = SipStack.NewBranch();
        var bytes = System.Text.Encoding.ASCII.GetBytes(Wire.Request(method.Name(), "sip:1001@192.0.2.1", branch: "x")
            .Replace("z9hG4bK-x", branch, StringComparison.Ordinal));
        lock (_stack.Gate)
            _stack.StartClient(
                method, branch, flow, new Asked("c1", "f1", "", 1), bytes,
                (_, response) => _heard.Add(response?.Status ?? 0));
    }

    /// <summary>When, in the next so many ms, something was sent; rounded down to halves of a second.</summary>
    private List<int> SendTimes(int ms)
    {
        var at = new List<int>();
        for (var now = 0; now < ms; now += 10)
        {
            var before = _peer.Sent.Count + _connection.Sent.Count;
            _time.Advance(10);
            if (_peer.Sent.Count + _connection.Sent.Count > before)
                at.Add((now + 10) / 500 * 500);
        }

        return at;
    }

    private byte[] Final(int status) => SipWriter.Response(_core.LastRequest!, _peer, status, "Whatever", "t").End();

    private sealed class Core : ISipCore
    {
        public ServerTransaction? Last { get; private set; }

        public SipMessage? LastRequest { get; private set; }

        public int Requests { get; private set; }

        public int Acks { get; private set; }

        public bool Breaks { get; set; }

        public bool Reads(SipFlow flow) => true;

        public bool HearsMalformed(SipFlow flow) => true;

        public bool Hears(SipMessage request, SipFlow flow) => true;

        public bool Uses(SipFlow flow) => false;

        public void OnRequest(ServerTransaction transaction, SipMessage request)
        {
            (Last, LastRequest, Requests) = (transaction, request, Requests + 1);
            if (Breaks)
                throw new InvalidOperationException("A fault that nobody foresaw");
        }

        public void OnUnanswered(ServerTransaction transaction)
        {
        }

        public void OnAck(SipMessage ack) => Acks++;

        public void OnCancel(ServerTransaction invite)
        {
        }

        public void OnFlowClosed(SipFlow flow)
        {
        }
    }
}
