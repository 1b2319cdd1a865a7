using System.Buffers.Binary;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

/// <summary>
/// The recorder, its chunks and the reader, without a thread: what the packet thread hands over is written at once.
/// </summary>
public sealed partial class RecordingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tlr").FullName;
    private readonly byte[] _scratch = new byte[64 << 10];
    private readonly ChunkPool _pool = new();
    private readonly RecordingFile _file;
    private readonly LegRecorder _recorder;
    private long _us = 5_000_000;
    private uint _timestamp = 77;
    private ushort _sequence = 65_500;
    private Reception _in;

    public RecordingTests()
    {
        _file = new RecordingFile(
            "rec-1", "leg-1", Path.Combine(_directory, "a", "one.tlr"), DateTimeOffset.UnixEpoch.AddDays(20_000));
        _recorder = new LegRecorder(_file, _pool);
        _pool.Add([new ChunkBuffer(), new ChunkBuffer()]);
        _recorder.Begin(_us);
    }

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task both_channels_come_back_aligned_and_the_chain_holds()
    {
        Speak(100, left: 1000, right: -3000);
        Pass(500);
        Speak(50, left: 500, right: null);
        var sealing = await End();

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Null(reader.Verify());
        Assert.True(reader.Info.Sealed);
        Assert.Equal(("rec-1", "leg-1", 2), (reader.Info.RecordingId, reader.Info.LegId, reader.Info.Channels));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(20_000), reader.Info.StartedAt);
        Assert.Equal(3_500, reader.Info.DurationMs);
        Assert.Equal((3_500, reader.Info.Sha256, 0), (sealing.DurationMs, sealing.Sha256, sealing.GapCount));
        var wav = Samples(reader);
        Assert.Equal(
            (Law(1000, G711.Pcma), G711Codec.LinearOfMu[G711Codec.EncodeMu(-3000)]),
            (wav[1_000 * 16], wav[(1_000 * 16) + 1]));
        Assert.Equal((0, 0), (wav[2_300 * 16], wav[(2_300 * 16) + 1]));
        Assert.Equal((Law(500, G711.Pcma), 0), (wav[3_000 * 16], wav[(3_000 * 16) + 1]));
    }

    [Fact]
    public async Task the_wav_can_be_read_from_anywhere()
    {
        Speak(120, left: 1000, right: -3000);
        await End();
        using var reader = RecordingReader.Open(_file.Path);
        using var whole = new MemoryStream();
        reader.WriteWav(whole);
        Assert.Equal(reader.WavLength, whole.Length);
        var bytes = whole.ToArray();
        Assert.Equal(bytes.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(40)));

        using var stream = reader.OpenWav();
        foreach (var (at, length) in new[] { (0, 10), (40, 10), (45, 33), (7_777, 20_001), (bytes.Length - 5, 5) })
        {
            stream.Position = at;
            var part = new byte[length];
            stream.ReadExactly(part);
            Assert.True(part.AsSpan().SequenceEqual(bytes.AsSpan(at, length)), $"{length} bytes from {at}");
        }
    }

    [Fact]
    public async Task a_secret_is_silence_on_the_left_and_says_so()
    {
        Speak(20, left: 1000, right: -3000);
        _recorder.Suppress(true, _us);
        Speak(60, left: 1000, right: -3000);
        _recorder.Suppress(false, _us);
        Speak(20, left: 1000, right: -3000);
        await End();

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Equal([new AudioSpan(400, 1_600)], reader.Info.Suppressed);
        var wav = Samples(reader);
        Assert.All(Enumerable.Range(400 * 8, 1_200 * 8), s => Assert.Equal(0, wav[s * 2]));
        Assert.NotEqual(0, wav[(1_000 * 16) + 1]);
        Assert.NotEqual(0, wav[1_700 * 16]);
        var peaks = reader.Peaks(10);
        Assert.Equal(10, peaks.Left.Count);
        Assert.Equal((0f, true), (peaks.Left[5], peaks.Right[5] > 0.09));
    }

    [Fact]
    public async Task what_is_withheld_is_silence_on_both_sides_over_a_secret_and_beyond_it()
    {
        Speak(20, left: 1000, right: -3000);
        _recorder.Withhold(true, _us);
        Speak(30, left: 1000, right: -3000);
        _recorder.Suppress(true, _us);
        _recorder.Withhold(false, _us);
        Speak(30, left: 1000, right: -3000);
        _recorder.Suppress(false, _us);
        Speak(20, left: 1000, right: -3000);
        await End();

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Null(reader.Verify());
        Assert.Equal([new AudioSpan(400, 1_600)], reader.Info.Suppressed);
        Assert.Equal([new AudioSpan(400, 1_000)], reader.Info.SuppressedRight);
        Assert.Empty(reader.Info.Gaps);
        var wav = Samples(reader);
        Assert.All(Enumerable.Range(400 * 8, 1_200 * 8), s => Assert.Equal(0, wav[s * 2]));
        Assert.All(Enumerable.Range(400 * 8, 600 * 8), s => Assert.Equal(0, wav[(s * 2) + 1]));
        Assert.NotEqual(0, wav[(1_200 * 16) + 1]);
        Assert.NotEqual((0, 0), (wav[1_800 * 16], wav[(1_800 * 16) + 1]));
    }

    [Fact]
    public async Task a_redacted_span_is_silent_in_whatever_is_read_and_the_file_is_as_it_was()
    {
        Speak(100, left: 1000, right: -3000);
        await End();
        using var reader = RecordingReader.Open(_file.Path);
        var before = reader.Info.Sha256;
        reader.Redact([new AudioSpan(500, 1_200)]);
        var wav = Samples(reader);
        Assert.All(Enumerable.Range(500 * 16, 700 * 16), s => Assert.Equal(0, wav[s]));
        foreach (var ms in new[] { 490, 1_210 })
            Assert.NotEqual((0, 0), (wav[ms * 16], wav[(ms * 16) + 1]));
        var peaks = reader.Peaks(20);
        Assert.Equal((0f, 0f), (peaks.Left[6], peaks.Right[6]));
        Assert.True(peaks.Left[2] > 0 && peaks.Right[2] > 0);
        Assert.Null(reader.Verify());
        Assert.Equal(before, reader.Info.Sha256);
    }

    [Fact]
    public void what_a_killed_writer_leaves_is_read_to_the_last_whole_chunk_and_can_be_sealed()
    {
        Speak(200, left: 1000, right: -3000);
        Write();
        var whole = new FileInfo(_file.Path).Length;
        _file.Handle.Dispose();
        using (var torn = new FileStream(_file.Path, FileMode.Append))
            torn.Write("TLCK and half a chunk"u8);

        using (var reader = RecordingReader.Open(_file.Path))
        {
            Assert.False(reader.Info.Sealed);
            Assert.InRange(reader.Info.DurationMs, 3_000, 4_000);
            Assert.Equal(21, reader.Info.TornBytes);
            Assert.Null(reader.Verify());
        }

        var sealing = RecordingReader.Seal(_file.Path);
        using var again = RecordingReader.Open(_file.Path);
        Assert.True(again.Info.Sealed);
        Assert.Null(again.Verify());
        Assert.Equal(sealing.Sha256, again.Info.Sha256);
        Assert.Equal(whole + RecordingFormat.ChunkHeader + RecordingFormat.TagLength, new FileInfo(_file.Path).Length);
        Assert.Equal(sealing, RecordingReader.Seal(_file.Path));
    }

    [Fact]
    public async Task every_flipped_bit_is_found_and_its_chunk_named()
    {
        Speak(200, left: 1000, right: -3000);
        await End();
        var bytes = File.ReadAllBytes(_file.Path);
        var first = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10));
        var second = first + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(first + 4));
        foreach (var at in new[] { 20, first + 70, second + 40, second + 5_000 })
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(_file.Path, bytes);
            bytes[at] ^= 1;
            using var reader = RecordingReader.Open(_file.Path);
            Assert.Contains(at < first ? "header" : at < second ? "chunk 0" : "chunk 1", reader.Verify());
        }
    }

    [Fact]
    public async Task without_a_buffer_there_is_a_gap_that_is_told()
    {
        Speak(200, left: 1000, right: -3000, write: false);
        Write();
        Speak(50, left: 1000, right: -3000);
        Assert.True(_recorder.TakeGapMs() > 1_000);
        var sealing = await End();

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Null(reader.Verify());
        var gap = Assert.Single(reader.Info.Gaps);
        Assert.InRange(gap.FromMs, 1_580, 1_640);
        Assert.InRange(gap.ToMs, 3_980, 4_060);
        Assert.Equal(1, sealing.GapCount);
        Assert.Equal(5_000, reader.Info.DurationMs);
    }

    [Theory]
    [InlineData(1_000_000u)]
    [InlineData(160u * 15)]
    public async Task a_telephone_whose_timestamps_begin_anew_is_recorded_on_without_a_leap(uint back)
    {
        Speak(50, left: 1000, right: -3000);
        _timestamp -= back;
        Speak(50, left: 2000, right: -3000);
        await End();

        using var reader = RecordingReader.Open(_file.Path);
        Assert.Equal((2_000, 0), (reader.Info.DurationMs, reader.Info.Gaps.Count));
        var wav = Samples(reader);
        Assert.All(Enumerable.Range(0, 8_000), s => Assert.Equal(Law(1000, G711.Pcma), wav[s * 2]));
        Assert.All(Enumerable.Range(8_000, 8_000), s => Assert.Equal(Law(2000, G711.Pcma), wav[s * 2]));
    }

    [Fact]
    public void jitter_does_not_move_speech_and_a_drifting_clock_is_followed()
    {
        var timeline = default(Timeline);
        Assert.Equal(1_000u, timeline.Place(1, 500, 160, 1_000));
        Assert.Equal(1_160u, timeline.Place(1, 660, 160, 1_900));
        Assert.Equal(1_320u, timeline.Place(1, 820, 160, 1_330));
        Assert.Equal(20_000u, timeline.Place(1, 980, 160, 20_000));
        Assert.Equal(20_160u, timeline.Place(2, 9, 160, 20_100));
    }

    private void Speak(int packets, short left, short? right, bool write = true)
    {
        var (a, mu) = (new byte[160], new byte[160]);
        a.AsSpan().Fill(G711Codec.EncodeA(left));
        mu.AsSpan().Fill(G711Codec.EncodeMu(right ?? 0));
        for (var i = 0; i < packets; i++)
        {
            var arrival = _in.On(9, _sequence++, _timestamp, isKey: false, _us);
            _recorder.Received(a, G711.Pcma, 9, _timestamp, _us, arrival == Arrival.Anew);
            if (right is not null)
                _recorder.Sent(mu, G711.Pcmu, _timestamp + 5_000, _us);
            Pass(20, write);
        }
    }

    private void Pass(int ms, bool write = true)
    {
        for (var i = 0; i < ms; i += 20)
        {
            _timestamp += 160;
            _us += 20_000;
            _recorder.Tick(_us);
            if (write)
                Write();
        }
    }

    private void Write()
    {
        while (_pool.Work.TryTake(out var work))
        {
            if (work.Chunk is { } chunk)
            {
                work.File.Write(chunk, work.EndSample, _scratch);
                _pool.GiveBack(chunk);
            }
            else
            {
                work.File.Seal(work.EndSample, _scratch);
            }
        }
    }

    private Task<RecordingSealed> End()
    {
        _recorder.Finish(_us);
        Write();
        return _file.Sealed;
    }

    private static short[] Samples(RecordingReader reader)
    {
        using var wav = new MemoryStream();
        reader.WriteWav(wav);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(wav.ToArray().AsSpan(44)).ToArray();
    }

    private static short Law(short linear, G711 law) => G711Codec.Decode(G711Codec.EncodeA(linear), law);
}
