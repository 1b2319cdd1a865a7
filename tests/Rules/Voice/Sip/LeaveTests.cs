using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>
/// The process ends and leaves its calls to the next: who cannot go on is told, the others hear of nothing.
/// </summary>
public sealed class LeaveTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new();

    [Fact]
    public async Task a_call_over_udp_is_left_as_it_is_and_nobody_else_is_taken()
    {
        var leg = await _call.Answered();
        var sent = _call.Peer.Sent.Count;
        await _call.Exchange.Leave();
        Assert.Null(leg.End);
        Assert.Equal(sent, _call.Peer.Sent.Count);
        var other = new FakeFlow(address: "192.0.2.7");
        other.Receive(_call.Stack, Wire.Request(
            "INVITE", "sip:95000@tellerline", branch: "other", callId: "other", from: "<sip:13800000002@x>;tag=f2",
            to: "<sip:95000@tellerline>", more: "Contact: <sip:1@192.0.2.7>", body: Wire.Sdp, type: "application/sdp"));
        Assert.Equal(503, other.Last.Status);
    }

    [Fact]
    public async Task a_call_whose_connection_dies_with_the_process_is_told_goodbye()
    {
        _call.Peer = new FakeFlow(SipTransport.Tcp);
        var leg = await _call.Answered();
        var leaving = _call.Exchange.Leave();
        Assert.Equal(SipMethod.Bye, _call.Peer.Last.Method);
        _call.Peer.Receive(_call.Stack, Wire.Response(_call.Peer.Last, 200));
        await leaving;
        Assert.NotNull(leg.End);
    }

    [Fact]
    public async Task one_that_only_rings_is_refused()
    {
        _call.Invite();
        await (await _call.Arrived).Ringing();
        await _call.Exchange.Leave();
        Assert.Equal(503, _call.Peer.Last.Status);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
