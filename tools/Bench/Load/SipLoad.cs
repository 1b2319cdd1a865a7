using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace TellerLine.Bench.Load;

/// <summary>
/// Many telephones on one UDP socket, as small as a caller can be: INVITE, ACK, BYE; REGISTER with digest; answering
/// what rings. It resends as RFC 3261 §17.1 says, and counts that: a resend is a server that was late.
/// </summary>
internal sealed partial class SipLoad : IDisposable
{
    private static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentDictionary<string, SipCall> _calls = new();
    private readonly ConcurrentDictionary<string, Pending> _pending = new();
    private readonly string _run = Guid.NewGuid().ToString("n")[..8];
    private readonly IPEndPoint _server;
    private readonly Thread _thread;
    private readonly Timer _timer;
    private long _number, _resent;
    private volatile bool _stopping;

    public SipLoad(IPEndPoint server)
    {
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.ReceiveBufferSize = 8 << 20;
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "sip load" };
        _thread.Start();
        _timer = new Timer(_ => Resend(), null, T1 / 5, T1 / 5);
    }

    public int Port { get; }

    public long Resent => Interlocked.Read(ref _resent);

    /// <summary>Rings here: the call is answered at once with this RTP port; null refuses with 486.</summary>
    public Func<SipCall, int?>? OnInvite { get; set; }

    /// <summary>Calls and completes at the final answer.</summary>
    public Task<SipCall> Call(string number, string from, int rtpPort)
    {
        var call = new SipCall(
            this, Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture) + "." + _run, rtpPort)
        {
            Uri = $"sip:{number}@{_server}",
            From = $"<sip:{from}@127.0.0.1>;tag=b{_number}",
            To = $"<sip:{number}@{_server}>",
        };
        _calls[call.Id] = call;
        var branch = "z9hG4bKi" + call.Id;
        Ask(branch, Request("INVITE", call, branch, 1, Sdp(rtpPort)));
        return call.Answered.Task;
    }

    public Task Hangup(SipCall call)
    {
        var branch = "z9hG4bKb" + call.Id;
        Ask(branch, Request("BYE", call, branch, ++call.CSeq, null));
        return call.Ended.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _timer.Dispose();
        _socket.Dispose();
        _thread.Join();
    }

    private void Run()
    {
        var buffer = new byte[8192];
        while (!_stopping)
        {
            try
            {
                var length = _socket.Receive(buffer);
                if (length > 20)
                    Hear(Encoding.UTF8.GetString(buffer, 0, length));
            }
            catch (Exception closed) when (_stopping && closed is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A refused port (ICMP) of a server that is gone; the calls' time-outs tell.
            }
        }
    }

    private void Hear(string text)
    {
        if (text.StartsWith("SIP/2.0 ", StringComparison.Ordinal))
            HearResponse(text, int.Parse(text.AsSpan(8, 3), CultureInfo.InvariantCulture));
        else
            HearRequest(text);
    }

    private void HearResponse(string text, int status)
    {
        var id = Header(text, "Call-ID");
        if (status < 200)
        {
            if (_pending.TryGetValue(Branch(text), out var waiting))
                waiting.Provisional = true;
            return;
        }

        var words = Header(text, "CSeq").Split(' ');
        var (cseq, method) = (int.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
        if (method == "CANCEL")
            return; // the INVITE it withdraws has its own end
        var first = _pending.TryRemove(Branch(text), out var asked);
        asked?.Answer?.TrySetResult(status);
        if (!_calls.TryGetValue(id, out var call))
            return;
        switch (method)
        {
            case "INVITE" when call.IsUp:
                SendAck(call, status, cseq, Branch(text));
                break;
            case "INVITE" when status == 401 && call.User is { } user && cseq == 1:
                SendAck(call, status, cseq, Branch(text), Header(text, "To"));
                if (first)
                    Prove(call, user, text);
                break;
            case "INVITE":
                call.To = Header(text, "To");
                if (status < 300)
                    call.Target = Bracketed(Header(text, "Contact"));
                SendAck(call, status, cseq, Branch(text));
                if (!first)
                    return;
                if (status < 300)
                {
                    call.ServerRtp = RtpOf(text);
                    call.IsUp = true;
                    call.Answered.TrySetResult(call);
                }
                else
                {
                    _calls.TryRemove(id, out _);
                    call.Answered.TrySetException(new InvalidOperationException($"INVITE: {status}"));
                }

                break;
            case "BYE":
                _calls.TryRemove(id, out _);
                call.Ended.TrySetResult();
                break;
            case "REGISTER" when first:
                call.Other.TrySetResult((status, text));
                break;
        }
    }

    private void HearRequest(string text)
    {
        var id = Header(text, "Call-ID");
        var method = text[..text.IndexOf(' ', StringComparison.Ordinal)];
        switch (method)
        {
            case "ACK":
                break;
            case "INVITE" when !_calls.TryGetValue(id, out var known):
                var call = new SipCall(
                    this, id, 0) { Uri = Bracketed(Header(text, "Contact")), To = Header(text, "From"),
                    From = Header(text, "To") + ";tag=b" + _run };
                call.Target = call.Uri;
                call.ServerRtp = RtpOf(text);
                _calls[id] = call;
                if (OnInvite?.Invoke(call) is { } port)
                {
                    call.RtpPort = port;
                    call.IsUp = true;
                    Respond(text, "200 OK", call.From, Sdp(port));
                }
                else
                    Respond(text, "486 Busy Here", call.From, null);
                break;
            case "INVITE":
                break; // resent: our 200 is on its way, or a re-INVITE, which the centre does not send here
            case "BYE":
                Respond(text, "200 OK", Header(text, "To"), null);
                if (_calls.TryRemove(id, out var ended))
                    ended.Ended.TrySetResult();
                break;
            default:
                Respond(text, "200 OK", Header(text, "To"), null);
                break;
        }
    }

    private void SendAck(SipCall call, int status, int cseq, string branch, string? to = null)
    {
        // To a failure the ACK is of the same transaction, to a 200 its own (RFC 3261 §17.1.1.3, §13.2.2.4).
        var own = status < 300 ? $"z9hG4bKa{cseq}.{call.Id}" : branch;
        Send(Request("ACK", call, own, cseq, null, to: to));
    }

    private string Request(string method, SipCall call, string branch, int cseq, string? sdp, string extra = "", string? to = null)
    {
        var text = new StringBuilder(1024);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{method} {call.Target ?? call.Uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{Port};branch={branch}\r\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"Max-Forwards: 70\r\nFrom: {call.From}\r\nTo: {to ?? call.To}\r\nCall-ID: {call.Id}\r\nCSeq: {cseq} {method}\r\n");
        if (method is "INVITE" or "REFER")
            text.Append(CultureInfo.InvariantCulture, $"Contact: <sip:bench@127.0.0.1:{Port}>\r\n");
        return Body(text.Append(extra), sdp);
    }

    private void Respond(string request, string status, string to, string? sdp)
    {
        var text = new StringBuilder(1024).Append("SIP/2.0 ").Append(status).Append("\r\n");
        foreach (var line in request.Split("\r\n"))
        {
            if (line.Length == 0)
                break;
            if (line.StartsWith("Via:", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("Record-Route:", StringComparison.OrdinalIgnoreCase))
                text.Append(line).Append("\r\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"From: {Header(request, "From")}\r\nTo: {to}\r\nCall-ID: {Header(request, "Call-ID")}\r\nCSeq: {Header(request, "CSeq")}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Contact: <sip:bench@127.0.0.1:{Port}>\r\n");
        Send(Body(text, sdp));
    }

    private static string Body(StringBuilder text, string? sdp)
    {
        if (sdp is not null)
            text.Append("Content-Type: application/sdp\r\n");
        return text.Append(CultureInfo.InvariantCulture, $"Content-Length: {sdp?.Length ?? 0}\r\n\r\n{sdp}").ToString();
    }

    private static string Sdp(int port, int version = 1, string direction = "sendrecv") =>
        $"v=0\r\no=bench 1 {version} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8 101\r\n"
        + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n"
        + $"a={direction}\r\n";

    private void Ask(string branch, string text, TaskCompletionSource<int>? answer = null)
    {
        _pending[branch] = new Pending(text, Stopwatch.GetTimestamp()) { Answer = answer };
        Send(text);
    }

    private void Send(string text) => _socket.SendTo(Encoding.UTF8.GetBytes(text), _server);

    private void Resend()
    {
        foreach (var (branch, pending) in _pending)
        {
            var age = Stopwatch.GetElapsedTime(pending.Since);
            if (age > 20 * T1)
            {
                _pending.TryRemove(branch, out _);
                pending.Answer?.TrySetResult(408);
            }
            else if (!pending.Provisional && age > T1 * Math.Pow(2, pending.Resends) && !_stopping)
            {
                pending.Resends++;
                Interlocked.Increment(ref _resent);
                Send(pending.Text);
            }
        }
    }

    private static string Header(string text, string name)
    {
        var at = text.IndexOf("\r\n" + name + ":", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return "";
        at += name.Length + 3;
        return text[at..text.IndexOf("\r\n", at, StringComparison.Ordinal)].Trim();
    }

    private static string Branch(string text)
    {
        var at = text.IndexOf("branch=", StringComparison.Ordinal) + 7;
        return text[at..text.IndexOfAny([';', '\r'], at)];
    }

    private static string Bracketed(string header)
    {
        var open = header.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? header : header[(open + 1)..header.IndexOf('>', StringComparison.Ordinal)];
    }

    private static IPEndPoint? RtpOf(string text)
    {
        var (address, port) = (ConnectionLine().Match(text), MediaLine().Match(text));
        return address.Success && port.Success
            ? new IPEndPoint(
                IPAddress.Parse(address.Groups[1].Value), int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"\r\nc=IN IP4 ([0-9.]+)")]
    private static partial Regex ConnectionLine();

    [GeneratedRegex(@"\r\nm=audio (\d+)")]
    private static partial Regex MediaLine();

    private sealed class Pending(string text, long since)
    {
        public string Text => text;

        public long Since => since;

        /// <summary>Told the final status; 408 without one.</summary>
        public TaskCompletionSource<int>? Answer { get; init; }

        public int Resends { get; set; }

        public bool Provisional { get; set; }
    }
}
