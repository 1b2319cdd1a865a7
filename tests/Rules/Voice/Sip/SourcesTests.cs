using System.Net;
using System.Text;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>What one source may take up, and messages out of a stream however it is cut.</summary>
public sealed class SourcesTests
{
    private readonly FakeTime _time = new();
    private readonly FakeFlow _one = new(address: "198.51.100.7");
    private readonly FakeFlow _other = new(address: "198.51.100.8");

    [Fact]
    public void calls_a_second_and_at_once_are_counted_by_source()
    {
        var sources = Of(new VoiceOptions { MaxCallsPerSource = 3, MaxCallsPerSecondPerSource = 2 });
        Assert.Equal([true, true, false], Three(() => sources.MayCall(_one)));
        Assert.True(sources.MayCall(_other));
        _time.Advance(1_000);
        Assert.Equal([true, false, false], Three(() => sources.MayCall(_one)));
        sources.CallOver(_one);
        _time.Advance(1_000);
        Assert.True(sources.MayCall(_one));
    }

    [Fact]
    public void requests_and_connections_are_counted_by_source_and_a_trusted_network_is_not()
    {
        var sources = Of(new VoiceOptions
        {
            MaxRequestsPerSecondPerSource = 2, MaxConnectionsPerSource = 1, TrustedNetworks = ["203.0.113.0/24"],
        });
        Assert.Equal([true, true, false], Three(() => sources.MayAsk(_one)));
        Assert.True(sources.MayConnect(_one.Remote.Address));
        Assert.False(sources.MayConnect(_one.Remote.Address));
        sources.Disconnected(_one.Remote.Address);
        Assert.True(sources.MayConnect(_one.Remote.Address));
        var trusted = new FakeFlow(address: "203.0.113.9");
        Assert.Equal([true, true, true], Three(() => sources.MayAsk(trusted)));
        Assert.True(sources.Trusts(trusted));
        Assert.False(sources.Trusts(_one));
    }

    [Fact]
    public void new_connections_a_second_are_counted_however_soon_they_close()
    {
        var sources = Of(new VoiceOptions
        {
            MaxConnectionsPerSecondPerSource = 2, TrustedNetworks = ["203.0.113.0/24"],
        });
        bool Connects(string address)
        {
            var may = sources.MayConnect(IPAddress.Parse(address));
            if (may)
                sources.Disconnected(IPAddress.Parse(address));
            return may;
        }

        Assert.Equal([true, true, false], Three(() => Connects("198.51.100.7")));
        Assert.True(Connects("198.51.100.8"));
        Assert.Equal([true, true, true], Three(() => Connects("203.0.113.9")));
        _time.Advance(1_000);
        Assert.Equal([true, true, false], Three(() => Connects("198.51.100.7")));
    }

    [Fact]
    public void a_prefix_of_ipv6_is_one_source_and_a_mapped_address_the_ipv4_one()
    {
        var sources = Of(new VoiceOptions { MaxConnectionsPerSource = 1 });
        Assert.True(sources.MayConnect(IPAddress.Parse("2001:db8::1")));
        Assert.False(sources.MayConnect(IPAddress.Parse("2001:db8::2")));
        Assert.True(sources.MayConnect(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.True(sources.MayConnect(IPAddress.Parse("::ffff:198.51.100.7")));
        Assert.False(sources.MayConnect(IPAddress.Parse("198.51.100.7")));
    }

    [Fact]
    public void wrong_answers_lock_longer_each_time_and_a_registered_telephone_is_heard_beside_a_guesser()
    {
        var guard = new AnswerGuard(_time);
        var source = _one.Remote.Address;
        void Wrong(string user, int times)
        {
            for (var i = 0; i < times; i++)
                guard.Wrong(user, source);
        }

        Wrong("1001", 4);
        Assert.Equal(TimeSpan.Zero, guard.Locked("1001", source, false));
        Wrong("1001", 1);
        Assert.Equal(TimeSpan.FromMinutes(1), guard.Locked("1001", source, false));
        Assert.Equal(TimeSpan.Zero, guard.Locked("1001", _other.Remote.Address, false));
        _time.Advance(61_000);
        Wrong("1001", 5);
        Assert.Equal(TimeSpan.FromMinutes(2), guard.Locked("1001", source, false));
        for (var user = 0; user < 45; user++)
            Wrong($"2{user:000}", 1);
        Assert.NotEqual(TimeSpan.Zero, guard.Locked("3001", source, registeredHere: false));
        Assert.Equal(TimeSpan.Zero, guard.Locked("3001", source, registeredHere: true));
    }

    [Fact]
    public void a_message_is_found_wherever_its_stream_is_cut()
    {
        var one = Encoding.ASCII.GetBytes("OPTIONS sip:a SIP/2.0\r\nl: 4\r\nVia: x\r\n\r\nbody");
        byte[] two = [.. one, .. one];
        for (var cut = 1; cut < two.Length; cut++)
        {
            var frame = default(StreamFrame);
            var got = frame.Length(two.AsSpan(0, cut));
            Assert.Equal(cut < one.Length ? 0 : one.Length, got);
            Assert.Equal(one.Length, frame.Length(two));
            frame.Taken();
            Assert.Equal(one.Length, frame.Length(two.AsSpan(one.Length)));
        }

        var slow = default(StreamFrame);
        for (var cut = 1; cut < one.Length; cut++)
            Assert.Equal(0, slow.Length(one.AsSpan(0, cut)));
        Assert.Equal(one.Length, slow.Length(one));
    }

    [Theory]
    [InlineData("OPTIONS sip:a SIP/2.0\r\nl: -1\r\n\r\n")]
    [InlineData("OPTIONS sip:a SIP/2.0\r\nl: 65530\r\n\r\n")]
    [InlineData("OPTIONS sip:a SIP/2.0\r\nl: 4294967295\r\n\r\n")]
    public void a_length_that_cannot_be_ends_the_stream(string text) =>
        Assert.Equal(-1, default(StreamFrame).Length(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void a_head_without_end_ends_the_stream()
    {
        var endless = new byte[StreamFrame.MaxMessage];
        endless.AsSpan().Fill((byte)'a');
        Assert.Equal(-1, default(StreamFrame).Length(endless));
    }

    private Sources Of(VoiceOptions options) => new(options, _time);

    private static bool[] Three(Func<bool> ask) => [ask(), ask(), ask()];
}
