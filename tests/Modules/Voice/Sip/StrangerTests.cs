using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>What a stranger's Contact and Record-Route say is not where our requests go.</summary>
public sealed class StrangerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Contact: <sip:c@127.0.0.1:{0}>")]
    [InlineData("Contact: <sip:c@127.0.0.1:{0};transport=tcp>")]
    [InlineData("Record-Route: <sip:127.0.0.1:{0};lr>\r\nContact: <sip:c@127.0.0.1:{0}>")]
    public async Task a_strangers_call_is_ended_where_it_came_from(string pointsElsewhere)
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var victim = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var connections = new TcpListener(IPAddress.Loopback, ((IPEndPoint)victim.Client.LocalEndPoint!).Port);
        connections.Start();
        var calls = new TaskCompletionSource<ILeg>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"] }, new QuietMedia(), null, null,
            "n1",
            TimeProvider.System, NullLogger<Exchange>.Instance)
        {
            OnCall = async leg =>
            {
                await leg.Answer();
                calls.TrySetResult(leg);
                await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
        };
        await exchange.StartAsync(Ct);
        var port = ((IPEndPoint)stranger.Client.LocalEndPoint!).Port;
        var more = string.Format(pointsElsewhere, ((IPEndPoint)victim.Client.LocalEndPoint!).Port);
        async Task Send(string method, string branch, string toTag, string body) =>
            await stranger.SendAsync(Encoding.ASCII.GetBytes(
            $"{method} sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};rport;branch=z9hG4bK{branch}\r\n"
            + $"From: <sip:c@elsewhere>;tag=f\r\nTo: <sip:95000@x>{toTag}\r\nCall-ID: one\r\nCSeq: 1 {method}\r\n{more}\r\n"
            + $"Content-Type: application/sdp\r\n\r\n{body}"), exchange.SipEndpoint!, Ct);

        await Send("INVITE", "1", "", "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 6000 RTP/AVP 8\r\n");
        var answered = await Next(stranger, m => m.Status == 200);
        await Send("ACK", "2", $";tag={answered.To.Tag}", "");
        await (await calls.Task.WaitAsync(Ct)).Hangup();

        var bye = await Next(stranger, m => m.Method == SipMethod.Bye && m.IsRequest);
        Assert.Equal("one", bye.CallId);
        Assert.Equal(0, victim.Available);
        Assert.False(connections.Pending());
    }

    private static async Task<SipMessage> Next(UdpClient phone, Func<SipMessage, bool> wanted)
    {
        while (true)
        {
            var message = SipParser.Parse((await phone.ReceiveAsync(Ct)).Buffer, stream: false, out _)!;
            if (wanted(message))
                return message;
        }
    }
}
