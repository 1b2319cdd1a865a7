using System.Text;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Descriptions in company (RFC 5621): carriers send ISUP, locations and cards beside them.</summary>
public sealed class MultipartTests : IAsyncDisposable
{
    private const string SdpPart = "Content-Type: application/sdp\r\n\r\n" + Wire.Sdp;
    private const string Isup =
        "Content-Type: application/ISUP;version=nxv3\r\nContent-Disposition: signal;handling=optional\r\n\r\n\u0001\0\r\n-\u007f";

    private readonly CallOnFakes _call = new();

    [Theory]
    [InlineData("multipart/mixed;boundary=b1", "", SdpPart, Isup)]
    [InlineData("multipart/mixed;boundary=\"b1\"", "preamble\r\n", Isup, SdpPart)]
    [InlineData("Multipart/Mixed; boundary=b1", "--b12\r\n\r\n", Isup, "content-type: Application/SDP; charset=utf-8\r\nContent-Disposition: Session\r\n\r\n" + Wire.Sdp)]
    [InlineData("multipart/mixed;boundary=b1", "", "c: application/sdp\r\ncontent-transfer-encoding: 8bit\r\n\r\n" + Wire.Sdp, "Content-Disposition: by-reference;handling=optional\r\n\r\nplain")]
    public async Task the_description_is_found_wherever_it_stands(string type, string preamble, params string[] parts)
    {
        _call.Invite(type: type, body: preamble + Multi(parts) + "epilogue");
        var leg = await _call.Arrived;
        await leg.Answer();
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Equal(6_000, _call.Media.Remotes[leg.Id].Port);
    }

    [Theory]
    [InlineData("Content-Type: application/isup\r\n\r\nx")]
    [InlineData("Content-Type: application/isup\r\nContent-Disposition: signal;handling=required\r\n\r\nx")]
    [InlineData("Content-Type: application/isup\r\nContent-Disposition: signal;handling=whatever\r\n\r\nx")]
    [InlineData("\r\njust text")]
    [InlineData("Content-Type: multipart/mixed;boundary=c\r\n\r\n--c--")]
    [InlineData("Content-Type: application/sdp\r\nContent-Encoding: gzip\r\n\r\nx")]
    [InlineData("Content-Type: application/sdp\r\nContent-Disposition: early-session\r\n\r\nx")]
    public void a_part_that_must_be_understood_and_is_not_refuses_the_call(string part)
    {
        _call.Invite(type: "multipart/mixed;boundary=b1", body: Multi(SdpPart, part));
        Assert.Equal(415, _call.Peer.Last.Status);
        Assert.Equal("application/sdp, multipart/mixed", Header("Accept"));
        Assert.False(_call.Arrived.IsCompleted);
    }

    [Theory]
    [InlineData("multipart/mixed", "--b1\r\n", "Multipart without a boundary")]
    [InlineData("multipart/mixed;boundary=\"\"", "--b1\r\n", "Multipart without a boundary")]
    [InlineData("multipart/mixed;boundary=b1", "nothing", "Multipart without a part")]
    [InlineData("multipart/mixed;boundary=b1", "--b1\r\n" + SdpPart, "Multipart without its end")]
    [InlineData("multipart/mixed;boundary=b1", "--b1\r\n" + SdpPart + "\r\n--b1\r\n" + SdpPart + "\r\n--b1--", "Two session descriptions")]
    [InlineData("multipart/mixed;boundary=b1", "--b1\r\nContent-Type application/sdp\r\n\r\nx\r\n--b1--", "Bad head of a part")]
    [InlineData("multipart/mixed;boundary=b1", "--b1\r\n--b1--", "Bad head of a part")]
    public void a_broken_one_is_refused_and_told_why(string type, string body, string why)
    {
        _call.Invite(type: type, body: body);
        Assert.Equal((400, why), (_call.Peer.Last.Status, _call.Peer.Last.ReasonPhrase));
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(17, 400)]
    public async Task parts_are_bounded(int parts, int status)
    {
        _call.Invite(
            type: "multipart/mixed;boundary=b1",
            body: Multi([SdpPart, .. Enumerable.Repeat(Isup, parts - 1)]));
        if (status == 200)
            await (await _call.Arrived).Answer();
        Assert.Equal(status, _call.Peer.Last.Status);
    }

    [Fact]
    public async Task an_optional_body_alone_is_as_none_and_our_offer_may_be_answered_in_parts()
    {
        _call.Invite(
            "Content-Disposition: signal;handling=optional", "\u0001\0", "application/isup");
        var leg = await _call.Arrived;
        var answering = leg.Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        Assert.Contains("RTP/AVP 8 0 101", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        _call.InDialog("ACK", 1, Multi(Isup, SdpPart), type: "multipart/mixed;boundary=b1");
        await answering;
        Assert.Equal(6_000, _call.Media.Remotes[leg.Id].Port);
    }

    [Fact]
    public async Task an_answer_without_a_type_is_taken_for_what_it_is_and_an_offer_is_not()
    {
        _call.Invite(body: "");
        var leg = await _call.Arrived;
        var answering = leg.Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.Receive(Wire.Request(
            "ACK", "sip:95000@tellerline", from: _call.From, to: $"<sip:95000@tellerline>;tag={_call.Tag}", body: Wire.Sdp)
            .Replace("Content-Type: application/sdp\r\n", "", StringComparison.Ordinal));
        await answering;
        Assert.Equal(6_000, _call.Media.Remotes[leg.Id].Port);
        _call.Receive(Wire.Request(
            "INVITE", "sip:95000@tellerline", callId: "c2", from: _call.From, to: "<sip:95000@tellerline>", body: Wire.Sdp)
            .Replace("Content-Type: application/sdp\r\n", "", StringComparison.Ordinal));
        Assert.Equal(415, _call.Peer.Last.Status);
    }

    [Fact]
    public async Task in_mid_call_the_same_holds()
    {
        var leg = await _call.Answered();
        _call.InDialog(
            "INVITE", 2, Multi(Isup, SdpPart.Replace("audio 6000", "audio 7000", StringComparison.Ordinal)),
            type: "multipart/mixed;boundary=b1");
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        _call.InDialog("ACK", 2);
        _call.InDialog("INVITE", 3, "text", type: "text/plain");
        Assert.Equal(415, _call.Peer.Last.Status);
        Assert.Null(leg.End);
    }

    [Fact]
    public void whatever_bytes_come_nothing_breaks()
    {
        var random = new Random(7);
        var whole = Encoding.Latin1.GetBytes(Multi(SdpPart, Isup));
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)"-b1\r\n: ;\0"[random.Next(9)];
            var head = Encoding.ASCII.GetBytes(
                $"INVITE sip:a@b SIP/2.0\r\nContent-Type: multipart/mixed;boundary=b1\r\nContent-Length: {bytes.Length}\r\n\r\n");
            var body = MessageBody.Of(SipParser.Parse([.. head, .. bytes], stream: false, out _)!);
            Assert.True(body.Fault is null or { Status: 400 or 415 });
        }
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private static string Multi(params string[] parts) =>
        string.Concat(parts.Select(part => "--b1 \r\n" + part + "\r\n")) + "--b1--\r\n";

    private string? Header(string name)
    {
        var line = Encoding.UTF8.GetString(_call.Peer.Last.Bytes).Split("\r\n")
            .FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.Ordinal));
        return line?[(name.Length + 2)..];
    }
}
