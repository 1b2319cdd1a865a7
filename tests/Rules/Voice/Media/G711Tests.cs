using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class G711Tests
{
    /// <summary>
    /// ITU-T G.711, tables 1a and 2a: decision and output values (13 and 14 bits, here left-aligned to 16).
    /// </summary>
    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0x80, 5504)]
    public void a_law_decodes_as_the_table_says(int code, int linear) =>
        Assert.Equal(linear, G711Codec.LinearOfA[code]);

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xF0, 120)]
    [InlineData(0xEF, 132)]
    public void mu_law_decodes_as_the_table_says(int code, int linear) =>
        Assert.Equal(linear, G711Codec.LinearOfMu[code]);

    [Fact]
    public void every_code_survives_decoding_and_encoding()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711Codec.EncodeA(G711Codec.LinearOfA[code]));
            // µ-law has two zeros; the negative one (0x7F) becomes the positive.
            Assert.Equal(code == 0x7F ? 0xFF : code, G711Codec.EncodeMu(G711Codec.LinearOfMu[code]));
        }
    }

    [Fact]
    public void encoding_is_to_the_nearest_within_the_segment()
    {
        for (var linear = -32768; linear <= 32767; linear += 7)
        {
            var step = Math.Max(16, Math.Abs(linear) / 16);
            Assert.InRange(G711Codec.LinearOfA[G711Codec.EncodeA((short)linear)], linear - step, linear + step);
            Assert.InRange(
                G711Codec.LinearOfMu[G711Codec.EncodeMu((short)linear)], linear - Math.Max(step, 644),
                linear + Math.Max(step, 644));
        }
    }

    [Fact]
    public void crossing_laws_changes_no_more_than_a_step()
    {
        Span<byte> one = stackalloc byte[1];
        for (var code = 0; code < 256; code++)
        {
            one[0] = (byte)code;
            G711Codec.Transcode(one, G711.Pcma, G711.Pcmu);
            var (a, mu) = (G711Codec.LinearOfA[code], G711Codec.LinearOfMu[one[0]]);
            Assert.InRange(mu, a - Math.Max(16, Math.Abs(a) / 16), a + Math.Max(16, Math.Abs(a) / 16));
        }
    }
}
