using System.Data;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Identity;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>What was wrong at one place of what was entered.</summary>
/// <param name="Field">number, nameZh, nameEn, title, roles, authorityLevel, org, post, reason.</param>
/// <param name="Code">As a problem's code.</param>
public sealed record EntryFault(string Field, string Code);

/// <summary>A password that is seen this once.</summary>
/// <param name="Until">Until when it opens, ISO 8601 UTC; at the first sign-in it must be replaced.</param>
public sealed record OneTimePassword(string Password, string Until);

/// <param name="Proposal">His rights, waiting for a second administrator.</param>
public sealed record AddedUser(UserRecord User, OneTimePassword OneTime, RightsProposalView? Proposal);

/// <summary>Users added, described, given a password, unlocked: what one administrator does alone.</summary>
internal sealed class UserAdministration(
    IDb db, UserRecords records, SipSecrets sip, SignInDesk desk, IAudit audit, AccessOptions options,
    TimeProvider time)
{
    private static readonly PasswordHasher<string> Hasher = new();

    /// <returns>The user, without rights until they are approved; or all that is wrong.</returns>
    public async Task<(AddedUser? Added, IReadOnlyList<EntryFault> Faults)> Add(
        UserEntry entry, string actor, CancellationToken ct)
    {
        var (oneTime, hash) = await NewPassword(entry.Number, ct);
        var id = Ids.New(time);
        var (added, faults) = await db.Write<(AddedUser?, IReadOnlyList<EntryFault>)>(scope =>
        {
            var facts = records.Facts(scope, null);
            var wrong = entry.Faults(new EntryFacts(
                facts.Units.Except(facts.ClosedUnits).ToHashSet(), OpenPosts(scope.Connection, scope.Transaction),
                UserRows.Find(scope, entry.Number) is not null));
            return wrong.Count > 0 ? (null, wrong) : Add(scope, entry, oneTime, hash, actor, id);
        }, ct);
        if (added is not null)
            await records.Changed([entry.Number], ct);
        return (added, faults);
    }

    /// <summary>Names, titles and post.</summary>
    public async Task<AccessOutcome<UserRecord>> Describe(
        string number, long version, UserDescription wish, string actor, CancellationToken ct)
    {
        var outcome = await db.Write(scope => Describe(scope, number, version, wish, actor), ct);
        if (outcome is AccessOutcome<UserRecord>.Done)
            await records.Changed([number], ct);
        return outcome;
    }

    /// <summary>Gives a one-time password; his sessions end.</summary>
    public async Task<AccessOutcome<OneTimePassword>> ResetPassword(string number, string actor, CancellationToken ct)
    {
        var (oneTime, hash) = await NewPassword(number, ct);
        var outcome = await db.Write<AccessOutcome<OneTimePassword>>(scope =>
        {
            if (UserRows.Find(scope, number) is not { } row)
                return new AccessOutcome<OneTimePassword>.Unknown();
            if (actor == number)
                return Refused(AccessRefusal.OneselfIsForAnother);
            if (row.Active == 0)
                return Refused(AccessRefusal.NotActive);
            if (row.Rights().IsAdministrator || RightsProposals.MakesAdministrator(scope, number))
                return Refused(AccessRefusal.AdministratorAtTheMachine);
            UserStore.SetPassword(scope, number, hash, UntilUs(oneTime));
            scope.Append($"user/{number}", new UserPasswordSet(number, true, actor));
            audit.Add(scope, actor, "user.passwordReset", $"user/{number}", $"opens until {oneTime.Until}");
            return new AccessOutcome<OneTimePassword>.Done(oneTime);
        }, ct);
        if (outcome is AccessOutcome<OneTimePassword>.Done)
        {
            desk.Unlock(number);
            await records.Changed([number], ct);
        }
        return outcome;

        static AccessOutcome<OneTimePassword> Refused(AccessRefusal why) =>
            new AccessOutcome<OneTimePassword>.Refused(why);
    }

    /// <summary>Takes the second step off a person who has lost it; his sessions end.</summary>
    public async Task<AccessOutcome<UserRecord>> TakeSecondStepOff(string number, string actor, CancellationToken ct)
    {
        var outcome = await db.Write<AccessOutcome<UserRecord>>(scope =>
        {
            if (UserRows.Find(scope, number) is not { } row)
                return new AccessOutcome<UserRecord>.Unknown();
            if (actor == number)
                return new AccessOutcome<UserRecord>.Refused(AccessRefusal.OneselfIsForAnother);
            if (row.Rights().IsAdministrator || RightsProposals.MakesAdministrator(scope, number))
                return new AccessOutcome<UserRecord>.Refused(AccessRefusal.AdministratorAtTheMachine);
            if (!SecondSteps.TakeOff(scope, number, actor))
                return new AccessOutcome<UserRecord>.Refused(AccessRefusal.SecondStepOff);
            Sessions.EndAll(scope, number);
            audit.Add(scope, actor, "secondStep.takenOff", $"user/{number}", "");
            return new AccessOutcome<UserRecord>.Done(UserRows.Find(scope, number)!.Record());
        }, ct);
        if (outcome is AccessOutcome<UserRecord>.Done)
            await records.Changed([number], ct);
        return outcome;
    }

    /// <summary>What was typed wrong before is forgiven, wherever it came from.</summary>
    /// <returns>False for an unknown user.</returns>
    public async Task<bool> Unlock(string number, string actor, CancellationToken ct)
    {
        var known = await db.Write(scope =>
        {
            if (UserRows.Find(scope, number) is null)
                return false;
            scope.Append($"user/{number}", new UserUnlocked(number, actor));
            audit.Add(scope, actor, "user.unlocked", $"user/{number}", "");
            return true;
        }, ct);
        if (known)
            desk.Unlock(number);
        return known;
    }

    /// <summary>One whose entry was checked.</summary>
    internal (AddedUser? Added, IReadOnlyList<EntryFault>) Add(
        WriteScope scope, UserEntry entry, OneTimePassword oneTime, string hash, string actor, string id)
    {
        var card = entry.Description;
        scope.Connection.Execute(
            """
            INSERT INTO access_user (number, name_zh, name_en, title_zh, title_en, roles, authority_level, org, post,
              password_hash, stamp, active, one_time_until_us)
            VALUES (@Number, @NameZh, @NameEn, @TitleZh, @TitleEn, '[]', 0, @Org, @Post, @hash, @stamp, 1, @until)
            """,
            new
            {
                entry.Number, card.NameZh, card.NameEn, card.TitleZh, card.TitleEn, entry.Org, card.Post, hash,
                stamp = Guid.NewGuid().ToString("N"), until = UntilUs(oneTime),
            }, scope.Transaction);
        sip.Ensure(scope, entry.Number);
        scope.Append($"user/{entry.Number}", new UserPut(entry.Number, [], 0, entry.Org));
        scope.Append($"user/{entry.Number}", Described(entry.Number, card, actor));
        audit.Add(
            scope, actor, "user.added", $"user/{entry.Number}", $"{card.NameZh}; unit {entry.Org}; no rights yet");
        var wanted = new UserRights(entry.Roles, entry.AuthorityLevel, entry.Org, Active: true);
        RightsProposalView? proposal = null;
        if (entry.Roles.Count > 0)
            switch (records.Change(scope, entry.Number, 1, wanted, entry.Reason, actor, id))
            {
                case AccessOutcome<RightsAnswer>.Done done:
                    proposal = done.Value.Proposal;
                    break;
                case var other:
                    throw new InvalidOperationException($"Rights that were checked are not taken: {other}.");
            }
        return (new(UserRows.Find(scope, entry.Number)!.Record(), oneTime, proposal), []);
    }

    internal AccessOutcome<UserRecord> Describe(
        WriteScope scope, string number, long version, UserDescription wish, string actor)
    {
        if (UserRows.Find(scope, number) is not { } row)
            return new AccessOutcome<UserRecord>.Unknown();
        var now = new UserDescription(row.NameZh, row.NameEn, row.TitleZh, row.TitleEn, row.Post);
        if (row.Version != version)
            return new AccessOutcome<UserRecord>.Conflict(VersionConflict.Of(row.Version, now, wish));
        if (wish.Faults() is [var fault, ..])
            return new AccessOutcome<UserRecord>.Refused(fault.Refusal);
        if (wish.Post is { } post && post != row.Post)
        {
            if (!OpenPosts(scope.Connection, scope.Transaction).TryGetValue(post, out var highest))
                return new AccessOutcome<UserRecord>.Refused(AccessRefusal.UnknownPost);
            if (row.Active != 0 && row.AuthorityLevel > highest)
                return new AccessOutcome<UserRecord>.Refused(AccessRefusal.LevelAbovePost);
        }
        if (wish == now)
            return new AccessOutcome<UserRecord>.Done(row.Record());
        scope.Connection.Execute(
            """
            UPDATE access_user SET name_zh = @NameZh, name_en = @NameEn, title_zh = @TitleZh, title_en = @TitleEn,
              post = @Post, version = version + 1
            WHERE number = @number
            """, new { wish.NameZh, wish.NameEn, wish.TitleZh, wish.TitleEn, wish.Post, number }, scope.Transaction);
        scope.Append($"user/{number}", Described(number, wish, actor));
        audit.Add(
            scope, actor, "user.described", $"user/{number}",
            $"{now.NameZh} -> {wish.NameZh}; {now.NameEn} -> {wish.NameEn}; post {now.Post} -> {wish.Post}");
        return new AccessOutcome<UserRecord>.Done(UserRows.Find(scope, number)!.Record());
    }

    internal static Dictionary<string, int> OpenPosts(IDbConnection c, IDbTransaction? transaction) => c
        .Query<(string Code, long Level)>(
            "SELECT code, authority_level FROM org_post WHERE closed = 0", transaction: transaction)
        .ToDictionary(post => post.Code, post => (int)post.Level);

    private static UserDescribed Described(string number, UserDescription card, string actor) =>
        new(number, card.NameZh, card.NameEn, card.TitleZh, card.TitleEn, card.Post, actor);

    internal async Task<(OneTimePassword Password, string Hash)> NewPassword(string number, CancellationToken ct)
    {
        var password = PasswordRule.OneTime(number, (of, length) => RandomNumberGenerator.GetString(of, length));
        var hash = await Task.Run(() => Hasher.HashPassword(number, password), ct);
        return (new(password, SessionEndpoints.Iso(time.GetUtcNow().AddHours(options.OneTimeHours))), hash);
    }

    private static long UntilUs(OneTimePassword oneTime) =>
        Clock.ToUs(DateTimeOffset.Parse(oneTime.Until, System.Globalization.CultureInfo.InvariantCulture));
}
