using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>What nonsense, floods and faults leave behind: nothing, and no cost to others.</summary>
public sealed class FloodTests : IAsyncDisposable
{
    private const string Sdp =
        "v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 8\r\n";

    private const string Nonsense = "OPTIONS sip:95000@tellerline SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;rport\r\n\r\n";

    private readonly FakeTime _time = new();
    private readonly FakeFlow _peer = new();
    private readonly Exchange _exchange;

    public FloodTests() => _exchange = new Exchange(
        new VoiceOptions
        {
            Listen = "127.0.0.1", Numbers = ["95000"], MaxRequestsPerSecondPerSource = 3,
        },
        new FakeMedia(), null, null, "n1", _time, NullLogger<Exchange>.Instance)
    {
        OnCall = leg => Task.Delay(Timeout.Infinite, leg.Gone),
    };

    private SipStack Stack => _exchange.Sip.Stack;

    [Fact]
    public void malformed_requests_count_against_their_source_and_beyond_its_allowance_are_not_even_parsed()
    {
        Send(Nonsense, 10);
        Assert.Equal([400, 400, 400], _peer.Sent.Select(m => m.Status));
        Assert.Equal(3, Stack.Counters.MalformedCount);
        Assert.Equal(7, Stack.Counters.DroppedCount);
        var other = new FakeFlow(address: "198.51.100.8");
        other.Receive(Stack, Nonsense);
        Assert.Equal(400, other.Last.Status);
        _time.Advance(1_000);
        Send(Nonsense, 1);
        Assert.Equal(4, _peer.Sent.Count);
    }

    [Fact]
    public void lines_that_are_no_message_at_all_use_the_allowance_up_too()
    {
        Send("Hello\r\n\r\n", 3);
        Send(Nonsense, 1);
        Assert.Empty(_peer.Sent);
        Assert.Equal(0, Stack.Counters.MalformedCount);
    }

    [Fact]
    public void who_is_in_a_call_is_heard_beside_a_flood_in_his_name()
    {
        _peer.Receive(Stack, Invite("c1"));
        Send(Nonsense, 10);
        Assert.Equal(2, _peer.Sent.Count(m => m.Status == 400));
        _peer.Receive(Stack, Again("CANCEL"));
        _peer.Receive(Stack, Again("ACK"));
        Assert.Equal(0, _exchange.Sip.Dialogs);
        _peer.Sent.Clear();
        Send(Nonsense, 3);
        Assert.Empty(_peer.Sent);
    }

    [Fact]
    public void a_call_whose_story_cannot_begin_is_refused_and_forgotten()
    {
        _exchange.Sip.Arrived = _ => throw new InvalidOperationException("A fault that nobody foresaw");
        _peer.Receive(Stack, Invite("c1"));
        Assert.Equal([100, 500], _peer.Sent.Select(m => m.Status));
        Assert.Equal(0, _exchange.Sip.Dialogs);
        _peer.Receive(Stack, Again("ACK"));
        _time.Advance(40_000);
        Assert.Equal(0, Stack.ServerTransactions);
    }

    [Fact]
    public void what_stood_on_a_connection_is_found_by_it_and_nothing_stays_noted()
    {
        var connection = new FakeFlow(SipTransport.Tcp);
        connection.Receive(Stack, Invite("c1", "TCP"));
        Assert.Equal(1, Stack.ConnectionsInUse);
        Assert.True(Stack.Uses(connection));
        Assert.False(Stack.Uses(new FakeFlow(SipTransport.Tcp)));
        Stack.FlowClosed(connection);
        Assert.False(Stack.Uses(connection));
        Assert.Equal(0, Stack.ConnectionsInUse);
        Assert.Equal(0, _exchange.Sip.Dialogs);
    }

    public ValueTask DisposeAsync() => _exchange.DisposeAsync();

    private void Send(string message, int times)
    {
        for (var i = 0; i < times; i++)
            _peer.Receive(Stack, message);
    }

    private static string Again(string method) =>
        Invite("c1").Replace("INVITE", method, StringComparison.Ordinal);

    private static string Invite(string callId, string transport = "UDP") => Wire.Request(
        "INVITE", "sip:95000@tellerline", branch: callId, callId: callId, from: "<sip:1@example.com>;tag=f1",
        to: "<sip:95000@tellerline>", body: Sdp, transport: transport);
}
