using System.Text.Json;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>A state of rights, as proposals compare them.</summary>
public sealed record RightsView(IReadOnlyList<string> Roles, int AuthorityLevel, string Org, bool Active);

/// <summary>A change of rights that waits for a second administrator, or did.</summary>
/// <param name="Now">The rights when it was proposed.</param>
/// <param name="State">open, approved, refused, withdrawn, expired.</param>
/// <param name="Until">When it expires, ISO 8601 UTC.</param>
/// <param name="Decision">Why it was refused.</param>
public sealed record RightsProposalView(
    string Id, string Number, BilingualText Name, RightsView Now, RightsView Wanted, string Reason, string ProposedBy,
    string At, string Until, string State, string? DecidedBy, string? DecidedAt, string Decision);

/// <summary>Two people for rights: one proposes, another administrator approves or refuses.</summary>
internal sealed class RightsProposals(IDb db, IAudit audit, UserRecords records, TimeProvider time)
{
    public const int LongestReason = 200;

    /// <summary>1 to 200 characters, none of them a control character.</summary>
    internal static bool IsReason(string reason) =>
        reason.Trim() is { Length: > 0 and <= LongestReason } said && !said.Any(char.IsControl);
    private const int Most = 200;

    private const string Select =
        """
        SELECT p.id AS Id, p.number AS Number, u.name_zh AS NameZh, u.name_en AS NameEn, p.now_rights AS NowRights,
               p.roles AS Roles, p.authority_level AS AuthorityLevel, p.org AS Org, p.active AS Active,
               p.reason AS Reason, p.proposed_by AS ProposedBy, p.at_us AS AtUs, p.until_us AS UntilUs,
               p.state AS State, p.decided_by AS DecidedBy, p.decided_at_us AS DecidedAtUs, p.decision AS Decision
        FROM rights_proposal p JOIN access_user u ON u.number = p.number
        """;

    /// <summary>Open ones first, then the latest that were decided; 200 at most.</summary>
    /// <param name="number">Of one user; null: of all.</param>
    public async Task<IReadOnlyList<RightsProposalView>> All(string? number, CancellationToken ct)
    {
        var nowUs = time.NowUs();
        var rows = await db.Read(c => c.Query<Row>(
            $"""
             {Select} WHERE @number = '' OR p.number = @number
             ORDER BY CASE WHEN p.state = 'open' AND p.until_us > @nowUs THEN 0 ELSE 1 END, p.at_us DESC LIMIT {Most}
             """, new { number = number ?? "", nowUs }).AsList(), ct);
        return [.. rows.Select(row =>
            View(row.State == OpenProposal.Open && row.UntilUs <= nowUs ? row with { State = OpenProposal.Expired }
                : row))];
    }

    /// <param name="approve">False: refuse it; its proposer takes it back.</param>
    /// <param name="reason">Why it is refused.</param>
    public async Task<AccessOutcome<RightsProposalView>> Decide(
        string id, bool approve, string reason, string actor, CancellationToken ct)
    {
        var (outcome, number) = await db.Write(scope => Decide(scope, id, approve, reason.Trim(), actor), ct);
        if (outcome is AccessOutcome<RightsProposalView>.Done)
            await records.Changed([number], ct);
        return outcome;
    }

    internal static Row? Find(WriteScope scope, string id) => scope.Connection.QuerySingleOrDefault<Row>(
        $"{Select} WHERE p.id = @id", new { id }, scope.Transaction);

    internal static bool IsOpen(WriteScope scope, string number) => scope.Connection.ExecuteScalar<long>(
        "SELECT count(*) FROM rights_proposal WHERE number = @number AND state = 'open'", new { number },
        scope.Transaction) > 0;

    /// <summary>Whether an open proposal would make an administrator of this user.</summary>
    internal static bool MakesAdministrator(WriteScope scope, string number) => scope.Connection.ExecuteScalar<long>(
        """
        SELECT count(*) FROM rights_proposal
        WHERE number = @number AND state = 'open' AND roles LIKE '%"administrator"%'
        """, new { number }, scope.Transaction) > 0;

