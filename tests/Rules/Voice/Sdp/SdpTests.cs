using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Rules.Voice.Sdp;

public sealed class SdpTests
{
    private static readonly MediaLocal Local = new(["198.51.100.7"], 20_002, null);

    [Theory]
    [InlineData("8 0 101", "8 101", 8)]
    [InlineData("0 8 101", "0 101", 0)]
    [InlineData("18 9 0", "0", 0)]
    public void the_offerers_first_codec_that_we_have_is_answered(string offered, string answered, int codec)
    {
        var offer = Offer($"m=audio 6000 RTP/AVP {offered}\r\na=rtpmap:101 telephone-event/8000\r\n");
        var answer = new SdpNegotiation(7).Answer(offer, Local);
        Assert.Contains($"m=audio 20002 RTP/AVP {answered}\r\n", answer, StringComparison.Ordinal);
        Assert.Equal((G711)codec, SdpTerms.Remote(offer, SdpTerms.Audio(offer)!).Codec);
    }

    [Theory]
    [InlineData("a=sendonly", "a=recvonly", false, true)]
    [InlineData("a=recvonly", "a=sendonly", true, false)]
    [InlineData("a=inactive", "a=inactive", false, false)]
    [InlineData("a=sendrecv", "a=sendrecv", true, true)]
    [InlineData("a=x", "a=sendrecv", true, true)]
    public void a_direction_is_mirrored(string offered, string answered, bool weSend, bool weReceive)
    {
        var offer = Offer($"m=audio 6000 RTP/AVP 8\r\n{offered}\r\n");
        Assert.Contains(answered + "\r\n", new SdpNegotiation(7).Answer(offer, Local), StringComparison.Ordinal);
        var remote = SdpTerms.Remote(offer, SdpTerms.Audio(offer)!);
        Assert.Equal((weSend, weReceive), (remote.WeSend, remote.WeReceive));
    }

    [Fact]
    public void the_old_hold_by_a_zero_address_silences_us()
    {
        var offer = SdpParser.Parse("v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 6000 RTP/AVP 8\r\n");
        Assert.False(SdpTerms.Remote(offer, SdpTerms.Audio(offer)!).WeSend);
    }

    [Fact]
    public void other_media_are_refused_and_the_medias_own_address_wins()
    {
        var offer = Offer(
            "m=video 3000 RTP/AVP 31\r\nm=audio 6000 RTP/AVP 8\r\nc=IN IP4 203.0.113.9\r\na=ptime:30\r\nm=audio 6002 RTP/AVP 0\r\n");
        var answer = SdpParser.Parse(new SdpNegotiation(7).Answer(offer, Local));
        Assert.Equal([0, 20_002, 0], answer.Media.Select(m => m.Port));
        var remote = SdpTerms.Remote(offer, SdpTerms.Audio(offer)!);
        Assert.Equal(("203.0.113.9", 6000, 30), (remote.Address, remote.Port, remote.PtimeMs));
    }

    [Fact]
    public void events_keep_the_peers_number_and_ours_is_101()
    {
        var offer = Offer("m=audio 6000 RTP/AVP 8 121\r\na=rtpmap:121 telephone-event/8000\r\na=fmtp:121 0-16\r\n");
        var negotiation = new SdpNegotiation(7);
        Assert.Contains(
            "a=rtpmap:121 telephone-event/8000\r\na=fmtp:121 0-15\r\n", negotiation.Answer(offer, Local),
            StringComparison.Ordinal);
        Assert.Contains(
            "a=rtpmap:101 telephone-event/8000", negotiation.Offer(Local, webRtc: false), StringComparison.Ordinal);
    }

    [Fact]
    public void the_origin_keeps_its_number_and_its_version_rises()
    {
        var offer = Offer("m=audio 6000 RTP/AVP 8\r\n");
        var negotiation = new SdpNegotiation(7);
        Assert.Equal("- 7 1 IN IP4 198.51.100.7", SdpParser.Parse(negotiation.Answer(offer, Local)).Origin);
        Assert.Equal("- 7 2 IN IP4 198.51.100.7", SdpParser.Parse(negotiation.Answer(offer, Local)).Origin);
    }

    [Theory]
    [InlineData("", false, 0)]
    [InlineData("a=rtcp-mux", true, 0)]
    [InlineData("a=rtcp:53020", false, 53_020)]
    [InlineData("a=rtcp:53020 IN IP4 192.0.2.1", false, 53_020)]
    [InlineData("a=rtcp:53020 IN IP4 203.0.113.9", false, -1)]
    [InlineData("a=rtcp:53020 IN IP4 host.example.com", false, -1)]
    [InlineData("a=rtcp:0", false, 0)]
    [InlineData("a=rtcp:70000", false, 0)]
    [InlineData("a=rtcp:", false, 0)]
    [InlineData("a=rtcp-mux\r\na=rtcp:6000", true, 6_000)]
    public void where_rtcp_goes_is_said_or_the_port_above_and_never_another_host(string said, bool mux, int port)
    {
        var offer = Offer($"m=audio 6000 RTP/AVP 8\r\n{said}\r\n");
        var remote = SdpTerms.Remote(offer, SdpTerms.Audio(offer)!);
        Assert.Equal((mux, port), (remote.RtcpMux, remote.RtcpPort));
        var answer = new SdpNegotiation(7).Answer(offer, Local);
        Assert.Equal(mux, answer.Contains("a=rtcp-mux\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "No m= line")]
    [InlineData("v=1\r\n", "Line 1")]
    [InlineData("v=0\r\nm=audio x RTP/AVP 8\r\n", "Line 2")]
    [InlineData("v=0\r\nc=IN IP4\r\nm=audio 1 RTP/AVP 8\r\n", "Line 2")]
    [InlineData("v=0\r\nnonsense\r\n", "Line 2")]
    public void a_bad_description_is_told_with_its_line(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<SdpException>(() => SdpParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void no_codec_in_common_and_a_name_for_an_address_are_refused()
    {
        Assert.Null(SdpTerms.Audio(Offer("m=audio 6000 RTP/AVP 18 9\r\n")));
        var named = SdpParser.Parse("v=0\r\nc=IN IP4 host.example.com\r\nm=audio 6000 RTP/AVP 8\r\n");
        Assert.Throws<SdpException>(() => SdpTerms.Remote(named, SdpTerms.Audio(named)!));
    }

    private static SdpSession Offer(string media) =>
        SdpParser.Parse("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + media);
}
