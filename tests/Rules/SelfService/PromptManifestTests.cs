using System.Reflection;
using System.Text.RegularExpressions;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// A synthesiser given characters reads them as English and nobody would notice by the length: so every line in
/// Mandarin has pinyin, and the pinyin fits the characters.
/// </summary>
public sealed partial class PromptManifestTests
{
    /// <summary>Characters with more than one reading, and the one they have here, by context.</summary>
    private static readonly Dictionary<string, string> Readings = new()
    {
        ["银行"] = "yin hang", ["重听"] = "chong ting", ["重新"] = "chong xin", ["重复"] = "chong fu", ["还可以"] = "hai ke yi",
        ["还有"] = "hai you", ["还没有"] = "hai mei you", ["转账"] = "zhuan zhang", ["转接"] = "zhuan jie", ["转出"] = "zhuan chu",
        ["转入"] = "zhuan ru", ["查询"] = "cha xun", ["为您"] = "wei nin", ["应为"] = "ying wei", ["余额为"] = "yu e wei",
        ["挂失"] = "gua shi",
        ["尾号"] = "wei hao", ["星号"] = "xing hao", ["没有"] = "mei you", ["当前"] = "dang qian", ["处理"] = "chu li",
        ["暂时"] = "zan shi",
        ["座席"] = "zuo xi", ["只有"] = "zhi you", ["便"] = "bian", ["元整"] = "yuan zheng", ["的"] = "de", ["角"] = "jiao",
        ["分"] = "fen", ["还款"] = "huan kuan", ["还清"] = "huan qing", ["应还"] = "ying huan", ["未还"] = "wei huan",
        ["还到"] = "huan dao",
    };

    [GeneratedRegex("^[a-z]+[1-5]$")]
    private static partial Regex Syllable { get; }

    private static IEnumerable<(string Name, string Text, string Say)> Mandarin() => Spoken.Manifests
        .SelectMany(m => m.Value.Select(l => (m.Key, l)))
        .Where(x => (x.l.Value.Voice ?? (x.Key == Languages.Chinese ? "zh" : "en")) == "zh")
        .Select(x => ($"{x.Key}/{x.l.Key}", x.l.Value.Text, x.l.Value.Say ?? ""));

    private static string[] Syllables(string say) =>
        say.Split([' ', ',', '.', '?'], StringSplitOptions.RemoveEmptyEntries);

    private static string Characters(string text) => string.Concat(text.Where(c => c is >= '一' and <= '龥'));

    private static int Tone(string syllable) => syllable[^1] - '0';

    [Fact]
    public void every_line_in_mandarin_has_a_toned_syllable_for_every_character()
    {
        var lines = Mandarin().ToList();
        Assert.True(lines.Count > 250);
        foreach (var (name, text, say) in lines)
        {
            Assert.All(Syllables(say), s => Assert.True(Syllable.IsMatch(s), $"{name}: {s}"));
            Assert.True(Characters(text).Length == Syllables(say).Length, $"{name}: {text} / {say}");
            Assert.True(
                text.All(c => c is '，' or '。' || Characters(text).Contains(c)),
                $"{name}: {text} has something that is not spoken");
        }
    }

    [Fact]
    public void a_character_is_read_the_same_everywhere_but_for_its_tone()
    {
        var seen = new Dictionary<char, (string Syllable, string Name)>();
        foreach (var (name, text, say) in Mandarin())
        {
            foreach (var (c, syllable) in Characters(text).Zip(Syllables(say)))
            {
                var plain = syllable[..^1];
                // The one word with two readings that are both common here: which is right is told by its context.
                if (c != '还' && !seen.TryAdd(c, (plain, name)))
                    Assert.True(
                        seen[c].Syllable == plain, $"{c} is {plain} in {name}, {seen[c].Syllable} in {seen[c].Name}");
            }
        }
    }

    [Fact]
    public void characters_with_two_readings_have_the_right_one()
    {
        var used = new HashSet<string>();
        foreach (var (name, text, say) in Mandarin())
        {
            var characters = Characters(text);
            var syllables = Syllables(say).Select(s => s[..^1]).ToArray();
            foreach (var (word, reading) in Readings)
            {
                for (var at = characters.IndexOf(word, StringComparison.Ordinal); at >= 0; at = characters.IndexOf(
                    word, at + 1, StringComparison.Ordinal))
                {
                    used.Add(word);
                    Assert.Equal((name, reading), (name, string.Join(' ', syllables.Skip(at).Take(word.Length))));
                }
            }
        }
        Assert.Contains("银行", used);
        Assert.Contains("重听", used);
    }

