using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.PersonalMenus;

/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
public sealed record MenuCustomer(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer)
{
    public override string ToString() => nameof(MenuCustomer);
}

/// <summary>What the page composes with.</summary>
/// <param name="Nodes">Chosen, in order, those no longer offered left out.</param>
/// <param name="Gone">Chosen, and no longer offered: the next call says so.</param>
/// <param name="Offered">All that may be chosen.</param>
/// <param name="Most">Items at most.</param>
public sealed record MenuComposition(
    long Version, IReadOnlyList<string> Nodes, IReadOnlyList<BilingualText> Gone, IReadOnlyList<OfferedItem> Offered,
    int Most);

/// <param name="Nodes">In the order of their keys.</param>
public sealed record ChosenItems(IReadOnlyList<string>? Nodes);

/// <summary>Personal menus kept, by keypad and by an agent for the customer who asks for it.</summary>
internal sealed class PersonalMenuDesk(
    IDb db, ICustomers customers, IOfferedItems offered, IOfferedServices services, IAudit audit, TimeProvider time)
    : IPersonalMenus
{
    private const string Keypad = "keypad", Agent = "agent", Customer = "customer", System = "system";

    private static readonly RecordOutcome.Refused None = new(
        "noPersonalMenu", new("该客户没有个性化菜单。", "The customer has no personal menu."));

    public static BilingualText Words(PersonalMenuFault fault) => fault switch
    {
        PersonalMenuFault.Empty => new("至少选择一项", "Choose one item at least"),
        PersonalMenuFault.TooMany => new(
            $"至多选择 {PersonalMenu.Most} 项", $"At most {PersonalMenu.Most} items"),
        PersonalMenuFault.Twice => new("有项目重复", "An item is there twice"),
        _ => new("有项目已不在银行菜单中", "An item is no longer offered by the bank's menu"),
    };

    public async Task<PersonalMenu?> Of(string customerId, CancellationToken ct) =>
        await Find(customerId, ct) is { Nodes.Count: > 0 } menu ? menu : null;

    public Task<PersonalMenuFault?> Choose(
        string customerId, IReadOnlyList<string> nodes, string contactId, CancellationToken ct)
    {
        if (PersonalMenu.FaultOf(nodes, offered.Now) is { } fault)
            return Task.FromResult<PersonalMenuFault?>(fault);
        return db.Write<PersonalMenuFault?>(scope =>
        {
            Keep(scope, PersonalMenuStore.Find(scope, customerId), nodes, Keypad, Customer, contactId);
            return null;
        }, ct);
    }

    public Task Reset(string customerId, string contactId, CancellationToken ct) => db.Write(scope =>
    {
        if (PersonalMenuStore.Find(scope, customerId) is { Nodes.Count: > 0 } menu)
            Clear(scope, menu, Keypad, Customer, contactId);
        return true;
    }, ct);

    public Task Drop(PersonalMenu menu, IReadOnlyList<string> dropped, string contactId, CancellationToken ct) =>
        db.Write(scope =>
        {
            if (PersonalMenuStore.Find(scope, menu.CustomerId).Version != menu.Version)
                return false;
            IReadOnlyList<string> left = [.. menu.Nodes.Except(dropped)];
            PersonalMenuStore.Put(
                scope, menu with { Nodes = left, Version = menu.Version + 1 }, System, System, time.NowUs());
            scope.Append($"customer/{menu.CustomerId}", new PersonalMenuDropped(dropped, left, contactId));
            return true;
        }, ct);

    public async Task<RecordOutcome> Open(MenuCustomer wish, CancellationToken ct)
    {
        if (FormOf.Faults(wish) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        var found = await customers.Find(wish.Customer.Trim(), ct);
        return found.NotOne is { } not
            ? new RecordOutcome.Faulty([new("/customer", not.Zh, not.En)])
            : new RecordOutcome.Done(found.Customers[0].Id);
    }

    /// <returns>Null: there is no such customer.</returns>
    public async Task<MenuComposition?> Composition(string id, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is null)
            return null;
        var menu = await Find(id, ct);
        var now = offered.Now;
        var (kept, dropped) = PersonalMenu.Standing(menu.Nodes, now);
        return new(menu.Version, kept, [.. dropped.Select(offered.WordsOf)], now, PersonalMenu.Most);
    }

    public async Task<RecordOutcome> Compose(
        string id, long version, ChosenItems? form, ClaimsPrincipal agent, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is null)
            return new RecordOutcome.Unknown();
        if (NotOffered(agent) is { } notOffered)
            return notOffered;
        IReadOnlyList<string> nodes = form?.Nodes ?? [];
        if (PersonalMenu.FaultOf(nodes, offered.Now) is { } fault)
            return new RecordOutcome.Faulty([new("/nodes", Words(fault).Zh, Words(fault).En)]);
        var by = agent.Number();
        return await db.Write<RecordOutcome>(scope =>
        {
            var before = PersonalMenuStore.Find(scope, id);
            if (before.Version != version)
                return new RecordOutcome.Conflict(Differs(before, nodes));
            Keep(scope, before, nodes, Agent, by, null);
            audit.Add(scope, by, "personalMenu.composed", $"customer/{id}", string.Join(", ", nodes));
            return new RecordOutcome.Done(id);
        }, ct);
    }

    public async Task<RecordOutcome> ResetFor(string id, long version, ClaimsPrincipal agent, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is null)
            return new RecordOutcome.Unknown();
        if (NotOffered(agent) is { } notOffered)
            return notOffered;
        var by = agent.Number();
        return await db.Write<RecordOutcome>(scope =>
        {
            var before = PersonalMenuStore.Find(scope, id);
            if (before.Version != version)
                return new RecordOutcome.Conflict(Differs(before, []));
            if (before.Nodes.Count == 0)
                return None;
            Clear(scope, before, Agent, by, null);
            audit.Add(scope, by, "personalMenu.reset", $"customer/{id}", "");
            return new RecordOutcome.Done(id);
        }, ct);
    }

    internal Task<PersonalMenu> Find(string id, CancellationToken ct) =>
        db.Read(connection => PersonalMenuStore.Find(connection, id), ct);

    private RecordOutcome.Refused? NotOffered(ClaimsPrincipal agent) =>
        services.Refuses("ownMenu", ServiceChannel.Agent, agent.Number()) is { } why ? new(why.Code, why.Why) : null;

    private void Keep(
        WriteScope scope, PersonalMenu before, IReadOnlyList<string> nodes, string way, string by, string? contact)
    {
        PersonalMenuStore.Put(
            scope, before with { Nodes = nodes, Version = before.Version + 1 }, way, by, time.NowUs());
        scope.Append($"customer/{before.CustomerId}", new PersonalMenuComposed(nodes, way, by, contact));
    }

    private void Clear(WriteScope scope, PersonalMenu before, string way, string by, string? contact)
    {
        PersonalMenuStore.Put(scope, before with { Nodes = [], Version = before.Version + 1 }, way, by, time.NowUs());
        scope.Append($"customer/{before.CustomerId}", new PersonalMenuReset(way, by, contact));
    }

    private VersionConflict Differs(PersonalMenu now, IReadOnlyList<string> wanted) => VersionConflict.Of(
        now.Version, new { Nodes = Told(now.Nodes) }, new { Nodes = Told(wanted) });

    private string Told(IReadOnlyList<string> nodes) =>
        string.Join(" → ", nodes.Select(node => offered.WordsOf(node).Zh));
}
