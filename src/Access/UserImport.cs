using System.Collections.Concurrent;
using System.Data;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Users from a file: shown first, then all of it in one transaction or nothing. Rights wait for a second administrator
/// as they do when they are entered by hand.
/// </summary>
internal sealed class UserImport(
    IDb db, UserAdministration administration, UserRecords records, TimeProvider time)
{
    /// <summary>A new user's password costs a tenth of a second of hashing.</summary>
    public const int Most = 500;

    public async Task<ImportPlan> Preview(byte[] file, string reason, string actor, CancellationToken ct)
    {
        var (rows, faults) = CsvSheet.Read(file, UserPlan.Columns, Most);
        return faults.Count > 0
            ? ImportPlan.Of([], faults)
            : (await db.Read(c => UserPlan.Of(rows, Facts(c, null), reason, actor), ct)).Told;
    }

    /// <param name="plan">What was shown.</param>
    public async Task<ImportOutcome> Apply(
        byte[] file, string plan, string reason, string actor, CancellationToken ct)
    {
        var (rows, faults) = CsvSheet.Read(file, UserPlan.Columns, Most);
        if (faults.Count > 0)
            return new ImportOutcome.Another(ImportPlan.Of([], faults));
        var before = await db.Read(c => UserPlan.Of(rows, Facts(c, null), reason, actor), ct);
        if (before.Told.Faults.Count > 0 || before.Told.Plan != plan)
            return new ImportOutcome.Another(before.Told);
        var passwords = new ConcurrentDictionary<string, (OneTimePassword Password, string Hash)>();
        await Parallel.ForEachAsync(
            before.Steps.Where(step => step.Now is null), ct,
            async (step, ct) => passwords[step.Entry.Number] = await administration.NewPassword(step.Entry.Number, ct));
        var outcome = await db.Write<ImportOutcome>(scope =>
        {
            var now = UserPlan.Of(rows, Facts(scope.Connection, scope.Transaction), reason, actor);
            return now.Told.Faults.Count > 0 || now.Told.Plan != plan
                ? new ImportOutcome.Another(now.Told)
                : new ImportOutcome.Done(Write(scope, now, passwords, actor));
        }, ct);
        if (outcome is ImportOutcome.Done)
            await records.Changed(
                before.Steps.Where(step => step.Now is not null).Select(step => step.Entry.Number), ct);
        return outcome;
    }

    /// <summary>The users there are, as a file to change and import again.</summary>
    public Task<byte[]> File(CancellationToken ct) => db.Read(
        c => CsvSheet.Write(
            UserPlan.Columns,
            UserRows.All(c).Where(row => row.Active != 0).Take(Most).Select(row => (IReadOnlyList<string>)
            [
                row.Number, row.NameZh, row.NameEn, row.TitleZh, row.TitleEn, row.Org, row.Post ?? "",
                string.Join("; ", row.Rights().Roles), $"{row.AuthorityLevel}",
            ])), ct);

    private ImportDone Write(
        WriteScope scope, UserPlan plan,
        ConcurrentDictionary<string, (OneTimePassword Password, string Hash)> passwords, string actor)
    {
        List<ImportedUser> added = [];
        var (changed, proposed) = (0, 0);
        foreach (var step in plan.Steps)
        {
            var number = step.Entry.Number;
            if (step.Now is null)
            {
                var (password, hash) = passwords[number];
                administration.Add(scope, step.Entry, password, hash, actor, Ids.New(time));
                added.Add(new(number, new(step.Entry.Description.NameZh, step.Entry.Description.NameEn), password));
            }
            else if (step.Now.Description != step.Entry.Description || !UserRights.Same(step.Now.Rights, step.Wanted))
            {
                changed++;
                Taken(administration.Describe(scope, number, VersionOf(scope, number), step.Entry.Description, actor));
                Taken(records.Change(
                    scope, number, VersionOf(scope, number), step.Wanted, step.Entry.Reason, actor, Ids.New(time)));
            }
            proposed += step.NeedsTwo ? 1 : 0;
        }
        return new(added.Count, changed, proposed, added);
    }

    private static long VersionOf(WriteScope scope, string number) => UserRows.Find(scope, number)!.Version;

    /// <summary>What the plan allowed is done; anything else takes back the whole import.</summary>
    private static void Taken<T>(AccessOutcome<T> outcome)
    {
        if (outcome is not AccessOutcome<T>.Done)
            throw new InvalidOperationException($"An import that was checked is not taken: {outcome}.");
    }

    private UserPlanFacts Facts(IDbConnection c, IDbTransaction? transaction)
    {
        var rights = records.Facts(c, transaction, null);
        return new UserPlanFacts(
            UserRows.All(c, transaction).ToDictionary(
                row => row.Number,
                row => new KnownUser(
                    new(row.NameZh, row.NameEn, row.TitleZh, row.TitleEn, row.Post), row.Rights(), row.Proposed > 0)),
            rights.Units.Except(rights.ClosedUnits).ToHashSet(),
            UserAdministration.OpenPosts(c, transaction), rights);
    }
}