    internal static void Expire(WriteScope scope, string number, long nowUs) => scope.Connection.Execute(
        """
        UPDATE rights_proposal SET state = 'expired', decided_at_us = until_us
        WHERE number = @number AND state = 'open' AND until_us <= @nowUs
        """, new { number, nowUs }, scope.Transaction);

    internal static RightsProposalView View(Row row)
    {
        var (now, wanted) = (row.Now(), row.Wanted());
        return new(
            row.Id, row.Number, new(row.NameZh, row.NameEn), Of(now), Of(wanted), row.Reason, row.ProposedBy,
            SessionEndpoints.Iso(Clock.FromUs(row.AtUs)), SessionEndpoints.Iso(Clock.FromUs(row.UntilUs)), row.State,
            row.DecidedBy, row.DecidedAtUs is { } at ? SessionEndpoints.Iso(Clock.FromUs(at)) : null, row.Decision);

        static RightsView Of(UserRights rights) =>
            new(rights.Roles, rights.AuthorityLevel, rights.OrgUnit, rights.Active);
    }

    private (AccessOutcome<RightsProposalView> Outcome, string Number) Decide(
        WriteScope scope, string id, bool approve, string reason, string actor)
    {
        if (Find(scope, id) is not { } row || UserRows.Find(scope, row.Number) is not { } user)
            return (new AccessOutcome<RightsProposalView>.Unknown(), "");
        var wanted = row.Wanted();
        var (state, refusal) = new OpenProposal(
            row.Number, row.Now(), wanted, row.ProposedBy, row.UntilUs, row.State)
            .Decide(approve, actor, user.Rights(), time.NowUs());
        if (state == OpenProposal.Refused && !IsReason(reason))
            refusal = AccessRefusal.ReasonMissing;
        if (refusal is null && approve)
            refusal = Apply(scope, user, wanted, actor);
        if (refusal is { } why)
        {
            if (state == OpenProposal.Expired)
                Expire(scope, row.Number, time.NowUs());
            return (new AccessOutcome<RightsProposalView>.Refused(why), "");
        }
        scope.Connection.Execute(
            """
            UPDATE rights_proposal SET state = @state, decided_by = @actor, decided_at_us = @nowUs, decision = @reason
            WHERE id = @id
            """, new { id, state, actor, nowUs = time.NowUs(), reason }, scope.Transaction);
        scope.Append($"user/{row.Number}", new UserProposalDecided(row.Number, id, state, reason, actor));
        audit.Add(
            scope, actor, "user.proposalDecided", $"user/{row.Number}",
            $"{state}, proposed by {row.ProposedBy}: "
            + UserRecords.Told(wanted.Roles, wanted.AuthorityLevel, wanted.OrgUnit, wanted.Active)
            + (reason.Length > 0 ? $"; {reason}" : ""));
        return (new AccessOutcome<RightsProposalView>.Done(View(Find(scope, id)!)), row.Number);
    }

    /// <summary>Approved, it is decided once more by what is true now.</summary>
    private AccessRefusal? Apply(WriteScope scope, UserAdminRow user, UserRights wanted, string actor)
    {
        switch (UserRights.Decide(user.Number, user.Rights(), wanted, actor, records.Facts(scope, user.Post)))
        {
            case RightsDecision.Refused refused:
                return refused.Reason;
            case RightsDecision.Changed changed:
                records.Write(scope, changed.Event, user.Version + 1);
                return null;
            default:
                return null;
        }
    }

    /// <summary>A proposal's row with its user's names.</summary>
    internal sealed record Row(
        string Id, string Number, string NameZh, string NameEn, string NowRights, string Roles, long AuthorityLevel,
        string Org, long Active, string Reason, string ProposedBy, long AtUs, long UntilUs, string State,
        string? DecidedBy, long? DecidedAtUs, string Decision)
    {
        public UserRights Now() => JsonSerializer.Deserialize<UserRights>(NowRights)!;

        public UserRights Wanted() =>
            new(JsonSerializer.Deserialize<string[]>(Roles)!, (int)AuthorityLevel, Org, Active != 0);
    }
}
