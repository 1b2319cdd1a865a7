using System.Collections.Frozen;
using System.Security.Claims;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// The users in memory: loaded at start and after each change at this node, and when a session shows that another node
/// changed one.
/// </summary>
internal sealed class Users(UserStore store, Sessions sessions) : IUsers, IAtStart
{
    private FrozenDictionary<string, UserCard> _byNumber = FrozenDictionary<string, UserCard>.Empty;
    private FrozenDictionary<string, string> _stamps = FrozenDictionary<string, string>.Empty;

    public IReadOnlyList<UserCard> All => [.. _byNumber.Values.OrderBy(u => u.Number, StringComparer.Ordinal)];

    public UserCard? ByNumber(string number) => _byNumber.GetValueOrDefault(number);

    public DataScope ScopeOf(ClaimsPrincipal who, Permission permission)
    {
        // The session's card is that of its sign-in; the unit may have been moved since.
        var user = who.Card();
        var unit = ByNumber(user.Number)?.OrgUnit ?? user.OrgUnit;
        return permission.ReachOf(user.Roles) switch
        {
            Reach.All => new DataScope(null),
            Reach.Branch => PeopleBelow(OrgPath.BranchOf(unit)),
            Reach.Team => PeopleBelow(unit),
            Reach.Own => new DataScope(new HashSet<string> { user.Number }),
            _ => new DataScope(FrozenSet<string>.Empty),
        };
    }

    public async Task Put(UserCard user, string password, string by, CancellationToken ct)
    {
        await store.Put(user, password, by, ct);
        await Run(ct);
        await sessions.CloseEnded(user.Number, ct);
    }

    public async Task Run(CancellationToken ct)
    {
        var rows = await store.All(ct);
        _byNumber = rows.ToFrozenDictionary(r => r.Number, r => r.ToCard());
        _stamps = rows.ToFrozenDictionary(r => r.Number, r => r.Stamp);
    }

    /// <summary>A session showed this stamp: where the memory has another, another node changed the user.</summary>
    public Task Saw(string number, string stamp, CancellationToken ct) =>
        stamp == _stamps.GetValueOrDefault(number) ? Task.CompletedTask : Run(ct);

    private DataScope PeopleBelow(string org) =>
        new(_byNumber.Values.Where(u => OrgPath.LiesBelow(u.OrgUnit, org)).Select(u => u.Number).ToFrozenSet());
}
