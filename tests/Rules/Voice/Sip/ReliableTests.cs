using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Provisional answers that must arrive (RFC 3262), ours to a caller and a telephone's to us.</summary>
public sealed class ReliableTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new();

    [Fact]
    public async Task a_caller_who_requires_it_gets_a_numbered_180_until_he_confirms_it()
    {
        _call.Invite("Require: 100rel");
        var leg = await _call.Arrived;
        await leg.Ringing();
        var ringing = _call.Peer.Last;
        Assert.Equal((180, true), (ringing.Status, ringing.Names(HeaderName.Require, "100rel")));
        var rseq = uint.Parse(ringing.Header(HeaderName.RSeq)!, null);
        _call.Tag = ringing.To.Tag;
        await leg.Ringing();
        _call.Time.Advance(4_000);
        Assert.Equal(4, _call.Peer.Sent.Count(m => m.Status == 180));
        Assert.All(
            _call.Peer.Sent.Where(m => m.Status == 180), m => Assert.Equal(rseq.ToString(), m.Header(HeaderName.RSeq)));

        foreach (var wrong in new[] { $"{rseq + 1} 1 INVITE", $"{rseq} 2 INVITE", $"{rseq} 1 PRACK", "x", "" })
        {
            _call.InDialog("PRACK", (int)_call.Peer.Sent.Count + 10, more: "RAck: " + wrong);
            Assert.Equal(481, _call.Peer.Last.Status);
        }

        _call.InDialog("PRACK", 100, more: $"RAck: {rseq} 1 INVITE");
        Assert.Equal((200, SipMethod.Prack), (_call.Peer.Last.Status, _call.Peer.Last.Method));
        _call.Time.Advance(40_000);
        Assert.Equal(4, _call.Peer.Sent.Count(m => m.Status == 180));
        _call.InDialog("PRACK", 101, more: $"RAck: {rseq} 1 INVITE");
        Assert.Equal(481, _call.Peer.Last.Status);
        await leg.Answer();
        Assert.Equal((200, true), (_call.Peer.Last.Status, _call.Peer.Last.Sdp is not null));
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task who_only_supports_it_gets_a_plain_180()
    {
        _call.Invite("Supported: 100rel");
        await (await _call.Arrived).Ringing();
        Assert.Equal((180, false), (_call.Peer.Last.Status, _call.Peer.Last.Has(HeaderName.RSeq)));
        _call.Time.Advance(10_000);
        Assert.Single(_call.Peer.Sent, m => m.Status == 180);
    }

    [Fact]
    public async Task without_confirmation_the_call_is_refused_after_32_seconds()
    {
        _call.Invite("Require: 100rel");
        var leg = await _call.Arrived;
        await leg.Ringing();
        _call.Time.Advance(31_900);
        Assert.Equal(7, _call.Peer.Sent.Count(m => m.Status == 180));
        Assert.Null(leg.End);
        _call.Time.Advance(300);
        Assert.Equal(500, _call.Peer.Last.Status);
        Assert.Equal(new LegEnd(LegEndBy.Lost, 500, "No PRACK"), leg.End);
    }

    [Fact]
    public async Task an_answer_waits_for_no_confirmation_and_a_late_one_is_still_right()
    {
        _call.Invite("Require: 100rel");
        var leg = await _call.Arrived;
        await leg.Ringing();
        var rseq = _call.Peer.Last.Header(HeaderName.RSeq);
        _call.Tag = _call.Peer.Last.To.Tag;
        await leg.Answer();
        _call.InDialog("PRACK", 2, more: $"RAck: {rseq} 1 INVITE");
        Assert.Equal((200, SipMethod.Prack), (_call.Peer.Last.Status, _call.Peer.Last.Method));
        _call.InDialog("ACK", 1);
        _call.Time.Advance(60_000);
        Assert.Single(_call.Peer.Sent, m => m.Status == 180);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task a_caller_without_description_is_offered_one_while_it_rings_and_answers_by_prack()
    {
        _call.Invite("Require: 100rel", body: "");
        var leg = await _call.Arrived;
        await leg.Ringing();
        var ringing = _call.Peer.Last;
        _call.Tag = ringing.To.Tag;
        Assert.Contains("RTP/AVP 8 0 101", ringing.BodyText, StringComparison.Ordinal);
        var answering = leg.Answer();
        Assert.Equal(180, _call.Peer.Last.Status);
        // Nothing else can be agreed before this is.
        _call.InDialog("UPDATE", 2, Wire.Sdp);
        Assert.Equal(491, _call.Peer.Last.Status);
        _call.InDialog("PRACK", 3, Wire.Sdp, $"RAck: {ringing.Header(HeaderName.RSeq)} 1 INVITE");
        await answering;
        Assert.Equal([200, 200], _call.Peer.Sent.TakeLast(2).Select(m => m.Status));
        Assert.Equal((SipMethod.Invite, 0), (_call.Peer.Last.Method, _call.Peer.Last.Body.Length));
        Assert.Equal(6_000, _call.Media.Remotes[leg.Id].Port);
        _call.InDialog("ACK", 1);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task a_prack_that_brings_no_answer_to_our_offer_ends_the_call()
    {
        _call.Invite("Require: 100rel", body: "");
        var leg = await _call.Arrived;
        await leg.Ringing();
        var answering = leg.Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.InDialog("PRACK", 2, more: $"RAck: {_call.Peer.Last.Header(HeaderName.RSeq)} 1 INVITE");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.Equal([(488, SipMethod.Prack), (488, SipMethod.Invite)],
            _call.Peer.Sent.TakeLast(2).Select(m => (m.Status, m.Method)));
        Assert.Equal(488, leg.End!.Status);
    }

    [Fact]
    public async Task a_telephones_reliable_answers_are_confirmed_once_and_in_order()
    {
        await using var phone = new PhoneOnFakes();
        var dialling = phone.Dial();
        var invite = phone.Invite;
        Assert.True(invite.Names(HeaderName.Supported, "100rel"));
        phone.Answer(invite, 183, Reliable(7) + "\r\nRecord-Route: <sip:192.0.2.8;lr>");
        var prack = phone.Last;
        Assert.Equal((SipMethod.Prack, "7 1 INVITE", 2u), (prack.Method, prack.Header(HeaderName.RAck), prack.CSeq));
        Assert.Equal(("t1", "sip:1001@192.0.2.1:5060"), (prack.To.Tag, prack.RequestUri));
        Assert.Equal("<sip:192.0.2.8;lr>", prack.Header(HeaderName.Route));
        phone.Answer(prack, 200);
        var sent = phone.Flow.Sent.Count;
        phone.Answer(invite, 183, Reliable(7));
        phone.Answer(invite, 180, Reliable(9));
        Assert.Equal(sent, phone.Flow.Sent.Count);
        phone.Answer(invite, 180, Reliable(8));
        Assert.Equal("8 1 INVITE", phone.Last.Header(HeaderName.RAck));
        // Another telephone behind the same proxy counts by itself.
        phone.Answer(invite, 183, Reliable(100), tag: "t2");
        Assert.Equal(("100 1 INVITE", "t2"), (phone.Last.Header(HeaderName.RAck), phone.Last.To.Tag));
        phone.Answer(invite, 200, body: Wire.Sdp);
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal((SipMethod.Ack, invite.CSeq), (phone.Last.Method, phone.Last.CSeq));
        Assert.Equal([new DialProgress.Ringing()], phone.Heard);
        await leg.Hangup();
        Assert.Equal((SipMethod.Bye, 5u), (phone.Last.Method, phone.Last.CSeq));
    }

    [Fact]
    public async Task early_audio_that_was_agreed_for_certain_needs_no_description_in_the_answer()
    {
        await using var phone = new PhoneOnFakes();
        var dialling = phone.Dial();
        phone.Answer(phone.Invite, 183, Reliable(1), Wire.Sdp);
        phone.Answer(phone.Last, 200);
        phone.Answer(phone.Invite, 200);
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal([new DialProgress.EarlyMedia(leg)], phone.Heard);
        Assert.Equal(6_000, phone.Call.Media.Remotes[leg.Id].Port);
    }

    [Fact]
    public async Task a_call_with_confirmed_answers_is_withdrawn_by_the_number_of_its_invite()
    {
        await using var phone = new PhoneOnFakes();
        var dialling = phone.Dial();
        phone.Answer(phone.Invite, 180, Reliable(1));
        phone.Answer(phone.Last, 200);
        phone.Call.Time.Advance(60_000);
        await dialling;
        Assert.Equal((SipMethod.Cancel, 1u), (phone.Last.Method, phone.Last.CSeq));
        phone.Answer(phone.Last, 200);
        phone.Answer(phone.Invite, 487);
        Assert.Equal(0, phone.Call.Exchange.Sip.Dialogs);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private static string Reliable(int rseq) => $"Require: 100rel\r\nRSeq: {rseq}";
}
