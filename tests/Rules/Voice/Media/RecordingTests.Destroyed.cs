using System.Buffers.Binary;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

/// <summary>Sound that is taken out of a sealed recording for good.</summary>
public sealed partial class RecordingTests
{
    private const short Secret = 9000;

    [Fact]
    public async Task what_is_destroyed_is_in_no_byte_of_the_file_whose_chain_and_seal_hold()
    {
        var sealing = await WithSecret();
        Assert.Contains(G711Codec.EncodeA(Secret), File.ReadAllBytes(_file.Path));
        var size = new FileInfo(_file.Path).Length;

        var chunks = RecordingDestruction.Destroy(_file.Path, [new AudioSpan(2_000, 3_000)]);
        Assert.Equal([2, 3], chunks);
        Assert.DoesNotContain(G711Codec.EncodeA(Secret), Payloads());
        Assert.Equal(size, new FileInfo(_file.Path).Length);

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Null(reader.Verify());
        Assert.Equal((sealing.Sha256, true, 6_000), (reader.Info.Sha256, reader.Info.Sealed, reader.Info.DurationMs));
        Assert.Equal([new AudioSpan(1_600, 3_200)], reader.Info.Destroyed);
        Assert.Empty(reader.Info.Gaps);
        var wav = Samples(reader);
        Assert.Equal(Law(1000, G711.Pcma), wav[1_500 * 16]);
        Assert.All(Enumerable.Range(1_600 * 8, 1_600 * 8), s => Assert.Equal(0, wav[s * 2]));
        Assert.Equal(Law(500, G711.Pcma), wav[3_300 * 16]);
    }

    [Fact]
    public async Task one_that_broke_off_in_the_middle_is_known_and_finished_by_doing_it_again()
    {
        await WithSecret();
        var chunks = RecordingDestruction.Destroy(_file.Path, [new AudioSpan(2_000, 3_000)]);
        var done = File.ReadAllBytes(_file.Path);
        var third = ChunkAt(done, 2);
        // It said so, and half of it was overwritten.
        done.AsSpan(third + 2_000, 1_000).Fill(G711Codec.EncodeA(Secret));
        File.WriteAllBytes(_file.Path, done);
        using (var half = RecordingReader.Open(_file.Path))
            Assert.Equal("chunk 2 says that it is destroyed, and is not", half.Verify());

        Assert.Equal(chunks, RecordingDestruction.Destroy(_file.Path, [new AudioSpan(2_000, 3_000)]));
        Assert.DoesNotContain(G711Codec.EncodeA(Secret), Payloads());
        using var again = RecordingReader.Open(_file.Path);
        Assert.Null(again.Verify());
    }

    [Fact]
    public async Task what_came_late_into_a_later_chunk_is_found_there()
    {
        Speak(75, left: 1000, right: 1000);
        var (timestamp, held) = (_timestamp, new byte[160]);
        held.AsSpan().Fill(G711Codec.EncodeA(Secret));
        Pass(20);
        Speak(10, left: 1000, right: 1000);
        _recorder.Received(held, G711.Pcma, 9, timestamp, _us);
        Speak(100, left: 1000, right: 1000);
        await End();
        Assert.Contains(G711Codec.EncodeA(Secret), Payloads());
        RecordingDestruction.Destroy(_file.Path, [new AudioSpan(1_500, 1_520)]);
        Assert.DoesNotContain(G711Codec.EncodeA(Secret), Payloads());
    }

    [Fact]
    public async Task nothing_is_destroyed_of_a_recording_that_is_not_sealed_and_a_changed_tag_is_found()
    {
        Speak(100, left: 1000, right: 1000);
        Assert.Throws<InvalidDataException>(() => RecordingDestruction.Destroy(_file.Path, [new AudioSpan(0, 1_000)]));
        await End();
        RecordingDestruction.Destroy(_file.Path, [new AudioSpan(0, 500)]);
        var bytes = File.ReadAllBytes(_file.Path);
        bytes[ChunkAt(bytes, 1) - 1] ^= 1;
        File.WriteAllBytes(_file.Path, bytes);
        using var reader = RecordingReader.Open(_file.Path);
        Assert.Equal("chunk 1 does not follow the one before it", reader.Verify());
    }

    private Task<TellerLine.Voice.RecordingSealed> WithSecret()
    {
        Speak(100, left: 1000, right: 1000);
        Speak(50, left: Secret, right: 1000);
        Speak(150, left: 500, right: 1000);
        return End();
    }

    /// <summary>What the file holds of sound.</summary>
    private byte[] Payloads()
    {
        var bytes = File.ReadAllBytes(_file.Path);
        List<byte> all = [];
        for (int at = ChunkAt(bytes, 0), chunk; at < bytes.Length; at += chunk)
        {
            chunk = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            var spans = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 24))
                + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 26))) * RecordingFormat.SpanLength;
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 28));
            all.AddRange(bytes.AsSpan(at + RecordingFormat.ChunkHeader + spans, length - spans));
        }
        return [.. all];
    }

    private static int ChunkAt(byte[] bytes, int number)
    {
        int at = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10));
        for (var chunk = 0; chunk < number; chunk++)
            at += BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
        return at;
    }
}
