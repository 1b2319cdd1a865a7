using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.LossReports;

/// <summary>A report's page.</summary>
internal sealed class LossViews(
    LossRecords records, LossTaking taking, ICustomers customers, IOrganisation organisation, IJournal journal,
    KernelOptions kernel, TimeProvider time)
{
    private static readonly Dictionary<LossStatus, RecordState> States = new()
    {
        [LossStatus.Requested] = new("requested", new("待核对身份", "To be identified"), "notReady"),
        [LossStatus.Identified] = new("identified", new("止付处理中", "Being stopped"), "hold"),
        [LossStatus.Provisional] = new("provisional", new("口头挂失有效", "Holds, not confirmed"), "hold"),
        [LossStatus.Formal] = new("formal", new("正式挂失", "Confirmed"), "ready"),
        [LossStatus.Lapsed] = new("lapsed", new("已失效", "Lapsed"), "alarm"),
        [LossStatus.Cancelled] = new("cancelled", new("已解挂", "Taken back"), "wrapup"),
        [LossStatus.Refused] = new("refused", new("未受理", "Refused"), "alarm"),
    };

    private static readonly Dictionary<string, BilingualText> Happened = new()
    {
        ["loss.requested"] = new("登记", "Asked for"),
        ["loss.answeredWrongly"] = new("身份核对不一致", "Answers did not agree"),
        ["loss.identified"] = new("身份核对一致，受理", "Identified and taken"),
        ["loss.held"] = new("核心系统已止付", "Payments stopped"),
        ["loss.refused"] = new("不予受理", "Refused"),
        ["loss.reminded"] = new("到期提醒", "Customer reminded"),
        ["loss.confirmed"] = new("网点确认，转正式挂失", "Confirmed at a branch"),
        ["loss.lapsed"] = new("到期失效", "Lapsed"),
        ["loss.cancelled"] = new("客户解挂", "Taken back"),
        ["loss.released"] = new("核心系统已解除止付", "Payments possible again"),
    };

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<RecordView?> View(string number, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await records.Seen(number, reader, ct) is not { } stored)
            return null;
        var story = await journal.ReadStream($"loss/{number}", ct: ct);
        return new RecordView(
            number, number, States[stored.Report.Status], await Facts(stored, ct), Prior(stored),
            Actions(stored, reader),
            [
                .. story.Select(row => new RecordEvent(
                    Clock.FromUs(row.AtUs), JsonDocument.Parse(row.Body).RootElement.GetProperty("by").GetString()!,
                    Happened[row.Kind])),
            ],
            stored.Version);
    }

    /// <summary>The name is what the customer must say, until somebody has said it.</summary>
    internal static string Shown(string? name, LossStatus status) =>
        status is LossStatus.Requested or LossStatus.Refused ? Masks.Name(name ?? "") : name ?? "";

    private async Task<List<RecordFact>> Facts(StoredLoss stored, CancellationToken ct)
    {
        var report = stored.Report;
        var card = await customers.ById(report.CustomerId, ct);
        var unit = (await organisation.All(ct)).FirstOrDefault(one => one.Path == report.Unit);
        var product = taking.Rules.Find(report.Product);
        List<RecordFact> facts =
        [
            new(new("客户", "Customer"), "text", $"{report.CustomerId} {Shown(card?.Name, report.Status)}"),
            new(new("挂失介质", "Lost"), "text", report.Product, product is null ? null : new(product.Zh, product.En)),
            new(new("账号", "Account"), "text", report.Account is { } account ? Masks.Account(account) : report.Tail),
            new(new("来源", "By way of"), "text", stored.Channel,
                stored.Channel == "keypad" ? new("客户按键", "keypad") : new("座席", "desk")),
            new(new("登记时间", "Asked for"), "time", Time(stored.RequestedUs)),
            new(new("登记人", "By"), "user", stored.RequestedBy),
            new(new("受理时间", "Taken"), "time", Time(report.AcceptedUs)),
            new(new("止付时间", "Payments stopped"), "time", Time(stored.HeldUs)),
            new(new("有效期至", "Holds until"), "time", Time(report.ValidUntilUs)),
            new(new("办理网点", "Branch"), "text", report.Unit.Length == 0 ? null : report.Unit,
                report.Unit.Length == 0 ? new("任一网点", "any") : unit?.Name),
        ];
        if (report.Why is { } why)
            facts.Add(new(new("未受理原因", "Why refused"), "text", why, LossRefusal.Words.GetValueOrDefault(why)));
        if (report.Earlier is { } earlier)
            facts.Add(new(new("有效的挂失", "The report that stands"), "text", earlier));
        if (stored.ReleasedUs is not null)
            facts.Add(new(new("解除止付时间", "Payments possible again"), "time", Time(stored.ReleasedUs)));
        return facts;
    }

    private string? Prior(StoredLoss stored)
    {
        if (stored.HeldUs is null)
            return null;
        if (stored.Prior is not { } prior)
            return "受理前的支出：核心系统未答复。 / What went out before it was taken: the core bank did not say.";
        return prior.Count == 0 ? null : string.Join('\n', prior
            .Select(one => string.Create(
                CultureInfo.InvariantCulture,
                $"{kernel.LocalTime(one.AtUs):MM-dd HH:mm}  {one.Currency} {one.Minor / 100m:N2}"))
            .Prepend("当日受理前的支出（先于挂失，不作承诺） / Went out on that day before it was taken (no promise is made for it):"));
    }

    private List<RecordAction> Actions(StoredLoss stored, ClaimsPrincipal reader)
    {
        BilingualText? Why(LossCommand command) =>
            LossReport.Decide(stored.Report, command, time.NowUs()).Refused?.Why;
        var roles = reader.Card().Roles;
        List<RecordAction> actions = [];
        if (LossReportsCapability.Report.ReachOf(roles) != Reach.None && stored.Report.Status == LossStatus.Requested)
            actions.Add(new(
                "identify", new("核对身份并止付", "Identify and stop payments"), null, FormOf.Schema<LossFactors>(), null,
                Grave: false));
        if (LossReportsCapability.Confirm.ReachOf(roles) == Reach.None || stored.Report.Status == LossStatus.Requested)
            return actions;
        actions.Add(new(
            "confirm", new("转正式挂失", "Confirm"), Why(new LossCommand.Confirm("")), FormOf.Schema<LossPapers>(), null,
            Grave: false));
        actions.Add(new(
            "cancel", new("解挂", "Take back"), Why(new LossCommand.Cancel("x")), FormOf.Schema<LossTakenBack>(), null,
            Grave: true));
        return actions;
    }

    private static string? Time(long? us) => us is { } at ? $"{Clock.FromUs(at):O}" : null;
}
