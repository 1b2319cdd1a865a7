using System.Collections.Frozen;
using System.Security.Claims;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>The users in memory: loaded at start and after each change at this node, and when a session shows that another node changed one.</summary>
internal sealed class Users(UserStore store) : IUsers, IAtStart
{
    private FrozenDictionary<string, UserCard> _byNumber = FrozenDictionary<string, UserCard>.Empty;
    private FrozenDictionary<string, string> _stamps = FrozenDictionary<string, string>.Empty;

    public IReadOnlyList<UserCard> All => [.. _byNumber.Values.OrderBy(u => u.Number, StringComparer.Ordinal)];

    public UserCard? ByNumber(string number) => _byNumber.GetValueOrDefault(number);

    public DataScope ScopeOf(ClaimsPrincipal who, Permission permission)
    {
        var user = who.Card();
        return permission.ReachOf(user.Roles) switch
        {
            Reach.All => new DataScope(null),
            Reach.Branch => PeopleBelow(OrgPath.BranchOf(user.OrgUnit)),
            Reach.Team => PeopleBelow(user.OrgUnit),
            Reach.Own => new DataScope(new HashSet<string> { user.Number }),
            _ => new DataScope(FrozenSet<string>.Empty),
        };
    }

    public async Task Put(UserCard user, string password, CancellationToken ct)
    {
        await store.Put(user, password, ct);
        await Run(ct);
    }

    public async Task Run(CancellationToken ct)
    {
        var rows = await store.All(ct);
        _byNumber = rows.ToFrozenDictionary(r => r.Number, r => r.ToCard());
        _stamps = rows.ToFrozenDictionary(r => r.Number, r => r.Stamp);
    }

    /// <summary>Whether a session with this stamp still is good. The store is asked, not the memory: another node may have dismissed the user.</summary>
    public async Task<bool> IsCurrent(string number, string? stamp, CancellationToken ct)
    {
        var now = (await store.Find(number, ct))?.Stamp;
        if (now != _stamps.GetValueOrDefault(number))
            await Run(ct);
        return now is not null && now == stamp;
    }

    private DataScope PeopleBelow(string org) =>
        new(_byNumber.Values.Where(u => OrgPath.LiesBelow(u.OrgUnit, org)).Select(u => u.Number).ToFrozenSet());
}
