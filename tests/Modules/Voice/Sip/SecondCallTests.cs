using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>
/// A user's telephone over UDP: called, it holds, calls a second time, and has the two joined by its attended transfer.
/// </summary>
public sealed class SecondCallTests
{
    private static string Sdp(int version, string direction) =>
        $"v=0\r\no=- 1 {version} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8\r\na={direction}\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task it_holds_calls_a_second_time_and_hears_of_its_transfer_before_both_calls_end()
    {
        var second = new TaskCompletionSource<ILeg>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"], DigestAlgorithms = ["MD5"] },
            new QuietMedia(), new OneAccount(), null, "n1", TimeProvider.System, NullLogger<Exchange>.Instance)
        {
            OnCall = leg => leg.Hangup(),
            OnUserCall = async leg =>
            {
                await leg.Answer();
                second.TrySetResult(leg);
                await done.Task;
            },
        };
        await exchange.StartAsync(Ct);
        using var phone = new UserPhone(exchange.SipEndpoint!);
        await phone.Proved("REGISTER", "sip:tellerline", "r", "");
        var dialling = exchange.Dial(new DialRequest("1001", "95000", "", TimeSpan.FromSeconds(20)), Ct);
        var invite = await phone.Next(m => m is { IsRequest: true, Method: SipMethod.Invite });
        await phone.Answer(invite, Sdp(1, "sendrecv"));
        var first = Assert.IsType<Dialled.Answered>(await dialling).Leg;

        var aside = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        first.PutAside += on => aside.TrySetResult(on);
        var dialog = $"<sip:95000@tellerline>;tag={invite.From.Tag}";
        await phone.Send(
            "INVITE", "sip:95000@x", invite.CallId, dialog, "p", 1, Sdp(2, "sendonly"));
        await phone.Next(m => m is { Status: 200, Method: SipMethod.Invite });
        await phone.Send("ACK", "sip:95000@x", invite.CallId, dialog, "p", 1, "");
        Assert.True(await aside.Task.WaitAsync(Ct));

        var answer = await phone.Proved("INVITE", "sip:1002@tellerline", "s", Sdp(1, "sendrecv"));
        var called = $"<sip:1002@tellerline>;tag={answer.To.Tag}";
        await phone.Send("ACK", "sip:1002@x", "call-s", called, "s", 2, "");
        var other = await second.Task.WaitAsync(Ct);
        Assert.Equal(("1002", "1001"), (other.CalledNumber, other.User));

        var referred = new TaskCompletionSource<LegRefer>(TaskCreationOptions.RunContinuationsAsynchronously);
        first.Referred += referred.SetResult;
        await phone.Send(
            "REFER", "sip:95000@x", invite.CallId, dialog, "p", 2, "",
            $"Refer-To: <sip:1002@tellerline?Replaces=call-s%3Bto-tag%3D{answer.To.Tag}%3Bfrom-tag%3Ds>\r\n");
        var refer = await referred.Task.WaitAsync(Ct);
        Assert.Equal(other.Id, refer.ReplacesLegId);
        Assert.True(refer.Accept());
        await phone.Next(m => m is { Status: 202, Method: SipMethod.Refer });
        Assert.Equal("SIP/2.0 100 Trying\r\n", (await phone.Asked(SipMethod.Notify)).BodyText);
        refer.Finish();
        await first.Hangup();
        await other.Hangup();
        Assert.Equal("SIP/2.0 200 OK\r\n", (await phone.Asked(SipMethod.Notify)).BodyText);
        var ended = new HashSet<string> { (await phone.Asked(SipMethod.Bye)).CallId };
        ended.Add((await phone.Asked(SipMethod.Bye)).CallId);
        Assert.Equal([invite.CallId, "call-s"], ended.OrderBy(id => id == "call-s"));
        done.SetResult();
        await exchange.StopAsync(Ct);
        Assert.Equal((0, 0), (exchange.Sip.Dialogs, exchange.Calls));
    }

    /// <summary>The telephone of the user 1001.</summary>
    private sealed class UserPhone : IDisposable
    {
        private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly HashSet<(string, uint)> _answered = [];

        public UserPhone(IPEndPoint exchange) => _socket.Connect(exchange);

        private string Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port.ToString(null as IFormatProvider);

        public void Dispose() => _socket.Dispose();

        public async Task Send(
            string method, string uri, string callId, string to, string tag, int cseq, string body, string more = "") =>
            await _socket.SendAsync(Encoding.ASCII.GetBytes(
                $"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{Port};rport;branch=z9hG4bK{method}{callId}{cseq}\r\n"
                + $"From: <sip:1001@tellerline>;tag={tag}\r\nTo: {to}\r\nCall-ID: {callId}\r\nCSeq: {cseq} {method}\r\n"
                + $"Max-Forwards: 70\r\nContact: <sip:1001@127.0.0.1:{Port}>\r\n{more}"
                + (body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")
                + $"Content-Length: {body.Length}\r\n\r\n{body}"), Ct);

        /// <summary>Asked, challenged, and asked again with the password.</summary>
        public async Task<SipMessage> Proved(string method, string uri, string tag, string body)
        {
            var to = method == "REGISTER" ? "<sip:1001@tellerline>" : $"<{uri}>";
            await Send(method, uri, "call-" + tag, to, tag, 1, body);
            var challenge = await Next(m => m.Status == 401);
            if (method == "INVITE")
                await Send("ACK", uri, "call-" + tag, $"{to};tag={challenge.To.Tag}", tag, 1, "");
            var nonce = challenge.Header(HeaderName.WwwAuthenticate)!.Split("nonce=\"")[1].Split('"')[0];
            var response = Digest.Response(
                "MD5", Digest.Ha1("MD5", "1001", "tellerline", "secret")!, nonce, "00000001", "c", "auth", method, uri);
            await Send(
                method, uri, "call-" + tag, to, tag, 2, body,
                $"Authorization: Digest username=\"1001\", realm=\"tellerline\", nonce=\"{nonce}\", uri=\"{uri}\", "
                + $"algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", response=\"{response}\"\r\n");
            return await Next(m => m.Status == 200 && m.CallId == "call-" + tag);
        }

        public async Task Answer(SipMessage request, string body) => await _socket.SendAsync(Encoding.ASCII.GetBytes(
            "SIP/2.0 200 OK\r\n"
            + string.Concat(request.HeaderFields(HeaderName.Via).Select(via => $"Via: {via}\r\n"))
            + $"From: {request.Header(HeaderName.From)}\r\n"
            + $"To: {request.Header(HeaderName.To)}{(request.To.Tag.Length > 0 ? "" : ";tag=p")}\r\n"
            + $"Call-ID: {request.CallId}\r\nCSeq: {request.CSeq} {request.MethodName}\r\n"
            + $"Contact: <sip:1001@127.0.0.1:{Port}>\r\n"
            + (body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")
            + $"Content-Length: {body.Length}\r\n\r\n{body}"), Ct);

        /// <summary>The next request of this kind, answered; a repeated one counts once.</summary>
        public async Task<SipMessage> Asked(SipMethod method)
        {
            while (true)
            {
                var request = await Next(m => m.IsRequest && m.Method == method);
                await Answer(request, "");
                if (_answered.Add((request.CallId, request.CSeq)))
                    return request;
            }
        }

        public async Task<SipMessage> Next(Func<SipMessage, bool> wanted)
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            bound.CancelAfter(TimeSpan.FromSeconds(20));
            while (true)
            {
                var message = SipParser.Parse((await _socket.ReceiveAsync(bound.Token)).Buffer, stream: false, out _)!;
                if (wanted(message))
                    return message;
            }
        }
    }
}
