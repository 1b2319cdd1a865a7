using TellerLine.Calls;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Rules.Routing;

/// <summary>Skills, queues and rules as they come with the program, each checked against those before it.</summary>
internal sealed class ShippedRouting : IServiceProvider, IDefinitions
{
    private readonly List<object> _inForce = [];

    private ShippedRouting() =>
        (Skills, Queues, Rules) = (Read(SkillList.Kind), Read(QueueList.Kind), Read(RoutingRules.Kind));

    public static ShippedRouting Now { get; } = new();

    public SkillList Skills { get; }

    public QueueList Queues { get; }

    public RoutingRules Rules { get; }

    public object? GetService(Type serviceType) => this;

    InForce<T> IDefinitions.Now<T>(DefinitionKind<T> kind, string key) =>
        new(kind.Name, key, 1, 0, _inForce.OfType<T>().Single());

    public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class => ((IDefinitions)this).Now(kind, key);

    public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => [((IDefinitions)this).Now(kind, key)];

    public IReadOnlyList<string> Keys(DefinitionKind kind) => [DefinitionKeys.Main];

    private T Read<T>(DefinitionKind<T> kind)
        where T : class
    {
        var (value, _, faults) = new DefinitionCheck<T>(kind, this).Read(kind.Shipped[0].Yaml);
        Assert.Empty(faults);
        _inForce.Add(value!);
        return (T)value!;
    }
}
