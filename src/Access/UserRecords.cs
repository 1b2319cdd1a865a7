using System.Text.Json;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Users as records: the row, its entry in the stream <c>user/{number}</c> and the audit's are written together.
/// Whoever changed one sees it at once; who had read an older version is told what is different.
/// </summary>
internal sealed class UserRecords(IDb db, IAudit audit, Users users, Sessions sessions)
{
    private const string Select =
        """
        SELECT number AS Number, name_zh AS NameZh, name_en AS NameEn, roles AS Roles, authority_level AS AuthorityLevel, org AS Org,
               active AS Active, version AS Version
        FROM access_user
        """;

    /// <summary>Dismissed ones too.</summary>
    public Task<IReadOnlyList<UserRecord>> All(CancellationToken ct) => db.Read<IReadOnlyList<UserRecord>>(
        c => [.. c.Query<Row>($"{Select} ORDER BY number").Select(r => r.Record())], ct);

    /// <param name="version">The version that was read.</param>
    public async Task<RightsOutcome> Change(
        string number, long version, UserRights wanted, string actor, CancellationToken ct)
    {
        var outcome = await db.Write(scope => Change(scope, number, version, wanted, actor), ct);
        if (outcome is RightsOutcome.Done)
        {
            await users.Run(ct);
            await sessions.CloseEnded(number, ct);
        }
        return outcome;
    }

    private RightsOutcome Change(WriteScope scope, string number, long version, UserRights wanted, string actor)
    {
        if (scope.Connection.QuerySingleOrDefault<Row>(
            $"{Select} WHERE number = @number", new { number }, scope.Transaction) is not { } row)
            return new RightsOutcome.Unknown();
        var state = row.Rights();
        if (row.Version != version)
            return new RightsOutcome.Conflict(VersionConflict.Of(row.Version, state, wanted));
        switch (UserRights.Decide(number, state, wanted, actor, FactsOf(scope)))
        {
            case RightsDecision.Refused refused:
                return new RightsOutcome.Refused(refused.Reason);
            case RightsDecision.Changed changed:
                Write(scope, changed.Event, version + 1);
                return new RightsOutcome.Done(row.Record() with
                {
                    Roles = wanted.Roles, AuthorityLevel = wanted.AuthorityLevel, Org = wanted.OrgUnit,
                    Active = wanted.Active,
                    Version = version + 1,
                });
            default:
                return new RightsOutcome.Done(row.Record());
        }
    }

    private void Write(WriteScope scope, UserRightsChanged change, long version)
    {
        scope.Connection.Execute(
            """
            UPDATE access_user SET roles = @roles, authority_level = @AuthorityLevel, org = @OrgUnit, active = @active, stamp = @stamp,
              version = @version
            WHERE number = @Number
            """,
            new
            {
                roles = JsonSerializer.Serialize(change.Roles), change.AuthorityLevel, change.OrgUnit,
                active = change.Active ? 1 : 0,
                stamp = Guid.NewGuid().ToString("N"), version, change.Number,
            }, scope.Transaction);
        Sessions.EndAll(scope, change.Number);
        scope.Append($"user/{change.Number}", change);
        audit.Add(
            scope, change.By, "user.rightsChanged", $"user/{change.Number}",
            $"roles {string.Join(", ", change.Roles)}; level {change.AuthorityLevel}; unit {change.OrgUnit}; "
            + (change.Active ? "active" : "dismissed"));
    }

    private static RightsFacts FactsOf(WriteScope scope)
    {
        var units = scope.Connection.Query<string>("SELECT path FROM org_unit", transaction: scope.Transaction);
        var roles = scope.Connection.Query<string>(
            "SELECT roles FROM access_user WHERE active = 1", transaction: scope.Transaction);
        return new RightsFacts(
            units.ToHashSet(), roles.Count(r => JsonSerializer.Deserialize<string[]>(r)!.Contains(Role.Administrator)));
    }

    private sealed record Row(
        string Number, string NameZh, string NameEn, string Roles, long AuthorityLevel, string Org, long Active,
        long Version)
    {
        public UserRights Rights() =>
            new(JsonSerializer.Deserialize<string[]>(Roles)!, (int)AuthorityLevel, Org, Active != 0);

        public UserRecord Record() => new(
            Number, new BilingualText(NameZh, NameEn), JsonSerializer.Deserialize<string[]>(Roles)!,
            (int)AuthorityLevel,
            Org,
            Active != 0, Version);
    }
}

/// <param name="Number">工号.</param>
/// <param name="AuthorityLevel">0 to 4.</param>
/// <param name="Active">False: dismissed, kept for what the journal says of him.</param>
/// <param name="Version">To be sent back with a change.</param>
public sealed record UserRecord(
    string Number, BilingualText Name, IReadOnlyList<string> Roles, int AuthorityLevel, string Org, bool Active,
    long Version);

internal abstract record RightsOutcome
{
    private RightsOutcome()
    {
    }

    public sealed record Done(UserRecord User) : RightsOutcome;

    public sealed record Conflict(VersionConflict What) : RightsOutcome;

    public sealed record Refused(RightsRefusal Reason) : RightsOutcome;

    /// <summary>There is no such user.</summary>
    public sealed record Unknown : RightsOutcome;
}
