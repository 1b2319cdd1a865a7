using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Prompts;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Rules.Voice.Media;

/// <summary>Keys sung in the audio, by the limits of ITU-T Q.24.</summary>
public sealed class ToneKeysTests
{
    private const string Keypad = "123A456B789C*0#D";
    private const double Tone = 4_000; // 15 dB below the loudest

    private readonly Random _random = new(3);
    private readonly List<short> _sung = [];

    public static TheoryData<char> Keys => [.. Keypad];

    [Theory]
    [MemberData(nameof(Keys))]
    public void each_key_is_heard_once(char key)
    {
        Sing(key, 100);
        Assert.Equal($"{key}", Heard());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public void a_number_is_heard_key_by_key_whatever_the_packets_and_the_law(int packetMs)
    {
        const string Number = "13900012345*#0998";
        foreach (var key in Number)
        {
            Sing(key, 60);
            Pause(50);
        }

        Assert.Equal(Number, Heard(G711.Pcma, packetMs));
        Assert.Equal(Number, Heard(G711.Pcmu, packetMs));
    }

    [Fact]
    public void forty_milliseconds_are_a_key_wherever_they_begin_and_twenty_are_none()
    {
        for (var at = 0; at < 52; at += 9)
        {
            foreach (var key in Keypad)
            {
                _sung.Clear();
                _sung.AddRange(new short[1_000 + at]);
                Sing(key, 40);
                Pause(60);
                Assert.Equal($"{key}", Heard());
                _sung.Clear();
                _sung.AddRange(new short[1_000 + at]);
                Sing(key, 20);
                Pause(60);
                Assert.Equal("", Heard());
            }
        }
    }

    [Fact]
    public void a_hole_of_ten_milliseconds_is_one_key_and_a_pause_of_forty_two()
    {
        Sing('5', 60);
        Pause(10);
        Sing('5', 60);
        Pause(40);
        Sing('5', 60);
        Assert.Equal("55", Heard());
    }

    [Theory]
    [InlineData(0, 4, true)] // the high tone stronger, decibels
    [InlineData(0, 9, false)]
    [InlineData(7.5, 0, true)]
    [InlineData(14, 0, false)]
    [InlineData(-12, -12, true)] // some 30 dB below the loudest
    [InlineData(-30, -30, false)]
    public void twist_and_level_have_their_limits(double lowDb, double highDb, bool isKey)
    {
        foreach (var key in Keypad)
        {
            Sing(key, 80, lowDb: lowDb, highDb: highDb);
            Pause(60);
        }

        Assert.Equal(isKey ? Keypad : "", Heard());
    }

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(-1.5, true)]
    [InlineData(3.5, false)]
    [InlineData(-3.5, false)]
    public void a_frequency_off_by_little_is_a_key_and_by_more_is_none(double percent, bool isKey)
    {
        foreach (var key in Keypad)
        {
            Sing(key, 80, off: percent);
            Pause(60);
        }

        Assert.Equal(isKey ? Keypad : "", Heard());
    }

