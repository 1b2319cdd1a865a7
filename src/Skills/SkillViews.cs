using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Skills.Core;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <summary>The page of an agent's skills, and its form.</summary>
internal sealed class SkillViews(
    SkillRecords records, BankSkills bank, IOrganisation organisation, IJournal journal, KernelOptions kernel,
    TimeProvider time)
{
    private static readonly RecordState
        None = new("none", new("未建档", "No record"), "notReady"),
        Valid = new("valid", new("有效", "Valid"), "ready"),
        Lapsing = new("lapsing", new("即将到期", "Lapses soon"), "hold"),
        Lapsed = new("lapsed", new("有证书过期", "A certificate has lapsed"), "alarm");

    private static readonly IReadOnlyList<(string, BilingualText)> Levels =
    [
        ("1", new("1 入门", "1 beginner")), ("2", new("2 初级", "2 basic")), ("3", new("3 熟练", "3 able")),
        ("4", new("4 精通", "4 proficient")), ("5", new("5 专家", "5 expert")),
    ];

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<RecordView?> View(string number, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await records.Seen(number, reader, ct) is not var (agent, stored))
            return null;
        var today = kernel.DayOf(time.NowUs());
        var unit = (await organisation.All(ct)).FirstOrDefault(one => one.Path == agent.OrgUnit);
        var story = await journal.ReadStream(SkillRecords.Stream(number), ct: ct);
        return new RecordView(
            number, $"{agent.Number} {agent.NameZh} · {agent.NameEn}", StateOf(stored, today),
            Facts(agent, unit?.Name, stored, today), stored.Sheet.Note,
            records.MayEdit(number, reader)
                ?
                [
                    new("change", new("修改", "Change"), null, Form(stored.Sheet),
                        JsonSerializer.SerializeToElement(stored.Sheet, JournalJson.Options), Grave: false),
                ]
                : [],
            Told(story), stored.Version);
    }

    private RecordState StateOf(StoredSheet stored, DateOnly today)
    {
        if (stored.Version == 0)
            return None;
        var days = stored.Sheet.Skills.Where(held => held.Until is not null && bank.HasSkill(held.Skill))
            .Select(held => ToldToRouter.Day(held.Until!)).ToList();
        return days.Any(day => day < today) ? Lapsed
            : days.Any(day => day <= today.AddDays(AgentSkillList.SoonDays)) ? Lapsing
            : Valid;
    }

    private List<RecordFact> Facts(UserCard agent, BilingualText? unit, StoredSheet stored, DateOnly today)
    {
        var sheet = stored.Sheet;
        return
        [
            new(new("班组", "Team"), "text", agent.OrgUnit, unit),
            new(new("技能", "Skills"), "text", null,
                Or(new("无", "none"), [.. sheet.Skills.Select(held => Named(held, today))])),
            new(new("可服务队列", "Queues"), "text", null,
                Or(new("全部", "all"), [.. sheet.Queues.Select(bank.QueueNamed)])),
            new(new("音色", "Voice timbre"), "text", null, TimbreWords.Of(sheet.Timbre)),
            new(new("并发上限", "At once, by channel"), "text", null,
                Or(new("按渠道规定", "as the channel says"),
                    [
                        .. sheet.Slots.Select(one => new BilingualText(
                            $"{one.Channel} {one.Slots}", $"{one.Channel} {one.Slots}")),
                    ])),
            new(new("最近修改", "Changed"), "time", stored.ChangedUs is { } us ? $"{Clock.FromUs(us):O}" : null),
            new(new("修改人", "By"), "user", stored.ChangedBy),
        ];
    }

    private BilingualText Named(SheetSkill held, DateOnly today)
    {
        var words = SheetChange.Of(held, bank.SkillNamed(held.Skill));
        return held.Until is { } until && ToldToRouter.Day(until) < today
            ? new($"{words.Zh}已过期", $"{words.En}, lapsed")
            : words;
    }

    private static BilingualText Or(BilingualText nothing, IReadOnlyList<BilingualText> texts) =>
        texts.Count == 0 ? nothing : SheetChange.Joined(texts);

    /// <summary>What may be chosen: what is in force, and what this sheet has since before.</summary>
    private JsonElement Form(SkillSheet sheet) => FormOf.Schema<SkillSheet>(
        new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
        {
            [$"{nameof(SkillSheet.Skills)}.{nameof(SheetSkill.Skill)}"] = Offered(
                [.. bank.Skills.Select(one => one.Code)], sheet.Skills.Select(held => held.Skill), bank.SkillNamed),
            [$"{nameof(SkillSheet.Skills)}.{nameof(SheetSkill.Level)}"] = Levels,
            [nameof(SkillSheet.Queues)] = Offered(bank.Queues, sheet.Queues, bank.QueueNamed),
            [nameof(SkillSheet.Timbre)] = [.. SkillSheet.Timbres.Select(timbre => (timbre, TimbreWords.Of(timbre)))],
            [$"{nameof(SkillSheet.Slots)}.{nameof(SheetSlots.Channel)}"] = Offered(
                bank.Channels, sheet.Slots.Select(one => one.Channel), channel => new(channel, channel)),
        });

    private static IReadOnlyList<(string, BilingualText)> Offered(
        IReadOnlyList<string> inForce, IEnumerable<string> held, Func<string, BilingualText> named) =>
        [.. inForce.Union(held).Select(code => (code, named(code)))];

    private List<RecordEvent> Told(IReadOnlyList<JournalRow> story)
    {
        List<RecordEvent> events = [];
        SkillSheet? before = null;
        foreach (var row in story.Where(row => row.Kind == "skills.recorded"))
        {
            var recorded = row.As<SkillsRecorded>();
            events.Add(new(
                Clock.FromUs(row.AtUs), recorded.By,
                SheetChange.Told(before, recorded.Sheet, bank.SkillNamed, bank.QueueNamed)));
            before = recorded.Sheet;
        }
        return events;
    }
}
