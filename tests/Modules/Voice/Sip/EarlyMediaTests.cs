using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Sdp;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>What is heard of a telephone that we call: before it answers, while it holds, and afterwards.</summary>
[Collection(Audible.Name)]
public sealed class EarlyMediaTests
{
    [Fact]
    public async Task a_called_telephone_is_heard_before_it_answers_and_sent_nothing_while_it_holds()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await MediaHost.Start(ct);
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"],
                TrustedNetworks = ["127.0.0.0/8"] }, host.Media, null, null, "n1", TimeProvider.System,
            NullLogger<Exchange>.Instance);
        using var called = new Peer();
        var answered = new TaskCompletionSource<Dialled>(TaskCreationOptions.RunContinuationsAsynchronously);
        exchange.OnCall = async caller =>
        {
            await caller.Answer();
            answered.SetResult(await exchange.Dial(
                new DialRequest($"sip:1001@127.0.0.1:{called.Port}", "95000", "", TimeSpan.FromSeconds(40))
                {
                    Progress = new Join(exchange, caller),
                }, caller.Gone));
            await Task.Delay(Timeout.Infinite, caller.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await exchange.StartAsync(ct);

        using var calling = new Peer();
        calling.To = called.To = exchange.SipEndpoint!;
        await calling.Send(Request("INVITE", 1, calling, "<sip:c@x>;tag=f", "<sip:95000@x>", "calling"));
        var ours = await calling.Receive(m => m.Status == 200, ct);
        using var caller = new Phone(AudioPort(ours), 440);
        await calling.Send(Request(
            "ACK", 1, calling, "<sip:c@x>;tag=f", $"<sip:95000@x>;tag={ours.To.Tag}", "calling", Sdp(caller.Port)));

        var invite = await called.Receive(m => m.Method == SipMethod.Invite, ct);
        using var phone = new Phone(AudioPort(invite), 600);
        await called.Send(Response(invite, "183 Session Progress", called, Sdp(phone.Port)));
        caller.WaitForTone(600, timeoutMs: 20_000);
        Assert.False(answered.Task.IsCompleted);
        await called.Send(Response(invite, "200 OK", called, Sdp(phone.Port)));
        await called.Receive(m => m.Method == SipMethod.Ack, ct);
        Assert.IsType<Dialled.Answered>(await answered.Task.WaitAsync(ct));
        phone.WaitForTone(440, timeoutMs: 20_000);

        await Change(2, Sdp(phone.Port).Replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0", StringComparison.Ordinal));
        var before = phone.Packets().Count;
        caller.Hear(500, timeoutMs: 20_000);
        Assert.InRange(phone.Packets().Count - before, 0, 3);
        await Change(3, Sdp(phone.Port));
        phone.WaitForTone(440, timeoutMs: 20_000);
        caller.WaitForTone(600, timeoutMs: 20_000);

        async Task Change(int cseq, string sdp)
        {
            var (from, to) = ($"{invite.Header(HeaderName.To)};tag=phone", invite.Header(HeaderName.From)!);
            await called.Send(Request("INVITE", cseq, called, from, to, invite.CallId, sdp));
            await called.Receive(m => m.Status == 200 && m.CSeq == cseq, ct);
            await called.Send(Request("ACK", cseq, called, from, to, invite.CallId));
        }
    }

    private static int AudioPort(SipMessage message) => SdpTerms.Audio(SdpParser.Parse(message.Sdp!))!.Port;

    private static string Sdp(int port) =>
        $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\na=sendrecv\r\n";

    private static string Request(
        string method, int cseq, Peer peer, string from, string to, string callId, string body = "") =>
        $"{method} sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{peer.Port};branch=z9hG4bK{callId}{method}{cseq}\r\n"
        + $"Max-Forwards: 70\r\nFrom: {from}\r\nTo: {to}\r\nCall-ID: {callId}\r\nCSeq: {cseq} {method}\r\n"
        + End(peer, body);

    private static string Response(SipMessage request, string status, Peer peer, string body) =>
        $"SIP/2.0 {status}\r\nVia: {request.Header(HeaderName.Via)}\r\nFrom: {request.Header(HeaderName.From)}\r\n"
        + $"To: {request.Header(HeaderName.To)};tag=phone\r\nCall-ID: {request.CallId}\r\n"
        + $"CSeq: {request.Header(HeaderName.CSeq)}\r\n" + End(peer, body);

    private static string End(Peer peer, string body) =>
        $"Contact: <sip:p@127.0.0.1:{peer.Port}>\r\n{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}"
        + $"Content-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>Joins the caller to what is heard before the answer.</summary>
    private sealed class Join(Exchange exchange, ILeg caller) : IProgress<DialProgress>
    {
        public void Report(DialProgress value)
        {
            if (value is DialProgress.EarlyMedia early)
                _ = exchange.Bridge(caller, early.Leg);
        }
    }

    private sealed class Peer : IDisposable
    {
        private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));

        public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

        public IPEndPoint To { get; set; } = null!;

        public async Task Send(string message) => await _socket.SendAsync(Encoding.ASCII.GetBytes(message), To);

        public async Task<SipMessage> Receive(Func<SipMessage, bool> wanted, CancellationToken ct)
        {
            while (true)
            {
                var message = SipParser.Parse((await _socket.ReceiveAsync(ct)).Buffer, stream: false, out _)!;
                if (wanted(message))
                    return message;
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
