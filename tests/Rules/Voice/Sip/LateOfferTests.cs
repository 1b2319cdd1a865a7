using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>
/// INVITEs without a description: exchanges refresh, resume and transfer so (RFC 3261 §13.2.1, §14.2). We offer, the
/// ACK answers.
/// </summary>
public sealed class LateOfferTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new();

    [Fact]
    public async Task a_re_invite_without_description_gets_all_we_can_and_its_ack_is_what_holds()
    {
        var leg = await _call.Answered();
        var before = Origin(_call.Peer.Sent.Last(m => m.Status == 200));
        _call.InDialog("INVITE", 2, Wire.Sdp.Replace("a=sendrecv", "a=sendonly", StringComparison.Ordinal));
        _call.InDialog("ACK", 2);
        Assert.False(_call.Media.Remotes[leg.Id].WeSend);

        _call.InDialog("INVITE", 3);
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Contains("m=audio 20000 RTP/AVP 8 0 101\r\n", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        Assert.Contains("a=sendrecv\r\n", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        Assert.Equal((before.Session, before.Version + 2), Origin(_call.Peer.Last));
        Assert.False(_call.Media.Remotes[leg.Id].WeSend);

        var answered = Wire.Sdp.Replace("audio 6000 RTP/AVP 8 0", "audio 7000 RTP/AVP 0", StringComparison.Ordinal);
        _call.InDialog("ACK", 3, answered);
        var remote = _call.Media.Remotes[leg.Id];
        Assert.Equal((7_000, 0, true), (remote.Port, (int)remote.Codec, remote.WeSend));
        // The same ACK again changes nothing.
        _call.InDialog("ACK", 3, Wire.Sdp, branch: "again");
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task lines_that_were_refused_and_the_keys_number_keep_their_place_in_our_offer()
    {
        _call.Invite(body: Wire.Sdp.Replace("101", "96", StringComparison.Ordinal).Replace(
            "m=audio", "m=video 6100 RTP/AVP 31\r\nm=audio", StringComparison.Ordinal));
        await (await _call.Arrived).Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.InDialog("ACK", 1);
        _call.InDialog("INVITE", 2);
        var offer = _call.Peer.Last.BodyText;
        Assert.Contains(
            "m=video 0 RTP/AVP 31\r\nm=audio 20000 RTP/AVP 8 0 96\r\n", offer, StringComparison.Ordinal);
        Assert.Contains("a=rtpmap:96 telephone-event/8000\r\n", offer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "No answer to our offer")]
    [InlineData("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 18\r\n", "No audio that fits the offer")]
    public async Task an_ack_that_does_not_answer_ends_the_call_and_says_why(string answer, string why)
    {
        var leg = await _call.Answered();
        _call.InDialog("INVITE", 2);
        _call.InDialog("ACK", 2, answer);
        Assert.Equal(SipMethod.Bye, _call.Peer.Last.Method);
        Assert.Equal($"SIP;cause=488;text=\"{why}\"", _call.Peer.Last.Header(HeaderName.Reason));
        Assert.Equal(new LegEnd(LegEndBy.Remote, 488, why), leg.End);
    }

    [Fact]
    public async Task the_first_invite_too_is_not_kept_mute_without_an_answer()
    {
        _call.Invite(body: "");
        var leg = await _call.Arrived;
        var answering = leg.Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        Assert.Contains("m=audio", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        _call.InDialog("ACK", 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.Equal(SipMethod.Bye, _call.Peer.Last.Method);
        Assert.Equal((LegEndBy.Remote, 488), (leg.End!.By, leg.End.Status));
    }

    [Fact]
    public async Task while_our_offer_is_open_another_waits_and_a_plain_refresh_does_not()
    {
        await _call.Answered();
        _call.InDialog("INVITE", 2);
        _call.InDialog("INVITE", 3, Wire.Sdp);
        Assert.Equal(491, _call.Peer.Last.Status);
        _call.InDialog("UPDATE", 4, Wire.Sdp);
        Assert.Equal(491, _call.Peer.Last.Status);
        _call.InDialog("UPDATE", 5);
        Assert.Equal(200, _call.Peer.Last.Status);
        _call.InDialog("ACK", 2, Wire.Sdp);
        _call.InDialog("UPDATE", 6, Wire.Sdp);
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Contains("m=audio", _call.Peer.Last.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task while_an_offer_of_theirs_is_being_answered_another_comes_later()
    {
        await _call.Answered();
        var thinking = new TaskCompletionSource();
        _call.Media.Taking = _ => thinking.Task;
        _call.InDialog("INVITE", 2, Wire.Sdp);
        _call.InDialog("UPDATE", 3, Wire.Sdp);
        Assert.Equal(500, _call.Peer.Last.Status);
        Assert.InRange(int.Parse(_call.Peer.Last.Header(HeaderName.RetryAfter)!, null), 0, 10);
        var answered = _call.Peer.Next(200);
        thinking.SetResult();
        await answered;
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private static (string Session, int Version) Origin(SipMessage message)
    {
        var words = message.BodyText.Split('\n').First(l => l.StartsWith("o=", StringComparison.Ordinal)).Split(' ');
        return (words[1], int.Parse(words[2], null));
    }
}
