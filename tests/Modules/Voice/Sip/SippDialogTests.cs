using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>Everything that can happen in one dialog, played by a peer that nobody here wrote.</summary>
public sealed class SippDialogTests
{
    [Fact]
    public async Task a_call_that_rings_for_certain_is_updated_held_and_renewed_without_a_description()
    {
        var ct = TestContext.Current.CancellationToken;
        var ended = new TaskCompletionSource<LegEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"] }, new QuietMedia(), null, null,
            "n1", TimeProvider.System, NullLogger<Exchange>.Instance)
        {
            OnCall = async leg =>
            {
                leg.Gone.Register(() => ended.TrySetResult(leg.End!));
                await leg.Ringing();
                await leg.Answer();
                await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
        };
        await exchange.StartAsync(ct);
        const string sdp = "Content-Type: application/sdp\n";
        const string timer = "Supported: timer\nSession-Expires: 90;refresher=uac\n";
        await Sipp.Succeeds(
            exchange.SipEndpoint!,
            $"""
            <scenario name="dialog">
            {Send("INVITE", 1, "Require: 100rel\n" + timer, tagged: false)}
            <recv response="100" optional="true"/>
            <recv response="180" rrs="true">
              <action>
                <ereg regexp="[0-9]+" search_in="hdr" header="RSeq:" check_it="true" assign_to="rseq"/>
                <ereg regexp="m=audio [0-9]+ RTP/AVP 8 0 101" search_in="body" check_it="true" assign_to="offered"/>
              </action>
            </recv>
            {Send("PRACK", 2, "RAck: [$rseq] 1 INVITE\n" + sdp, Sipp.Sdp)}
            <recv response="200"/>
            <recv response="200" rrs="true">
              <action>
                <ereg regexp="90;refresher=uac" search_in="hdr" header="Session-Expires:" check_it="true" assign_to="timed"/>
              </action>
            </recv>
            {Send("ACK", 1, retransmit: false)}
            {Send("UPDATE", 3, timer)}
            <recv response="200"/>
            {Send("UPDATE", 4, timer + sdp, Sipp.Sdp + "\na=sendonly")}
            <recv response="200">
              <action>
                <ereg regexp="a=recvonly" search_in="body" check_it="true" assign_to="held"/>
              </action>
            </recv>
            {Send("INVITE", 5, timer)}
            <recv response="200">
              <action>
                <ereg regexp="a=sendrecv" search_in="body" check_it="true" assign_to="again"/>
              </action>
            </recv>
            {Send("ACK", 5, sdp, Sipp.Sdp, retransmit: false)}
            {Send("INFO", 6, "Content-Type: application/vnd.nortelnetworks.digits\n", "p=Digit-Collection\nd=5")}
            <recv response="200"/>
            {Send("BYE", 7)}
            <recv response="200"/>
            <Reference variables="offered,timed,held,again"/>
            </scenario>
            """,
            "-m", "5", "-r", "10");
        Assert.Equal(LegEndBy.Remote, (await ended.Task.WaitAsync(ct)).By);
        Assert.Equal(0, exchange.Sip.Stack.Counters.MalformedCount);
    }

    [Fact]
    public async Task a_users_telephone_asks_for_a_transfer_and_hears_how_it_ended()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"], DigestAlgorithms = ["MD5"] },
            new QuietMedia(), new OneAccount(), null, "n1", TimeProvider.System, NullLogger<Exchange>.Instance);
        await exchange.StartAsync(ct);
        string[] here = ["-m", "1", "-p", $"{Sipp.FreePort()}"];
        await Sipp.Succeeds(
            exchange.SipEndpoint!,
            $"""
            <scenario name="register">
            {Sipp.Register(1, "")}
            <recv response="401" auth="true"/>
            {Sipp.Register(2, "[authentication username=1001 password=secret]\n")}
            <recv response="200"/>
            </scenario>
            """,
            here);
        var phone = Sipp.Succeeds(
            exchange.SipEndpoint!,
            $"""
            <scenario name="phone">
            <recv request="INVITE" rrs="true">
              <action>
                <ereg regexp="sip:[^;>]*" search_in="hdr" header="From:" check_it="true" assign_to="us"/>
                <ereg regexp="tag=[^;]*" search_in="hdr" header="From:" check_it="true" assign_to="tag"/>
              </action>
            </recv>
            {Answer(Sipp.Sdp, ";tag=phone")}
            <recv request="ACK"/>
            <pause milliseconds="500"/>
            <send retrans="500"><![CDATA[
            REFER sip:95000@[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
            From: <sip:1001@tellerline>;tag=phone
            To: <[$us]>;[$tag]
            Call-ID: [call_id]
            CSeq: 1 REFER
            Contact: <sip:1001@[local_ip]:[local_port]>
            Refer-To: <sip:1002@[remote_ip]:[remote_port]>
            Max-Forwards: 70
            Content-Length: 0

            ]]></send>
            <recv response="202"/>
            <recv request="NOTIFY">
              <action><ereg regexp="SIP/2.0 100 " search_in="body" check_it="true" assign_to="trying"/></action>
            </recv>
            {Answer("", "")}
            <recv request="NOTIFY">
              <action><ereg regexp="SIP/2.0 200 OK" search_in="body" check_it="true" assign_to="done"/></action>
            </recv>
            {Answer("", "")}
            <recv request="BYE"/>
            {Answer("", "")}
            <Reference variables="trying,done"/>
            </scenario>
            """,
            here);
        var dialled = await exchange.Dial(new DialRequest("1001", "95000", "", TimeSpan.FromSeconds(30)), ct);
        var leg = Assert.IsType<Dialled.Answered>(dialled).Leg;
        var finished = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        leg.Referred += refer =>
        {
            refer.Accept();
            refer.Finish();
            finished.SetResult(refer.Target);
        };
        await Task.WhenAny(finished.Task, phone);
        Assert.True(finished.Task.IsCompleted || phone.IsCompletedSuccessfully, $"{phone.Exception}");
        Assert.Equal("1002", await finished.Task.WaitAsync(ct));
        await leg.Hangup();
        await phone;
    }

    private static string Answer(string body, string tag) =>
        $"""
        <send><![CDATA[
        SIP/2.0 200 OK
        [last_Via:]
        [last_From:]
        [last_To:]{tag}
        [last_Call-ID:]
        [last_CSeq:]
        Contact: <sip:1001@[local_ip]:[local_port]>
        {(body.Length > 0 ? "Content-Type: application/sdp\n" : "")}Content-Length: [len]

        {body}
        ]]></send>
        """;

    private static string Send(
        string method, int cseq, string extra = "", string body = "", bool tagged = true, bool retransmit = true) =>
        Sipp.Send(
            method, cseq, extra, retransmit ? "retrans=\"500\"" : "", tagged ? "[peer_tag_param]" : "", body,
            tagged ? "[next_url]" : "sip:[service]@[remote_ip]:[remote_port]");
}
