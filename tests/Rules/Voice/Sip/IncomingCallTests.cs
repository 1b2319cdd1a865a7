using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A call against the exchange with a fake clock, a fake peer and fake media.</summary>
public sealed class IncomingCallTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeMedia _media = new();
    private readonly FakeFlow _peer = new();
    private readonly Exchange _exchange;
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IncomingCallTests()
    {
        var options = new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"], MaxCalls = 1 };
        _exchange = new Exchange(options, _media, null, null, "n1", _time, NullLogger<Exchange>.Instance)
        {
            OnCall = async leg =>
            {
                await leg.Ringing();
                _arrived.TrySetResult(leg);
                await _done.Task;
            },
        };
    }

    private SipStack Stack => _exchange.Sip.Stack;

    [Fact]
    public async Task an_invite_is_rung_answered_acknowledged_and_ended_by_the_caller()
    {
        _peer.Receive(Stack, Invite());
        Assert.Equal(100, _peer.Sent[0].Status);
        var leg = await _arrived.Task;
        Assert.Equal("13800000001", leg.CallerNumber);
        Assert.Equal("95000", leg.CalledNumber);
        Assert.Equal(180, _peer.Last.Status);
        await leg.Answer();
        Assert.Equal(200, _peer.Last.Status);
        Assert.Contains("m=audio 20000 RTP/AVP 8 101", _peer.Last.BodyText);
        var tag = _peer.Last.To.Tag;
        _peer.Receive(Stack, InDialog("ACK", tag, 1));
        var sent = _peer.Sent.Count;
        _time.Advance(40_000);
        Assert.Equal(sent, _peer.Sent.Count);
        _peer.Receive(Stack, InDialog("BYE", tag, 2));
        Assert.Equal(200, _peer.Last.Status);
        Assert.Equal(LegEndBy.Remote, leg.End!.By);
        Assert.True(leg.Gone.IsCancellationRequested);
        _peer.Receive(Stack, InDialog("INFO", tag, 3));
        Assert.Equal(481, _peer.Last.Status);
        _time.Advance(40_000);
        Assert.Equal(0, Stack.ServerTransactions);
    }

    [Fact]
    public async Task the_2xx_is_repeated_until_its_ack_and_without_one_the_call_ends_with_bye()
    {
        var leg = await Answered(acknowledge: false);
        // 0.5, 1.5, 3.5, 7.5, 11.5, … 31.5 s (§13.3.1.4): ten repetitions, then BYE.
        _time.Advance(31_900);
        Assert.Equal(11, _peer.Sent.Count(m => m.Status == 200));
        Assert.Null(leg.End);
        _time.Advance(200);
        Assert.Equal(SipMethod.Bye, _peer.Last.Method);
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
    }

    [Fact]
    public async Task a_cancel_ends_the_call_with_487_and_is_itself_answered()
    {
        _peer.Receive(Stack, Invite());
        var leg = await _arrived.Task;
        _peer.Receive(Stack, Invite().Replace("INVITE", "CANCEL", StringComparison.Ordinal));
        Assert.Contains(_peer.Sent, m => m.Status == 200 && m.Method == SipMethod.Cancel);
        Assert.Equal(487, _peer.Last.Status);
        Assert.Equal(new LegEnd(LegEndBy.Remote, 487, "Cancelled"), leg.End);
        _peer.Receive(Stack, Invite().Replace("INVITE", "ACK", StringComparison.Ordinal));
        _time.Advance(40_000);
        Assert.Equal(0, Stack.ServerTransactions);
    }

    [Fact]
    public async Task hanging_up_sends_bye_with_our_own_numbering_to_the_contact()
    {
        var leg = await Answered();
        await leg.Hangup();
        Assert.Equal(SipMethod.Bye, _peer.Last.Method);
        Assert.Equal("sip:caller@192.0.2.1:5060", _peer.Last.RequestUri);
        Assert.Equal("from-1", _peer.Last.To.Tag);
        Assert.Equal(LegEndBy.Local, leg.End!.By);
    }

    [Fact]
    public async Task a_peers_hold_is_answered_recvonly_and_told_to_the_media()
    {
        var leg = await Answered();
        _peer.Receive(
            Stack, InDialog(
                "INVITE", _peer.Sent[^1].To.Tag, 2, Sdp.Replace("a=sendrecv", "a=sendonly", StringComparison.Ordinal)));
        Assert.Equal(200, _peer.Last.Status);
        Assert.Contains("a=recvonly", _peer.Last.BodyText);
        Assert.Contains("o=- ", _peer.Last.BodyText);
        Assert.False(_media.Remotes[leg.Id].WeSend);
        Assert.True(_media.Remotes[leg.Id].WeReceive);
    }

    [Fact]
    public async Task a_key_by_info_reaches_the_media_and_its_body_is_blank()
    {
        await Answered();
        var tag = _peer.Last.To.Tag;
        var bytes = System.Text.Encoding.ASCII.GetBytes(
            InDialog("INFO", tag, 2, "Signal=7\r\nDuration=160\r\n", "application/dtmf-relay"));
        Stack.Receive(bytes, _peer);
        Assert.Equal(200, _peer.Last.Status);
        Assert.Contains("inject 7", _media.Orders);
        Assert.DoesNotContain("Signal", System.Text.Encoding.ASCII.GetString(bytes));
    }

    [Fact]
    public async Task the_media_process_lost_ends_every_call_with_bye()
    {
        var leg = await Answered();
        _media.Tell(new MediaEvent.Health(MediaHealth.Lost));
        Assert.Equal(SipMethod.Bye, _peer.Last.Method);
        Assert.Equal(LegEndBy.Media, leg.End!.By);
    }

    [Fact]
    public async Task more_calls_than_admitted_get_503_with_retry_after()
    {
        await Answered();
        _peer.Receive(Stack, Invite("b2", "c2"));
        Assert.Equal(503, _peer.Last.Status);
        Assert.Equal("5", _peer.Last.Header(HeaderName.RetryAfter));
    }

    [Fact]
    public void an_unknown_number_gets_404_and_no_codec_in_common_488()
    {
        _peer.Receive(Stack, Invite().Replace("95000@", "95001@", StringComparison.Ordinal));
        Assert.Equal(404, _peer.Last.Status);
        _peer.Receive(
            Stack, Invite("b2", "c2").Replace("RTP/AVP 8 0 101", "RTP/AVP 18 9 101", StringComparison.Ordinal));
        Assert.Equal(488, _peer.Last.Status);
    }

    [Fact]
    public async Task an_invite_without_description_gets_our_offer_and_its_ack_answers()
    {
        _peer.Receive(Stack, Invite(sdp: ""));
        var leg = await _arrived.Task;
        var answering = leg.Answer();
        Assert.Contains("RTP/AVP 8 0 101", _peer.Last.BodyText);
        Assert.False(answering.IsCompleted);
        _peer.Receive(Stack, InDialog("ACK", _peer.Last.To.Tag, 1, Sdp));
        await answering;
        Assert.Equal(6_000, _media.Remotes[leg.Id].Port);
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _exchange.DisposeAsync();
    }

    private const string Sdp =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    private async Task<ILeg> Answered(bool acknowledge = true)
    {
        _peer.Receive(Stack, Invite());
        var leg = await _arrived.Task;
        await leg.Answer();
        if (acknowledge)
            _peer.Receive(Stack, InDialog("ACK", _peer.Last.To.Tag, 1));
        return leg;
    }

    private static string Invite(string branch = "b1", string callId = "c1", string sdp = Sdp) =>
        Head("INVITE", branch, callId, "", 1) + Body(sdp, "application/sdp");

    private static string InDialog(
        string method, string tag, int cseq, string body = "", string type = "application/sdp") =>
        Head(method, method + cseq, "c1", ";tag=" + tag, cseq) + Body(body, type);

    private static string Head(string method, string branch, string callId, string tag, int cseq) =>
        $"""
        {method} sip:95000@tellerline SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-{branch}
        Max-Forwards: 70
        From: "Caller" <sip:13800000001@example.com>;tag=from-1
        To: <sip:95000@tellerline>{tag}
        Call-ID: {callId}
        CSeq: {cseq} {method}
        Contact: <sip:caller@192.0.2.1:5060>

        """.ReplaceLineEndings("\r\n");

    private static string Body(string body, string type) =>
        body.Length == 0 ? "Content-Length: 0\r\n\r\n"
        : $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
