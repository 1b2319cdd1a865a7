using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Skills;

/// <summary>What an agent can do and whom he may serve (座席技能), as somebody enters it.</summary>
/// <param name="Queues">Codes of the bank's queues; none: all of them.</param>
/// <param name="Timbre">A word of <see cref="Timbres"/>; null: not said.</param>
/// <param name="Slots">How many at once, where it is not as the channel says.</param>
public sealed record SkillSheet(
    [property: Field("技能", "Skills", Optional = true, MostEntries = 40)] IReadOnlyList<SheetSkill> Skills,
    [property: Field("可服务队列（不选为全部）", "Queues (none chosen: all)", Longest = 40, Optional = true, MostEntries = 60)] IReadOnlyList<string> Queues,
    [property: Field("音色", "Voice timbre", Longest = 20, Optional = true)] string? Timbre,
    [property: Field("并发上限（不填按渠道规定）", "At once, by channel (none: as the channel says)", Optional = true)] IReadOnlyList<SheetSlots> Slots,
    [property: Field("备注", "Note", Longest = 500, Optional = true, Lines = true)] string? Note)
{
    /// <summary>Of who has none: no skills, all queues.</summary>
    public static readonly SkillSheet Empty = new([], [], null, [], null);

    /// <summary>Voice timbres (音色).</summary>
    public static readonly IReadOnlyList<string> Timbres = ["low", "medium", "high"];

    /// <summary>What was left out is nothing; texts without blanks around them.</summary>
    internal SkillSheet Tidy() => new(
        [.. (Skills ?? []).Select(one => one with { Until = Said(one.Until) })], [.. (Queues ?? []).Distinct()],
        Said(Timbre), [.. Slots ?? []], Said(Note));

    internal bool SameAs(SkillSheet other) =>
        Skills.SequenceEqual(other.Skills) && Queues.SequenceEqual(other.Queues) && Timbre == other.Timbre
        && Slots.SequenceEqual(other.Slots) && Note == other.Note;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Skill">A code of the bank's skills.</param>
/// <param name="Level">1 to 5, higher is better.</param>
/// <param name="Until">The last day on which the certificate holds, <c>2026-12-31</c>; null: it does not lapse.</param>
public sealed record SheetSkill(
    [property: Field("技能", "Skill", Longest = 40)] string Skill,
    [property: Field("级别", "Level", Least = 1, Most = 5)] int Level,
    [property: Field("有效期至", "Valid until", Longest = 10, Optional = true, Day = true)] string? Until);

/// <param name="Channel">Of the bank's channels, not voice.</param>
/// <param name="Slots">0: none of it.</param>
public sealed record SheetSlots(
    [property: Field("渠道", "Channel", Longest = 40)] string Channel,
    [property: Field("同时", "At once", Least = 0, Most = 20)] int Slots);

/// <summary>On <c>skills/{agent}</c>: the sheet as it is from now on.</summary>
/// <param name="By">A user's number, or <c>system</c>.</param>
[Event("skills.recorded")]
public sealed record SkillsRecorded(string Agent, SkillSheet Sheet, string By);
