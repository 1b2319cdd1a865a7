using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>What people read instead of the names in a contact's timeline.</summary>
/// <param name="Prompts">By name (<c>menu.balance</c>); one that a single language needs has it in both.</param>
/// <param name="Nodes">Of the menu and of its steps (<c>pin-transaction</c>).</param>
/// <param name="Services"><see cref="ServiceDone.Item"/>.</param>
/// <param name="Outcomes"><see cref="ServiceDone.Outcome"/>.</param>
public sealed record WordsView(
    IReadOnlyDictionary<string, BilingualText> Prompts, IReadOnlyDictionary<string, BilingualText> Nodes,
    IReadOnlyDictionary<string, BilingualText> Services, IReadOnlyDictionary<string, BilingualText> Outcomes)
{
    /// <param name="menus">The newest last: its words count.</param>
    internal WordsView With(IEnumerable<Menu> menus)
    {
        Dictionary<string, BilingualText> nodes = new(Nodes)
        {
            [PersonalComposition.Node] = PersonalComposition.Words,
        };
        foreach (var (name, words) in menus.SelectMany(menu => menu.Words))
            nodes[name] = words;
        return this with { Nodes = nodes };
    }
}

/// <summary>Made of the prompts' manifests, the steps' own words and every menu that was ever in force.</summary>
internal sealed class SelfServiceWords(PromptLibrary prompts, IDefinitions definitions)
{
    private readonly Lazy<WordsView> _lasting = new(() => Shipped(prompts));

    public WordsView All => Spoken(_lasting.Value, definitions.Now(PromptList.Kind).Value)
        .With(definitions.Keys(Menus.Kind).OrderBy(key => key == DefinitionKeys.Main)
            .SelectMany(key => definitions.History(Menus.Kind, key)).Select(menu => menu.Value));

    /// <summary>Where the bank's recordings say something else, it is that.</summary>
    private static WordsView Spoken(WordsView words, PromptList list)
    {
        Dictionary<string, BilingualText> prompts = new(words.Prompts);
        foreach (var one in list.Recordings.Where(one => !string.IsNullOrEmpty(one.Text)))
        {
            if (prompts.TryGetValue(one.Prompt, out var both))
                prompts[one.Prompt] = one.Language == Languages.English
                    ? both with { En = one.Text! } : both with { Zh = one.Text! };
        }
        return words with { Prompts = prompts };
    }

    internal static WordsView Shipped(PromptLibrary prompts) =>
        Of(Manifest(prompts, Languages.Chinese), Manifest(prompts, Languages.English));

    internal static IReadOnlyDictionary<string, PromptManifest.Line> Manifest(PromptLibrary prompts, string language) =>
        PromptManifest.Parse(File.ReadAllText(prompts.Manifest(language)));

    internal static WordsView Of(
        IReadOnlyDictionary<string, PromptManifest.Line> zh, IReadOnlyDictionary<string, PromptManifest.Line> en) =>
        new(zh.Keys.Union(en.Keys).Order(StringComparer.Ordinal).ToDictionary(
            name => name,
            name => new BilingualText(
                (zh.GetValueOrDefault(name) ?? en[name]).Text, (en.GetValueOrDefault(name) ?? zh[name]).Text)),
        StepWords.Nodes,
        StepWords.Services,
        StepWords.Outcomes);
}
