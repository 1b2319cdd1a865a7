using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Routing;
using TellerLine.Skills.Core;

namespace TellerLine.Skills;

/// <summary>The bank's skills, queues and channels as they are in force, with the names of those that were.</summary>
internal sealed class BankSkills(IDefinitions definitions)
{
    /// <summary>Changes whenever other skills, queues or channels are in force.</summary>
    public (int, long, int, long) InForce =>
        (definitions.Now(SkillList.Kind), definitions.Now(QueueList.Kind)) is var (skills, queues)
            ? (skills.Version, skills.FromUs, queues.Version, queues.FromUs) : default;

    public IReadOnlyList<SkillChoice> Skills =>
        [.. definitions.Now(SkillList.Kind).Value.Skills.Select(one => new SkillChoice(one.Code, new(one.Zh, one.En)))];

    public IReadOnlyList<string> Queues =>
        [.. definitions.Now(QueueList.Kind).Value.Queues.Select(queue => queue.Code)];

    /// <summary>Beside voice, which is always one at a time.</summary>
    public IReadOnlyList<string> Channels =>
        [.. definitions.Now(QueueList.Kind).Value.Channels.Select(channel => channel.Code)];

    public SheetChoices Choices => new(
        [
            .. definitions.Now(SkillList.Kind).Value.Skills.Select(
                one => new KnownSkill(one.Code, one.Certificate)),
        ],
        Queues, Channels);

    public bool HasSkill(string code) => definitions.Now(SkillList.Kind).Value.Knows(code);

    public BilingualText SkillNamed(string code) =>
        Now(definitions.Now(SkillList.Kind).Value.Skills, code, one => one.Code, one => new(one.Zh, one.En))
        ?? Former(SkillList.Kind, list => list.Skills, code, one => one.Code, one => new(one.Zh, one.En));

    public BilingualText QueueNamed(string code) =>
        Now(definitions.Now(QueueList.Kind).Value.Queues, code, one => one.Code, one => new(one.Zh, one.En))
        ?? Former(QueueList.Kind, list => list.Queues, code, one => one.Code, one => new(one.Zh, one.En));

    private static BilingualText? Now<T>(
        IReadOnlyList<T> items, string code, Func<T, string> codeOf, Func<T, BilingualText> nameOf)
    {
        foreach (var item in items)
        {
            if (codeOf(item) == code)
                return nameOf(item);
        }
        return null;
    }

    private BilingualText Former<TList, T>(
        DefinitionKind<TList> kind, Func<TList, IReadOnlyList<T>> items, string code, Func<T, string> codeOf,
        Func<T, BilingualText> nameOf)
        where TList : class
    {
        var ever = definitions.Ever(kind, items, codeOf).Select(each => each.Item).ToList();
        var name = Now(ever, code, codeOf, nameOf) ?? new(code, code);
        return new($"{name.Zh}（已停用）", $"{name.En} (no longer used)");
    }
}
