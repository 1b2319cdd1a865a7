using System.Security.Claims;
using System.Text.Json;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices.Core;
using TellerLine.Records;

namespace TellerLine.Notices;

/// <param name="TemplateName">When it was written.</param>
/// <param name="Reason">Why it waits, was not sent or could not be; empty: nothing to say.</param>
public sealed record NoticeListed(
    string Id, DateTimeOffset QueuedAt, string Purpose, string Template, BilingualText TemplateName, string CustomerId,
    string Customer, string Number, string State, string Reason, DateTimeOffset? Until, DateTimeOffset? SentAt,
    long Parts, string Sender);

/// <param name="PartsZh">Short messages that the Chinese text is sent as, with its fields at their longest.</param>
public sealed record NoticeTemplateView(
    string Key, BilingualText Name, string Purpose, BilingualText Text, int PartsZh, int PartsEn);

/// <summary>The outbox as people see it: its list, a message's page, and what they send by hand.</summary>
internal sealed class NoticeRecords(
    IDb db, Outbox outbox, IDefinitions definitions, ICustomerReach customers, IJournal journal, IAudit audit,
    Viewings viewings, IFieldCipher cipher, TimeProvider time)
{
    /// <summary>Within which the same message by hand to the same customer is taken for a second click.</summary>
    private const long SecondClickUs = 60_000_000;

    public static readonly ListOf<NoticeListed> List = new("notices", "客户通知", "Notices")
    {
        See = NoticesPermissions.See,
        Select = $"SELECT {NoticeRow.Columns} FROM notice",
        Read = (c, sql, values) => c.Query<NoticeRow>(sql, values).Select(Listed),
        Key = "id",
        Sort = "-queuedAt",
        Columns =
        [
            new("queuedAt", ColumnType.Time, "queued_us", "时间", "When", row => row.QueuedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("purpose", ColumnType.Code, "purpose", "用途", "Purpose", row => row.Purpose)
            {
                Filter = ColumnFilter.Exact,
            },
            new("template", ColumnType.Text, "template", "模板", "Template", row => row.Template)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Masked, "customer_masked", "客户", "Name", row => row.Customer),
            new("number", ColumnType.Masked, "number_masked", "号码", "Number", row => row.Number),
            new("state", ColumnType.Code, "state", "状态", "State", row => row.State) { Filter = ColumnFilter.Exact },
            new("reason", ColumnType.Code, "reason", "原因", "Reason", row => row.Reason)
            {
                Filter = ColumnFilter.Exact,
            },
            new("until", ColumnType.Time, "until_us", "暂缓至", "Held until", row => row.Until) { Extra = true },
            new("sentAt", ColumnType.Time, "sent_us", "发出", "Sent", row => row.SentAt) { Extra = true },
            new("parts", ColumnType.Whole, "parts", "条数", "Messages", row => row.Parts) { Extra = true },
            new("sender", ColumnType.Text, "sender", "发送人", "By", row => row.Sender)
            {
                Filter = ColumnFilter.Exact, Extra = true,
            },
            new("id", ColumnType.Text, "id", "编号", "Id", row => row.Id) { Extra = true },
        ],
    };

    private static readonly Dictionary<NoticeState, RecordState> States = new()
    {
        [NoticeState.Queued] = new("queued", new("待发送", "Waiting"), "notReady"),
        [NoticeState.Held] = new("held", new("暂缓", "Held"), "hold"),
        [NoticeState.Sending] = new("sending", new("发送中", "Being sent"), "talking"),
        [NoticeState.Sent] = new("sent", new("已发出", "Sent"), "talking"),
        [NoticeState.Delivered] = new("delivered", new("已送达", "Delivered"), "ready"),
        [NoticeState.Suppressed] = new("suppressed", new("不予发送", "Not sent"), "wrapup"),
        [NoticeState.Failed] = new("failed", new("失败", "Failed"), "alarm"),
    };

    private static readonly IReadOnlyList<(string, BilingualText)> Languages =
        [(NoticeTemplate.Chinese, new("中文", "Chinese")), (NoticeTemplate.English, new("英文", "English"))];

    /// <summary>What people may send: all that the program does not send itself.</summary>
    public IReadOnlyList<NoticeTemplateView> Templates() =>
    [
        .. definitions.Keys(NoticeTemplate.Kind).Where(key => NoticeOccasions.Find(key) is null).Select(key =>
        {
            var template = definitions.Now(NoticeTemplate.Kind, key).Value;
            return new NoticeTemplateView(
                key, new(template.NameZh, template.NameEn), EnumWords.Of(template.Purpose),
                new(template.TextZh, template.TextEn), TemplateRules.PartsOf(template.TextZh, null),
                TemplateRules.PartsOf(template.TextEn, null));
        }),
    ];

    public JsonElement Form() => FormOf.Schema<NoticeByHand>(
        new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
        {
            [nameof(NoticeByHand.Template)] = [.. Templates().Select(t => (t.Key, Named(t)))],
            [nameof(NoticeByHand.Language)] = Languages,
        });

    public async Task<RecordOutcome> Create(NoticeByHand wanted, ClaimsPrincipal sender, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(wanted)];
        if (!string.IsNullOrEmpty(wanted.Template) && Templates().All(t => t.Key != wanted.Template))
            faults.Add(new("/template", "没有这个可由人员发送的模板", "there is no such template that people send"));
        if (!string.IsNullOrEmpty(wanted.Language) && Languages.All(l => l.Item1 != wanted.Language))
            faults.Add(new("/language", "请选择中文或英文", "choose Chinese or English"));
        var customer = (wanted.Customer ?? "").Trim();
        if (customer.Length > 0 && await db.Read(c => customers.Of(c, null, customer), ct) is null)
            faults.Add(new("/customer", $"没有客户 {customer}", $"there is no customer {customer}"));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        var (by, key) = (sender.Number(), $"hand/{Ids.New(time)}");
        return await db.Write<RecordOutcome>(scope =>
        {
            if (SentJustNow(scope, customer, wanted.Template))
                return new RecordOutcome.Refused(NoticeRefusal.JustSent.Code, NoticeRefusal.JustSent.Why);
            var id = outbox.Queue(
                scope, new NoticeOrder(wanted.Template, customer, key, new Dictionary<string, NoticeWord>())
                {
                    Language = wanted.Language, By = by,
                });
            audit.Add(scope, by, "notice.ordered", $"customer/{customer}", $"{wanted.Template}: {id}");
            return new RecordOutcome.Done(id);
        }, ct);
    }

    public Task<RecordOutcome> Apply(
        string id, long version, NoticeReason why, Func<NoticeReason, NoticeCommand> command, ClaimsPrincipal actor,
        CancellationToken ct)
    {
        if (FormOf.Faults(why) is { Count: > 0 } faults)
            return Task.FromResult<RecordOutcome>(new RecordOutcome.Faulty(faults));
        return db.Write<RecordOutcome>(scope =>
        {
            if (NoticeRow.Find(scope, id) is not { } row)
                return new RecordOutcome.Unknown();
            var (happened, refused) = NoticeLife.Decide(id, row.Stands, command(why), actor.Number());
            if (refused is not null)
                return new RecordOutcome.Refused(refused.Code, refused.Why);
            if (row.Version != version)
                return new RecordOutcome.Conflict(VersionConflict.Of(
                    row.Version, new { row.State, row.Reason }, new { row.State, row.Reason }));
            if (happened is NoticeCancelled cancelled)
            {
                outbox.Cancel(scope, row, cancelled);
                audit.Add(scope, actor.Number(), "notice.cancelled", $"notice/{id}", why.Reason);
            }
            else
            {
                outbox.Retry(scope, row, (NoticeRetried)happened!);
                audit.Add(scope, actor.Number(), "notice.retried", $"notice/{id}", why.Reason);
            }
            return new RecordOutcome.Done(id);
        }, ct);
    }

    /// <returns>Null: there is none.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await db.Read(c => NoticeRow.Find(c, id), ct) is not { } row)
            return null;
        var who = reader.Number();
        await viewings.Begin(who, $"notice/{id}", () => audit.Record(
            who, "notice.viewed", $"notice/{id}", row.CustomerId, CancellationToken.None));
        var story = await journal.ReadStream(NoticeRow.Stream(id), ct: ct);
        BilingualText? Why(NoticeCommand command) =>
            NoticeLife.Decide(id, row.Stands, command, reader.Number()).Refused?.Why;
        var (form, why) = (FormOf.Schema<NoticeReason>(), new NoticeReason("x"));
        List<RecordAction> actions = [];
        if (NoticesPermissions.Send.ReachOf(reader.Card().Roles) != Reach.None)
            actions.AddRange(
            [
                new("cancel", new("取消发送", "Cancel"), Why(new NoticeCommand.Cancel(why)), form, null, Grave: true),
                new("retry", new("重发", "Send again"), Why(new NoticeCommand.Retry(why)), form, null, Grave: false),
            ]);
        return new RecordView(
            id, row.TemplateZh == row.TemplateEn ? row.TemplateZh : $"{row.TemplateZh} · {row.TemplateEn}",
            States[row.Stands],
            [
                new(new("用途", "Purpose"), "text", row.Purpose, NoticeWords.Purposes[row.IsFor]),
                new(new("客户", "Customer"), "text", $"{row.CustomerMasked} {row.CustomerId}".Trim()),
                new(new("号码", "Number"), "text", row.NumberMasked),
                new(new("原因", "Reason"), "text", row.Reason, NoticeWords.Reason(row.Reason)),
                new(new("暂缓至", "Held until"), "time", row.UntilUs is { } until ? $"{Clock.FromUs(until):O}" : null),
                new(new("写入", "Written"), "time", $"{Clock.FromUs(row.QueuedUs):O}"),
                new(new("发出", "Sent"), "time", row.SentUs is { } sent ? $"{Clock.FromUs(sent):O}" : null),
                new(new("短信条数", "Messages"), "whole", $"{row.Parts}"),
                new(new("模板版本", "Template"), "text", $"{row.Template} / {row.TemplateVersion}"),
                new(new("发送人", "By"), "user", row.Sender),
            ],
            cipher.Decrypt(row.Shown, NoticeFields.Shown(id)), actions,
            [.. story.Select(r => new RecordEvent(Clock.FromUs(r.AtUs), By(r), NoticeStory.Of(r)))], row.Version);
    }

    private bool SentJustNow(WriteScope scope, string customer, string template) =>
        scope.Connection.ExecuteScalar<long>(
            """
            SELECT COUNT(*) FROM notice
            WHERE customer_id = @customer AND template = @template AND sender <> 'system' AND queued_us > @since
            """,
            new { customer, template, since = time.NowUs() - SecondClickUs }, scope.Transaction) > 0;

    private static BilingualText Named(NoticeTemplateView template)
    {
        var purpose = NoticeWords.Purposes[EnumWords.To<NoticePurpose>(template.Purpose)];
        return new($"{template.Name.Zh}（{purpose.Zh}）", $"{template.Name.En} ({purpose.En})");
    }

    private static string By(JournalRow row) =>
        JsonDocument.Parse(row.Body).RootElement.TryGetProperty("by", out var by) ? by.GetString()! : "system";

    private static NoticeListed Listed(NoticeRow row) => new(
        row.Id, Clock.FromUs(row.QueuedUs), row.Purpose, row.Template, new(row.TemplateZh, row.TemplateEn),
        row.CustomerId, row.CustomerMasked, row.NumberMasked, row.State, row.Reason,
        row.UntilUs is { } until ? Clock.FromUs(until) : null, row.SentUs is { } sent ? Clock.FromUs(sent) : null,
        row.Parts, row.Sender);
}

