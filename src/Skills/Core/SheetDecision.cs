using TellerLine.Access;
using TellerLine.Records;

namespace TellerLine.Skills.Core;

/// <summary>What may be entered now.</summary>
/// <param name="Skills">Those in force.</param>
/// <param name="Channels">Those that can be given a number of their own.</param>
internal sealed record SheetChoices(
    IReadOnlyList<KnownSkill> Skills, IReadOnlyList<string> Queues, IReadOnlyList<string> Channels);

/// <param name="Certified">It is held by a certificate, which lapses.</param>
internal sealed record KnownSkill(string Code, bool Certified);

/// <summary>What comes of a wish to change an agent's sheet.</summary>
internal abstract record SheetDecision
{
    private SheetDecision()
    {
    }

    public sealed record Changed(SkillSheet Sheet) : SheetDecision;

    /// <param name="Code">For programs.</param>
    public sealed record Refused(string Code, BilingualText Why) : SheetDecision;

    public sealed record Faulty(IReadOnlyList<FieldFault> Faults) : SheetDecision;

    public static readonly Refused NotYours = new(
        "notYours", new("您无权修改该座席的技能。", "This agent's skills are not yours to change."));

    public static readonly Refused Unchanged = new("unchanged", new("没有改动。", "Nothing was changed."));

    /// <summary>
    /// What the bank has taken out since stays on a sheet that has it, and is put on no other.
    /// </summary>
    /// <param name="now">As it is; <see cref="SkillSheet.Empty"/> when there is none.</param>
    /// <param name="isNew">There is none yet: an empty one is one all the same.</param>
    /// <param name="mayEdit">The agent is among those whose skills he may change.</param>
    public static SheetDecision Decide(
        SkillSheet now, bool isNew, SkillSheet wanted, bool mayEdit, SheetChoices choices)
    {
        if (!mayEdit)
            return NotYours;
        if (FormOf.Faults(wanted) is { Count: > 0 } faults)
            return new Faulty(faults);
        var sheet = wanted.Tidy();
        List<FieldFault> wrong =
        [
            .. SkillFaults(now, sheet, choices), .. QueueFaults(now, sheet, choices),
            .. OtherFaults(now, sheet, choices),
        ];
        return wrong.Count > 0 ? new Faulty(wrong) : !isNew && sheet.SameAs(now) ? Unchanged : new Changed(sheet);
    }

    private static IEnumerable<FieldFault> SkillFaults(SkillSheet now, SkillSheet sheet, SheetChoices choices)
    {
        for (var i = 0; i < sheet.Skills.Count; i++)
        {
            var held = sheet.Skills[i];
            var known = choices.Skills.FirstOrDefault(one => one.Code == held.Skill);
            if (sheet.Skills.Take(i).Any(earlier => earlier.Skill == held.Skill))
                yield return new($"/skills/{i}/skill", $"技能 {held.Skill} 出现两次", $"Skill {held.Skill} stands twice");
            else if (known is null && now.Skills.All(before => before.Skill != held.Skill))
                yield return new($"/skills/{i}/skill", $"没有技能 {held.Skill}", $"There is no skill {held.Skill}");
            if (known is { Certified: true } && held.Until is null)
                yield return new(
                    $"/skills/{i}/until", "该技能凭证书上岗，请填写证书有效期",
                    "This skill is held by a certificate: say until when it is valid");
        }
    }

    private static IEnumerable<FieldFault> QueueFaults(SkillSheet now, SkillSheet sheet, SheetChoices choices) =>
        sheet.Queues.Select((queue, i) => (queue, i))
            .Where(each => !choices.Queues.Contains(each.queue) && !now.Queues.Contains(each.queue))
            .Select(each => new FieldFault(
                $"/queues/{each.i}", $"没有队列 {each.queue}", $"There is no queue {each.queue}"));

    private static IEnumerable<FieldFault> OtherFaults(SkillSheet now, SkillSheet sheet, SheetChoices choices)
    {
        if (sheet.Timbre is { } timbre && !SkillSheet.Timbres.Contains(timbre))
            yield return new("/timbre", "请选择音色", "Choose a timbre of those offered");
        for (var i = 0; i < sheet.Slots.Count; i++)
        {
            var channel = sheet.Slots[i].Channel;
            if (sheet.Slots.Take(i).Any(earlier => earlier.Channel == channel))
                yield return new($"/slots/{i}/channel", $"渠道 {channel} 出现两次", $"Channel {channel} stands twice");
            else if (!choices.Channels.Contains(channel) && now.Slots.All(before => before.Channel != channel))
                yield return new($"/slots/{i}/channel", $"没有渠道 {channel}", $"There is no channel {channel}");
        }
    }
}
