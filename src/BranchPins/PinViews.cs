using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.BranchPins;

/// <summary>A customer's two PINs as a page: how they stand, what may be done, what happened to them.</summary>
internal sealed class PinViews(IBranchPins pins, ICustomers customers, IJournal journal)
{
    private static readonly BilingualText NotLocked = new("该密码没有锁定", "It is not locked");

    /// <summary>The worst of both stands for the customer.</summary>
    private static readonly (string Code, BilingualText Name, string Look, Func<PinState, bool> Is)[] States =
    [
        ("frozen", new("冻结", "Frozen"), "alarm", state => state.Standing == PinStanding.Frozen),
        ("blockedToday", new("当日锁定", "Blocked for the day"), "hold", state => state.Standing == PinStanding.BlockedToday),
        ("notSet", new("未设置", "Not set"), "notReady", state => state.Standing == PinStanding.NotSet),
        ("initial", new("初始密码", "The bank's first PIN"), "wrapup", state => state.MustChange == PinMustChange.Initial),
        ("spoken", new("曾被说出，须修改", "Said aloud, to be changed"), "hold", state => state.MustChange == PinMustChange.Spoken),
        ("normal", new("正常", "Normal"), "ready", _ => true),
    ];

    internal static string Setting(PinKind kind) => kind == PinKind.Enquiry ? "setEnquiry" : "setTransaction";

    internal static string Unlocking(PinKind kind) => kind == PinKind.Enquiry ? "unlockEnquiry" : "unlockTransaction";

    internal static FieldFault Words(PinWeakness weak) => weak switch
    {
        PinWeakness.Incomplete => new("/pin", "密码应为六位数字", "A PIN is six digits"),
        PinWeakness.Repeated => new("/pin", "不能是重复的数字", "It may not be the same digits again and again"),
        PinWeakness.Run => new("/pin", "不能是连续的数字", "It may not be digits in a row"),
        PinWeakness.BirthDate => new("/pin", "不能是出生日期", "It may not be the day of birth"),
        _ => new("/pin", "两个密码不能相同", "The two PINs may not be the same"),
    };

    /// <returns>Null: there is no such customer.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is not { } card)
            return null;
        var states = await pins.Of(id, ct);
        var worst = States.First(one => states.Any(one.Is));
        List<RecordFact> facts =
        [
            new(new("客户", "Customer"), "text", $"{card.Id} {card.MaskedName}"),
            new(new("证件", "Document"), "text", card.MaskedIdentity),
            .. states.SelectMany(Facts),
        ];
        return new RecordView(
            id, $"{card.Id} {card.MaskedName}", new(worst.Code, worst.Name, worst.Look), facts, null,
            BranchPinsCapability.Manage.ReachOf(reader.Card().Roles) == Reach.None
                ? []
                : [.. states.SelectMany(Actions)],
            Story(await journal.ReadStream($"customer/{id}", ct: ct)), PinRecords.VersionOf(states));
    }

    private static IEnumerable<RecordFact> Facts(PinState state)
    {
        var own = States.First(one => one.Is(state));
        yield return new(Name(state.Kind), "text", own.Code, own.Name);
        yield return new(
            state.Kind == PinKind.Enquiry
                ? new("查询密码设置时间", "Enquiry PIN set")
                : new("交易密码设置时间", "Transaction PIN set"),
            "time", state.SetUs is { } at ? $"{Clock.FromUs(at):O}" : null);
    }

    private static IEnumerable<RecordAction> Actions(PinState state)
    {
        var enquiry = state.Kind == PinKind.Enquiry;
        yield return new(
            Unlocking(state.Kind),
            enquiry ? new("解除查询密码锁定", "Unlock the enquiry PIN") : new("解除交易密码锁定", "Unlock the transaction PIN"),
            state.Standing is PinStanding.Frozen or PinStanding.BlockedToday ? null : NotLocked,
            FormOf.Schema<PinUnlock>(), null, Grave: false);
        yield return new(
            Setting(state.Kind),
            enquiry ? new("设置查询密码", "Set the enquiry PIN") : new("设置交易密码", "Set the transaction PIN"),
            null, FormOf.Schema<NewPin>(), null, Grave: false);
    }

    private static List<RecordEvent> Story(IReadOnlyList<JournalRow> rows)
    {
        List<RecordEvent> story = [];
        var stood = new Dictionary<PinKind, PinStanding>();
        foreach (var row in rows)
        {
            var (by, kind, what) = Told(row, stood);
            if (what is { } words)
                story.Add(new(
                    Clock.FromUs(row.AtUs), by, new($"{Name(kind).Zh}：{words.Zh}", $"{Name(kind).En}: {words.En}")));
        }

        return story;
    }

    /// <summary>Of the tries only those that locked it.</summary>
    private static (string By, PinKind Kind, BilingualText? What) Told(
        JournalRow row, Dictionary<PinKind, PinStanding> stood)
    {
        switch (row.Kind)
        {
            case "pin.set":
                var set = row.As<PinSet>();
                stood[set.Kind] = PinStanding.Normal;
                return (set.Actor, set.Kind, set.Actor == "customer" ? new("客户经电话银行修改", "changed by telephone")
                    : set.Initial ? new("设置为初始密码", "set, as the bank's first") : new("设置", "set"));
            case "pin.unfrozen":
                var lifted = row.As<PinUnfrozen>();
                stood[lifted.Kind] = PinStanding.Normal;
                return (lifted.Actor, lifted.Kind, new("解除锁定", "unlocked"));
            case "pin.refusedAtBranch":
                var refused = row.As<PinRefusedAtBranch>();
                return (refused.By, refused.Kind, refused.Why == "identity"
                    ? new("证件核对不一致", "the document was not the customer's")
                    : new("与另一密码相同，未受理", "the same as the other PIN, refused"));
            case "pin.checked":
                var tried = row.As<PinChecked>();
                var before = stood.GetValueOrDefault(tried.Kind);
                stood[tried.Kind] = tried.Standing;
                return ("customer", tried.Kind, tried.Standing == before ? null : tried.Standing switch
                {
                    PinStanding.Frozen => new("多次输错，冻结", "wrong too often, frozen"),
                    PinStanding.BlockedToday => new("输错，当日锁定", "wrong too often, blocked for the day"),
                    _ => null,
                });
            default:
                return ("", default, null);
        }
    }

    private static BilingualText Name(PinKind kind) =>
        kind == PinKind.Enquiry ? new("查询密码", "Enquiry PIN") : new("交易密码", "Transaction PIN");
}
