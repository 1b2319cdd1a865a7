using System.Net;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Rules.Voice.WebRtc;

public sealed class DemultiplexerTests
{
    [Theory]
    [InlineData(0, 1, "Stun")]
    [InlineData(3, 0, "Stun")]
    [InlineData(4, 0, "Unknown")]
    [InlineData(19, 0, "Unknown")]
    [InlineData(20, 0xFE, "Dtls")]
    [InlineData(63, 0, "Dtls")]
    [InlineData(64, 0, "Unknown")]
    [InlineData(127, 0, "Unknown")]
    [InlineData(128, 0, "Rtp")]
    [InlineData(128, 0x88, "Rtp")]
    [InlineData(191, 101, "Rtp")]
    [InlineData(128, 200, "Rtcp")]
    [InlineData(129, 201, "Rtcp")]
    [InlineData(128, 223, "Rtcp")]
    [InlineData(128, 191, "Rtp")]
    [InlineData(192, 0, "Unknown")]
    public void the_first_octets_tell_what_a_datagram_is(int first, int second, string kind)
    {
        var datagram = new byte[20];
        datagram[0] = (byte)first;
        datagram[1] = (byte)second;
        Assert.Equal(kind, Demultiplexer.KindOf(datagram).ToString());
        Assert.Equal(PacketKind.Unknown, Demultiplexer.KindOf(datagram.AsSpan(0, 7)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.200")]
    [InlineData("2001:db8::1")]
    public void an_address_survives_the_way_through_a_sockaddr(string text)
    {
        var address = PeerAddress.From(new IPEndPoint(IPAddress.Parse(text), 54321));
        Span<byte> sockaddr = stackalloc byte[PeerAddress.SockaddrV6];
        Assert.Equal(address.IsV6 ? 28 : 16, address.WriteSockaddr(sockaddr));
        Assert.Equal(address, PeerAddress.FromSockaddr(sockaddr));
        Assert.Equal(text, address.ToEndPoint().Address.ToString());
    }

    [Fact]
    public void a_mapped_address_is_the_ipv4_address_it_stands_for()
    {
        var mapped = PeerAddress.From(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.1"), 5));
        Assert.Equal(PeerAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5)), mapped);
    }
}
