using TellerLine.Access;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>What people read instead of the names in a contact's timeline.</summary>
/// <param name="Prompts">By name (<c>menu.balance</c>); one that a single language needs has it in both.</param>
/// <param name="Nodes">Of the menu and of its steps (<c>pin-transaction</c>).</param>
/// <param name="Services"><see cref="ServiceDone.Item"/>.</param>
/// <param name="Outcomes"><see cref="ServiceDone.Outcome"/>.</param>
public sealed record WordsView(
    IReadOnlyDictionary<string, BilingualText> Prompts, IReadOnlyDictionary<string, BilingualText> Nodes,
    IReadOnlyDictionary<string, BilingualText> Services, IReadOnlyDictionary<string, BilingualText> Outcomes);

/// <summary>Made once of the prompts' manifests, the menu's file and the steps' own words.</summary>
internal sealed class SelfServiceWords(PromptLibrary prompts, MenuSource menu)
{
    private readonly Lazy<WordsView> _all = new(() => Of(
        PromptManifest.Parse(File.ReadAllText(prompts.Manifest(Languages.Chinese))),
        PromptManifest.Parse(File.ReadAllText(prompts.Manifest(Languages.English))),
        menu.Load()));

    public WordsView All => _all.Value;

    internal static WordsView Of(
        IReadOnlyDictionary<string, PromptManifest.Line> zh, IReadOnlyDictionary<string, PromptManifest.Line> en,
        Menu menu) => new(
        zh.Keys.Union(en.Keys).Order(StringComparer.Ordinal).ToDictionary(
            name => name,
            name => new BilingualText(
                (zh.GetValueOrDefault(name) ?? en[name]).Text, (en.GetValueOrDefault(name) ?? zh[name]).Text)),
        new Dictionary<string, BilingualText>([.. StepWords.Nodes, .. menu.Words]),
        StepWords.Services,
        StepWords.Outcomes);
}
