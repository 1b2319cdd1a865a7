using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Skills.Core;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <summary>
/// The sheets' shell: loads, decides, writes the row with its journal entry, and tells who has to know.
/// </summary>
internal sealed class SkillRecords(
    IDb db, IUsers users, BankSkills bank, AgentSkills told, IAudit audit, TimeProvider time)
{
    public static string Stream(string agent) => $"skills/{agent}";

    /// <returns>Null: there is no such agent within this reader's reach.</returns>
    public async Task<(UserCard Agent, StoredSheet Stored)?> Seen(
        string number, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (users.ByNumber(number) is not { } agent || !users.ScopeOf(reader, SkillsPermissions.See).Covers(number))
            return null;
        var stored = await db.Read(connection => SheetStore.Find(connection, number), ct);
        return stored.Version > 0 || agent.Roles.Any(AgentSkillList.Agents.Contains) ? (agent, stored) : null;
    }

    public bool MayEdit(string number, ClaimsPrincipal who) =>
        users.ScopeOf(who, SkillsPermissions.Edit).Covers(number);

    /// <param name="version">The version that was read, 0: there was none.</param>
    public async Task<RecordOutcome> Change(
        string number, long version, SkillSheet? form, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await Seen(number, who, ct) is null)
            return new RecordOutcome.Unknown();
        var (wanted, by) = (form ?? SkillSheet.Empty, who.Number());
        var (mayEdit, choices) = (MayEdit(number, who), bank.Choices);
        var outcome = await db.Write<RecordOutcome>(scope =>
        {
            var stored = SheetStore.Find(scope.Connection, number, scope.Transaction);
            if (stored.Version != version)
                return new RecordOutcome.Conflict(
                    VersionConflict.Of(stored.Version, Shown(stored.Sheet), Shown(wanted.Tidy())));
            switch (SheetDecision.Decide(stored.Sheet, stored.Version == 0, wanted, mayEdit, choices))
            {
                case SheetDecision.Refused refused:
                    return new RecordOutcome.Refused(refused.Code, refused.Why);
                case SheetDecision.Faulty faulty:
                    return new RecordOutcome.Faulty(faulty.Faults);
                case SheetDecision.Changed changed:
                    Keep(scope, number, changed.Sheet, by, stored.Version + 1);
                    var what = SheetChange.Told(
                        stored.Version == 0 ? null : stored.Sheet, changed.Sheet, bank.SkillNamed, bank.QueueNamed);
                    audit.Add(scope, by, "skills.recorded", $"user/{number}", what.Zh);
                    return new RecordOutcome.Done(number);
                default:
                    throw new InvalidOperationException("No such decision.");
            }
        }, ct);
        if (outcome is RecordOutcome.Done)
            told.Saved(number);
        return outcome;
    }

    /// <summary>The row and its journal entry.</summary>
    internal void Keep(WriteScope scope, string agent, SkillSheet sheet, string by, long version)
    {
        SheetStore.Put(scope, agent, sheet, by, time.NowUs(), version);
        scope.Append(Stream(agent), new SkillsRecorded(agent, sheet, by));
    }

    /// <summary>A conflict shows each part as one text.</summary>
    private object Shown(SkillSheet sheet) => new
    {
        Skills = SheetChange.Joined(
            [.. sheet.Skills.Select(held => SheetChange.Of(held, bank.SkillNamed(held.Skill)))]).Zh,
        Queues = SheetChange.Joined([.. sheet.Queues.Select(bank.QueueNamed)]).Zh,
        Timbre = TimbreWords.Of(sheet.Timbre).Zh,
        Slots = string.Join("，", sheet.Slots.Select(one => $"{one.Channel} {one.Slots}")),
        Note = sheet.Note ?? "",
    };
}
