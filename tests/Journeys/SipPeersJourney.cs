using System.Net;
using System.Net.Sockets;
using System.Text;
using TellerLine.Modules.Voice.Sip;

namespace TellerLine.Journeys;

/// <summary>
/// SIPp and broken senders against the whole centre: calls by UDP and TCP, unknown numbers, OPTIONS, and what is no SIP
/// at all.
/// </summary>
[Trait("journey", "sip-peers")]
public sealed class SipPeersJourney : Journey
{
    [Fact(Timeout = 120_000)]
    public async Task calls_by_udp_and_tcp_are_answered_strangers_are_told_and_rubbish_is_borne()
    {
        await using var centre = await CentreUnderTest.Start();
        var exchange = new IPEndPoint(IPAddress.Loopback, centre.SipPort);
        await Sipp.Succeeds(exchange, null, "-t", "u1", "-m", "2", "-d", "300");
        await Sipp.Succeeds(exchange, null, "-t", "t1", "-m", "2", "-d", "300");
        await Sipp.Succeeds(exchange, $"""
            <scenario name="unknown number">
            {Sipp.Send("INVITE", 1, "Content-Type: application/sdp\n", "retrans=\"500\"", uri: "sip:12345@[remote_ip]:[remote_port]", body: Sipp.Sdp)}
            <recv response="100" optional="true"/>
            <recv response="404"/>
            {Sipp.Send("ACK", 1, to: "[peer_tag_param]", uri: "sip:12345@[remote_ip]:[remote_port]").Replace("[branch]", "[branch-3]", StringComparison.Ordinal)}
            </scenario>
            """, "-m", "1");
        await Sipp.Succeeds(exchange, $"""
            <scenario name="options">
            {Sipp.Send("OPTIONS", 1, attributes: "retrans=\"500\"")}
            <recv response="200"/>
            </scenario>
            """, "-m", "1");
        await Rubbish(exchange);
        await Sipp.Succeeds(exchange, null, "-t", "u1", "-m", "1", "-d", "300");
        Assert.DoesNotContain("Exception", centre.Output, StringComparison.Ordinal);
        Assert.Equal(5, centre.Events("contact.answered").Count);
    }

    /// <summary>
    /// Each is answered with 400 or not at all; a whole request behind them shows that the socket was read to there.
    /// </summary>
    private static async Task Rubbish(IPEndPoint exchange)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string Head(string method, string id) =>
            $"{method} sip:95000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {socket.Client.LocalEndPoint};branch=z9hG4bK{id}\r\n"
            + $"From: <sip:a@b>;tag=1\r\nTo: <sip:95000@127.0.0.1>\r\nCall-ID: {id}\r\nMax-Forwards: 70\r\n";
        byte[][] sent =
        [
            "\0\0\0\0"u8.ToArray(),
            "nonsense\r\n\r\n"u8.ToArray(),
            "INVITE\r\n\r\n"u8.ToArray(),
            "SIP/2.0 999999 No\r\n\r\n"u8.ToArray(),
            [.. Enumerable.Range(0, 1_200).Select(i => (byte)(i * 37))],
            Encoding.ASCII.GetBytes(Head("INVITE", "no-cseq") + "Content-Length: 0\r\n\r\n"),
            Encoding.ASCII.GetBytes(Head("INVITE", "bad-cseq") + "CSeq: four INVITE\r\nContent-Length: 0\r\n\r\n"),
            Encoding.ASCII.GetBytes(
                Head("INVITE", "too-long") + "CSeq: 1 INVITE\r\nContent-Length: 99999999999999\r\n\r\n"),
            Encoding.ASCII.GetBytes(
                Head("INVITE",
                    "bad-sdp")
                        + "CSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1>\r\nContent-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=\0\r\n"),
            Encoding.ASCII.GetBytes(Head("OPTIONS", "whole") + "CSeq: 7 OPTIONS\r\nContent-Length: 0\r\n\r\n"),
        ];
        foreach (var packet in sent)
            await socket.SendAsync(packet, exchange);
        string answer;
        do
        {
            var got = await socket.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(20));
            answer = Encoding.UTF8.GetString(got.Buffer);
            Say(answer.Split('\r')[0]);
            Assert.Matches(@"^SIP/2\.0 (1\d\d|200|400|4(13|15|88)) ", answer);
        }
        while (!answer.Contains("CSeq: 7 OPTIONS", StringComparison.Ordinal));
    }
}
