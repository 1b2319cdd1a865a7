using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Session timers (RFC 4028) of calls that are ours, and refreshes that meet with difficulties.</summary>
public sealed class SessionAskedTests : IAsyncDisposable
{
    private const string Agreed = "Session-Expires: 1800;refresher=uac\r\nRequire: timer";

    private readonly PhoneOnFakes _phone = new();

    private FakeTime Time => _phone.Call.Time;

    [Fact]
    public async Task a_call_of_ours_asks_for_half_an_hour_and_refreshes_by_update_where_it_may()
    {
        var leg = await _phone.Answered(Agreed + "\r\nAllow: INVITE, UPDATE, BYE");
        Assert.Equal("1800;refresher=uac", _phone.Invite.Header(HeaderName.SessionExpires));
        Assert.True(_phone.Invite.Names(HeaderName.Supported, "timer"));
        Time.Advance(899_000);
        Assert.Equal(SipMethod.Ack, _phone.Last.Method);
        Time.Advance(1_100);
        var refresh = _phone.Last;
        Assert.Equal((SipMethod.Update, 0), (refresh.Method, refresh.Body.Length));
        Assert.Equal("1800;refresher=uac", refresh.Header(HeaderName.SessionExpires));
        // The telephone wants it shorter from now on.
        _phone.Answer(refresh, 200, "Session-Expires: 600;refresher=uac");
        Time.Advance(300_100);
        Assert.NotEqual(refresh.CSeq, _phone.Last.CSeq);
        Assert.Equal("600;refresher=uac", _phone.Last.Header(HeaderName.SessionExpires));
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task else_by_an_invite_with_what_was_said_last_whose_answer_is_heard_too()
    {
        var leg = await _phone.Answered(Agreed);
        Time.Advance(900_100);
        var refresh = _phone.Last;
        Assert.Equal(SipMethod.Invite, refresh.Method);
        Assert.Equal(_phone.Flow.Sent[0].BodyText, refresh.BodyText);
        _phone.Answer(refresh, 200, Agreed, Wire.Sdp.Replace("audio 6000", "audio 7000", StringComparison.Ordinal));
        Assert.Equal((SipMethod.Ack, refresh.CSeq), (_phone.Last.Method, _phone.Last.CSeq));
        await CallOnFakes.Settled(() => _phone.Call.Media.Remotes[leg.Id].Port == 7_000);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task an_interval_that_the_other_side_does_not_bear_is_made_longer_once_more()
    {
        var dialling = _phone.Dial();
        _phone.Answer(_phone.Invite, 422, "Min-SE: 3600");
        Assert.Equal(2u, _phone.Invite.CSeq);
        Assert.Equal("3600;refresher=uac", _phone.Invite.Header(HeaderName.SessionExpires));
        Assert.Equal("3600", _phone.Invite.Header(HeaderName.MinSe));
        _phone.Answer(_phone.Invite, 200, "Session-Expires: 3600;refresher=uas\r\nRequire: timer", Wire.Sdp);
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        // The telephone refreshes, or the call ends (§10).
        Time.Advance(3_567_000);
        Assert.Null(leg.End);
        Time.Advance(1_100);
        Assert.Equal(SipMethod.Bye, _phone.Last.Method);
        Assert.Equal(new LegEnd(LegEndBy.Lost, 408, "Session expired"), leg.End);
    }

    [Fact]
    public async Task a_demand_that_does_not_rise_is_a_refusal()
    {
        var dialling = _phone.Dial();
        _phone.Answer(_phone.Invite, 422, "Min-SE: 3600");
        _phone.Answer(_phone.Invite, 422, "Min-SE: 3600");
        Assert.Equal(422, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
        Assert.Equal(2, _phone.Flow.Sent.Count(m => m.Method == SipMethod.Invite));
    }

    [Fact]
    public async Task where_the_other_side_knows_no_timer_there_is_none()
    {
        var leg = await _phone.Answered();
        Time.Advance(100_000_000);
        Assert.Null(leg.End);
        Assert.Equal(SipMethod.Ack, _phone.Last.Method);
    }

    [Fact]
    public async Task a_refresh_that_meets_another_tries_again_and_one_never_taken_ends_the_call()
    {
        var leg = await _phone.Answered(Agreed + "\r\nAllow: UPDATE");
        Time.Advance(900_100);
        _phone.Answer(_phone.Last, 491);
        var first = _phone.Last.CSeq;
        Time.Advance(2_000);
        Assert.Equal(first, _phone.Last.CSeq);
        Time.Advance(2_100);
        Assert.Equal((SipMethod.Update, first + 1), (_phone.Last.Method, _phone.Last.CSeq));
        for (var i = 0; i < 20 && leg.End is null; i++)
        {
            if (_phone.Last.Method == SipMethod.Update)
                _phone.Answer(_phone.Last, 500);
            Time.Advance(100_000);
        }

        Assert.Equal(new LegEnd(LegEndBy.Lost, 408, "Session not refreshed"), leg.End);
    }

    [Fact]
    public async Task who_does_not_take_update_after_all_is_asked_by_invite()
    {
        await _phone.Answered(Agreed + "\r\nAllow: UPDATE");
        Time.Advance(900_100);
        _phone.Answer(_phone.Last, 501);
        Time.Advance(20);
        Assert.Equal((SipMethod.Invite, true), (_phone.Last.Method, _phone.Last.Sdp is not null));
    }

    [Theory]
    [InlineData("Session-Expires: 1800", "1800;refresher=uas", false)]
    [InlineData("Session-Expires: 30", null, false)]
    [InlineData("Supported: timer\r\nx: 1800", "1800;refresher=uac", true)]
    [InlineData("Supported: timer\r\nSession-Expires: 1800 ; refresher=UAS", "1800;refresher=uas", false)]
    [InlineData("Supported: timer\r\nSession-Expires: soon", null, false)]
    [InlineData("Supported: timer", null, false)]
    public async Task who_refreshes_a_call_to_us_is_as_the_caller_can(string asked, string? granted, bool required)
    {
        await using var call = new CallOnFakes();
        await call.Answered(asked);
        var answer = call.Peer.Sent.Last(m => m.Status == 200);
        Assert.Equal(granted, answer.Header(HeaderName.SessionExpires));
        Assert.Equal(required, answer.Names(HeaderName.Require, "timer"));
        Assert.True(answer.Names(HeaderName.Supported, "timer"));
    }

    public ValueTask DisposeAsync() => _phone.DisposeAsync();
}
