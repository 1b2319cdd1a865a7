using TellerLine.Access;

namespace TellerLine.Skills.Core;

/// <summary>What became other on a sheet, in the words of who reads its story.</summary>
internal static class SheetChange
{
    /// <param name="before">Null: it is the first.</param>
    /// <param name="skill">How a skill is called.</param>
    public static BilingualText Told(
        SkillSheet? before, SkillSheet after, Func<string, BilingualText> skill, Func<string, BilingualText> queue)
    {
        var was = before ?? SkillSheet.Empty;
        List<BilingualText> changes =
        [
            .. after.Skills.Where(held => !was.Skills.Contains(held)).Select(held => Put(was, held, skill)),
            .. was.Skills.Where(held => after.Skills.All(one => one.Skill != held.Skill)).Select(held =>
                After("撤销", "without ", skill(held.Skill))),
        ];
        if (!was.Queues.SequenceEqual(after.Queues))
            changes.Add(After("队列：", "queues: ", after.Queues.Count == 0
                ? new("全部", "all")
                : Joined([.. after.Queues.Select(queue)])));
        if (was.Timbre != after.Timbre)
            changes.Add(After("音色：", "timbre: ", TimbreWords.Of(after.Timbre)));
        if (!was.Slots.SequenceEqual(after.Slots))
            changes.Add(new("并发上限", "at once, by channel"));
        if (was.Note != after.Note)
            changes.Add(new("备注", "note"));
        var what = Joined(changes);
        return before is null
            ? new($"建档：{(changes.Count == 0 ? "无技能" : what.Zh)}", $"Recorded: {(changes.Count == 0 ? "no skills" : what.En)}")
            : new($"修改：{what.Zh}", $"Changed: {what.En}");
    }

    /// <summary>英语 4 级，至 2026-12-31.</summary>
    public static BilingualText Of(SheetSkill held, BilingualText name) => new(
        $"{name.Zh} {held.Level} 级{(held.Until is null ? "" : $"（至 {held.Until}）")}",
        $"{name.En} {held.Level}{(held.Until is null ? "" : $" (until {held.Until})")}");

    public static BilingualText Joined(IReadOnlyList<BilingualText> texts) => new(
        string.Join("，", texts.Select(one => one.Zh)), string.Join(", ", texts.Select(one => one.En)));

    private static BilingualText Put(SkillSheet was, SheetSkill held, Func<string, BilingualText> skill)
    {
        var now = Of(held, skill(held.Skill));
        return was.Skills.FirstOrDefault(one => one.Skill == held.Skill) is { } earlier && earlier.Level != held.Level
            ? new($"{now.Zh}（原 {earlier.Level} 级）", $"{now.En} (was {earlier.Level})")
            : now;
    }

    private static BilingualText After(string zh, string en, BilingualText what) => new($"{zh}{what.Zh}", $"{en}{what.En}");
}

internal static class TimbreWords
{
    public static BilingualText Of(string? timbre) => timbre switch
    {
        null => new("未登记", "not said"),
        "low" => new("低音", "low"),
        "medium" => new("中音", "medium"),
        "high" => new("高音", "high"),
        _ => new(timbre, timbre),
    };
}
