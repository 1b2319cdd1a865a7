using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Sdp;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>
/// Signalling and the real media process together: prompt, key, secret, and the process killed in mid-call.
/// </summary>
[Collection(Audible.Name)]
public sealed class WholeCallTests
{
    [Fact]
    public async Task a_caller_hears_keys_a_menu_and_a_secret_and_a_dead_media_process_ends_the_call()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await MediaHost.Start(ct);
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"],
                TrustedNetworks = ["127.0.0.0/8"] }, host.Media, null, null, "n1", TimeProvider.System,
            NullLogger<Exchange>.Instance);
        var menu = new TaskCompletionSource<Collected>(TaskCreationOptions.RunContinuationsAsynchronously);
        var secret = new TaskCompletionSource<SecretCollected<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<LegEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        exchange.OnCall = async leg =>
        {
            leg.Gone.Register(() => ended.TrySetResult(leg.End!));
            await leg.Answer();
            menu.TrySetResult(await leg.Collect(new CollectRequest([host.Prompt("menu", 600, 20_000)], 1), leg.Gone));
            secret.TrySetResult(
                await leg.CollectSecret(
                    new SecretRequest([host.Prompt("pin", 900, 20_000)]), digits => digits[0] + digits[^1], leg.Gone));
            await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await exchange.StartAsync(ct);

        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(exchange.SipEndpoint!);
        var port = ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
        await Send("INVITE", 1, "", "");
        var answer = await Receive(m => m.Status == 200);
        var tag = answer.To.Tag;
        using var phone = new Phone(SdpTerms.Audio(SdpParser.Parse(answer.BodyText))!.Port, 440);
        await Send(
            "ACK", 1, ";tag=" + tag,
            $"v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio {phone.Port} RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n");

        phone.WaitForTone(600);
        phone.Press('1');
        Assert.Equal(new Collected("1", CollectEnd.Full), await menu.Task.WaitAsync(ct));
        phone.WaitForTone(900);
        phone.Press("246801");
        Assert.Equal(new SecretCollected<int>('2' + '1', 6, CollectEnd.Full, true), await secret.Task.WaitAsync(ct));

        using (var process = Process.GetProcessById(host.Media.ProcessId))
            process.Kill();
        Assert.Equal(LegEndBy.Media, (await ended.Task.WaitAsync(ct)).By);
        var bye = await Receive(m => m.IsRequest);
        Assert.Equal(SipMethod.Bye, bye.Method);

        async Task Send(string method, int cseq, string toTag, string body) => await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"{method} sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{method}\r\nFrom: <sip:c@x>;tag=f\r\nTo: <sip:95000@x>{toTag}\r\nCall-ID: whole\r\nCSeq: {cseq} {method}\r\nContact: <sip:c@127.0.0.1:{port}>\r\n{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}\r\n{body}"),
            ct);

        async Task<SipMessage> Receive(Func<SipMessage, bool> wanted)
        {
            while (true)
            {
                var message = SipParser.Parse((await socket.ReceiveAsync(ct)).Buffer, stream: false, out _)!;
                if (wanted(message))
                    return message;
            }
        }
    }
}
