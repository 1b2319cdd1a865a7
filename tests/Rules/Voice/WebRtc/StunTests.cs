using System.Net;
using TellerLine.Voice.WebRtc;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Rules.Voice.WebRtc;

/// <summary>RFC 5769: test vectors of STUN.</summary>
public sealed class StunTests
{
    private static readonly byte[] SampleRequest = Convert.FromHexString(
        "000100582112A442B7E7A701BC34D686FA87DFAE802200105354554E207465737420636C69656E74002400046E0001FF80290008932FF9B151263B36"
        + "000600096576746A3A68367659202020000800149AEAA70CBFD8CB56781EF2B5B2D3F249C1B571A280280004E57A3BCF");

    private static readonly byte[] SampleResponse4 = Convert.FromHexString(
        "0101003C2112A442B7E7A701BC34D686FA87DFAE8022000B7465737420766563746F7220002000080001A147E112A643"
        + "000800142B91F599FD9E90C38C7489F92AF9BA53F06BE7D780280004C07D4C96");

    private static readonly byte[] SampleResponse6 = Convert.FromHexString(
        "010100482112A442B7E7A701BC34D686FA87DFAE8022000B7465737420766563746F7220002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9"
        + "00080014A382954E4BE67BF11784C97C8292C275BFE3ED4180280004C8FB0B4C");

    private static readonly byte[] Password = "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    [Fact]
    public void the_sample_request_is_read_and_its_integrity_holds()
    {
        Assert.True(StunMessage.TryParse(SampleRequest, out var message));
        Assert.Equal(StunWords.BindingRequest, message.Type);
        Assert.True(message.Username.SequenceEqual("evtj:h6vY"u8));
        Assert.True(message.HasIntegrity);
        Assert.True(message.HasFingerprint);
        Assert.False(message.UseCandidate);
        Assert.False(message.IceControlling);
        Assert.True(message.UnknownRequired.IsEmpty);
        Assert.True(message.IntegrityHolds(Password));
        Assert.False(message.IntegrityHolds("VOkJxbRl1RmTxUk/WvJxBu"u8));
    }

    [Fact]
    public void the_sample_responses_hold()
    {
        Assert.True(StunMessage.TryParse(SampleResponse4, out var v4));
        Assert.True(v4.IntegrityHolds(Password));
        Assert.True(StunMessage.TryParse(SampleResponse6, out var v6));
        Assert.True(v6.IntegrityHolds(Password));
    }

    [Theory]
    [InlineData("192.0.2.1", "002000080001A147E112A643")]
    [InlineData("2001:db8:1234:5678:11:2233:4455:6677", "002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9")]
    public void the_mapped_address_is_written_as_in_the_samples(string address, string attribute)
    {
        Span<byte> buffer = stackalloc byte[100];
        var writer = new StunWriter(buffer, StunWords.BindingSuccess, SampleRequest.AsSpan(8, 12));
        writer.XorMappedAddress(PeerAddress.From(new IPEndPoint(IPAddress.Parse(address), 32853)));
        Assert.Equal(attribute, Convert.ToHexString(buffer[20..writer.Length]));
    }

    [Fact]
    public void what_is_written_is_read_again()
    {
        Span<byte> buffer = stackalloc byte[200];
        var writer = new StunWriter(buffer, StunWords.BindingRequest, SampleRequest.AsSpan(8, 12));
        writer.Text(StunWords.Username, "abc:defg"u8);
        writer.Text(StunWords.UseCandidate, []);
        writer.MessageIntegrity(Password);
        writer.Fingerprint();
        Assert.True(StunMessage.TryParse(buffer[..writer.Length], out var message));
        Assert.True(message.IntegrityHolds(Password));
        Assert.True(message.UseCandidate);
        Assert.True(message.HasFingerprint);
        Assert.True(message.TransactionId.SequenceEqual(SampleRequest.AsSpan(8, 12)));
    }

    [Fact]
    public void a_changed_bit_anywhere_is_noticed()
    {
        for (var bit = 0; bit < SampleRequest.Length * 8; bit++)
        {
            var changed = SampleRequest.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(
                StunMessage.TryParse(changed, out var message) && message.HasFingerprint
                && message.IntegrityHolds(Password));
        }
    }

    [Fact]
    public void every_truncation_is_refused_without_an_exception()
    {
        for (var length = 0; length < SampleRequest.Length; length++)
            Assert.False(StunMessage.TryParse(SampleRequest.AsSpan(0, length), out _));
    }

    [Fact]
    public void any_octets_are_read_or_refused_without_an_exception()
    {
        var random = new Random(2026);
        var bytes = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            SampleRequest.AsSpan(0, 20).CopyTo(bytes);
            var length = random.Next(0, 45) * 4;
            bytes[3] = (byte)length;
            if (!StunMessage.TryParse(bytes.AsSpan(0, 20 + length), out var message))
                continue;
            _ = message.Username.Length;
        }
    }

    [Fact]
    public void attributes_that_must_be_understood_and_are_not_are_named()
    {
        Span<byte> buffer = stackalloc byte[100];
        var writer = new StunWriter(buffer, StunWords.BindingRequest, SampleRequest.AsSpan(8, 12));
        writer.Text(0x7123, "x"u8);
        writer.Text(0x9123, "x"u8);
        writer.Text(0x0003, []);
        Assert.True(StunMessage.TryParse(buffer[..writer.Length], out var message));
        Assert.Equal([0x7123, 0x0003], message.UnknownRequired.ToArray().Select(type => (int)type));
    }
}
