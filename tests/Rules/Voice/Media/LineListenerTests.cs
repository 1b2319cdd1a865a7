using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Prompts;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Rules.Voice.Media;

/// <summary>
/// What becomes of a call, heard in its audio: tones as networks make them, speech as our prompts are.
/// </summary>
public sealed class LineListenerTests
{
    private const double Loud = 4_000;

    private readonly Random _random = new(7);
    private readonly List<short> _line = [];

    // Frequencies in Hz, then on and off by turns in ms (ITU-T E.180 supplement 2).
    public static TheoryData<LineSound, int[], int[]> Tones => new()
    {
        { LineSound.RingBack, [450], [1_000, 4_000] }, // China
        { LineSound.Busy, [450], [350, 350] },
        { LineSound.Congestion, [450], [700, 700] },
        { LineSound.Unobtainable, [450], [100, 100, 100, 100, 100, 100, 400, 400] },
        { LineSound.RingBack, [425], [1_000, 4_000] }, // Europe
        { LineSound.Busy, [425], [500, 500] },
        { LineSound.Busy, [425], [480, 480] },
        { LineSound.Congestion, [425], [250, 250] },
        { LineSound.RingBack, [440, 480], [2_000, 4_000] }, // North America
        { LineSound.Busy, [480, 620], [500, 500] },
        { LineSound.Congestion, [480, 620], [250, 250] },
        { LineSound.RingBack, [400, 450], [400, 200, 400, 2_000] }, // Britain
        { LineSound.Busy, [400], [375, 375] },
        { LineSound.Busy, [400], [500, 500] }, // Japan
    };

    [Theory]
    [MemberData(nameof(Tones))]
    public void each_networks_tones_are_told_once_whatever_the_law_the_level_and_where_they_begin(
        LineSound expected, int[] hz, int[] cadence)
    {
        foreach (var level in (double[])[400, 4_000, 9_000])
        {
            foreach (var law in (G711[])[G711.Pcma, G711.Pcmu])
            {
                _line.Clear();
                Pause(_random.Next(5, 900));
                Sing(hz, cadence, cycles: 3, level, noise: level / 12);
                Assert.Equal([expected], Heard(law));
            }
        }
    }

    [Fact]
    public void busy_is_known_within_two_cycles_and_a_ring_before_its_next_one()
    {
        Sing([450], [350, 350], 2);
        Sing([450], [350, 350], 1);
        Assert.InRange(WhenHeard(LineSound.Busy), 1_300, 1_500);
        _line.Clear();
        Sing([450], [1_000, 4_000], 1);
        Assert.InRange(WhenHeard(LineSound.RingBack), 2_400, 2_600);
    }

    [Theory]
    [MemberData(nameof(Tones))]
    public void a_tone_that_goes_on_for_a_minute_is_told_once(LineSound expected, int[] hz, int[] cadence)
    {
        Sing(hz, cadence, 60_000 / cadence.Sum(), noise: 200);
        Assert.Equal([expected], Heard());
    }

