using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Where a party is for its audio, and whether it is there at all.</summary>
public sealed class PresenceTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeMedia _media = new();
    private readonly FakeFlow _peer = new();
    private readonly Exchange _exchange;
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PresenceTests() => _exchange = new Exchange(
        new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"] }, _media, null, null, "n1", _time,
        NullLogger<Exchange>.Instance)
    {
        OnCall = async leg =>
        {
            _arrived.TrySetResult(leg);
            await _done.Task;
        },
    };

    private SipStack Stack => _exchange.Sip.Stack;

    [Fact]
    public async Task audio_is_bound_until_the_ack_and_the_media_know_where_the_call_comes_from()
    {
        var leg = await Leg();
        await leg.Answer();
        var remote = _media.Remotes[leg.Id];
        Assert.Equal(("192.0.2.1", false), (remote.Signalling, remote.Acknowledged));
        Assert.DoesNotContain("acknowledge", _media.Orders);
        Acknowledge();
        Assert.Contains("acknowledge", _media.Orders);
    }

    [Fact]
    public async Task an_offer_the_media_will_not_serve_is_not_acceptable()
    {
        var leg = await Leg();
        _media.Taking = _ => throw new MediaException("127.0.0.1 is this machine's own")
        {
            IsRefusal = true, IsOfDescription = true,
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(leg.Answer);
        Assert.Equal(488, _peer.Last.Status);
        Assert.Equal((LegEndBy.Remote, 488), (leg.End!.By, leg.End.Status));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(405)]
    [InlineData(500)]
    public async Task a_silent_telephone_that_answers_whatever_it_says_keeps_its_call(int status)
    {
        var leg = await Vanished();
        Assert.Equal(SipMethod.Options, _peer.Last.Method);
        var asked = _peer.Sent.Count;
        _media.Tell(new MediaEvent.Vanished(leg.Id)); // asked already
        Assert.Equal(asked, _peer.Sent.Count);
        _peer.Receive(Stack, Wire.Response(_peer.Last, status));
        _time.Advance(60_000);
        Assert.Null(leg.End);
        _media.Tell(new MediaEvent.Vanished(leg.Id));
        Assert.Equal(SipMethod.Options, _peer.Last.Method);
        Assert.True(_peer.Sent.Count > asked);
    }

    [Fact]
    public async Task one_that_knows_nothing_of_the_call_has_lost_it()
    {
        var leg = await Vanished();
        _peer.Receive(Stack, Wire.Response(_peer.Last, 481));
        Assert.Equal(new LegEnd(LegEndBy.Lost, 481, "No audio, and no answer when asked"), leg.End);
        Assert.Equal(SipMethod.Bye, _peer.Last.Method);
    }

    [Fact]
    public async Task one_that_says_nothing_at_all_is_gone()
    {
        var leg = await Vanished();
        _time.Advance(31_000);
        Assert.Null(leg.End);
        _time.Advance(2_000);
        Assert.Equal(new LegEnd(LegEndBy.Lost, 408, "No audio, and no answer when asked"), leg.End);
    }

    [Fact]
    public async Task the_quality_is_there_in_the_call_and_after_it()
    {
        var leg = await Leg();
        await leg.Answer();
        Acknowledge();
        _media.Measured = new LegQuality(1_000, 10, 4, 1_000, 20, 6, 35);
        Assert.Equal(10, (await leg.Quality())!.ReceivedLost);
        await leg.Hangup();
        var last = (await leg.Quality())!;
        Assert.Equal((1_000, 20L, 35.0), (last.Received, last.SentLost, last.RoundTripMs));
        Assert.Equal(2.0, last.SentLossPct);
        Assert.Equal(
            new LegQuality(400, 4, 4, 500, 5, 6, 35), last.Since(new LegQuality(600, 6, 9, 500, 15, 9, 90)));
    }

    [Theory]
    [InlineData(true, LegEndBy.Remote)]
    [InlineData(false, LegEndBy.Lost)]
    public async Task a_browsers_good_bye_before_its_bye_is_a_hang_up_and_a_lost_one_is_the_networks(
        bool goodBye, LegEndBy by)
    {
        var leg = await Leg();
        await leg.Answer();
        Acknowledge();
        _media.Tell(new MediaEvent.Failed(leg.Id, "closed", goodBye));
        Assert.Equal(by, leg.End!.By);
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _exchange.DisposeAsync();
    }

    private async Task<ILeg> Vanished()
    {
        var leg = await Leg();
        await leg.Answer();
        Acknowledge();
        _media.Tell(new MediaEvent.Vanished(leg.Id));
        return leg;
    }

    private Task<ILeg> Leg()
    {
        _peer.Receive(Stack, Wire.Request(
            "INVITE", "sip:95000@tellerline", from: "<sip:13800000001@x>;tag=f1", to: "<sip:95000@tellerline>",
            body: Wire.Sdp));
        return _arrived.Task;
    }

    private void Acknowledge() => _peer.Receive(Stack, Wire.Request(
        "ACK", "sip:95000@tellerline", branch: "ack", from: "<sip:13800000001@x>;tag=f1",
        to: $"<sip:95000@tellerline>;tag={_peer.Last.To.Tag}"));
}
