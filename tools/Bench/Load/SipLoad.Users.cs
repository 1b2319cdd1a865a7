using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TellerLine.Bench.Load;

/// <summary>
/// A user's telephone: it registers, calls, holds, and hands on with its own keys (REFER, with and without Replaces).
/// </summary>
internal sealed partial class SipLoad
{
    private readonly ConcurrentDictionary<string, string> _passwords = new();

    /// <summary>RFC 3261 §22 with MD5, as telephones do.</summary>
    public async Task Register(string user, string password, string domain)
    {
        var call = new SipCall(
            this, "r" + user + "." + _run, 0) { Uri = "sip:" + domain, From = $"<sip:{user}@{domain}>;tag=r{user}",
            To = $"<sip:{user}@{domain}>" };
        _calls[call.Id] = call;
        var contact = $"Contact: <sip:{user}@127.0.0.1:{Port}>\r\nExpires: 3600\r\n";
        Ask("z9hG4bKr1" + call.Id, Request("REGISTER", call, "z9hG4bKr1" + call.Id, 1, null, contact));
        var challenge = await call.Other.Task.WaitAsync(TimeSpan.FromSeconds(5));
        if (challenge.Status == 200)
            return;
        _passwords[user] = password;
        var authorization = Authorization(challenge.Text, "REGISTER", call.Uri, user);
        call.Other = new TaskCompletionSource<(int, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ask("z9hG4bKr2" + call.Id, Request("REGISTER", call, "z9hG4bKr2" + call.Id, 2, null, contact + authorization));
        var answer = await call.Other.Task.WaitAsync(TimeSpan.FromSeconds(5));
        if (answer.Status != 200)
            throw new InvalidOperationException($"REGISTER of {user}: {answer.Status}");
    }

    /// <summary>A registered user's telephone calls; the challenge is answered (RFC 3261 §22.2).</summary>
    /// <returns>Not answered yet.</returns>
    public SipCall CallAs(string user, string number, string domain, int rtpPort)
    {
        var call = new SipCall(
            this, Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture) + "." + _run, rtpPort)
        {
            Uri = $"sip:{number}@{domain}",
            From = $"<sip:{user}@{domain}>;tag=u{_number}",
            To = $"<sip:{number}@{domain}>",
            User = user,
        };
        _calls[call.Id] = call;
        var branch = "z9hG4bKi" + call.Id;
        Ask(branch, Request("INVITE", call, branch, 1, Sdp(rtpPort)));
        return call;
    }

    /// <summary>Offers the direction anew, as a telephone's hold key does (RFC 3264 §8.4).</summary>
    /// <returns>The final status.</returns>
    public Task<int> Offer(SipCall call, string direction)
    {
        var cseq = ++call.CSeq;
        var sdp = Sdp(call.RtpPort, cseq, direction);
        return InDialog("INVITE", call, cseq, sdp, "");
    }

    /// <summary>RFC 3515; with <paramref name="replaces"/>, RFC 5589 §7.</summary>
    /// <returns>The final status.</returns>
    public Task<int> Refer(SipCall call, string number, string domain, SipCall? replaces = null)
    {
        var instead = replaces is null ? "" : "?Replaces=" + Uri.EscapeDataString(
            $"{replaces.Id};to-tag={TagOf(replaces.To)};from-tag={TagOf(replaces.From)}");
        return InDialog("REFER", call, ++call.CSeq, null, $"Refer-To: <sip:{number}@{domain}{instead}>\r\n");
    }

    private Task<int> InDialog(string method, SipCall call, int cseq, string? sdp, string extra)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var branch = $"z9hG4bKd{cseq}.{call.Id}";
        Ask(branch, Request(method, call, branch, cseq, sdp, extra), answer);
        return answer.Task;
    }

    private void Prove(SipCall call, string user, string challenge)
    {
        call.CSeq = 2;
        var branch = "z9hG4bKj" + call.Id;
        Ask(branch, Request(
            "INVITE", call, branch, 2, Sdp(call.RtpPort), Authorization(challenge, "INVITE", call.Uri, user)));
    }

    private string Authorization(string challenge, string method, string uri, string user)
    {
        var realm = Quoted(challenge, "realm");
        var nonce = Quoted(challenge, "nonce");
        var a1 = Md5($"{user}:{realm}:{_passwords[user]}");
        var response = Md5($"{a1}:{nonce}:00000001:bench:auth:{Md5($"{method}:{uri}")}");
        return $"Authorization: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", "
            + $"response=\"{response}\", algorithm=MD5, qop=auth, cnonce=\"bench\", nc=00000001\r\n";
    }

    /// <summary>Gives up a call that is not answered yet (RFC 3261 §9.1).</summary>
    public void Cancel(SipCall call)
    {
        var branch = (call.CSeq > 1 ? "z9hG4bKj" : "z9hG4bKi") + call.Id;
        Send(Request("CANCEL", call, branch, call.CSeq, null));
    }

    private static string TagOf(string address) => address.Split(";tag=")[1].Split(';')[0];

    private static string Quoted(string text, string name) => Regex.Match(text, name + "=\"([^\"]*)\"").Groups[1].Value;

#pragma warning disable CA5351 // SIP digest is MD5 (RFC 3261 §22.4).
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
