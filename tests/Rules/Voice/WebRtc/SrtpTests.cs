using System.Buffers.Binary;
using TellerLine.Voice.WebRtc.Srtp;

namespace TellerLine.Rules.Voice.WebRtc;

public sealed class SrtpTests
{
    private static readonly byte[] Key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static readonly byte[] Salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void counter_mode_gives_the_key_stream_of_rfc_3711_appendix_B2(bool portable)
    {
        using var aes = new AesCounter(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), portable);
        var stream = new byte[0xFF02 * 16];
        aes.Apply(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), stream);
        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0",
            Hex(stream.AsSpan(0, 48)));
        Assert.Equal(
            "EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44",
            Hex(stream.AsSpan(0xFEFF * 16)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(160)]
    [InlineData(171)]
    public void the_portable_counter_mode_agrees_with_the_processors(int length)
    {
        var iv = Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");
        using var fast = new AesCounter(Key);
        using var slow = new AesCounter(Key, portable: true);
        var (a, b) = (Payload(length), Payload(length));
        fast.Apply(iv, a);
        slow.Apply(iv, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void session_keys_are_derived_as_in_rfc_3711_appendix_B3()
    {
        var master = new SrtpMaster(SrtpProfile.Aes128CmSha1Tag80, Key, Salt);
        var (cipher, salt, authentication) = (new byte[16], new byte[14], new byte[94]);
        master.DeriveKey(SrtpLabel.RtpEncryption, cipher);
        master.DeriveKey(SrtpLabel.RtpSalt, salt);
        master.DeriveKey(SrtpLabel.RtpAuthentication, authentication);
        Assert.Equal("C61E7A93744F39EE10734AFE3FF7A087", Hex(cipher));
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Hex(salt));
        Assert.StartsWith(
            "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCE", Hex(authentication),
            StringComparison.Ordinal);
    }

    [Fact]
    public void gcm_protects_the_rtp_packet_of_rfc_7714_section_16()
    {
        using var gcm = new GcmTransform(Convert.FromHexString("000102030405060708090A0B0C0D0E0F"), "Quid pro quo"u8);
        var plain = Convert.FromHexString(
            "8040F17B8041F8D35501A0B247616C6C696120657374206F6D6E697320646976697361"
            + "20696E207061727465732074726573");
        var buffer = new byte[plain.Length + 16];
        plain.CopyTo(buffer, 0);
        var length = gcm.ProtectRtp(buffer, 12, plain.Length, 0x5501A0B2, 0xF17B);
        Assert.Equal(
            "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833899D7F27BEB16A9152CF765EE4390CCE",
            Hex(buffer.AsSpan(0, length)));
        Assert.Equal(plain.Length, gcm.UnprotectRtp(buffer, 12, 0x5501A0B2, 0xF17B));
        Assert.Equal(plain, buffer[..plain.Length]);
    }

    [Fact]
    public void gcm_protects_the_rtcp_packet_of_rfc_7714_section_17()
    {
        using var gcm = new GcmTransform(Convert.FromHexString("000102030405060708090A0B0C0D0E0F"), "Quid pro quo"u8);
        var plain = Convert.FromHexString(
            "81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF");
        var buffer = new byte[plain.Length + 20];
        plain.CopyTo(buffer, 0);
        var length = gcm.ProtectRtcp(buffer, plain.Length, 0x4D617273, 0x5D4);
        Assert.Equal(
            "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275BC84AA45896CF4D2FC5ABF87245D9EADE800005D4",
            Hex(buffer.AsSpan(0, length)));
        Assert.Equal(plain.Length, gcm.UnprotectRtcp(buffer.AsSpan(0, length), 0x4D617273, 0x5D4));
        Assert.Equal(plain, buffer[..plain.Length]);
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0007)]
    public void what_one_side_protects_the_other_reads_and_through_a_rollover(int profile)
    {
        using var pair = Pair(profile);
        var (sender, receiver) = pair;
        for (var i = 0; i < 140_000; i += 7)
        {
            var (packet, length) = Protected(sender, (ushort)(65_000 + i), 172);
            Assert.Equal(172, receiver.UnprotectRtp(packet.AsSpan(0, length)));
            Assert.Equal(Rtp((ushort)(65_000 + i), 172), packet[..172]);
        }
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0007)]
    public void a_packet_seen_before_or_too_old_is_refused_and_a_late_one_is_taken(int profile)
    {
        using var pair = Pair(profile);
        var (sender, receiver) = pair;
        var packets = Enumerable.Range(0, 300).Select(i => Protected(sender, (ushort)(65_400 + i), 172)).ToArray();
        bool Take(int i) => receiver.UnprotectRtp(packets[i].Packet.AsSpan(0, packets[i].Length).ToArray()) == 172;

        Assert.True(Take(0));
        Assert.True(Take(200)); // behind the rollover; what comes now from before it is late, not a new round
        Assert.False(Take(200));
        Assert.True(Take(100));
        Assert.False(Take(100));
        Assert.True(Take(200 - ReplayWindow.Size + 1));
        Assert.False(Take(200 - ReplayWindow.Size));
        Assert.True(Take(299));
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0007)]
    public void a_changed_bit_anywhere_is_refused_and_spoils_nothing(int profile)
    {
        using var pair = Pair(profile);
        var (sender, receiver) = pair;
        var (packet, length) = Protected(sender, 7, 60);
        for (var bit = 0; bit < length * 8; bit++)
        {
            var forged = packet.AsSpan(0, length).ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(-1, receiver.UnprotectRtp(forged));
        }

        Assert.Equal(60, receiver.UnprotectRtp(packet.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0007)]
    public void rtcp_goes_both_ways_and_only_once(int profile)
    {
        using var pair = Pair(profile);
        var (sender, receiver) = pair;
        var plain = Convert.FromHexString("80C80006AABBCCDD000102030405060708090A0B0C0D0E0F1011121314151617");
        var buffer = new byte[plain.Length + 20];
        plain.CopyTo(buffer, 0);
        var length = sender.ProtectRtcp(buffer, plain.Length);
        var copy = buffer[..length];
        var unencrypted = buffer[..length];
        unencrypted[profile == 7 ? length - 4 : length - 14] &= 0x7F;
        Assert.Equal(-1, receiver.UnprotectRtcp(unencrypted));
        Assert.Equal(plain.Length, receiver.UnprotectRtcp(buffer.AsSpan(0, length)));
        Assert.Equal(plain, buffer[..plain.Length]);
        Assert.Equal(-1, receiver.UnprotectRtcp(copy));
    }

    [Fact]
    public void a_sequence_number_is_never_sent_under_the_same_key_stream_twice()
    {
        using var pair = Pair(1);
        var sender = pair.Sender;
        Assert.True(Protected(sender, 10, 172).Length > 0);
        Assert.Equal(0, Protected(sender, 10, 172).Length);
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0007)]
    public void a_packet_costs_no_allocation(int profile)
    {
        using var pair = Pair(profile);
        var (sender, receiver) = pair;
        var buffer = new byte[200];
        var plain = Rtp(0, 172);
        void Round(ushort sequence)
        {
            plain.CopyTo(buffer, 0);
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), sequence);
            var length = sender.ProtectRtp(buffer, 172);
            receiver.UnprotectRtp(buffer.AsSpan(0, length));
        }

        for (ushort i = 0; i < 100; i++)
            Round(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ushort i = 100; i < 1100; i++)
            Round(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8000000100000000000000")]
    [InlineData("4000000100000000000000010203")]
    [InlineData("8F00000100000000000000010203040506070809")]
    [InlineData("90000001000000000000000100000FFF00000000000000000000000000000000000000000000")]
    public void what_is_no_rtp_is_refused(string hex)
    {
        using var pair = Pair(1);
        Assert.Equal(-1, pair.Receiver.UnprotectRtp(Convert.FromHexString(hex)));
        Assert.Equal(-1, pair.Receiver.UnprotectRtcp(Convert.FromHexString(hex)));
    }

    private static SrtpPair Pair(int profile)
    {
        var at = (SrtpProfile)profile;
        var master = new SrtpMaster(at, Key, Salt.AsSpan(0, SrtpMaster.SaltSize(at)));
        return new SrtpPair(new SrtpSender(master), new SrtpReceiver(master));
    }

    private static (byte[] Packet, int Length) Protected(SrtpSender sender, ushort sequence, int length)
    {
        var buffer = new byte[length + 20];
        Rtp(sequence, length).CopyTo(buffer, 0);
        return (buffer, sender.ProtectRtp(buffer, length));
    }

    private static byte[] Rtp(ushort sequence, int length)
    {
        var packet = Payload(length);
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        return packet;
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    private sealed record SrtpPair(SrtpSender Sender, SrtpReceiver Receiver) : IDisposable
    {
        public void Dispose()
        {
            Sender.Dispose();
            Receiver.Dispose();
        }
    }
}
