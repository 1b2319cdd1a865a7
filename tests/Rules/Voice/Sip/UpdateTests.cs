using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>UPDATE (RFC 3311): a refresh, or another agreement, also before the answer.</summary>
public sealed class UpdateTests : IAsyncDisposable
{
    private static readonly string Elsewhere = Wire.Sdp.Replace("audio 6000", "audio 7000", StringComparison.Ordinal);

    private readonly CallOnFakes _call = new();

    [Fact]
    public async Task without_a_description_it_refreshes_and_moves_the_target()
    {
        var leg = await _call.Answered("Supported: timer\r\nSession-Expires: 90");
        _call.Time.Advance(50_000);
        _call.InDialog(
            "UPDATE", 2,
            more: "Contact: <sip:moved@192.0.2.1:5070>\r\nSupported: timer\r\nSession-Expires: 90;refresher=uac");
        Assert.Equal((200, 0), (_call.Peer.Last.Status, _call.Peer.Last.Body.Length));
        Assert.Equal("90;refresher=uac", _call.Peer.Last.Header(HeaderName.SessionExpires));
        _call.Time.Advance(50_000);
        Assert.Null(leg.End);
        await leg.Hangup();
        Assert.Equal("sip:moved@192.0.2.1:5070", _call.Peer.Last.RequestUri);
    }

    [Fact]
    public async Task with_a_description_it_is_answered_with_ours()
    {
        var leg = await _call.Answered();
        _call.InDialog("UPDATE", 2, Elsewhere);
        Assert.Equal((200, SipMethod.Update), (_call.Peer.Last.Status, _call.Peer.Last.Method));
        Assert.Contains("m=audio 20000 RTP/AVP 8 101", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        _call.InDialog("UPDATE", 3, Elsewhere.Replace("AVP 8 0", "AVP 18", StringComparison.Ordinal));
        Assert.Equal(488, _call.Peer.Last.Status);
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task a_session_too_short_is_refused_and_the_old_one_holds()
    {
        var leg = await _call.Answered("Supported: timer\r\nSession-Expires: 90");
        _call.InDialog("UPDATE", 2, more: "Supported: timer\r\nSession-Expires: 60");
        Assert.Equal((422, "90"), (_call.Peer.Last.Status, _call.Peer.Last.Header(HeaderName.MinSe)));
        _call.Time.Advance(60_100);
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
    }

    [Fact]
    public async Task before_the_answer_an_offer_waits_for_the_first_to_be_answered()
    {
        _call.Invite();
        var leg = await _call.Arrived;
        await leg.Ringing();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.InDialog("UPDATE", 2, Elsewhere);
        Assert.Equal(500, _call.Peer.Last.Status);
        Assert.InRange(int.Parse(_call.Peer.Last.Header(HeaderName.RetryAfter)!, null), 0, 10);
        _call.InDialog("UPDATE", 3);
        Assert.Equal(200, _call.Peer.Last.Status);
        await leg.Answer();
        Assert.Equal(6_000, _call.Media.Remotes[leg.Id].Port);
        // The ACK is still on its way.
        _call.InDialog("UPDATE", 4, Elsewhere);
        Assert.Equal((200, SipMethod.Update), (_call.Peer.Last.Status, _call.Peer.Last.Method));
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        _call.InDialog("ACK", 1);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task where_ringing_has_agreed_on_something_it_may_be_changed_while_it_rings()
    {
        _call.Invite("Require: 100rel", body: "");
        var leg = await _call.Arrived;
        await leg.Ringing();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.InDialog("PRACK", 2, Wire.Sdp, $"RAck: {_call.Peer.Last.Header(HeaderName.RSeq)} 1 INVITE");
        _call.InDialog("UPDATE", 3, Elsewhere);
        Assert.Equal((200, SipMethod.Update), (_call.Peer.Last.Status, _call.Peer.Last.Method));
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        await leg.Answer();
        Assert.Equal(0, _call.Peer.Last.Body.Length);
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
    }

    [Fact]
    public async Task a_telephone_that_rings_may_change_what_it_agreed_for_certain_and_nothing_else()
    {
        await using var phone = new PhoneOnFakes();
        var dialling = phone.Dial();
        phone.Ask("UPDATE", 1);
        Assert.Equal(481, phone.Last.Status);
        phone.Answer(phone.Invite, 180);
        phone.Ask("UPDATE", 2, Elsewhere);
        Assert.Equal(500, phone.Last.Status);
        phone.Ask("BYE", 3);
        Assert.Equal(481, phone.Last.Status);
        phone.Answer(phone.Invite, 183, "Require: 100rel\r\nRSeq: 1", Wire.Sdp);
        phone.Answer(phone.Last, 200);
        phone.Ask("UPDATE", 4, Elsewhere);
        Assert.Equal((200, SipMethod.Update), (phone.Last.Status, phone.Last.Method));
        Assert.Contains("m=audio", phone.Last.BodyText, StringComparison.Ordinal);
        phone.Answer(phone.Invite, 200);
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal(7_000, phone.Call.Media.Remotes[leg.Id].Port);
        // The numbers go on from where they were before the answer.
        phone.Ask("INFO", 4);
        Assert.Equal(500, phone.Last.Status);
        phone.Ask("BYE", 5);
        Assert.Equal(200, phone.Last.Status);
        Assert.Equal(LegEndBy.Remote, leg.End!.By);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
