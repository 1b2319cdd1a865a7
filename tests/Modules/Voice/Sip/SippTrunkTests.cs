using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>
/// A carrier that nobody here wrote: it challenges, verifies the answer, and sends audio before it answers.
/// </summary>
public sealed class SippTrunkTests
{
    [Fact]
    public async Task a_carrier_verifies_who_we_are_and_is_heard_before_it_answers()
    {
        var ct = TestContext.Current.CancellationToken;
        var port = Sipp.FreePort();
        await using var exchange = new Exchange(
            new VoiceOptions
            {
                Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"], Trunk = $"sip:127.0.0.1:{port}",
                TrunkUser = "bank", TrunkPassword = "trunk-secret",
            }, new QuietMedia(), null, null, "n1", TimeProvider.System, NullLogger<Exchange>.Instance);
        await exchange.StartAsync(ct);
        var carrier = Sipp.Succeeds(
            exchange.SipEndpoint!,
            $"""
            <scenario name="carrier">
            <recv request="INVITE" crlf="true"/>
            <send><![CDATA[
            SIP/2.0 401 Unauthorized
            [last_Via:]
            [last_From:]
            [last_To:];tag=challenge
            [last_Call-ID:]
            [last_CSeq:]
            WWW-Authenticate: Digest realm="carrier", nonce="47ebe028cda119c35d4877b383027d28da013815", algorithm=MD5, qop="auth"
            Content-Length: 0

            ]]></send>
            <recv request="ACK"/>
            <recv request="INVITE" rrs="true">
              <action>
                <verifyauth assign_to="known" username="bank" password="trunk-secret"/>
              </action>
            </recv>
            <nop hide="true" test="known" next="1"/>
            {Answer("403 Forbidden", "")}
            <recv request="ACK"/>
            <nop><action><error message="The carrier does not know us"/></action></nop>
            <label id="1"/>
            {Answer("100 Trying", "")}
            {Answer("183 Session Progress", Sipp.Sdp)}
            <pause milliseconds="200"/>
            {Answer("200 OK", Sipp.Sdp)}
            <recv request="ACK"/>
            <recv request="BYE"/>
            {Answer("200 OK", "", "")}
            </scenario>
            """,
            "-m", "1", "-p", $"{port}");
        var heard = new Heard();
        var dialled = await exchange.Dial(
            new DialRequest("13800000001", "95000", "宁川银行", TimeSpan.FromSeconds(30)) { Progress = heard }, ct);
        if (dialled is not Dialled.Answered)
            await carrier;
        var leg = Assert.IsType<Dialled.Answered>(dialled).Leg;
        Assert.Equal([new DialProgress.Trying(), new DialProgress.EarlyMedia(leg)], heard.All);
        await leg.Hangup();
        await carrier;
    }

    private static string Answer(string status, string body, string tag = ";tag=carrier") =>
        $"""
        <send><![CDATA[
        SIP/2.0 {status}
        [last_Via:]
        [last_From:]
        [last_To:]{tag}
        [last_Call-ID:]
        [last_CSeq:]
        Contact: <sip:carrier@[local_ip]:[local_port]>
        {(body.Length > 0 ? "Content-Type: application/sdp\n" : "")}Content-Length: [len]

        {body}
        ]]></send>
        """;

    private sealed class Heard : IProgress<DialProgress>
    {
        public List<DialProgress> All { get; } = [];

        public void Report(DialProgress value) => All.Add(value);
    }
}
