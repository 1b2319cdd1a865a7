using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Rtp;

namespace TellerLine.Rules.Voice.Media;

public sealed class MixTests
{
    private readonly Mix _mix = new();

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void voices_are_added_and_encoded_in_the_listeners_law(int law)
    {
        var (one, other) = (Ramp(i => i * 20), Ramp(i => 500 - (i * 3)));

        var frame = Mixed((G711)law, one, other);

        for (var i = 0; i < frame.Length; i++)
        {
            var sum = one[i] + other[i];
            var heard = G711Codec.Decode(frame[i], (G711)law);
            Assert.InRange(heard, sum - 16 - (Math.Abs(sum) / 16), sum + 16 + (Math.Abs(sum) / 16));
        }
    }

    [Fact]
    public void what_is_too_loud_is_cut_off_and_does_not_turn_over()
    {
        var frame = Mixed(G711.Pcma, Ramp(_ => 30_000), Ramp(_ => 30_000), Ramp(i => i < 80 ? 0 : -120_000 / 4));

        Assert.Equal(32_256, G711Codec.Decode(frame[0], G711.Pcma));
        Assert.InRange(G711Codec.Decode(frame[100], G711.Pcma), 29_000, 31_000);
        Assert.Equal(-32_256, G711Codec.Decode(Mixed(G711.Pcma, Ramp(_ => -30_000), Ramp(_ => -30_000))[5], G711.Pcma));
    }

    [Fact]
    public void nobody_is_silence_and_a_prompt_is_added_as_it_is()
    {
        Assert.All(Mixed(G711.Pcma), code => Assert.Equal(G711Codec.SilenceA, code));
        Assert.All(Mixed(G711.Pcmu), code => Assert.Equal(G711Codec.SilenceMu, code));
        var prompt = Enumerable.Range(0, 160).Select(i => (byte)i).ToArray();
        var frame = new byte[160];
        _mix.Begin();
        _mix.Add(prompt, G711.Pcma);
        _mix.Encode(frame, G711.Pcma);
        Assert.Equal(prompt, frame);
    }

    private byte[] Mixed(G711 law, params short[][] voices)
    {
        var frame = new byte[JitterBuffer.FrameSamples];
        _mix.Begin();
        foreach (var voice in voices)
            _mix.Add(voice);
        _mix.Encode(frame, law);
        return frame;
    }

    private static short[] Ramp(Func<int, int> at) => [.. Enumerable.Range(0, 160).Select(i => (short)at(i))];
}
