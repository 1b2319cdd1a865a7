using System.Net;
using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Native;

namespace TellerLine.Rules.Voice.Media;

/// <summary>Whose packets are heard and where ours go.</summary>
public sealed class PeerRouteTests
{
    private static readonly SockAddr Named = At("10.0.0.7", 4_000), Outside = At("203.0.113.5", 0),
        Stranger = At("198.51.100.9", 4_000);

    private PeerRoute _route;

    public PeerRouteTests() => _route.Set(Named, Outside, acknowledged: false);

    [Fact]
    public void only_addresses_that_signalling_named_or_came_from_are_heard()
    {
        Assert.False(_route.MayTake(Stranger, 0));
        Assert.True(_route.MayTake(At("10.0.0.7", 9_999), 0));
        Assert.True(_route.MayTake(At("203.0.113.5", 31_000), 0));
        _route.Take(At("203.0.113.5", 31_000), 0);
        Assert.Equal(At("203.0.113.5", 31_000).ToEndPoint(), _route.Remote.ToEndPoint());
        Assert.False(_route.MayTake(Stranger, PeerRoute.RelatchUs * 100));
    }

    [Fact]
    public void the_first_source_keeps_its_place_until_it_was_quiet_but_for_the_one_that_was_named()
    {
        _route.Take(At("203.0.113.5", 31_000), 0);
        Assert.False(_route.MayTake(At("203.0.113.5", 31_002), PeerRoute.RelatchUs));
        Assert.True(_route.MayTake(At("203.0.113.5", 31_002), PeerRoute.RelatchUs + 1));
        Assert.True(_route.MayTake(Named, 1));
    }

    [Fact]
    public void before_any_sign_only_a_second_of_audio_goes()
    {
        Assert.Equal(PeerRoute.Unproved, Sent(10_000));
        _route.Acknowledge(); // of another host than the audio's
        Assert.Equal(PeerRoute.UnprovedAnswered, Sent(10_000));
        _route.Acknowledge();
        Assert.Equal(0, Sent(10_000));
        _route.Take(Named, 0);
        Assert.Equal(10_000, Sent(10_000));
    }

    [Fact]
    public void an_acknowledged_call_whose_audio_goes_where_it_signals_from_needs_no_bound()
    {
        _route.Set(At("203.0.113.5", 4_000), Outside, acknowledged: true);
        Assert.Equal(10_000, Sent(10_000));
    }

    [Fact]
    public void a_description_that_names_another_address_must_prove_it_anew_and_the_same_changes_nothing()
    {
        _route.Take(Named, 0);
        _route.Set(Named, Outside, acknowledged: false);
        Assert.True(_route.IsLatched);
        _route.Set(Stranger, Outside, acknowledged: false);
        Assert.False(_route.IsLatched);
        Assert.False(_route.MayTake(Named, 0));
        Assert.Equal(PeerRoute.Unproved, Sent(10_000));
    }

    [Theory]
    [InlineData("127.0.0.1", 4_000, "198.51.100.9", false)]
    [InlineData("127.0.0.1", 4_000, null, false)]
    [InlineData("::ffff:127.0.0.1", 4_000, "198.51.100.9", false)]
    [InlineData("127.0.0.1", 4_000, "127.0.0.1", true)]
    [InlineData("10.0.0.1", 4_000, "10.0.0.1", true)]
    [InlineData("10.0.0.1", 4_000, "127.0.0.1", false)]
    [InlineData("198.51.100.9", 53, "198.51.100.9", false)]
    [InlineData("224.0.0.251", 5_353, "198.51.100.9", false)]
    [InlineData("255.255.255.255", 4_000, "198.51.100.9", false)]
    [InlineData("0.1.2.3", 4_000, "198.51.100.9", false)]
    [InlineData("ff02::1", 4_000, "198.51.100.9", false)]
    [InlineData("203.0.113.77", 4_000, "198.51.100.9", true)]
    public void audio_goes_to_single_parties_and_to_this_machine_only_for_who_calls_from_it(
        string to, int port, string? signalling, bool goes)
    {
        var from = signalling is null ? null : IPAddress.Parse(signalling);
        Assert.Equal(goes, SendRules.Refuses(IPAddress.Parse(to), port, from, false, IsOwn) is null);
    }

    [Fact]
    public void the_setting_lets_it_go_to_this_machine()
    {
        Assert.Null(SendRules.Refuses(IPAddress.Loopback, 4_000, IPAddress.Parse("198.51.100.9"), true, IsOwn));
        Assert.True(new OwnAddresses(TimeProvider.System).Contains(IPAddress.Parse("127.9.9.9")));
    }

    [Fact]
    public void the_next_port_is_not_the_last_ones_neighbour_and_one_given_back_rests()
    {
        var ports = new FreePorts(20_001, 29_998);
        Assert.Equal(4_999, ports.Count);
        var taken = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            Assert.True(ports.TryTake(out var port));
            taken.Add(port);
        }

        Assert.All(taken, port => Assert.True(port % 2 == 0 && port is >= 20_002 and <= 29_998));
        Assert.Equal(40, taken.Distinct().Count());
        Assert.NotEqual(taken.Order(), taken);
        ports.Return(taken[0]);
        var rest = new List<int>();
        for (var i = 0; i < 4_959; i++)
        {
            Assert.True(ports.TryTake(out var port));
            rest.Add(port);
        }

        Assert.DoesNotContain(taken[0], rest);
        Assert.True(ports.TryTake(out var last));
        Assert.Equal(taken[0], last);
        Assert.False(ports.TryTake(out _));
    }

    private static bool IsOwn(IPAddress address) =>
        IPAddress.IsLoopback(SendRules.Plain(address)) || address.Equals(IPAddress.Parse("10.0.0.1"));

    private int Sent(int tries)
    {
        var sent = 0;
        for (; tries > 0; tries--)
            sent += _route.MaySend() ? 1 : 0;
        return sent;
    }

    private static SockAddr At(string address, int port) => SockAddr.From(IPAddress.Parse(address), port);
}
