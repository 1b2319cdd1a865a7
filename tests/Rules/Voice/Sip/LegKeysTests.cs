using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Prompts, keys and secrets of a leg, as the telephone bank uses them.</summary>
public sealed class LegKeysTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeMedia _media = new();
    private readonly FakeFlow _peer = new();
    private readonly Exchange _exchange;
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LegKeysTests() => _exchange = new Exchange(
        new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"] }, _media, null, null, "n1", _time,
        NullLogger<Exchange>.Instance)
    {
        OnCall = async leg =>
        {
            await leg.Answer();
            _arrived.TrySetResult(leg);
            await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task keys_are_collected_until_the_terminator()
    {
        var leg = await Leg();
        var collecting = leg.Collect(new CollectRequest(["account"], 19), Ct);
        Press(leg, "6222#");
        Assert.Equal(new Collected("6222", CollectEnd.Terminated), await collecting);
    }

    [Fact]
    public async Task who_hangs_up_while_the_recording_begins_has_it_sealed_before_all_is_closed()
    {
        var leg = await Leg();
        var begun = new TaskCompletionSource();
        _media.Begun = begun.Task;
        var recording = leg.Record(new RecordRequest("r1", "r1.tlr"));
        await leg.Hangup();
        await leg.Quality(); // the last word of the session, when it is closed
        begun.SetResult();
        await recording;
        Assert.NotNull(await leg.StopRecording());
        Assert.Equal(["record", "seal", "close"], _media.Orders.Where(order => order is "record" or "seal" or "close"));
    }

    [Fact]
    public async Task the_terminator_of_an_entry_that_was_full_without_it_is_no_answer_to_the_next_question()
    {
        var leg = await Leg();
        var collecting = leg.Collect(new CollectRequest(["account"], 4), Ct);
        Press(leg, "6222");
        Assert.Equal(new Collected("6222", CollectEnd.Full), await collecting);
        var next = leg.Collect(new CollectRequest(["amount"], 4), Ct);
        Press(leg, "#5#");
        Assert.Equal(new Collected("5", CollectEnd.Terminated), await next);

        Press(leg, "6222#1");
        Assert.Equal(new Collected("6222", CollectEnd.Full), await leg.Collect(new CollectRequest(["account"], 4), Ct));
        Assert.Equal(new Collected("1", CollectEnd.Full), await leg.Collect(new CollectRequest(["menu"], 1), Ct));
    }

    [Fact]
    public async Task keys_that_somebody_hears_wait_for_no_question_and_those_of_a_question_are_not_told()
    {
        var leg = await Leg();
        List<char> heard = [];
        await leg.HearKeys(heard.Add);
        Assert.Contains("keepTones True", _media.Orders);
        Press(leg, "*11");
        var asked = leg.Collect(new CollectRequest(["menu"], 1), Ct);
        Press(leg, "5");
        Assert.Equal(new Collected("5", CollectEnd.Full), await asked);
        Assert.Equal("*11", string.Concat(heard));
        await leg.HearKeys(null);
        Press(leg, "7");
        Assert.Equal(new Collected("7", CollectEnd.Full), await leg.Collect(new CollectRequest(["menu"], 1), Ct));
        Assert.Equal("*11", string.Concat(heard));
    }

    [Fact]
    public async Task a_late_terminator_cuts_no_prompt_short_and_starts_no_time_out()
    {
        var leg = await Leg();
        var entry = leg.Collect(new CollectRequest(["account"], 4), Ct);
        Press(leg, "6222");
        await entry;
        var next = leg.Collect(new CollectRequest(["amount"], 4, FirstDigitMs: 8_000, NextDigitMs: 5_000), Ct);
        await Settled(() => _media.Orders.Contains("play amount keys but #"));
        Press(leg, "#");
        _time.Advance(60_000);
        Assert.False(next.IsCompleted); // the prompt is still being played
        _media.EndPlay(leg.Id);
        await Settled(() => _time.HasTimerDueIn(8_000));
        Press(leg, "#");
        Assert.Equal(new Collected("", CollectEnd.Terminated), await next);
    }

    [Fact]
    public async Task after_a_secret_too_and_only_for_as_long_as_the_entry_would_have_waited()
    {
        var leg = await Leg();
        await leg.CollectSecret(new SecretRequest(["pin"], NextDigitMs: 8_000), digits => digits.Length, Ct);
        var soon = leg.Collect(new CollectRequest(["soon"], 4), Ct);
        await Settled(() => _media.Orders.Contains("play soon keys but #"));
        Press(leg, "#1#");
        Assert.Equal(new Collected("1", CollectEnd.Terminated), await soon);
        await leg.CollectSecret(new SecretRequest(["pin"], NextDigitMs: 8_000), digits => digits.Length, Ct);
        _time.Advance(8_001);
        var late = leg.Collect(new CollectRequest(["late"], 4), Ct);
        await Settled(() => _media.Orders.Contains("play late keys"));
        Press(leg, "#");
        Assert.Equal(new Collected("", CollectEnd.Terminated), await late);
    }

    [Fact]
    public async Task keys_typed_ahead_answer_the_next_question_without_its_prompt()
    {
        var leg = await Leg();
        Press(leg, "12");
        Assert.Equal(new Collected("1", CollectEnd.Full), await leg.Collect(new CollectRequest(["menu"], 1), Ct));
        Assert.Equal(PlayEnd.Interrupted, await leg.Play(new PlayRequest(["notice"], KeysInterrupt: true), Ct));
        Assert.Equal(new Collected("2", CollectEnd.Full), await leg.Collect(new CollectRequest(["menu"], 1), Ct));
        Assert.DoesNotContain(_media.Orders, o => o.StartsWith("play", StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_first_key_is_awaited_from_the_prompts_end_the_others_from_each_other()
    {
        var leg = await Leg();
        var collecting = leg.Collect(new CollectRequest(["menu"], 3, FirstDigitMs: 8_000, NextDigitMs: 5_000), Ct);
        _time.Advance(60_000);
        Assert.False(collecting.IsCompleted);
        _media.EndPlay(leg.Id);
        await Settled(() => _time.HasTimerDueIn(8_000));
        _time.Advance(7_900);
        Assert.False(collecting.IsCompleted);
        Press(leg, "4");
        _time.Advance(4_900);
        Assert.False(collecting.IsCompleted);
        _time.Advance(200);
        Assert.Equal(new Collected("4", CollectEnd.TimedOut), await collecting);
    }

    [Theory]
    [InlineData("12*34#", "34", CollectEnd.Terminated)]
    [InlineData("12**", "", CollectEnd.Left)]
    [InlineData("*1*#", "", CollectEnd.Terminated)]
    [InlineData("123456", "123456", CollectEnd.Full)]
    public void star_clears_once_and_leaves_twice(string keys, string left, CollectEnd end)
    {
        var collector = new KeyCollector(new CollectRequest([], 6, StarClears: true));
        CollectEnd? how = null;
        foreach (var key in keys)
            how = collector.Feed(key);
        Assert.Equal((left, end), (collector.Keys, how!.Value));
    }

    [Fact]
    public async Task a_secret_is_shown_once_and_zeroed_and_keys_typed_ahead_are_forgotten()
    {
        var leg = await Leg();
        Press(leg, "1357");
        _media.Secret = new FakeSecret("135790");
        var collected = await leg.CollectSecret(
            new SecretRequest(["pin"]), digits => digits.Length * 10 + (digits[0] - '0'), Ct);
        Assert.Equal(new SecretCollected<int>(61, 6, CollectEnd.Full, true), collected);
        Assert.True(_media.Secret.IsDisposed);
        var collecting = leg.Collect(new CollectRequest([], 1), Ct);
        Assert.False(collecting.IsCompleted);
        Press(leg, "9");
        Assert.Equal("9", (await collecting).Digits);
    }

    [Fact]
    public async Task a_hang_up_cancels_what_was_under_way()
    {
        var leg = await Leg();
        var playing = leg.Play(new PlayRequest(["music"], Loop: true), CancellationToken.None);
        await leg.Hangup();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => leg.Collect(new CollectRequest([], 1), CancellationToken.None));
    }

    [Fact]
    public async Task hold_parts_and_plays_music_and_resume_joins_again()
    {
        var customer = await Leg();
        var desk = await _exchange.OpenBrowser(BrowserOffer, Ct);
        await _exchange.Bridge(customer, desk.Leg);
        await customer.Hold(["music"]);
        await customer.Resume();
        Assert.Equal(
            ["bridge", "hold True", "play music loop", "stop", "hold False"],
            _media.Orders.SkipWhile(o => o != "bridge"));
    }

    [Fact]
    public async Task who_hears_whom_is_one_order_and_in_it_keys_are_not_kept()
    {
        var (customer, lead) = (await Leg(), (await _exchange.OpenBrowser(BrowserOffer, Ct)).Leg);
        await _exchange.Connect([new Hearing(customer, [lead]), new Hearing(lead, [])]);
        var order = Assert.Single(_media.Hearings);
        Assert.Equal([customer.Id, lead.Id], order.Select(h => h.Listener));
        Assert.Equal([lead.Id], order[0].Sources);
        Assert.Empty(order[1].Sources);

        Press(customer, "1");
        await customer.Hold(["music"]);
        await _exchange.Connect([new Hearing(customer, [])]);
        Press(customer, "1");
        await customer.Resume();
        Press(customer, "1");
        await _exchange.Connect([new Hearing(customer, [lead])]);
        await lead.Hangup();
        Press(customer, "2");
        Assert.Equal("2", (await customer.Collect(new CollectRequest([], 1), Ct)).Digits);
    }

    [Fact]
    public async Task an_order_to_hear_who_is_gone_is_harmless_and_one_beyond_a_bound_is_refused()
    {
        var (customer, lead) = (await Leg(), (await _exchange.OpenBrowser(BrowserOffer, Ct)).Leg);
        await Assert.ThrowsAsync<MediaException>(() => _exchange.Connect([new Hearing(customer, [customer])]));
        await lead.Hangup();
        await _exchange.Connect([new Hearing(customer, [lead]), new Hearing(lead, [customer])]);
        await _exchange.Connect([new Hearing(lead, [customer])]);
        Assert.Single(_media.Hearings);
    }

    [Fact]
    public async Task a_browser_is_answered_passive_ice_lite_and_other_media_are_refused()
    {
        var answer = await _exchange.OpenBrowser(BrowserOffer, Ct);
        Assert.Contains("a=ice-lite\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains("a=group:BUNDLE 0\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains("m=audio 20000 UDP/TLS/RTP/SAVPF 0 110\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains("a=setup:passive\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains(
            "a=candidate:1 1 udp 2130706431 127.0.0.1 20000 typ host\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", answer.Sdp, StringComparison.Ordinal);
        Assert.Equal(
            new WebRtcRemote("uf", "a-password-long-enough", "sha-256 11:22"), _media.Remotes[answer.Leg.Id].WebRtc);
        await Assert.ThrowsAsync<SdpException>(() => _exchange.OpenBrowser("v=0\r\nm=audio", Ct));
        await Assert.ThrowsAsync<SdpException>(() => _exchange.OpenBrowser(Wire.Sdp, Ct));
    }

    public ValueTask DisposeAsync() => _exchange.DisposeAsync();

    private const string BrowserOffer =
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 110\r\nc=IN IP4 0.0.0.0\r\n"
        + "a=rtpmap:111 opus/48000/2\r\na=rtpmap:110 telephone-event/8000\r\na=mid:0\r\na=rtcp-mux\r\na=setup:actpass\r\na=ice-ufrag:uf\r\n"
        + "a=ice-pwd:a-password-long-enough\r\na=fingerprint:sha-256 11:22\r\na=sendrecv\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\n";

    private async Task<ILeg> Leg()
    {
        _peer.Receive(_exchange.Sip.Stack, Wire.Request(
            "INVITE", "sip:95000@tellerline", from: "<sip:13800000001@example.com>;tag=f1", to: "<sip:95000@tellerline>",
            more: "Contact: <sip:c@192.0.2.1:5060>", body: Wire.Sdp));
        var leg = await _arrived.Task;
        _peer.Receive(
            _exchange.Sip.Stack,
            Wire.Request(
                "ACK", "sip:95000@tellerline", branch: "ack", from: "<sip:13800000001@example.com>;tag=f1",
                to: $"<sip:95000@tellerline>;tag={_peer.Last.To.Tag}"));
        return leg;
    }

    private void Press(ILeg leg, string keys)
    {
        foreach (var key in keys)
            _media.Tell(new MediaEvent.Digit(leg.Id, key, 100));
    }

    private static async Task Settled(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }
}
