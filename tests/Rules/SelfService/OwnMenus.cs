using TellerLine.PersonalMenus;

namespace TellerLine.Rules.SelfService;

/// <summary>Customers' own menus in memory, with what was dropped of them.</summary>
internal sealed class OwnMenus : IPersonalMenus
{
    public OwnMenus()
    {
    }

    public OwnMenus(string customerId, params string[] nodes) => Has(customerId, nodes);

    public Dictionary<string, PersonalMenu> Kept { get; } = [];

    public List<string> Dropped { get; } = [];

    /// <summary>It cannot be read.</summary>
    public bool Down { get; set; }

    /// <summary>What was chosen is not kept, for this reason.</summary>
    public PersonalMenuFault? Refuses { get; set; }

    public void Has(string customerId, params string[] nodes) =>
        Kept[customerId] = new PersonalMenu(customerId, nodes, 1);

    public Task<PersonalMenu?> Of(string customerId, CancellationToken ct = default) => Down
        ? throw new InvalidOperationException("down")
        : Task.FromResult(Kept.GetValueOrDefault(customerId) is { Nodes.Count: > 0 } menu ? menu : null);

    public Task<PersonalMenuFault?> Choose(
        string customerId, IReadOnlyList<string> nodes, string contactId, CancellationToken ct = default)
    {
        if (Refuses is null)
            Has(customerId, [.. nodes]);
        return Task.FromResult(Refuses);
    }

    public Task Reset(string customerId, string contactId, CancellationToken ct = default)
    {
        Kept.Remove(customerId);
        return Task.CompletedTask;
    }

    public Task Drop(
        PersonalMenu menu, IReadOnlyList<string> dropped, string contactId, CancellationToken ct = default)
    {
        Dropped.AddRange(dropped);
        Kept[menu.CustomerId] = menu with { Nodes = [.. menu.Nodes.Except(dropped)], Version = menu.Version + 1 };
        return Task.CompletedTask;
    }
}
