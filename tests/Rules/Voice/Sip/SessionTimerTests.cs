using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>RFC 4028 as the called side; and what the debugging trace may hold.</summary>
public sealed class SessionTimerTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeFlow _peer = new();
    private readonly Exchange _exchange;
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionTimerTests() => _exchange = new Exchange(
        new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"], SipTrace = 100 }, new FakeMedia(), null, null,
        "n1", _time, NullLogger<Exchange>.Instance)
    {
        OnCall = async leg =>
        {
            await leg.Answer();
            _arrived.TrySetResult(leg);
            await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        },
    };

    private SipStack Stack => _exchange.Sip.Stack;

    [Fact]
    public async Task a_caller_that_refreshes_no_more_is_hung_up()
    {
        var leg = await Call("Supported: timer\r\nSession-Expires: 90");
        Assert.Equal("90;refresher=uac", _peer.Sent.Last(m => m.Status == 200).Header(HeaderName.SessionExpires));
        // A third of 90 s before the end (§10).
        _time.Advance(59_900);
        Assert.Null(leg.End);
        _peer.Receive(Stack, InDialog("UPDATE", 2, "Supported: timer\r\nSession-Expires: 90;refresher=uac"));
        Assert.Equal(200, _peer.Last.Status);
        _time.Advance(59_900);
        Assert.Null(leg.End);
        _time.Advance(200);
        Assert.Equal(SipMethod.Bye, _peer.Last.Method);
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
    }

    [Fact]
    public async Task asked_to_refresh_we_do_at_half_the_interval_and_an_unknown_dialog_ends()
    {
        var leg = await Call("Supported: timer\r\nAllow: INVITE, UPDATE\r\nSession-Expires: 100;refresher=uas");
        _time.Advance(50_100);
        Assert.Equal(SipMethod.Update, _peer.Last.Method);
        Assert.Equal("100;refresher=uac", _peer.Last.Header(HeaderName.SessionExpires));
        _peer.Receive(Stack, Wire.Response(_peer.Last, 200));
        _time.Advance(50_100);
        Assert.Equal(SipMethod.Update, _peer.Last.Method);
        Assert.Null(leg.End);
        _peer.Receive(Stack, Wire.Response(_peer.Last, 481));
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
    }

    [Fact]
    public async Task the_trace_holds_no_body_and_no_credentials()
    {
        await Call("Authorization: Digest username=\"canary-name\",\r\n response=\"canary-response\"");
        _peer.Receive(Stack, InDialog("INFO", 2, "", "Signal=7canary", "application/dtmf-relay"));
        var trace = string.Join('\n', _exchange.SipTrace);
        Assert.Contains("INFO sip:95000", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("m=audio", trace, StringComparison.Ordinal);
    }

    [Fact]
    public void every_fault_of_the_section_is_named()
    {
        Assert.Empty(VoiceConfiguration.Check(new VoiceOptions { Numbers = ["95000"] }));
        var faults = VoiceConfiguration.Check(new VoiceOptions
        {
            Listen = "here", SipPort = 70_000, RtpFirst = 30_000, RtpLast = 20_000, Domain = "", Numbers = [],
            MaxCalls = 0, DigestAlgorithms = ["SHA-512"],
        });
        Assert.Equal(
            ["Voice:Listen", "Voice:SipPort", "Voice:RtpFirst, Voice:RtpLast", "Voice:Domain", "Voice:Numbers",
                "Voice:DigestAlgorithms", "Voice:MaxCalls"],
            faults.Select(f => f.Place));
    }

    public ValueTask DisposeAsync() => _exchange.DisposeAsync();

    private string _tag = "";

    private async Task<ILeg> Call(string more)
    {
        _peer.Receive(Stack, Wire.Request(
            "INVITE", "sip:95000@tellerline", from: "<sip:c@example.com>;tag=f1", to: "<sip:95000@tellerline>",
            more: "Contact: <sip:1001@192.0.2.1:5060>\r\n" + more, body: Wire.Sdp));
        var leg = await _arrived.Task;
        _tag = _peer.Last.To.Tag;
        _peer.Receive(Stack, InDialog("ACK", 1, ""));
        return leg;
    }

    private string InDialog(string method, int cseq, string more, string body = "", string type = "") => Wire.Request(
        method, "sip:95000@tellerline", cseq, from: "<sip:c@example.com>;tag=f1",
        to: $"<sip:95000@tellerline>;tag={_tag}", more: more, body: body, type: type);
}