/// <summary>A message's journal in words.</summary>
internal static class NoticeStory
{
    public static BilingualText Of(JournalRow row) => row.Kind switch
    {
        "notice.queued" => new("写入发件箱", "Written"),
        "notice.held" => With("暂缓", "Held", NoticeWords.Reason(row.As<NoticeHeld>().Reason)),
        "notice.sending" => new("开始发送", "Handed over"),
        "notice.sent" => row.As<NoticeSent>().Delivered ? new("已送达", "Delivered") : new("已发出", "Sent"),
        "notice.suppressed" => With("不予发送", "Not sent", NoticeWords.Reason(row.As<NoticeSuppressed>().Reason)),
        "notice.failed" => Failed(row.As<NoticeFailed>()),
        "notice.cancelled" => With("取消", "Cancelled", Same(row.As<NoticeCancelled>().Reason)),
        "notice.retried" => With("重发", "Sent again", Same(row.As<NoticeRetried>().Reason)),
        _ => Same(row.Kind),
    };

    private static BilingualText Failed(NoticeFailed failed)
    {
        var told = With("失败", "Failed", NoticeWords.Reason(failed.Reason));
        return failed.Detail.Length == 0 ? told : new($"{told.Zh}（{failed.Detail}）", $"{told.En} ({failed.Detail})");
    }

    private static BilingualText With(string zh, string en, BilingualText why) =>
        new($"{zh}：{why.Zh}", $"{en}: {why.En}");

    private static BilingualText Same(string text) => new(text, text);
}
