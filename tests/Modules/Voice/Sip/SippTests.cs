using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>
/// The exchange on real sockets with a peer that nobody here wrote; media is faked, it has tests of its own.
/// </summary>
public sealed class SippTests : IAsyncLifetime
{
    private readonly QuietMedia _media = new();
    private readonly Exchange _exchange;
    private int _calls;
    private int _ended;

    public SippTests()
    {
        var options = new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"],
            TrustedNetworks = ["127.0.0.0/8"],
            // SIPp knows no other.
            DigestAlgorithms = ["MD5"] };
        _exchange = new Exchange(
            options, _media, new OneAccount(), null, "n1", TimeProvider.System, NullLogger<Exchange>.Instance)
        {
            OnCall = async leg =>
            {
                Interlocked.Increment(ref _calls);
                leg.Gone.Register(() => Interlocked.Increment(ref _ended));
                await leg.Ringing();
                if (!Rings)
                    await leg.Answer();
                await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
        };
    }

    private bool Rings { get; set; }

    private IPEndPoint At => _exchange.SipEndpoint!;

    public async ValueTask InitializeAsync() => await _exchange.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _exchange.StopAsync(CancellationToken.None);
        await _exchange.DisposeAsync();
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    [InlineData("tn")]
    public async Task five_hundred_calls_are_answered_and_ended(string transport)
    {
        await Sipp.Succeeds(At, null, "-t", transport, "-m", "500", "-r", "500", "-l", "500", "-max_socket", "600");
        Assert.Equal((500, 500), (_calls, _ended));
        Assert.Equal(0, _exchange.Sip.Stack.Counters.MalformedCount);
    }

    [Fact]
    public async Task a_call_withdrawn_while_it_rings_gets_487()
    {
        Rings = true;
        await Sipp.Succeeds(
            At,
            $"""
            <scenario name="cancel">
            {Sipp.Send("INVITE", 1, "Content-Type: application/sdp\n", "retrans=\"500\"", body: Sipp.Sdp)}
            <recv response="100" optional="true"/>
            <recv response="180"/>
            {Sipp.Send("CANCEL", 1, attributes: "retrans=\"500\"").Replace("[branch]", "[branch-3]", StringComparison.Ordinal)}
            <recv response="200"/>
            <recv response="487"/>
            {Sipp.Send("ACK", 1, to: "[peer_tag_param]").Replace("[branch]", "[branch-6]", StringComparison.Ordinal)}
            </scenario>
            """,
            "-m", "20", "-r", "50");
        Assert.Equal((20, 20), (_calls, _ended));
    }

    [Fact]
    public async Task calls_survive_a_network_that_loses_every_fifth_packet()
    {
        await Sipp.Succeeds(
            At,
            $"""
            <scenario name="lossy">
            {Sipp.Send("INVITE", 1, "Content-Type: application/sdp\n", "retrans=\"500\" lost=\"20\" start_txn=\"invite\"", body: Sipp.Sdp)}
            <recv response="100" optional="true" lost="20" response_txn="invite"/>
            <recv response="180" optional="true" lost="20" response_txn="invite"/>
            <recv response="200" lost="20" rrs="true" response_txn="invite"/>
            {Sipp.Send("ACK", 1, attributes: "lost=\"20\" ack_txn=\"invite\"", to: "[peer_tag_param]", uri: "[next_url]")}
            <pause milliseconds="100"/>
            {Sipp.Send("BYE", 2, attributes: "retrans=\"500\" lost=\"20\" start_txn=\"bye\"", to: "[peer_tag_param]", uri: "[next_url]")}
            <recv response="200" lost="20" timeout="20000" response_txn="bye"/>
            </scenario>
            """,
            "-m", "60", "-r", "60");
        Assert.Equal(60, _ended);
    }

    [Fact]
    public async Task a_telephone_registers_with_its_password()
    {
        await Sipp.Succeeds(At, Register("secret"), "-m", "1");
        Assert.True(_exchange.IsRegistered("1001"));
    }

    [Fact]
    public async Task a_called_telephone_rings_is_answered_and_hung_up_by_us()
    {
        var port = Sipp.FreePort();
        var phone = Sipp.Succeeds(
            At,
            $"""
            <scenario name="phone">
            <recv request="INVITE" rrs="true"/>
            <send><![CDATA[
            SIP/2.0 180 Ringing
            [last_Via:]
            [last_From:]
            [last_To:];tag=phone
            [last_Call-ID:]
            [last_CSeq:]
            Contact: <sip:1001@[local_ip]:[local_port]>
            Content-Length: 0

            ]]></send>
            <send retrans="500"><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:];tag=phone
            [last_Call-ID:]
            [last_CSeq:]
            Contact: <sip:1001@[local_ip]:[local_port]>
            Content-Type: application/sdp
            Content-Length: [len]

            {Sipp.Sdp}
            ]]></send>
            <recv request="ACK"/>
            <recv request="BYE"/>
            <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

            ]]></send>
            </scenario>
            """,
            "-m", "1", "-p", $"{port}");
        var dialled = await _exchange.Dial(
            new DialRequest($"sip:1001@127.0.0.1:{port}", "95000", "宁川银行", TimeSpan.FromSeconds(20)),
            TestContext.Current.CancellationToken);
        var leg = Assert.IsType<Dialled.Answered>(dialled).Leg;
        await leg.Hangup();
        await phone;
    }

    [Fact]
    public async Task rubbish_is_counted_answered_or_ignored_and_calls_go_on()
    {
        using var socket = new UdpClient(0, AddressFamily.InterNetwork);
        socket.Connect(At);
        var random = new Random(2);
        var rubbish = new byte[700];
        for (var i = 0; i < 300; i++)
        {
            random.NextBytes(rubbish);
            await socket.SendAsync(
                rubbish.AsMemory(0, random.Next(1, rubbish.Length)), TestContext.Current.CancellationToken);
        }

        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "INVITE sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: \"broken <sip:95000@x>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n"),
            TestContext.Current.CancellationToken);
        var answer = Encoding.UTF8.GetString((await socket.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer);
        Assert.StartsWith("SIP/2.0 400 Bad To", answer, StringComparison.Ordinal);
        await Sipp.Succeeds(At, null, "-m", "20", "-r", "50");
        var counters = _exchange.Sip.Stack.Counters;
        Assert.True(counters.DroppedCount + counters.MalformedCount >= 300);
    }

    [Fact]
    public async Task a_stream_is_cut_into_messages_wherever_its_packets_end()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(At, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var options = Encoding.ASCII.GetBytes(
            "\r\n\r\nOPTIONS sip:95000@x SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:95000@x>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nl: 4\r\n\r\nbody");
        foreach (var part in options.Chunk(7))
        {
            await stream.WriteAsync(part, TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
        }

        using var reader = new StreamReader(stream);
        var lines = new List<string?>();
        while (lines.Count < 1 || lines[^1] is "")
            lines.Add(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("SIP/2.0 200 OK", lines[^1]);
        Assert.Equal("", lines[0]);
    }

    private static string Register(string password) =>
        $"""
        <scenario name="register">
        {Sipp.Register(1, "")}
        <recv response="401" auth="true"/>
        {Sipp.Register(2, $"[authentication username=1001 password={password}]\n")}
        <recv response="200"/>
        </scenario>
        """;
}
