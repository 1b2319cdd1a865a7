using System.Buffers.Binary;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Prompts;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class WavFileTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(6, 8)]
    [InlineData(7, 8)]
    public void each_format_becomes_both_laws(int format, int bits)
    {
        byte[] data = format switch { 1 => [0xE8, 0x03, 0x18, 0xFC], 6 => [0xD5, 0x2A], _ => [0xFF, 0x80] };
        var prompt = WavFile.Parse(Wav(format, bits, 8000, 1, data), "p.wav");
        Assert.Equal(2, prompt.Samples);
        for (var i = 0; i < 2; i++)
        {
            var (a, mu) = (G711Codec.LinearOfA[prompt.In(G711.Pcma)[i]], G711Codec.LinearOfMu[prompt.In(G711.Pcmu)[i]]);
            Assert.InRange(mu, a - 1024, a + 1024);
        }
    }

    [Theory]
    [InlineData(1, 16, 44_100, 1, "44100 Hz")]
    [InlineData(1, 16, 8_000, 2, "2 channels")]
    [InlineData(1, 24, 8_000, 1, "24 bits")]
    [InlineData(3, 32, 8_000, 1, "format 3")]
    public void another_format_is_refused_with_its_name(int format, int bits, int rate, int channels, string says)
    {
        var fault = Assert.Throws<MediaException>(
            () => WavFile.Parse(Wav(format, bits, rate, channels, [0, 0]), "greeting.wav"));
        Assert.Contains("greeting.wav", fault.Message);
        Assert.Contains(says, fault.Message);
    }

    [Fact]
    public void a_file_that_is_cut_or_no_wav_is_refused()
    {
        Assert.Throws<MediaException>(() => WavFile.Parse("ID3"u8, "x.wav"));
        Assert.Throws<MediaException>(() => WavFile.Parse(Wav(1, 16, 8000, 1, [0, 0]).AsSpan(0, 30), "x.wav"));
    }

    [Fact]
    public void a_data_chunk_of_unknown_length_goes_to_the_end()
    {
        var wav = Wav(1, 16, 8000, 1, [0, 0, 0, 0]);
        BinaryPrimitives.WriteUInt32LittleEndian(wav.AsSpan(40), uint.MaxValue);
        Assert.Equal(2, WavFile.Parse(wav, "x.wav").Samples);
    }

    private static byte[] Wav(int format, int bits, int rate, int channels, byte[] data)
    {
        var bytes = new byte[44 + data.Length];
        "RIFF"u8.CopyTo(bytes);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), (short)format);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), rate);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), (short)bits);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), data.Length);
        data.CopyTo(bytes, 44);
        return bytes;
    }
}
