using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Rules.Calls;

/// <summary>
/// What the bank records, by these rules; a card's details may be paused for; one expert stands in the directory.
/// </summary>
internal sealed class FakeDefinitions(params IReadOnlyList<RecordingRule> rules) : IDefinitions
{
    public InForce<T> Now<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => new(kind.Name, key, 1, 0, (T)(object)(typeof(T) == typeof(RoutingRules)
            ? new RoutingRules([])
            : typeof(T) == typeof(PhoneDirectory) ? new PhoneDirectory([new DirectoryEntry("expert", "专家", "Expert", null, "95566")])
            : new RecordingPolicy(
                rules.Count > 0 ? rules : [new RecordingRule(null, null, "all", "凭证", "evidence")],
                [new("cardDetails", "卡片信息", "Card details")])
            {
                Consultations = new(KeepsConsultations, ConsultationRule.Contact),
            }));

    public bool KeepsConsultations { get; set; }

    public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class => Now(kind, key);

    public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => [Now(kind, key)];

    public IReadOnlyList<string> Keys(DefinitionKind kind) => [DefinitionKeys.Main];
}