    [Fact]
    public void first_it_rings_then_it_is_busy()
    {
        Sing([450], [1_000, 4_000], 2);
        Sing([450], [350, 350], 4);
        Assert.Equal([LineSound.RingBack, LineSound.Busy], Heard());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void three_steps_up_are_no_such_number(int betweenMs)
    {
        Pause(313);
        foreach (var hz in (double[])[950, 1_400, 1_800])
        {
            Tone([hz], 330);
            Pause(betweenMs);
        }

        Pause(500);
        Speak("en/agent.lost.wav");
        Assert.Equal(LineSound.Unobtainable, Heard()[0]);
    }

    [Theory]
    [InlineData(300, 300)] // between two cadences
    [InlineData(1_000, 1_000)]
    [InlineData(20_000, 0)] // a dialling tone
    [InlineData(60, 60)]
    public void a_tone_of_no_networks_cadence_is_nothing(int onMs, int offMs)
    {
        for (var i = 0; i < 12_000 / (onMs + offMs) + 1; i++)
        {
            Tone([450], onMs);
            Pause(offMs);
        }

        Assert.DoesNotContain(LineSound.Unobtainable, Heard());
        Assert.DoesNotContain(LineSound.RingBack, Heard());
        if (onMs != 300)
            Assert.Empty(Heard());
    }

    [Fact]
    public void no_word_of_any_prompt_is_a_networks_tone()
    {
        foreach (var file in Prompts())
        {
            Speak(file);
            Pause(_random.Next(0, 700));
        }

        // Two hours would be over after two minutes: in pieces.
        var told = _line.Chunk(8 * 100_000).SelectMany(piece => HeardIn(piece)).Distinct();
        Assert.Empty(told.Except([LineSound.Announcement, LineSound.Person]));
    }

    [Fact]
    public void who_says_a_word_and_waits_is_a_person()
    {
        Pause(700);
        Speak("zh-CN/greeting.welcome.wav");
        Pause(1_500);
        Assert.Equal([LineSound.Person], Heard());
    }

    [Fact]
    public void a_long_greeting_and_a_beep_are_a_machine()
    {
        Pause(400);
        Speak("zh-CN/greeting.notice.wav");
        Speak("zh-CN/greeting.notice.wav");
        Speak("zh-CN/greeting.notice.wav");
        Pause(600);
        Tone([1_000], 420);
        Pause(2_000);
        var heard = Heard();
        Assert.Equal(LineSound.Machine, heard[^1]);
        Assert.Contains(LineSound.Announcement, heard);
    }

    [Fact]
    public void a_line_on_which_nothing_is_said_is_told_once()
    {
        Pause(9_000);
        Assert.Equal([LineSound.Silence], Heard());
    }

    [Fact]
    public void who_sends_nothing_between_the_rings_is_heard_as_well()
    {
        // Silence suppressed: the next packet is of four seconds later.
        var (listener, told) = (new LineListener(), new List<LineSound>());
        for (var ring = 0; ring < 2; ring++)
        {
            _line.Clear();
            Tone([450], 1_000);
            var codes = Codes(G711.Pcma);
            for (var at = 0; at < codes.Length; at += 160)
            {
                if (listener.Hear(codes.AsSpan(at, 160), G711.Pcma, (uint)((ring * 40_000) + at)) is { } sound)
                    told.Add(sound);
            }
        }

        Assert.Equal([LineSound.RingBack], told);
    }

    [Fact]
    public void listening_allocates_nothing()
    {
        Sing([450], [350, 350], 4);
        Speak("en/agent.lost.wav");
        var (listener, codes) = (new LineListener(), Codes(G711.Pcma));
        void Round(uint from)
        {
            for (var at = 0; at + 160 <= codes.Length; at += 160)
                listener.Hear(codes.AsSpan(at, 160), G711.Pcma, from + (uint)at);
        }

        Round(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round((uint)codes.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    private static IEnumerable<string> Prompts() => Directory
        .GetFiles(Root, "*.wav", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => !file.StartsWith("music", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Root => Path.Combine(Architecture.Tree.Root, "prompts");

    private void Speak(string prompt)
    {
        foreach (var code in WavFile.Read(Path.Combine(Root, prompt)).In(G711.Pcma))
            _line.Add(G711Codec.Decode(code, G711.Pcma));
    }

    private void Sing(int[] hz, int[] cadence, int cycles, double level = Loud, double noise = 0)
    {
        for (var i = 0; i < cycles * cadence.Length; i++)
        {
            if (i % 2 == 0)
                Tone([.. hz.Select(h => (double)h)], cadence[i % cadence.Length], level, noise);
            else
                Pause(cadence[i % cadence.Length]);
        }
    }

    private void Tone(double[] hz, int ms, double level = Loud, double noise = 0)
    {
        for (var i = 0; i < ms * 8; i++)
        {
            var at = _line.Count;
            _line.Add((short)((level * hz.Sum(h => Math.Sin(2 * Math.PI * h * at / 8000)) / hz.Length)
                + (noise * ((2 * _random.NextDouble()) - 1))));
        }
    }

    private void Pause(int ms)
    {
        for (var i = 0; i < ms * 8; i++)
            _line.Add((short)_random.Next(-12, 13));
    }

    private byte[] Codes(G711 law) =>
        [.. _line.Select(s => law == G711.Pcma ? G711Codec.EncodeA(s) : G711Codec.EncodeMu(s))];

    private List<LineSound> Heard(G711 law = G711.Pcma) => [.. Told(Codes(law), law).Select(told => told.Sound)];

    private int WhenHeard(LineSound sound) => Told(Codes(G711.Pcma), G711.Pcma).First(told => told.Sound == sound).Ms;

    private static IEnumerable<LineSound> HeardIn(short[] samples) =>
        Told([.. samples.Select(G711Codec.EncodeA)], G711.Pcma).Select(told => told.Sound);

    private static IEnumerable<(int Ms, LineSound Sound)> Told(byte[] codes, G711 law)
    {
        var listener = new LineListener();
        for (var at = 0; at + 160 <= codes.Length; at += 160)
        {
            if (listener.Hear(codes.AsSpan(at, 160), law, (uint)at) is { } sound)
                yield return (at / 8, sound);
        }
    }
}