    [Fact]
    public void two_tones_with_strong_second_harmonics_are_a_voice()
    {
        foreach (var key in Keypad)
        {
            Sing(key, 100, harmonic: 0.45);
            Pause(60);
        }

        Assert.Equal("", Heard());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    public void keys_are_heard_in_noise(double signalToNoiseDb)
    {
        for (var i = 0; i < 10; i++)
        {
            foreach (var key in Keypad)
            {
                Sing(key, 80);
                Pause(60);
            }
        }

        var noise = Math.Sqrt(Tone * Tone / Math.Pow(10, signalToNoiseDb / 10));
        for (var i = 0; i < _sung.Count; i++)
            _sung[i] = (short)(_sung[i] + (noise * Gauss()));
        Assert.Equal(string.Concat(Enumerable.Repeat(Keypad, 10)), Heard());
    }

    [Fact]
    public void noise_alone_single_tones_and_dial_tones_are_no_keys()
    {
        for (var i = 0; i < 8_000 * 20; i++)
            _sung.Add((short)(4_000 * Gauss()));
        foreach (var hz in (double[])[350, 440, 480, 620, 697, 941, 1209, 1477, 1100, 2100])
            Add(1_000, i => Tone * Math.Sin(ToneWindow.Angle(hz) * i));
        Add(1_000, i => Tone * (Math.Sin(ToneWindow.Angle(350) * i) + Math.Sin(ToneWindow.Angle(440) * i)));
        Add(1_000, i => Tone * (Math.Sin(ToneWindow.Angle(480) * i) + Math.Sin(ToneWindow.Angle(620) * i)));
        Assert.Equal("", Heard());
    }

    [Fact]
    public void no_word_of_any_prompt_is_a_key()
    {
        var prompts = Directory.GetFiles(
            Path.Combine(Architecture.Tree.Root, "prompts"), "*.wav", SearchOption.AllDirectories);
        Assert.InRange(prompts.Length, 300, int.MaxValue);
        var wrong = prompts.Select(p => (Name: Path.GetFileName(p), Heard: HeardIn(WavFile.Read(p))))
            .Where(p => p.Heard.Length > 0).ToList();
        Assert.Empty(wrong);
    }

    [Fact]
    public void keys_over_a_prompts_echo_are_heard()
    {
        // The echo of a greeting, 20 dB below it, as a telephone returns it.
        var prompt = WavFile.Read(Path.Combine(Architecture.Tree.Root, "prompts/en/greeting.notice.wav"));
        while (_sung.Count + 1_200 < prompt.Samples)
        {
            Sing("2580"[_sung.Count / 1_200 % 4], 90);
            Pause(60);
        }

        var expected = string.Concat(Enumerable.Range(0, _sung.Count / 1_200).Select(i => "2580"[i % 4]));
        for (var i = 0; i < _sung.Count; i++)
            _sung[i] += (short)(G711Codec.Decode(prompt.In(G711.Pcma)[i], G711.Pcma) / 10);
        Assert.Equal(expected, Heard());
    }

    [Fact]
    public void a_lost_packet_in_a_tone_is_no_second_key_and_a_silent_telephone_ends_it()
    {
        Sing('7', 140);
        var (keys, codes) = (new ToneKeys(), Codes(G711.Pcma));
        var steps = new List<ToneStep>();
        for (var at = 0; at < codes.Length; at += 160)
        {
            if (at == 480)
                continue; // lost
            ReadOnlySpan<byte> rest = codes.AsSpan(at, Math.Min(160, codes.Length - at));
            keys.Begin((uint)at, rest.Length);
            while (keys.Next(ref rest, G711.Pcma) is not ToneStep.None and var step)
                steps.Add(step);
        }

        Assert.Equal([ToneStep.Pressed], steps);
        Assert.True(keys.IsPressed);

        // It sends nothing in silence: the next packet is of much later.
        ReadOnlySpan<byte> next = codes.AsSpan(0, 160);
        keys.Begin(20_000, 160);
        Assert.Equal(ToneStep.Released, keys.Next(ref next, G711.Pcma));
        Assert.InRange(keys.DurationMs, 90, 140);
        Assert.Equal((byte)'7', keys.Key);
        keys.Clear();
        Assert.Equal(0, keys.Key);
        Assert.False(keys.GiveUp());
    }

    private void Sing(char key, int ms, double lowDb = 0, double highDb = 0, double off = 0, double harmonic = 0)
    {
        var place = Keypad.IndexOf(key);
        var factor = 1 + (off / 100);
        var (low, high) = (ToneWindow.Angle(ToneWindow.Frequency(place / 4) * factor),
            ToneWindow.Angle(ToneWindow.Frequency(4 + (place % 4)) * factor));
        var (lowPhase, highPhase) = (_random.NextDouble() * 6, _random.NextDouble() * 6);
        Add(ms, i => Tone * ((Math.Pow(10, lowDb / 20) * Wave((low * i) + lowPhase))
            + (Math.Pow(10, highDb / 20) * Wave((high * i) + highPhase))));
        double Wave(double angle) => Math.Sin(angle) + (harmonic * Math.Sin(2 * angle));
    }

    private void Pause(int ms) => _sung.AddRange(new short[ms * 8]);

    private void Add(int ms, Func<int, double> at)
    {
        for (var i = 0; i < ms * 8; i++)
            _sung.Add((short)Math.Clamp(at(i), short.MinValue, short.MaxValue));
    }

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private byte[] Codes(G711 law) =>
        [.. _sung.Select(s => law == G711.Pcma ? G711Codec.EncodeA(s) : G711Codec.EncodeMu(s))];

    private string Heard(G711 law = G711.Pcma, int packetMs = 20) => Heard(Codes(law), law, packetMs);

    private static string HeardIn(Prompt prompt) => Heard(prompt.In(G711.Pcma), G711.Pcma, 20);

    private static string Heard(ReadOnlySpan<byte> codes, G711 law, int packetMs)
    {
        var keys = new ToneKeys();
        var (pressed, released) = ("", "");
        for (var at = 0; at < codes.Length; at += packetMs * 8)
        {
            var rest = codes[at..Math.Min(codes.Length, at + (packetMs * 8))];
            keys.Begin((uint)at, rest.Length);
            while (keys.Next(ref rest, law) is not ToneStep.None and var step)
            {
                if (step == ToneStep.Pressed)
                    pressed += (char)keys.Key;
                else
                    released += (char)keys.Key;
            }
        }

        Assert.StartsWith(released, pressed, StringComparison.Ordinal);
        return pressed;
    }
}
