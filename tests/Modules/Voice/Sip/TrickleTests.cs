using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>A message over TCP has its time, from its first byte to its last; the clock is the test's.</summary>
public sealed class TrickleTests
{
    private const string Options =
        "OPTIONS sip:95000@tellerline SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK1\r\n"
        + "From: <sip:c@x>;tag=f\r\nTo: <sip:95000@x>\r\nCall-ID: one\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task one_that_trickles_in_is_answered_within_its_time_and_ended_after_it()
    {
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"] }, new QuietMedia(), null, null,
            "n1", _time, NullLogger<Exchange>.Instance);
        await exchange.StartAsync(Ct);
        using var client = new TcpClient();
        await client.ConnectAsync(exchange.SipEndpoint!, Ct);
        client.NoDelay = true;
        var stream = client.GetStream();

        await Send(stream, Options[..40]);
        _time.Advance(TimeSpan.FromSeconds(31));
        // The rest, and the beginning of one that never ends: both are here once the answer is.
        await Send(stream, Options[40..] + "O");
        var buffer = new byte[4_096];
        var got = await stream.ReadAsync(buffer, Ct).AsTask().WaitAsync(Bound, Ct);
        Assert.StartsWith("SIP/2.0 200 ", Encoding.ASCII.GetString(buffer, 0, got));

        var ended = Ended(stream);
        for (var second = 1; second <= 65 && !ended.IsCompleted; second++)
        {
            await Send(stream, "P");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await ended.WaitAsync(Bound, Ct);
    }

    private static async Task Ended(NetworkStream stream)
    {
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Ct));
        }
        catch (IOException)
        {
            // Reset: bytes were on their way.
        }
    }

    private static async Task Send(NetworkStream stream, string text)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Ct);
        }
        catch (IOException)
        {
            // It has been ended.
        }
    }
}