    [Fact]
    public void tones_change_where_speech_changes_them()
    {
        foreach (var (name, text, say) in Mandarin())
        {
            // Within a phrase; a pause keeps the tones apart.
            foreach (
                var (words, spoken) in Phrases(text).Zip(say.Split([',', '.'], StringSplitOptions.RemoveEmptyEntries)))
            {
                var syllables = Syllables(spoken);
                for (var i = 0; i + 1 < syllables.Length; i++)
                {
                    var (here, next) = (Tone(syllables[i]), Tone(syllables[i + 1]));
                    Assert.False(here == 3 && next == 3, $"{name}: {syllables[i]} {syllables[i + 1]}: two third tones");
                    if (words[i] == '不')
                        Assert.True(
                            here == (
                                next == 4 ? 2 : words.StartsWith("对不起", StringComparison.Ordinal) && i == 1 ? 5 : 4),
                                    $"{name}: 不 before tone {next} is {here}");
                    if (words[i] == '一' && words[i + 1] is '百' or '千' or '个' or '位' or '级')
                        Assert.True(here == (next is 4 or 5 ? 2 : 4), $"{name}: 一 before tone {next} is {here}");
                }
            }
        }
    }

    private static string[] Phrases(string text) =>
        text.Split(['，', '。'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void a_tone_is_the_dictionarys_or_its_spoken_change()
    {
        var tones = new Dictionary<char, HashSet<int>>();
        foreach (var (_, text, say) in Mandarin())
        {
            foreach (var (c, syllable) in Characters(text).Zip(Syllables(say)))
            {
                tones.TryAdd(c, []);
                tones[c].Add(Tone(syllable));
            }
        }
        // 一 and 不 change by rule, 为 is two words (为您 4, 余额为 2); everything else has one tone, or is a third tone that
        // became a second.
        var odd = tones.Where(
            t => t.Key is not ('一' or '不' or '为') && !(t.Value.Count == 1 || t.Value.SetEquals([2, 3])))
            .Select(t => $"{t.Key}: {string.Join(", ", t.Value)}");
        Assert.Empty(odd);
    }

    [Fact]
    public void wei_is_for_with_the_fourth_tone_and_is_with_the_second()
    {
        foreach (var (name, text, say) in Mandarin())
        {
            var characters = Characters(text);
            foreach (var (i, tone) in Syllables(say).Select((s, i) => (i, Tone(s))).Where(x => characters[x.i] == '为'))
                Assert.True(tone == (i > 0 && characters[i - 1] is '应' or '额' ? 2 : 4), $"{name}: {text}");
        }
    }

    [Fact]
    public void both_languages_can_say_the_same_things()
    {
        string[] ofOneGrammar = ["n.yao", "n.liang", "n.1-", "n.within-", "jiao.", "fen.", "unit.", "day.", "time.", "rates.percent",
            "pin.times-one", "queue.before-one", "queue.callers-one", "agent.at-your-service"];
        string[] Names(string language) => [.. Spoken.Manifests[language].Keys
            .Where(n => !ofOneGrammar.Any(o => n.StartsWith(o, StringComparison.Ordinal))
                && !(n.StartsWith("n.", StringComparison.Ordinal) && n.Length > 4)).Order()];
        Assert.Equal(Names(Languages.Chinese), Names(Languages.English));
    }

    [Fact]
    public void what_other_capabilities_say_is_recorded() => Assert.All(
        typeof(PromptNames).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (string)f.GetRawConstantValue()!)
        .Where(n => n is not (PromptNames.HoldMusic or PromptNames.KeyMarker)),
        name => Assert.All(Spoken.Manifests.Values, m => Assert.Contains(name, m.Keys)));

    [Fact]
    public void function_comes_before_key() => Assert.All(
        Spoken.Manifests.SelectMany(m => m.Value)
        .Where(l => l.Key.StartsWith("menu.", StringComparison.Ordinal) && l.Key != "menu.or-hang-up"),
        l => Assert.True(l.Value.Text.EndsWith('，') || l.Value.Text.EndsWith(','), l.Key));

    [Fact]
    public void no_line_names_a_bank_but_the_one_that_is_replaced() => Assert.All(
        Spoken.Manifests.SelectMany(m => m.Value).Where(l => l.Key != "bank.name"),
        l => Assert.False(l.Value.Text.Contains("宁川", StringComparison.Ordinal)
            || l.Value.Text.Contains("Ningchuan", StringComparison.Ordinal), l.Key));
}
