using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Modules.SelfService;

/// <summary>A bank's own recordings, and what the start says of a configuration that cannot be spoken.</summary>
public sealed class PromptCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tellerline-prompts-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Ours(string path) => Path.Combine(AppContext.BaseDirectory, "prompts", path);

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"SelfService:{s.Key}", (string?)s.Value)))
            .Build();
        using var services = new ServiceCollection().AddSelfService(configuration).BuildServiceProvider();
        return [.. services.GetServices<ICheckConfiguration>().SelectMany(c => c.Check()).Select(f => f.ToString())];
    }

    private string Put(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    [Fact]
    public void as_it_comes_there_is_no_fault() => Assert.Empty(Faults());

    [Fact]
    public void a_recording_of_the_bank_takes_the_place_of_ours()
    {
        var own = Put("zh-CN/goodbye.wav", File.ReadAllBytes(Ours("zh-CN/n.1.wav")));
        var library = new PromptLibrary(new SelfServiceOptions { Prompts = _folder.FullName });
        Assert.Equal(own, library.File("zh-CN", "goodbye"));
        Assert.Equal(Ours("en/goodbye.wav"), library.File("en", "goodbye"));
        Assert.Equal(
            [own, Ours("zh-CN/n.2.wav")],
            new Prompts(library, (_, _) => null).Files("zh-CN", ["goodbye", "n.2"]));
        Assert.Empty(Faults(("Prompts", _folder.FullName)));
    }

    [Fact]
    public void a_recording_of_the_wrong_kind_is_named_with_what_is_wrong()
    {
        var wide = File.ReadAllBytes(Ours("en/goodbye.wav"));
        wide[24] = 0x80;
        wide[25] = 0x3E;
        var fast = Put("en/goodbye.wav", wide);
        var text = Put("zh-CN/n.7.wav", "seven"u8.ToArray());
        var cut = Put("zh-CN/n.8.wav", File.ReadAllBytes(Ours("zh-CN/n.8.wav"))[..500]);
        var faults = Faults(("Prompts", _folder.FullName));
        const string expected = "expected 8 kHz mono WAV (16-bit PCM, A-law or µ-law)";
        Assert.Equal(
            [$"prompt {text}: is no WAV file; {expected}", $"prompt {cut}: is cut short; {expected}",
                $"prompt {fast}: has 1 channels at 16000 Hz; {expected}"],
            faults);
    }

    [Fact]
    public void another_banks_name_is_never_spoken_until_somebody_has_recorded_it()
    {
        var library = new PromptLibrary(new SelfServiceOptions());
        Assert.Empty(new Prompts(library, (_, _) => null, namesTheBank: false).Files("zh-CN", ["bank.name"]));
        var own = new Prompts(
            library, (language, name) => (language, name) == ("zh-CN", "bank.name") ? "own" : null, namesTheBank: false);
        Assert.Equal(["own"], own.Files("zh-CN", ["bank.name"]));
        Assert.Equal([Ours("en/goodbye.wav")], own.Files("en", ["bank.name", "goodbye"]));
        Put("en/bank.name.wav", File.ReadAllBytes(Ours("en/goodbye.wav")));
        var folder = new PromptLibrary(new SelfServiceOptions { Prompts = _folder.FullName });
        Assert.Single(new Prompts(folder, (_, _) => null, namesTheBank: false).Files("en", ["bank.name"]));
        Assert.Empty(Faults(("BankNameZh", "长安银行")));
    }

    [Fact]
    public void all_faults_of_a_configuration_are_told_at_once()
    {
        var faults = Faults(
            ("Tries", "0"), ("Prompts", Path.Combine(_folder.FullName, "none")), ("BankNameEn", ""));
        Assert.Equal(2, faults.Count);
        Assert.Contains("SelfService:Tries: 0; expected 1 to 5", faults);
    }

    [Fact]
    public void a_library_that_is_empty_names_every_missing_prompt()
    {
        foreach (var language in Languages.All)
            File.Copy(Ours($"{language}.yaml"), Path.Combine(_folder.FullName, $"{language}.yaml"));
        var library = new PromptLibrary(_folder.FullName, "");
        var faults = new PromptCheck(library).Check()
            .Select(f => f.ToString()).ToList();
        Assert.Contains(
            "prompt zh-CN/n.yao.wav: is missing; expected 8 kHz mono WAV (16-bit PCM, A-law or µ-law)", faults);
        Assert.Contains(
            "prompt en/goodbye.wav: is missing; expected 8 kHz mono WAV (16-bit PCM, A-law or µ-law)", faults);
        Assert.Contains(
            "prompt music/hold.wav: is missing; expected 8 kHz mono WAV (16-bit PCM, A-law or µ-law)", faults);
    }
}
