using System.Security.Cryptography;
using System.Text;
using TellerLine.SelfService;

namespace TellerLine.Modules.SelfService;

/// <summary>
/// The files that come with the program: made from what the manifest says, by the right voice, and fit for a telephone.
/// </summary>
public sealed class PromptFilesTests
{
    private static readonly PromptLibrary Library = new(new SelfServiceOptions());

    private static readonly Dictionary<string, string> Voices = new() { ["zh"] = "cmn-latn-pinyin|190",
        ["en"] = "en-us|155", ["silence"] = "silence|0.35" };

    private static IEnumerable<(string Language, string Name, string Voice, PromptManifest.Line Line)> All() =>
        Languages.All.SelectMany(
        language => PromptManifest.Parse(File.ReadAllText(Library.Manifest(language)))
            .Select(l => (language, l.Key, l.Value.Voice ?? (language == Languages.English ? "en" : "zh"), l.Value)));

    private static IEnumerable<(string Name, string Voice, string Words, Audio Audio)> Spoken() => All()
        .Where(p => p.Voice != "silence")
        .Select(p => ($"{p.Language}/{p.Name}", p.Voice, p.Line.Say ?? p.Line.Text,
            Audio.Read(Library.File(p.Language, p.Name))));

    [Fact]
    public void every_file_was_rendered_from_these_words_by_this_voice()
    {
        var rendered = Languages.All.ToDictionary(
            l => l, l => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "prompts", l, "rendered"))
            .ToHashSet());
        foreach (var (language, name, voice, line) in All())
        {
            var sum = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{Voices[voice]}|{line.Say ?? line.Text}")));
            Assert.True(
                rendered[language].Contains($"{name} {sum}"), $"{language}/{name}: run scripts/render-prompts.sh");
        }
    }

    [Fact]
    public void every_prompt_is_as_loud_as_the_others_and_not_clipped()
    {
        foreach (var (name, _, _, audio) in Spoken())
        {
            Assert.True(audio.LevelDb is > -25 and < -16, $"{name}: {audio.LevelDb:0.0} dBFS");
            Assert.True(audio.PeakDb < -0.5, $"{name}: peak {audio.PeakDb:0.0} dBFS");
            Assert.True(audio.Clipped < 3, $"{name}: {audio.Clipped} samples clipped");
        }
    }

    [Fact]
    public void every_prompt_is_as_long_as_its_words()
    {
        foreach (var (name, voice, words, audio) in Spoken())
        {
            // Mandarin: a syllable takes 0.15 to 0.35 s; English: a letter 0.04 to 0.13 s. Pauses by punctuation, and
            // the ends.
            var pauses = words.Count(c => c is ',' or '.') * 0.35;
            var units = voice == "zh" ? words.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries).Length
                : words.Count(char.IsLetter);
            var (least, most) = voice == "zh" ? (0.13, 0.35) : (0.04, 0.13);
            Assert.True(
                audio.Seconds > least * units && audio.Seconds < (most * units) + pauses + 0.3,
                $"{name}: {audio.Seconds:0.00} s for {units}");
        }
    }

    [Fact]
    public void speech_begins_at_once_and_ends_without_a_wait()
    {
        foreach (var (name, _, _, audio) in Spoken())
        {
            Assert.True(audio.SilenceBefore <= 0.06, $"{name}: {audio.SilenceBefore:0.00} s of silence before");
            Assert.True(audio.SilenceAfter <= 0.35, $"{name}: {audio.SilenceAfter:0.00} s of silence after");
        }
    }

    [Fact]
    public void no_two_numbers_sound_the_same()
    {
        foreach (var language in Languages.All)
        {
            var sums = Enumerable.Range(0, 100)
                .Select(n => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Library.File(language, $"n.{n}")))));
            Assert.Equal(100, sums.Distinct().Count());
        }
    }

    [Fact]
    public void the_music_is_quieter_than_speech_and_loops_without_a_seam()
    {
        var music = Audio.Read(Library.File("music", "hold"));
        Assert.InRange(music.Seconds, 30, 60);
        Assert.InRange(music.LevelDb, -29, -23);
        Assert.Equal(0, music.Clipped);
        Assert.True(music.Seam < 0.02, $"{music.Seam}");
    }

    [Fact]
    public void all_of_it_is_small() => Assert.True(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prompts"), "*", SearchOption.AllDirectories)
        .Sum(f => new FileInfo(f).Length) < 30_000_000);
}
