using System.Data;
using System.Text.Json;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Number">工号.</param>
/// <param name="Roles">None before they were approved.</param>
/// <param name="AuthorityLevel">0 to 4.</param>
/// <param name="Post">A post's code.</param>
/// <param name="Active">False: dismissed, kept for what the journal says of him.</param>
/// <param name="OneTimeUntil">While the password is one that an administrator gave: until when it opens; ISO
/// 8601.</param>
/// <param name="Proposed">A change of his rights waits for approval.</param>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="SecondStep">He signs in with one-time codes besides the password.</param>
/// <param name="Subject">How the identity provider names him, where not by his number.</param>
public sealed record UserRecord(
    string Number, BilingualText Name, BilingualText Title, IReadOnlyList<string> Roles, int AuthorityLevel, string Org,
    string? Post, bool Active, string? OneTimeUntil, bool Proposed, long Version,
    bool SecondStep, string? Subject);

/// <summary>Rights as they are now, and what of the wish waits for a second person.</summary>
public sealed record RightsAnswer(UserRecord User, RightsProposalView? Proposal);

/// <summary>
/// Users' rights as records: the row, its entry in the stream <c>user/{number}</c> and the audit's are written
/// together. What needs two people becomes a proposal; what was proposed and approved is written here too.
/// </summary>
internal sealed class UserRecords(
    IDb db, IAudit audit, Users users, Sessions sessions, PermissionTable permissions, AccessOptions options,
    TimeProvider time)
{
    /// <param name="version">The version that was read.</param>
    /// <param name="reason">Why, for who approves it.</param>
    public async Task<AccessOutcome<RightsAnswer>> Change(
        string number, long version, UserRights wanted, string reason, string actor, CancellationToken ct)
    {
        var id = Ids.New(time);
        var outcome = await db.Write(scope => Change(scope, number, version, wanted, reason, actor, id), ct);
        if (outcome is AccessOutcome<RightsAnswer>.Done)
            await Changed([number], ct);
        return outcome;
    }

    /// <summary>After the commit: what others hold in memory.</summary>
    public async Task Changed(IEnumerable<string> numbers, CancellationToken ct)
    {
        await users.Run(ct);
        foreach (var number in numbers)
            await sessions.CloseEnded(number, ct);
    }

    /// <param name="id">The proposal's, should there be one.</param>
    internal AccessOutcome<RightsAnswer> Change(
        WriteScope scope, string number, long version, UserRights wanted, string reason, string actor, string id)
    {
        if (UserRows.Find(scope, number) is not { } row)
            return new AccessOutcome<RightsAnswer>.Unknown();
        var state = row.Rights();
        if (row.Version != version)
            return new AccessOutcome<RightsAnswer>.Conflict(VersionConflict.Of(row.Version, state, wanted));
        switch (UserRights.Decide(number, state, wanted, actor, Facts(scope, row.Post)))
        {
            case RightsDecision.Refused refused:
                return new AccessOutcome<RightsAnswer>.Refused(refused.Reason);
            case RightsDecision.Changed { NeedsTwo: true }:
                return Propose(scope, row, wanted, reason, actor, id);
            case RightsDecision.Changed changed:
                Write(scope, changed.Event, version + 1);
                return new AccessOutcome<RightsAnswer>.Done(
                    new(UserRows.Find(scope, number)!.Record(), null));
            default:
                return new AccessOutcome<RightsAnswer>.Done(new(row.Record(), null));
        }
    }

    /// <summary>The rights themselves, decided before.</summary>
    internal void Write(WriteScope scope, UserRightsChanged change, long version)
    {
        scope.Connection.Execute(
            """
            UPDATE access_user SET roles = @roles, authority_level = @AuthorityLevel, org = @OrgUnit, active = @active,
              stamp = @stamp, version = @version
            WHERE number = @Number
            """,
            new
            {
                roles = JsonSerializer.Serialize(change.Roles), change.AuthorityLevel, change.OrgUnit,
                active = change.Active ? 1 : 0,
                stamp = Guid.NewGuid().ToString("N"), version, change.Number,
            }, scope.Transaction);
        UserStore.NoteTwo(scope, time.NowUs());
        Sessions.EndAll(scope, change.Number);
        scope.Append($"user/{change.Number}", change);
        audit.Add(
            scope, change.By, "user.rightsChanged", $"user/{change.Number}",
            Told(change.Roles, change.AuthorityLevel, change.OrgUnit, change.Active));
    }

    internal static string Told(IReadOnlyList<string> roles, int level, string org, bool active) =>
        $"roles {string.Join(", ", roles)}; level {level}; unit {org}; " + (active ? "active" : "dismissed");

    internal RightsFacts Facts(WriteScope scope, string? post) => Facts(scope.Connection, scope.Transaction, post);

    internal RightsFacts Facts(IDbConnection c, IDbTransaction? transaction, string? post)
    {
        var units = c.Query<(string Path, long Closed)>(
            "SELECT path, closed FROM org_unit", transaction: transaction).AsList();
        var roles = c.Query<string>(
            "SELECT roles FROM access_user WHERE active = 1", transaction: transaction);
        return new RightsFacts(
            units.Select(u => u.Path).ToHashSet(),
            roles.Count(r => JsonSerializer.Deserialize<string[]>(r)!.Contains(Role.Administrator)))
        {
            ClosedUnits = units.Where(u => u.Closed != 0).Select(u => u.Path).ToHashSet(),
            EverTwoAdministrators = c.ExecuteScalar<long>(
                "SELECT count(*) FROM rights_rule WHERE two_since_us IS NOT NULL", transaction: transaction) > 0,
            PostLevel = post is null ? UserRights.HighestLevel : (int)c.ExecuteScalar<long>(
                "SELECT authority_level FROM org_post WHERE code = @post", new { post }, transaction),
            ReachesByUnit = permissions.ReachByUnit,
        };
    }

    private AccessOutcome<RightsAnswer> Propose(
        WriteScope scope, UserAdminRow row, UserRights wanted, string reason, string actor, string id)
    {
        var nowUs = time.NowUs();
        if (!RightsProposals.IsReason(reason))
            return new AccessOutcome<RightsAnswer>.Refused(AccessRefusal.ReasonMissing);
        RightsProposals.Expire(scope, row.Number, nowUs);
        if (RightsProposals.IsOpen(scope, row.Number))
            return new AccessOutcome<RightsAnswer>.Refused(AccessRefusal.ProposalOpen);
        scope.Connection.Execute(
            """
            INSERT INTO rights_proposal (id, number, now_rights, roles, authority_level, org, active, reason,
              proposed_by, at_us, until_us, state)
            VALUES (@id, @Number, @now, @roles, @AuthorityLevel, @OrgUnit, @active, @reason, @actor, @nowUs, @untilUs,
              'open')
            """,
            new
            {
                id, row.Number, now = JsonSerializer.Serialize(row.Rights()),
                roles = JsonSerializer.Serialize(wanted.Roles), wanted.AuthorityLevel, wanted.OrgUnit,
                active = wanted.Active ? 1 : 0, reason = reason.Trim(), actor, nowUs,
                untilUs = nowUs + options.ProposalHours * 3_600_000_000L,
            }, scope.Transaction);
        scope.Append($"user/{row.Number}", new UserRightsProposed(
            row.Number, id, wanted.Roles, wanted.AuthorityLevel, wanted.OrgUnit, wanted.Active, reason.Trim(), actor));
        audit.Add(
            scope, actor, "user.rightsProposed", $"user/{row.Number}",
            $"{Told(wanted.Roles, wanted.AuthorityLevel, wanted.OrgUnit, wanted.Active)}; {reason.Trim()}");
        return new AccessOutcome<RightsAnswer>.Done(new(
            UserRows.Find(scope, row.Number)!.Record(), RightsProposals.View(RightsProposals.Find(scope, id)!)));
    }
}
